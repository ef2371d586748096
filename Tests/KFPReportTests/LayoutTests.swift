import KFPSpec
import OrderedCollections
import Testing

@testable import KFPReport

@Suite struct LayoutTests {
  /// Random graphs without cycles, by size.
  @Test(arguments: [(1, 0), (2, 1), (8, 11), (30, 48), (60, 20), (200, 380)])
  func boxesDoNotOverlapAndEdgesGoDown(count: Int, edgeCount: Int) {
    var generator = SteadyGenerator(state: UInt64(count))
    for _ in 0..<5 {
      let edges = (0..<edgeCount).map { _ in
        let target = Int.random(in: 1..<count, using: &generator)
        return (Int.random(in: 0..<target, using: &generator), target)
      }
      check(ReportFixtures.document(tasks: count, edges: edges))
    }
  }

  @Test func nestedGroupsHoldTheirTasks() {
    let document = ReportFixtures.nested()
    check(document)
    let graph = PipelineGraph(of: document)
    #expect(
      graph.nodes.map(\.path) == [
        "for-loop-1", "last", "for-loop-1/first", "for-loop-1/second", "for-loop-1/for-loop-2",
        "for-loop-1/for-loop-2/work",
      ])
    let folded = GraphLayout(of: graph, folding: .deeperThan(0))
    #expect(folded.boxes.map { $0 != nil } == [true, true, true, true, true, false])
  }

  @Test func aCycleIsDrawnNevertheless() {
    let document = ReportFixtures.document(tasks: 3, edges: [(0, 1), (1, 2), (2, 0)])
    let layout = GraphLayout(of: PipelineGraph(of: document))
    #expect(layout.boxes.compactMap { $0 }.count == 3)
    #expect(layout.routes.count == 3)
  }

  @Test func aDocumentThatNamesItselfIsCut() {
    var dag = DAGSpec(tasks: [
      "a": TaskSpec(displayName: "a", componentName: "comp-self"),
      "b": TaskSpec(displayName: "b", componentName: "comp-self"),
    ])
    dag.tasks["c"] = TaskSpec(displayName: "c", componentName: "comp-absent")
    let document = ReportFixtures.document(
      dag, components: ["comp-self": ComponentSpec(implementation: .dag(dag))])
    let graph = PipelineGraph(of: document)
    #expect(graph.isCut)
    #expect(graph.nodes.count <= PipelineGraph.maximumCount)
    #expect(graphMermaid(of: document).utf8.count > 1000)
  }

  @Test func manyTasksSideBySideBecomeABlock() {
    let document = ReportFixtures.document(
      tasks: 1001, edges: (1...1000).map { (0, $0) })
    check(document)
    let layout = GraphLayout(of: PipelineGraph(of: document))
    #expect(layout.size.width < 12_000)
  }

  @Test func fewerEdgesCrossAfterSorting() {
    // Two rows in opposite order: sorted, nothing crosses.
    let count = 8
    let edges = (0..<count).map { (source: $0, target: 2 * count - 1 - $0) }
    #expect(Layering(count: 2 * count, edges: edges).crossings() == 0)
  }

  private func check(_ document: PipelineDocument) {
    let graph = PipelineGraph(of: document)
    let layout = GraphLayout(of: graph)
    for group in [nil] + graph.nodes.indices.map({ $0 as Int? }) {
      guard let level = graph.level(of: group) else { continue }
      let boxes = level.nodes.compactMap { layout.boxes[$0] }
      #expect(boxes.count == level.nodes.count)
      let sorted = boxes.sorted { $0.origin.y < $1.origin.y }
      for (index, box) in sorted.enumerated() {
        for other in sorted.dropFirst(index + 1) {
          if other.origin.y >= box.bottom { break }
          #expect(other.origin.x >= box.right || other.right <= box.origin.x)
        }
      }
      guard let group, let outer = layout.boxes[group] else { continue }
      for box in boxes {
        #expect(box.origin.x >= outer.origin.x && box.right <= outer.right)
        #expect(box.origin.y >= outer.origin.y && box.bottom <= outer.bottom)
      }
    }
    for route in layout.routes {
      for (above, below) in zip(route.points, route.points.dropFirst()) {
        #expect(below.y >= above.y)
      }
    }
  }
}
