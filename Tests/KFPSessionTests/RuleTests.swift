import Foundation
import KFPChecker
import KFPInterpreter
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// Everything that the official SDK refuses, and what it compiles although something is wrong: the
/// rows of `Tests/Cases/rules`, each with programs.
@Suite struct RuleTests {
  struct Row: Sendable {
    let file: String
    let name: String
    let prose: String
    let programs: [Program]
  }

  struct Program: Sendable, CustomTestStringConvertible {
    let row: String
    let fence: Fence
    var testDescription: String { "\(row), line \(fence.line)" }
    var wanted: Set<String> { Set(fence.values(of: "error") + fence.values(of: "warning")) }
    var isCompiledByTheSDK: Bool { fence.values(of: "sdk") == ["compiles"] }
  }

  private static let folder = "Tests/Cases/rules"

  static let rows: [Row] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(
        atPath: Repository.url(folder).path)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().flatMap(rows(of:))
  }()

  private static func rows(of file: String) -> [Row] {
    let page = (try? Repository.text("\(folder)/\(file)")) ?? ""
    return page.components(separatedBy: "\n## ").dropFirst().map { section in
      let heading = section.prefix { $0 != "\n" }
      let name = String(heading.prefix { $0 != " " })
      let fences = Fence.fences(of: section).filter { $0.words.first == "python" }
      let prose = section.dropFirst(heading.count).components(separatedBy: "```").enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
      return Row(
        file: file, name: name,
        prose: prose.trimmingCharacters(in: .whitespacesAndNewlines),
        programs: fences.map { Program(row: name, fence: $0) })
    }
  }

  @Test func noRowIsMissing() {
    let numbers = [1...32, 40...58, 60...82, 90...127, 140...156, 170...181].joined()
    var wanted = numbers.map(String.init)
    for (letter, count) in [("M", 25), ("T", 4), ("U", 17), ("X", 4)] {
      wanted += (1...count).map { "\(letter)\($0)" }
    }
    #expect(Self.rows.map(\.name) == wanted)
    for row in Self.rows {
      #expect(!row.programs.isEmpty || row.prose.count > 20, "\(row.name)")
    }
  }

  /// What the SDK refuses is refused, or the row says why it is not.
  @Test func whatTheSDKRefusesIsRefused() {
    for row in Self.rows where row.prose.isEmpty {
      for program in row.programs where !program.isCompiledByTheSDK {
        #expect(!program.fence.values(of: "error").isEmpty, "\(program.testDescription)")
      }
    }
  }

  @Test(arguments: rows.flatMap(\.programs)) func theProgramDoesWhatItsFenceSays(
    program: Program
  ) throws {
    let text = try Repository.text("\(Self.folder)/prelude.py") + program.fence.text
    let script = Script(
      pieces: [Script.Piece(name: "rule.py", bytes: Array(text.utf8))], kind: .module,
      path: "rule.py")
    let compilation = compile(
      script, capabilities: Capabilities(),
      options: CheckOptions(isPedantic: program.fence.words.contains("pedantic")))
    let found = Set(compilation.bag.diagnostics.map(\.code.description))
    #expect(
      found == program.wanted,
      "\(render(compilation.bag.sorted, sources: compilation.sources, style: .short))")
    for diagnostic in compilation.bag.diagnostics {
      let word = diagnostic.severity == .error ? "error" : "warning"
      #expect(program.fence.values(of: word).contains(diagnostic.code.description))
    }
  }
}
