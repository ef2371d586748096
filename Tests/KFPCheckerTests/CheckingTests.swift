import Foundation
import KFPChecker
import KFPSource
import KFPSyntax
import Testing

/// Every folder of `Tests/Cases/checking` holds `input.py` or `input.kfps` and the complaints that
/// checking it gives, `expected.txt`. `BLESS=1` writes the expectations.
@Suite struct CheckingTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Cases/checking")

  static var cases: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 10)
  }

  @Test(arguments: cases) func complaintsAreTheExpectedOnes(name: String) throws {
    let folder = Self.folder.appending(path: name)
    let files = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
    let input = try #require(files.first { $0.hasPrefix("input.") })
    #expect(files.subtracting([input, "expected.txt", "fixed.txt"]).isEmpty)
    let bytes = try [UInt8](Data(contentsOf: folder.appending(path: input)))
    let checked = checkText(bytes, name: input, isPedantic: name.hasPrefix("pedantic"))
    let drawing = render(
      checked.diagnostics, sources: checked.sources, style: .human(colour: false, width: 100))
    try expect(drawing, equalsFile: folder.appending(path: "expected.txt"))
    let fixed = applyEdits(checked.diagnostics, to: checked.source)
    if fixed.appliedCount > 0 {
      try expect(fixed.text, equalsFile: folder.appending(path: "fixed.txt"))
      let again = checkText(
        Array(fixed.text.utf8), name: input, isPedantic: name.hasPrefix("pedantic"))
      let fixable = checked.diagnostics.filter { $0.helps.contains { !$0.edits.isEmpty } }
      for diagnostic in fixable where fixed.skippedCount == 0 {
        let isSame = { (other: Diagnostic) in
          other.code == diagnostic.code && other.message == diagnostic.message
        }
        #expect(
          again.diagnostics.count(where: isSame)
            == checked.diagnostics.count(where: isSame) - fixable.count(where: isSame),
          "a fix that was said to be certain leaves its complaint")
      }
    }
  }

  private func expect(_ text: String, equalsFile file: URL) throws {
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == expected)
  }
}

/// What checking one text gives.
struct CheckedText {
  let source: SourceText
  let sources: SourceMap
  let diagnostics: [Diagnostic]
}

func checkText(_ bytes: [UInt8], name: String, isPedantic: Bool = false) -> CheckedText {
  var sources = SourceMap()
  let source = sources.add(name: name, bytes: bytes)
  var bag = DiagnosticBag()
  let tree = parse(source, reporting: &bag)
  check(
    [tree], prelude: name.hasSuffix(".kfps") ? .script : .module,
    options: CheckOptions(isPedantic: isPedantic), reporting: &bag)
  return CheckedText(source: source, sources: sources, diagnostics: bag.sorted)
}

/// Sources by other people, in which no complaint is an error unless it is listed. `KFPS_CORPUS`
/// names folders, separated by colons.
@Suite struct Corpus {
  static let files: [String] = {
    let folders = (ProcessInfo.processInfo.environment["KFPS_CORPUS"] ?? "").split(separator: ":")
    return folders.flatMap { folder -> [String] in
      let names = FileManager.default.enumerator(atPath: String(folder))
      return (names?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".py") }
        .map { "\(folder)/\($0)" }
    }.sorted()
  }()

  @Test(.enabled(if: !files.isEmpty)) func sourcesThatWorkHaveNoErrors() throws {
    var report = ""
    for file in Self.files {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: file)))
      let checked = checkText(bytes, name: file)
      report += render(checked.diagnostics, sources: checked.sources, style: .short)
      for diagnostic in checked.diagnostics where diagnostic.severity == .error {
        Issue.record("\(file): \(diagnostic.code) \(diagnostic.message)")
      }
    }
    if let path = ProcessInfo.processInfo.environment["KFPS_CORPUS_REPORT"] {
      try Data(report.utf8).write(to: URL(filePath: path))
    }
  }
}
