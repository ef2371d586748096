import KFPChecker
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

@testable import KFPSyntax

/// The book in `grammar/`: every fence is a test, and nothing of the language is missing from it.
@Suite struct BookTests {
  static let programs = Chapter.all.flatMap(\.programs)

  @Test func everyFenceIsOfAKindThatIsTested() {
    let kinds: Set<String> = ["kfps", "python", "message", "console", "session", "sdk"]
    for chapter in Chapter.all {
      for fence in chapter.fences {
        let isTested =
          kinds.contains(fence.words.first ?? "") || !fence.values(of: "file").isEmpty
        #expect(isTested, "\(chapter.name):\(fence.line)")
      }
    }
    #expect(Self.programs.count > 80)
  }

  @Test(arguments: programs) func theProgramDoesWhatItsFenceSays(program: BookProgram) {
    let compilation = program.compilation
    let found = Set(compilation.bag.diagnostics.map(\.code.description))
    #expect(
      found == program.wanted,
      "\(render(compilation.bag.sorted, sources: compilation.sources, style: .short))\(program.text)"
    )
  }

  @Test(arguments: Chapter.all.map(\.name)) func messagesAndCommandsAreCurrent(name: String) throws
  {
    let actual = try Chapter(name: name).refreshed()
    #expect(try Golden.expectation(actual, at: "grammar/\(name)") == actual)
  }

  /// Every program that can be read is a sentence of the grammar, and together they use all of it.
  @Test func everyProductionOccurs() {
    // The words are used where names are not.
    var used: Set<String> = ["keyword"]
    for program in Self.programs where !program.wanted.contains(where: Self.isAboutSyntax) {
      var sources = SourceMap()
      let source = sources.add(name: "page", bytes: Array(program.fence.text.utf8))
      var recogniser = Recogniser(GrammarTests.grammar, source)
      let isSentence = recogniser.accepts("script")
      #expect(isSentence, "\(program.testDescription), line \(recogniser.furthestLine)")
      used.formUnion(recogniser.used)
    }
    #expect(GrammarTests.grammar.names.filter { !used.contains($0) } == [])
  }

  /// The names of the DSL occur in programs that are right; those that are found behind a dot stand
  /// behind one.
  @Test func everyNameOfTheSurfaceOccurs() {
    var free: Set<String> = []
    var members: Set<String> = []
    for program in Self.programs where program.wanted.allSatisfy({ $0.hasPrefix("W") }) {
      var sources = SourceMap()
      let source = sources.add(name: "page", bytes: Array(program.fence.text.utf8))
      var lexer = Lexer(source, recovers: false)
      var isBehindDot = false
      for token in lexer.lex().tokens {
        let bytes = source.bytes[Int(token.start)..<Int(token.end)]
        if token.kind == .name {
          let name = String(decoding: bytes, as: UTF8.self)
          free.insert(name)
          if isBehindDot { members.insert(name) }
        }
        isBehindDot = token.kind == .dot
      }
    }
    #expect(Surface.dsl.map(\.name).filter { !free.contains($0) } == [])
    let behindDots = [
      Surface.task, Surface.kubernetes, Surface.compiler, Surface.components, Surface.local,
    ]
    #expect(behindDots.flatMap(\.self).map(\.name).filter { !members.contains($0) } == [])
  }

  private static func isAboutSyntax(_ code: String) -> Bool {
    code.hasPrefix("E00") || code.hasPrefix("E01")
  }
}
