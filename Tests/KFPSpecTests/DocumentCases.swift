import Foundation
import KFPSpec
import Testing

/// `Tests/Cases/documents`: one folder a case with `document.yaml` and `problems.txt`.
enum DocumentCases {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cases/documents")

  static var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  static func url(_ name: String, _ file: String) -> URL {
    folder.appendingPathComponent(name).appendingPathComponent(file)
  }

  static func text(_ name: String, _ file: String = "document.yaml") throws -> String {
    try String(contentsOf: url(name, file), encoding: .utf8)
  }
}

@Suite struct DocumentCaseTests {
  /// `BLESS=1` rewrites the expected problems.
  @Test(arguments: DocumentCases.names) func problemsAreAsExpected(_ name: String) throws {
    let text = try DocumentCases.text(name)
    var problems: [SpecProblem] = []
    do throws(SpecRejection) {
      problems = validate(try readDocument(text))
    } catch {
      problems = error.problems
    }
    let found = problems.map { "\($0.kind.rawValue) \($0)\n" }.joined()
    let file = DocumentCases.url(name, "problems.txt")
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      try found.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(found == (try? String(contentsOf: file, encoding: .utf8)))
  }

  @Test func casesExist() {
    #expect(DocumentCases.names.contains("everything"))
  }

  @Test func everythingIsWrittenAsItWas() throws {
    let text = try DocumentCases.text("everything")
    #expect(render(try readDocument(text).document) == text)
  }

  @Test func jsonFormIsReadBackEqual() throws {
    var document = try readDocument(DocumentCases.text("everything")).document
    document.platform = .init()
    #expect(try readDocument(renderJSON(document)).document == document)
  }
}
