import KFPRecord
import KFPSpec
import Testing

@testable import KFPReport

@Suite struct StackTests {
  @Test func tasksThatAreAlikeBecomeOne() throws {
    // One task feeds fifty chains of two, which one task collects.
    let edges = (1...50).flatMap { [(0, $0), ($0, $0 + 50), ($0 + 50, 101)] }
    let graph = PipelineGraph(of: ReportFixtures.document(tasks: 102, edges: edges)).stacked()
    let top = graph.top.nodes.map { graph.nodes[$0] }
    #expect(top.map(\.kind) == [.task, .stack, .stack, .task])
    #expect(top.map { $0.members.count } == [0, 50, 50, 0])
    #expect(graph.top.edges.map { [$0.source, $0.target] } == [[0, 1], [1, 2], [2, 3]])
    let inside = try #require(top[1].level)
    #expect(inside.nodes.map { graph.nodes[$0].path } == (1...50).map { "t\($0)" })
    #expect(Set(graph.nodes.map(\.path)).count == graph.nodes.count)
  }

  @Test func fewTasksStayAsTheyAre() {
    let document = ReportFixtures.document(tasks: 12, edges: (1..<12).map { (0, $0) })
    #expect(PipelineGraph(of: document).stacked() == PipelineGraph(of: document))
  }

  @Test func edgesOfStacksGoDownwards() {
    var generator = SteadyGenerator(state: 3)
    for count in [20, 60, 200] {
      let edges = (1..<count).flatMap { target in
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          (Int.random(in: 0..<target, using: &generator), target)
        }
      }
      let graph = PipelineGraph(of: ReportFixtures.document(tasks: count, edges: edges)).stacked()
      let layout = GraphLayout(of: graph, folding: .stacks)
      for edge in graph.top.edges {
        let source = layout.boxes[edge.source], target = layout.boxes[edge.target]
        #expect((source?.bottom ?? 1) < (target?.origin.y ?? 0))
      }
    }
  }

  @Test func aPictureOfARunShowsItsStates() {
    let record = RunRecord(events: ReportFixtures.nestedRun())
    let picture = graphSVG(of: ReportFixtures.nested(), record: record)
    #expect(picture.contains("class=\"task task s-succeeded\""))
    #expect(picture.contains("class=\"critical\""))
    #expect(picture.contains(">2/2<"))
    #expect(!graphSVG(of: ReportFixtures.nested()).contains("task s-"))
  }
}
