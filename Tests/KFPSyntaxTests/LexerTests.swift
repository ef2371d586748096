import KFPSource
import Testing

@testable import KFPSyntax

@Suite struct LexerTests {
  /// Tokens are in order, do not overlap, and between them stands nothing but blanks, comments,
  /// line ends, and the second of doubled braces.
  @Test(arguments: ParsingCaseTests.cases) func losesNothing(name: String) throws {
    let bytes = try ParsingCaseTests.source(name)
    try expectNothingIsLost(bytes)
  }

  @Test(arguments: [
    "", "\u{FEFF}x = 1", "x", "x\n\n", "  # only\n", "\\\nx", "a;\r\nb\rc\r\n", "\u{0C}x\n",
    "if a:\n\tb\n\n  # c\nd", "f'{a:{b}}{{}}{c!r:x}'", "f'''{\nx # comment\n}'''",
  ])
  func losesNothingOfSmallTexts(text: String) throws {
    try expectNothingIsLost(Array(text.utf8))
  }

  private func expectNothingIsLost(_ bytes: [UInt8]) throws {
    let source = SourceText(id: SourceID(0), name: "a", bytes: bytes)
    var lexer = Lexer(source, recovers: true)
    let lexed = lexer.lex()
    var covered = [Bool](repeating: false, count: bytes.count)
    for comment in lexed.comments {
      for index in Int(comment.start)..<Int(comment.end) { covered[index] = true }
    }
    var end = 0
    for token in lexed.tokens {
      #expect(Int(token.start) >= end)
      #expect(token.end >= token.start)
      end = Int(token.end)
      for index in Int(token.start)..<end { covered[index] = true }
    }
    #expect(end == bytes.count)
    let reported = lexed.diagnostics.compactMap { $0.primary?.span }
    for (index, isCovered) in covered.enumerated() where !isCovered {
      let isTrivia = [0x20, 0x09, 0x0A, 0x0C, 0x0D, 0x5C, 0x7B, 0x7D].contains(bytes[index])
      let isMark = index < 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let isReported = reported.contains { Int($0.start) <= index && index < Int($0.end) }
      #expect(isTrivia || isMark || isReported, "byte \(index) is in no token")
    }
  }

  @Test func indentationIsMeasuredAsPythonDoes() {
    func kinds(_ text: String) -> [TokenKind] {
      var lexer = Lexer(
        SourceText(id: SourceID(0), name: "a", bytes: Array(text.utf8)), recovers: true)
      return lexer.lex().tokens.map(\.kind).filter { $0 == .indent || $0 == .dedent }
    }
    #expect(kinds("if a:\n  b\n  c\nd\n") == [.indent, .dedent])
    #expect(kinds("if a:\n  if b:\n    c\nd\n") == [.indent, .indent, .dedent, .dedent])
    #expect(kinds("if a:\n  b\n\n# c\n  d\n") == [.indent, .dedent])
    #expect(kinds("(a,\n    b)\n") == [])
    #expect(kinds("a \\\n    + b\n") == [])
  }

  @Test func encodingsAreJudged() {
    #expect(ParsedSample([0x61, 0xFF, 0x0A]).codes == ["E0001"])
    #expect(ParsedSample("# coding: latin-1\nx = 'é'\n").codes == ["E0002"])
    #expect(ParsedSample("# coding: latin-1\nx = 'e'\n").codes == [])
    #expect(ParsedSample("# -*- coding: utf-8 -*-\nx = 'é'\n").codes == [])
    #expect(ParsedSample([0x61, 0x00, 0x0A]).codes.contains("E0003"))
  }
}
