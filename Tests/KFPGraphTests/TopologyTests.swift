import Foundation
import KFPGraph
import KFPSource
import KFPSpec
import KFPTypes
import Testing

/// Graphs that are not legal, and what is said about them: `graph.json` holds the steps, and
/// `complaints.txt` one line for each complaint, with the number of the step at which it stands.
struct TopologyTests {
  static let cases: [URL] = {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases/topology")
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).sorted { $0.path < $1.path }
  }()

  @Test func thereAreCases() {
    #expect(Self.cases.count > 40)
  }

  @Test(arguments: cases)
  func complaints(about folder: URL) throws {
    let script = try GraphDocumentTests.json(folder.appendingPathComponent("graph.json"))
    let graph = GraphScript(script).graph
    var bag = DiagnosticBag()
    checkTopology(GraphFlow(graph), reporting: &bag)
    let lines = bag.sorted.map { diagnostic in
      let places = [diagnostic.primary].compactMap { $0 } + diagnostic.related
      let labels = places.map { "\($0.span.start): \($0.text)" }
      return "\(diagnostic.code) \(diagnostic.message) | \(labels.joined(separator: " | "))"
    }
    // What is wrong with a graph must not stop it from being lowered: a session shows the rest.
    #expect(lower(GraphFlow(graph)).document.pipeline.info.name == "p")
    let file = folder.appendingPathComponent("complaints.txt")
    let text = lines.joined(separator: "\n") + "\n"
    let isMissing = !FileManager.default.fileExists(atPath: file.path)
    if isMissing || ProcessInfo.processInfo.environment["BLESS"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(!isMissing, "\(file.path) was missing; it is written now")
    #expect(try text == String(contentsOf: file, encoding: .utf8))
  }
}
