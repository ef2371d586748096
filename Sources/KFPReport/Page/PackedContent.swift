import KFPTypes
import OrderedCollections

/// The content of a page in a form that says everything once: runs of a thousand tasks repeat the
/// same keys, paths and addresses thousands of times.
///
/// The form is `{"shapes": [...], "texts": [...], "value": ...}`.
///
/// - An object is an array: the number of its shape (from 1), then its values. A shape is the list of
///   its keys. An array is an array that starts with 0.
/// - A long text of a value is `[-1, beginning, length]`: only its beginning is in the page.
/// - A text that stands in the table is `~` and its number there, to the base of 36; a text that
///   begins with `~` has a second one in front. Keys are written like texts.
/// - The table is sorted, and each entry is two: how much of the entry before it begins with (in
///   UTF-16 units, as scripts count), and the rest.
func packed(_ value: JSONValue) -> JSONValue {
  var packing = Packing()
  packing.count(value)
  packing.makeTable()
  let value = packing.pack(value)
  return .object([
    "shapes": .array(packing.shapes.map { keys in .array(keys.map { packing.text($0) }) }),
    "texts": packing.table, "value": value,
  ])
}

/// A value of a task in which long texts are cut; `packed` knows the form.
func withCutTexts(_ value: JSONValue, limit: Int = 16_000) -> JSONValue {
  switch value {
  case .string(let text) where text.utf8.count > limit:
    let beginning = String(decoding: text.utf8.prefix(limit), as: UTF8.self)
    return .object([
      cutKeys[0]: .string(beginning), cutKeys[1]: .integer(text.utf16.count),
    ])
  case .array(let values): return .array(values.map { withCutTexts($0, limit: limit) })
  case .object(let members): return .object(members.mapValues { withCutTexts($0, limit: limit) })
  case .null, .bool, .integer, .double, .string: return value
  }
}

private let cutKeys = ["~cut", "length"]

private struct Packing {
  private(set) var shapes: OrderedSet<[String]> = []
  private(set) var table: JSONValue = .array([])
  private var uses: [String: Int] = [:]
  private var numbers: [String: String] = [:]

  /// Counts texts; the depth of values is bounded by their readers.
  mutating func count(_ value: JSONValue) {
    switch value {
    case .string(let text): uses[text, default: 0] += 1
    case .array(let values): for value in values { count(value) }
    case .object(let members):
      if shapes.append(Array(members.keys)).inserted {
        for key in members.keys { uses[key, default: 0] += 1 }
      }
      for value in members.values { count(value) }
    case .null, .bool, .integer, .double: break
    }
  }

  /// Puts into the table what is worth it: texts that repeat, and longer ones, which as a rule begin
  /// as their neighbours do.
  mutating func makeTable() {
    let shared = uses.filter { text, count in
      let length = text.utf8.count
      return count > 1 ? length > 4 : length > 20
    }.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var entries: [JSONValue] = []
    entries.reserveCapacity(2 * shared.count)
    var before = ""
    for (number, text) in shared.enumerated() {
      numbers[text] = "~" + String(number, radix: 36)
      let (length, rest) = Self.difference(of: text, from: before)
      entries.append(.integer(length))
      entries.append(.string(rest))
      before = text
    }
    table = .array(entries)
  }

  /// How many UTF-16 units two texts have in common at their beginning, and the rest of the first.
  private static func difference(of text: String, from before: String) -> (Int, String) {
    var length = 0
    var rest = text.unicodeScalars[...]
    var other = before.unicodeScalars[...]
    while let scalar = rest.first, scalar == other.first {
      length += scalar.value > 0xFFFF ? 2 : 1
      rest.removeFirst()
      other.removeFirst()
    }
    return (length, String(rest))
  }

  func pack(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let string): return text(string)
    case .array(let values): return .array([.integer(0)] + values.map(pack))
    case .object(let members) where members.keys.elementsEqual(cutKeys):
      return .array([.integer(-1)] + members.values.map(pack))
    case .object(let members):
      let shape = shapes.firstIndex(of: Array(members.keys)) ?? -2
      return .array([.integer(shape + 1)] + members.values.map(pack))
    case .null, .bool, .integer, .double: return value
    }
  }

  func text(_ text: String) -> JSONValue {
    if let number = numbers[text] { return .string(number) }
    return .string(text.utf8.first == UInt8(ascii: "~") ? "~" + text : text)
  }
}
