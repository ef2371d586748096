import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite struct JSONTests {
  @Test(arguments: [1, 2, 3] as [UInt64]) func writtenIsReadBackEqual(_ seed: UInt64) throws {
    var values = RandomValues(seed: seed)
    for _ in 0..<100 {
      let value = values.value(depth: 3)
      for style in [JSONTextStyle.compact, .canonical, .python, .sortedIndented] {
        let options = JSONReadingOptions(allowsNonFinite: true)
        #expect(try parseJSON(value.jsonText(style), options: options) == value)
      }
    }
  }

  @Test(.enabled(if: PythonOracle.exists)) func textIsAsPythonWritesIt() throws {
    var values = RandomValues(seed: 5)
    let list = JSONValue.array((0..<800).map { _ in values.value(depth: 2) })
    let program = """
      import json, sys
      values = json.load(sys.stdin)
      texts = [[json.dumps(v), json.dumps(v, sort_keys=True), repr(v),
                json.dumps(v, indent=2, sort_keys=True)] for v in values]
      json.dump(texts, sys.stdout)
      """
    let output = try PythonOracle.run(program, input: list.jsonText(.python))
    let texts = try #require(try parseJSON(output).arrayValue)
    let elements = try #require(list.arrayValue)
    try #require(texts.count == elements.count)
    for (value, texts) in zip(elements, texts) {
      // Python 3.11 and Swift know different versions of Unicode, but not for what occurs here.
      let ours = [
        value.jsonText(.python), value.jsonText(.pythonSorted), pythonRepr(of: value),
        value.jsonText(.sortedIndented),
      ]
      guard JSONValue.array(ours.map { .string($0) }) == texts else {
        Issue.record("Python: \(texts.jsonText())\nours: \(ours)")
        return
      }
    }
  }

  static let refused: [(String, Int, Int)] = [
    ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("{'a':1}", 1, 2), ("01", 1, 1),
    ("1.", 1, 3), ("-", 1, 2), ("1e", 1, 3), ("tru", 1, 1), ("[1 2]", 1, 4), ("1 2", 1, 3),
    ("\"a", 1, 1), ("\"\\x\"", 1, 2), ("\"\\u12\"", 1, 6), ("\"\\ud800\"", 1, 2),
    ("\"a\nb\"", 1, 3),
    ("NaN", 1, 1), ("1e999", 1, 1), ("[\n\n  nil]", 3, 3), ("{\"a\" 1}", 1, 6),
  ]

  @Test(arguments: refused) func brokenTextIsRefused(_ text: String, _ line: Int, _ column: Int) {
    do throws(JSONProblem) {
      let value = try parseJSON(text)
      Issue.record("read as \(value)")
    } catch {
      #expect([error.line, error.column] == [line, column])
    }
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONProblem.self) { try parseJSON(deep) }
    let fits = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try parseJSON(fits) }
  }

  @Test func numbersKeepTheirKind() throws {
    let text = "[1, 1.0, -0, 1e2, 9223372036854775807, 9223372036854775808]"
    let kinds = try parseJSON(text).arrayValue?.map { value in
      if case .integer = value { "integer" } else { "double" }
    }
    #expect(kinds == ["integer", "double", "integer", "double", "integer", "double"])
  }

  @Test func invalidUTF8IsRefused() {
    #expect(throws: JSONProblem.self) { try parseJSON(bytes: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONProblem.self) { try parseJSON(bytes: [0x22, 0x5C, 0x6E, 0xC3, 0x22]) }
  }
}
