import Foundation
import KFPChecker
import KFPInterpreter
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// The programs of the pages in `grammar/errors`, through the whole front end: a wrong one gives the
/// page's code and nothing else, a right one nothing.
@Suite struct ExplainedProgramTests {
  struct Program: Sendable, CustomTestStringConvertible {
    let code: String
    let words: [String]
    let text: String
    var testDescription: String { "\(code): \(words.joined(separator: " "))" }
    /// The codes that are expected.
    var wanted: Set<String> {
      guard words.contains("error=\(code)") else { return [] }
      let also = words.compactMap { $0.hasPrefix("also=") ? String($0.dropFirst(5)) : nil }
      return Set(also + [code])
    }
  }

  static let programs: [Program] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "grammar/errors")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted().flatMap { name in
      let page = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return programs(of: page, code: String(name.dropLast(3)))
    }
  }()

  private static func programs(of page: String, code: String) -> [Program] {
    let programs = Fence.fences(of: page).map {
      Program(code: code, words: $0.words, text: $0.text)
    }
    // Twenty million steps take too long in a build for debugging.
    return programs.filter { ["kfps", "python"].contains($0.words.first) && $0.code != "E0208" }
  }

  @Test func thereAreProgramsOfEveryKind() {
    #expect(Self.programs.count > 200)
    #expect(Self.programs.contains { $0.words.contains("pedantic") })
    #expect(Self.programs.contains { $0.wanted.isEmpty })
  }

  @Test(arguments: programs) func theProgramDoesWhatItsPageSays(program: Program) {
    let isScript = program.words.first == "kfps"
    let name = isScript ? "page.kfps" : "page.py"
    let script = Script(
      pieces: [Script.Piece(name: name, bytes: Array(program.text.utf8))],
      kind: isScript ? .script : .module, path: name)
    let compilation = compile(
      script, capabilities: Capabilities(),
      options: CheckOptions(isPedantic: program.words.contains("pedantic")))
    let found = Set(compilation.bag.diagnostics.map(\.code.description))
    #expect(
      found == program.wanted,
      "\(render(compilation.bag.sorted, sources: compilation.sources, style: .short))\(program.text)"
    )
  }
}
