import Foundation
import KFPSource
import KFPSyntax
import KFPTestSupport
import Testing

/// `grammar/kfps.ebnf`, executed.
@Suite struct GrammarTests {
  static let grammar: Grammar = {
    Grammar((try? Repository.text("grammar/kfps.ebnf")) ?? "")
  }()

  /// Sentences of whole scripts and of every production that can stand alone, from fixed seeds.
  static let sentences: (texts: [String], reached: Set<String>, strangers: Set<String>) = {
    var writer = SentenceWriter(grammar, seed: 20)
    var texts: [String] = []
    for depth in [14, 22, 28, 34] {
      for _ in 0..<150 { texts.append(writer.sentence(of: "statement", depth: depth)) }
    }
    for _ in 0..<20 { texts.append(writer.sentence(of: "script", depth: 26)) }
    return (texts, writer.reached, writer.strangers)
  }()

  @Test func everyProductionIsReadAndDefined() {
    #expect(Self.grammar.problems == [])
    #expect(Self.grammar.names.count > 150)
  }

  @Test func everyConditionIsKnown() {
    #expect(Self.sentences.strangers.isEmpty)
  }

  @Test func everyProductionIsReached() {
    // These two name sets of words for the conditions and for readers.
    let described: Set<String> = ["keyword"]
    let missing = Set(Self.grammar.names).subtracting(Self.sentences.reached)
    #expect(missing.subtracting(described).isEmpty)
  }

  /// The functions of the lexer and the parser say which productions they read.
  @Test func theParserNamesTheProductionsOfTheGrammar() throws {
    var named: Set<String> = []
    for folder in ["Lexing", "Parsing"].map({ "Sources/KFPSyntax/\($0)" }) {
      let files = try FileManager.default.contentsOfDirectory(atPath: Repository.url(folder).path)
      for file in files where file.hasSuffix(".swift") {
        named.formUnion(Self.namedProductions(in: try Repository.text("\(folder)/\(file)")))
      }
    }
    #expect(Set(Self.grammar.names).subtracting(named).sorted() == [], "nobody reads these")
    #expect(named.subtracting(Self.grammar.names).sorted() == [], "the grammar has no such")
  }

  /// The book's chapter on script time ends with the names of all productions.
  @Test func theBookNamesTheProductionsOfTheGrammar() throws {
    let chapter = try Repository.text("grammar/10-script-time.md")
    let parts = chapter.components(separatedBy: "\n## The grammar by name\n")
    let names = (parts.count == 2 ? parts[1] : "").components(separatedBy: "`")
    let named = Set(stride(from: 1, to: names.count, by: 2).map { names[$0] })
      .subtracting(["grammar/kfps.ebnf"])
    #expect(Set(Self.grammar.names).subtracting(named).sorted() == [], "the book has not these")
    #expect(named.subtracting(Self.grammar.names).sorted() == [], "the grammar has no such")
  }

  /// The words in backquotes behind `Productions:`, up to the full stop.
  private static func namedProductions(in text: String) -> [String] {
    text.components(separatedBy: "/// Productions: ").dropFirst().flatMap { rest in
      let words = rest.prefix { $0 != "." }.split(separator: "`", omittingEmptySubsequences: false)
      return words.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }
  }

  @Test func everySentenceIsReadWithoutAComplaint() {
    for text in Self.sentences.texts {
      let complaints = Self.complaints(text)
      #expect(complaints.isEmpty, "\(complaints)\n\(text)")
    }
  }

  @Test(.enabled(if: GrammarTests.python != nil, "needs Python 3.13 or later"))
  func pythonReadsEverySentence() throws {
    let python = try #require(Self.python)
    let program = """
      import ast, json, sys, warnings
      warnings.simplefilter("ignore")
      for text in json.load(open(sys.argv[1])):
          try:
              ast.parse(text)
          except (SyntaxError, ValueError) as error:
              print(error, repr(text))
      """
    let folder = try TemporaryFolder()
    let list = try folder.write(
      String(decoding: try JSONEncoder().encode(Self.sentences.texts), as: UTF8.self),
      to: "sentences.json")
    let result = try Shell.run([python, "-c", program, list])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.isEmpty, "\(result.output)")
  }

  /// A Python that knows the whole grammar.
  static let python: String? = {
    let names = [ProcessInfo.processInfo.environment["KFPS_PYTHON"], "python3.13", "python3"]
    let check = "import sys; sys.exit(sys.version_info < (3, 13))"
    return names.compactMap(\.self).first {
      (try? Shell.run([$0, "-c", check]))?.status == 0
    }
  }()

  static func complaints(_ text: String) -> [String] {
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let source = sources.add(name: "sentence.py", bytes: Array(text.utf8))
    _ = parse(source, reporting: &bag)
    return bag.sorted.filter { $0.severity == .error }.map { "\($0.code) \($0.message)" }
  }
}

/// The other direction: what people write is a sentence of the grammar.
@Suite struct RecognitionTests {
  static let files: [String] = {
    let folders = ["samples", "samples/python"]
    let cases = Repository.cases(of: "lowering").map { "Tests/Cases/lowering/\($0)" }
    return (folders + cases).flatMap { folder in
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: Repository.url(folder).path)) ?? []
      return names.filter { $0.hasSuffix(".kfps") || $0.hasSuffix(".py") }.sorted()
        .map { "\(folder)/\($0)" }
    }
  }()

  @Test(arguments: files) func isASentence(file: String) throws {
    var sources = SourceMap()
    // The grammar leaves out that lines may end in two ways.
    let text = try Repository.text(file).replacing("\r\n", with: "\n")
    let source = sources.add(name: file, bytes: Array(text.utf8))
    var recogniser = Recogniser(GrammarTests.grammar, source)
    let isSentence = recogniser.accepts("script")
    #expect(isSentence, "line \(recogniser.furthestLine)")
  }

  @Test(arguments: [
    "x = = 1", "def f(a=1, b): pass", "f(**a, *b)", "f(a=1, 2)", "class A(x for x in y): pass",
    "x := 1", "for 1 in x: pass", "del f()", "try: pass", "import a.b as c.d", "b'é'", "01",
    "return = 1", "f'{a!x}'", "lambda (a): a", "with a as f(): pass", "match x: pass",
  ])
  func isNone(text: String) {
    var sources = SourceMap()
    let source = sources.add(name: "text.py", bytes: Array("\(text)\n".utf8))
    var recogniser = Recogniser(GrammarTests.grammar, source)
    let isSentence = recogniser.accepts("script")
    #expect(!isSentence)
    #expect(!GrammarTests.complaints(text + "\n").isEmpty)
  }
}
