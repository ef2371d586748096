import Foundation
import KFPSource
import Testing

@testable import KFPSyntax

/// Whatever the text is, reading it ends and gives a tree that can be walked.
@Suite struct RobustnessTests {
  /// Parses and checks that every node names nodes of the tree and stands inside the text.
  @discardableResult
  private func survive(_ bytes: [UInt8]) -> ParsedSample {
    let sample = ParsedSample(bytes)
    let tree = sample.tree
    var count = 0
    tree.forEachStatement(in: tree.body) { statement in
      #expect(Int(tree.span(of: statement).end) <= bytes.count)
      for child in tree.children(of: statement) {
        tree.forEachExpression(in: child) { expression in
          #expect(Int(tree.span(of: expression).end) <= bytes.count)
          count += 1
          return true
        }
      }
      return true
    }
    #expect(count <= tree.expressionCount)
    for diagnostic in sample.diagnostics {
      #expect(Int(diagnostic.primary?.span.end ?? 0) <= bytes.count)
    }
    if !sample.diagnostics.contains(where: { $0.severity == .error }) {
      #expect(!astDump(tree, as: .python313).contains("Missing()"), "something is missing unsaid")
    }
    _ = inputCompleteness(of: sample.source)
    return sample
  }

  @Test(arguments: ParsingCaseTests.cases) func everyTokenCanBeRemoved(name: String) throws {
    let bytes = try ParsingCaseTests.source(name)
    let source = SourceText(id: SourceID(0), name: name, bytes: bytes)
    var lexer = Lexer(source, recovers: true)
    for token in lexer.lex().tokens where token.end > token.start {
      survive(Array(bytes[..<Int(token.start)] + bytes[Int(token.end)...]))
    }
  }

  @Test(arguments: ParsingCaseTests.cases) func everyPrefixCanBeRead(name: String) throws {
    let bytes = try ParsingCaseTests.source(name)
    for end in stride(from: 0, through: bytes.count, by: 3) { survive(Array(bytes[..<end])) }
  }

  /// Random edits of the cases, always the same ones. `KFPS_FUZZ` is how often.
  @Test func randomEditsAreSurvived() throws {
    let count = ProcessInfo.processInfo.environment["KFPS_FUZZ"].flatMap { Int($0) } ?? 2000
    var generator = SplitMix(state: 20_260_101)
    var texts: [[UInt8]] = []
    for name in ParsingCaseTests.cases { texts.append(try ParsingCaseTests.source(name)) }
    let pieces = [
      "(", ")", "[", "]", "{", "}", "'", "\"", "\"\"\"", "f'", "f\"{", "}}", "\\", "\\\n", "\n",
      "\n    ", "\n\t", "\r", ":", ":=", "=", ",", "*", "**", "lambda ", "if ", "else", "for ",
      "in ", "match x:\n", "case ", "def f(", "class ", "@", "async ", "\u{FEFF}", "é", "“", "\0",
      "0x", "1_", "1e", "\\N{", "\\x", "type X = ", "with (", "as ", "except*", "import ", "# ",
    ].map { Array($0.utf8) }
    for _ in 0..<count {
      guard var text = texts.randomElement(using: &generator) else { return }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let start = Int.random(in: 0...text.count, using: &generator)
        let end = min(text.count, start + Int.random(in: 0...6, using: &generator))
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: text.removeSubrange(start..<end)
        case 1: text.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: start)
        case 2:
          text.replaceSubrange(
            start..<end, with: [UInt8.random(in: 0...255, using: &generator)])
        default:
          guard let other = texts.randomElement(using: &generator), !other.isEmpty else { break }
          let from = Int.random(in: 0..<other.count, using: &generator)
          text.insert(contentsOf: other[from..<min(other.count, from + 20)], at: start)
        }
      }
      survive(text)
    }
  }

  // MARK: Depth and size

  /// Runs on a stack as small as that of the threads that tasks run on.
  private func onSmallStack(_ work: @escaping @Sendable () -> [String]) -> [String] {
    let result = Box()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      result.codes = work()
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return result.codes
  }

  private final class Box: @unchecked Sendable {
    // Written before the semaphore is signalled, read after it was waited for.
    var codes: [String] = []
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("{a: ", "}"), ("(a, ", ")"),
    ("[x for x in ", "]"), ("lambda: (", ")"), ("not (", ")"), ("a if b else (", ")"),
    ("f'{", "}'"),
  ])
  func bracketsNest(opening: String, closing: String) {
    @Sendable func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "x" + String(repeating: closing, count: depth)
    }
    #expect(onSmallStack { ParsedSample(nested(150)).codes } == [])
    #expect(onSmallStack { ParsedSample(nested(201)).codes }.contains("E0107"))
    #expect(onSmallStack { ParsedSample(nested(50_000)).codes }.contains("E0107"))
    let open = String(repeating: opening, count: 5000)
    #expect(!onSmallStack { ParsedSample(open).codes }.isEmpty)
  }

  @Test func blocksNest() {
    @Sendable func nested(_ depth: Int) -> String {
      (0..<depth).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        + String(repeating: " ", count: depth) + "pass\n"
    }
    #expect(onSmallStack { ParsedSample(nested(99)).codes } == [])
    #expect(onSmallStack { ParsedSample(nested(100)).codes }.contains("E0107"))
    #expect(onSmallStack { ParsedSample(nested(1000)).codes }.contains("E0107"))
  }

  @Test func chainsAreLoops() {
    for (first, link, last) in [
      ("a", " + a", ""), ("a", ".b", ""), ("a", "()", ""), ("a", "[0]", ""), ("a", " and a", ""),
      ("a", " < a", ""), ("", "not ", "a"), ("", "-", "a"), ("", "a if b else ", "c"),
      ("", "a = ", "b"), ("a", ", a", ""), ("'a'", " 'b'", ""),
      ("if a: pass", "\nelif a: pass", ""),
      ("@a\n", "@b\n", "def f(): pass"), ("a", "; a", ""),
    ] {
      let text = first + String(repeating: link, count: 20_000) + last
      #expect(onSmallStack { ParsedSample(text).codes } == [], "chain of \(link)")
    }
  }

  @Test func lambdasAndPowersAreBounded() {
    for (link, last) in [("lambda: ", "a"), ("a ** ", "a"), ("a ** -", "a")] {
      let fine = String(repeating: link, count: 150) + last
      #expect(onSmallStack { ParsedSample(fine).codes } == [])
      let deep = String(repeating: link, count: 20_000) + last
      #expect(onSmallStack { ParsedSample(deep).codes } == ["E0107"])
    }
  }

  @Test func largeTextsAreRead() {
    let line = "x = train(data=load(path='gs://bucket/a')[0], rate=0.5 * factor).output\n"
    let sample = ParsedSample(String(repeating: line, count: 14_000))
    #expect(sample.tree.body.count == 14_000)
    #expect(sample.diagnostics.isEmpty)
    for opening in ["(", "x = [\n", "'", "f'{", "@", "if ", "\"\"\"a", ")", "]\n", "x y\n", "$"] {
      #expect(!ParsedSample(String(repeating: opening, count: 20_001)).diagnostics.isEmpty)
    }
  }
}

/// A small generator of numbers that is the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
