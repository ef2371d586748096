import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite struct YAMLReaderTests {
  static let scalars: [(String, JSONValue)] = [
    ("1", .integer(1)), ("-1_000", .integer(-1000)), ("0x1F", .integer(31)), ("017", .integer(15)),
    ("0b101", .integer(5)), ("1:30", .integer(90)), ("08", .string("08")), ("1.5", .double(1.5)),
    ("1.", .double(1)), (".5", .double(0.5)), ("1.0e+20", .double(1e20)), ("1e5", .string("1e5")),
    ("-.inf", .double(-.infinity)), ("yes", .bool(true)), ("Off", .bool(false)),
    ("y", .string("y")),
    ("~", .null), ("", .null), ("null", .null), ("2001-12-14", .string("2001-12-14")),
    ("'1'", .string("1")), ("\"true\"", .string("true")), ("!!str 1", .string("1")),
    ("!!int '3'", .integer(3)), ("! 1", .string("1")), ("|\n  a\n  b", .string("a\nb")),
    ("100000000000000000000000000000", .double(1e29)),
  ]

  @Test(arguments: scalars) func scalarIsTyped(_ text: String, _ value: JSONValue) throws {
    let read = try readYAML("k: " + text)
    #expect(read.first?["k"]?.json == value)
    // Equality of values does not tell 3 from 3.0.
    #expect(read.first?["k"]?.json.jsonText() == value.jsonText())
  }

  @Test func jsonNumbersAreNumbersInJSON() throws {
    let read = try readYAML(#"{"a": 1e5, "b": "\ud83d\ude00\\ud83d", "c": "\/"}"#)
    #expect(
      read.first?.json
        == .object(["a": .double(1e5), "b": .string("😀\\ud83d"), "c": .string("/")]))
  }

  @Test func placesAreKept() throws {
    let read = try readYAML("a:\n  - b: é\n    c: 1\n---\nd: 2\n")
    #expect(read.count == 2)
    let path = SpecPath([.key("a"), .index(0), .key("c")])
    #expect(read[0].mark(at: path) == YAMLMark(line: 3, column: 5))
    #expect(read[1].mark(at: SpecPath("d")) == YAMLMark(line: 5, column: 1))
    #expect(read[1].mark(at: SpecPath("x")) == read[1].mark)
    #expect(path.description == "a[0].c")
  }

  /// Whatever PyYAML's writer (ours) writes is read back equal.
  @Test(arguments: [11, 12] as [UInt64]) func writtenIsReadBackEqual(_ seed: UInt64) throws {
    var values = RandomValues(seed: seed)
    for _ in 0..<100 {
      let value = values.object(depth: 3)
      let text = yamlText([value])
      // Merge keys are refused, NaN is unequal to itself, and the library loses a byte order mark
      // at the start of a text.
      if text.contains("<<") || text.contains(".nan") || text.contains("\"\\uFEFF") { continue }
      let read = try readYAML(text).first?.json
      if let difference = difference(value, read ?? .null) {
        Issue.record("\(difference)")
        return
      }
    }
  }

  /// The first part in which two values differ.
  private func difference(_ a: JSONValue, _ b: JSONValue) -> String? {
    switch (a, b) {
    case (.array(let a), .array(let b)) where a.count == b.count:
      for (a, b) in zip(a, b) {
        if let found = difference(a, b) { return found }
      }
      return nil
    case (.object(let a), .object(let b)) where a.keys.sorted() == b.keys.sorted():
      for (key, value) in a {
        if let found = difference(value, b[key] ?? .null) { return found }
      }
      return nil
    default:
      return a == b ? nil : "\(a.jsonText(.python)) became \(b.jsonText(.python))"
    }
  }
}
