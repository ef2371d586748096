import Foundation
import KFPSource
import KFPTestSupport
import Testing

@testable import KFPSyntax

/// What parsing one text gives.
struct ParsedSample {
  let source: SourceText
  let sources: SourceMap
  let tree: Tree
  let diagnostics: [Diagnostic]

  init(_ bytes: [UInt8], name: String = "source.py") {
    var sources = SourceMap()
    source = sources.add(name: name, bytes: bytes)
    self.sources = sources
    var bag = DiagnosticBag()
    tree = parse(source, reporting: &bag)
    diagnostics = bag.sorted
  }

  init(_ text: String) {
    self.init(Array(text.utf8))
  }

  var codes: [String] { diagnostics.map(\.code.description) }
}

/// Every folder of `Tests/Cases/parsing` holds `source.py` and what reading it gives: the
/// complaints in `expected.txt`, or the tree in `tree.txt`; and `fixed.txt` where fixes are certain.
/// `BLESS=1` writes the expectations.
@Suite struct ParsingCaseTests {
  static let cases = Repository.cases(of: "parsing")

  static func source(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: Repository.url("Tests/Cases/parsing/\(name)/source.py")))
  }

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 20)
  }

  @Test(arguments: cases) func readsAsExpected(name: String) throws {
    let folder = Repository.url("Tests/Cases/parsing/\(name)")
    let files = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
    #expect(files.subtracting(["source.py", "expected.txt", "tree.txt", "fixed.txt"]).isEmpty)
    let sample = ParsedSample(try Self.source(name))
    if name.hasPrefix("grammar-") {
      #expect(sample.diagnostics.isEmpty)
      let lines = sample.tree.body.map { SyntaxDump.line(of: $0, in: sample.tree) }
      try expect(
        lines.joined(separator: "\n") + "\n", equalsFile: folder.appending(path: "tree.txt"))
      return
    }
    let drawing = render(
      sample.diagnostics, sources: sample.sources, style: .human(colour: false, width: 100))
    try expect(drawing, equalsFile: folder.appending(path: "expected.txt"))
    try checkFixes(of: sample, in: folder)
  }

  /// Applies the certain fixes; none of their complaints may be left.
  private func checkFixes(of sample: ParsedSample, in folder: URL) throws {
    let fixed = applyEdits(sample.diagnostics, to: sample.source)
    guard fixed.appliedCount > 0 else { return }
    try expect(fixed.text, equalsFile: folder.appending(path: "fixed.txt"))
    let again = ParsedSample(fixed.text)
    let fixable = sample.diagnostics.filter { $0.helps.contains { !$0.edits.isEmpty } }
    for code in Set(fixable.map(\.code)) {
      let before = sample.diagnostics.count { $0.code == code }
      let after = again.diagnostics.count { $0.code == code }
      #expect(after <= before - fixable.count { $0.code == code })
    }
  }

  private func expect(_ text: String, equalsFile file: URL) throws {
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      return try Data(text.utf8).write(to: file)
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected)
  }
}

extension SyntaxDump {
  /// The dump of one statement.
  static func line(of id: StmtID, in tree: Tree) -> String {
    var part = tree
    part.body = [id]
    let text = astDump(part, as: .python313)
    return String(text.dropFirst("Module(body=[".count).dropLast("], type_ignores=[])".count))
  }
}
