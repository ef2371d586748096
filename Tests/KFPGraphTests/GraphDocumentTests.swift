import Foundation
import KFPGraph
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

/// Graphs against the documents that the official SDK makes of the same pipelines.
struct GraphDocumentTests {
  static let cases: [URL] = {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases/graph")
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).sorted { $0.path < $1.path }
  }()

  @Test func thereAreCases() {
    #expect(Self.cases.count > 10)
  }

  @Test(arguments: cases)
  func document(of folder: URL) throws {
    let script = try Self.json(folder.appendingPathComponent("graph.json"))
    let expected = try Self.json(folder.appendingPathComponent("document.json"))
    let graph = GraphScript(script).graph
    var bag = DiagnosticBag()
    checkTopology(GraphFlow(graph), reporting: &bag)
    #expect(bag.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    let documents = lower(GraphFlow(graph)).document.jsonDocuments
    let differences = Self.differences(
      .array(documents), expected, at: "document")
    #expect(differences == [])
  }

  static func json(_ file: URL) throws -> JSONValue {
    let text = try String(contentsOf: file, encoding: .utf8)
    return try readYAML(text).first?.json ?? .null
  }

  /// The paths at which two documents differ, without the version of the compiler.
  static func differences(_ left: JSONValue?, _ right: JSONValue?, at path: String) -> [String] {
    if path.hasSuffix("/sdkVersion") { return [] }
    switch (left, right) {
    case (.object(let ours)?, .object(let theirs)?):
      return Set(ours.keys).union(theirs.keys).sorted().flatMap { key in
        differences(ours[key], theirs[key], at: "\(path)/\(key)")
      }
    case (.array(let ours)?, .array(let theirs)?) where ours.count == theirs.count:
      return zip(ours, theirs).enumerated().flatMap { index, pair in
        differences(pair.0, pair.1, at: "\(path)/\(index)")
      }
    case (let ours?, let theirs?) where ours == theirs:
      return []
    default:
      return [
        "\(path): \(left.map { "\($0)" } ?? "nothing") instead of \(right.map { "\($0)" } ?? "nothing")"
      ]
    }
  }
}
