import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

/// Whatever a text holds, reading it ends with a document or with located problems.
@Suite struct RobustnessTests {
  private static func documents() throws -> [JSONValue] {
    try readDocument(DocumentCases.text("everything")).sources.map(\.json)
  }

  /// All values one step away from a value: a part missing, or of another type.
  private static func neighbours(of value: JSONValue) -> [JSONValue] {
    let replacements: [JSONValue] = [
      .null, .bool(true), .integer(-1), .double(.infinity), .string(""), .string("{{$"),
      .array([]), .object([:]), .array([.null]), .object(["x": .integer(1)]),
    ]
    var results = replacements
    switch value {
    case .array(let values):
      for index in values.indices {
        var shorter = values
        shorter.remove(at: index)
        results.append(.array(shorter))
        for neighbour in neighbours(of: values[index]) {
          var changed = values
          changed[index] = neighbour
          results.append(.array(changed))
        }
      }
    case .object(let members):
      for (key, value) in members {
        var shorter = members
        shorter[key] = nil
        results.append(.object(shorter))
        for neighbour in neighbours(of: value) {
          var changed = members
          changed[key] = neighbour
          results.append(.object(changed))
        }
      }
    default: break
    }
    return results
  }

  @Test func changedDocumentsAreReadOrRefused() throws {
    let documents = try Self.documents()
    var accepted = 0
    var refused = 0
    var generator = SeededGenerator(seed: 9)
    for (index, document) in documents.enumerated() {
      for neighbour in Self.neighbours(of: document) {
        // A tenth of all is enough to meet every kind of field.
        if Int.random(in: 0..<10, using: &generator) > 0 { continue }
        var changed = documents
        changed[index] = neighbour
        let located = changed.map(Self.located)
        do throws(SpecRejection) {
          let reading = try readDocument(from: located)
          _ = validate(reading)
          _ = render(reading.document)
          accepted += 1
        } catch {
          #expect(!error.problems.isEmpty)
          refused += 1
        }
      }
    }
    #expect(accepted > 50)
    #expect(refused > 200)
  }

  /// The value as if it had been read, which is much faster than writing and reading it.
  private static func located(_ value: JSONValue) -> LocatedJSON {
    let mark = YAMLMark(line: 1, column: 1)
    return switch value {
    case .array(let values): LocatedJSON(.array(values.map(located)), mark: mark)
    case .object(let members):
      LocatedJSON(
        .object(members.map { .init(key: $0.key, keyMark: mark, value: located($0.value)) }),
        mark: mark)
    default: LocatedJSON(.scalar(value), mark: mark)
    }
  }

  @Test func cutAndDamagedTextsAreReadOrRefused() throws {
    let bytes = Array(try DocumentCases.text("everything").utf8)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<60 {
      var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      for _ in 0..<Int.random(in: 0...3, using: &generator) where !changed.isEmpty {
        let index = Int.random(in: 0..<changed.count, using: &generator)
        changed[index] = UInt8.random(in: 0...255, using: &generator)
      }
      do throws(SpecRejection) {
        _ = validate(try readDocument(bytes: changed))
      } catch {
        #expect(!error.problems.isEmpty)
      }
    }
  }

  static let refused: [(String, String, SpecProblem.Kind)] = [
    ("nothing", "", .documentCount), ("a comment", "# nothing\n", .documentCount),
    ("a scalar", "hello", .wrongType), ("a list", "- 1", .wrongType),
    ("three documents", "a: 1\n---\nb: 2\n---\nc: 3\n", .documentCount),
    ("a tab", "a:\n\tb: 1", .syntax), ("an open bracket", "a: [1, 2", .syntax),
    ("duplicate keys", "a: 1\na: 2\n", .duplicateKey), ("a tag", "a: !foo 1", .syntax),
    ("a python object", "a: !!python/object:os.system {}", .syntax),
    ("an unknown alias", "a: *b", .syntax), ("a merge", "a: &a {}\nb: {<<: *a}", .syntax),
    ("a recursive alias", "a: &a [*a]", .syntax), ("a composite key", "? [1]\n: 2", .syntax),
    ("a control character", "a: \u{1}", .syntax), ("many documents", manyDocuments, .limit),
    ("deep flow", "a: " + String(repeating: "[", count: 100_000), .limit),
    ("deep flow, closed", nested(900), .limit), ("deep block", deepBlock, .limit),
    ("deep list", String(repeating: "- ", count: 50_000) + "1", .limit),
    ("a bomb", bomb(width: 10, depth: 12), .limit),
    ("a bomb as key", bomb(width: 10, depth: 12) + "? *a11\n: 1\n", .limit),
    ("a bomb as plain key", bomb(width: 10, depth: 12) + "*a11 : 1\n", .limit),
    ("a bomb with tags", bomb(width: 10, depth: 12, tag: "!!seq ") + "*a11 : 1\n", .limit),
    ("depth by aliases", deepAliases, .limit),
  ]

  private static let manyDocuments = String(repeating: "---\na: 1\n", count: 200)

  private static func nested(_ depth: Int) -> String {
    "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  private static let deepBlock = (0..<600).map { String(repeating: " ", count: $0) + "a:\n" }
    .joined()

  private static func bomb(width: Int, depth: Int, tag: String = "") -> String {
    (0..<depth).map { level in
      let alias = level == 0 ? "x" : "*a\(level - 1)"
      let items = Array(repeating: alias, count: width).joined(separator: ", ")
      return "k\(level): \(tag)&a\(level) [\(items)]\n"
    }.joined()
  }

  private static let deepAliases = (0..<60).map { level in
    let inner = level == 0 ? "x" : "*a\(level - 1)"
    return "k\(level): &a\(level) " + String(repeating: "[", count: 900) + inner
      + String(repeating: "]", count: 900) + "\n"
  }.joined()

  @Test(arguments: refused)
  func textIsRefused(_ name: String, _ text: String, _ kind: SpecProblem.Kind) {
    do throws(SpecRejection) {
      _ = try readDocument(text)
      Issue.record("\(name) was read")
    } catch {
      #expect(error.problems.first?.kind == kind, "\(name): \(error)")
    }
  }

  @Test func fewAliasesAreFollowed() throws {
    let values = try readYAML("a: &x {k: [1, 2]}\nb: *x\nc: *x\n")
    #expect(values.first?["c"]?.json == .object(["k": .array([.integer(1), .integer(2)])]))
  }

  /// Programs inside texts have what looks like anchors and aliases.
  @Test func programsAreNoAliases() throws {
    let program = String(
      repeating: "def f(*args, **kw):\n  return {x[1]: a & b, c:\n &d}\n", count: 99)
    let text = yamlText([.object(["a": .string(program), "b": .string("*args &args")])])
    #expect(try readYAML(text).first?["a"]?.text == program)
  }

  @Test func largeTextIsRefused() {
    #expect(throws: SpecRejection.self) {
      try readYAML("a: 12345", limits: YAMLLimits(bytes: 5))
    }
  }
}
