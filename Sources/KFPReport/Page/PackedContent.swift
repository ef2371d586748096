import KFPTypes
import OrderedCollections

/// The content of a page in a form that says everything once: runs of a thousand tasks repeat the
/// same keys, paths, addresses and artifacts thousands of times.
///
/// The form is `{"shapes": [...], "texts": [...], "values": [...], "value": ...}`.
///
/// - An object is an array: the number of its shape (from 1), then its values. A shape is the list of
///   its keys. An array is an array that starts with 0.
/// - An object that occurs twice stands in `values`, and is `[-2, number]` where it is used.
/// - A long text of a value is `[-1, beginning, length]`: only its beginning is in the page.
/// - A text that stands in the table is `~` and its number there, to the base of 36; a text that
///   begins with `~` has a second one in front. Keys are written like texts.
/// - The table is sorted, and each entry is two: how much of the entry before it begins with (in
///   UTF-16 units, as scripts count), and the rest.
func packed(_ value: JSONValue) -> JSONValue {
  var packing = Packing()
  packing.count(value)
  packing.share()
  packing.makeTable()
  let value = packing.pack(value)
  return .object([
    "shapes": .array(packing.shapes.map { keys in .array(keys.map { packing.text($0) }) }),
    "texts": packing.table, "values": .array(packing.shared.map { packing.packWhole($0) }),
    "value": value,
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

/// A text as lines, of which those that stand together a second time are `[where, how many]`: the
/// document of a large pipeline repeats the recipe of a component for every component.
func sharedLines(_ text: String) -> JSONValue {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  var places: [[Substring]: [Int]] = [:]
  var result: [JSONValue] = []
  var at = 0
  while at < lines.count {
    var best = (start: 0, count: 0)
    for start in places[Array(lines[at..<min(at + 2, lines.count)])] ?? [] {
      var count = 2
      while at + count < lines.count, lines[start + count] == lines[at + count] { count += 1 }
      if count > best.count { best = (start, count) }
    }
    let next = at + max(1, best.count)
    result.append(
      best.count > 2
        ? .array([.integer(best.start), .integer(best.count)]) : .string(String(lines[at])))
    for line in at..<(best.count > 2 ? next : at + 1) where line + 1 < lines.count {
      // A few places are enough: the last ones are the most alike.
      places[[lines[line], lines[line + 1]], default: []].append(line)
      if (places[[lines[line], lines[line + 1]]]?.count ?? 0) > 6 {
        places[[lines[line], lines[line + 1]]]?.removeFirst()
      }
    }
    at = best.count > 2 ? next : at + 1
  }
  return .array(result)
}

private struct Packing {
  private(set) var shapes: OrderedSet<[String]> = []
  private(set) var table: JSONValue = .array([])
  /// The objects that occur more than once.
  private(set) var shared: OrderedSet<JSONValue> = []
  private var objects: OrderedDictionary<JSONValue, Int> = [:]
  private var uses: [String: Int] = [:]
  private var numbers: [String: String] = [:]

  /// Counts texts and objects; the depth of values is bounded by their readers. What is in an object
  /// that was seen before is not counted again, as it will not be written again.
  mutating func count(_ value: JSONValue) {
    switch value {
    case .string(let text): uses[text, default: 0] += 1
    case .array(let values): for value in values { count(value) }
    case .object(let members):
      if !members.isEmpty {
        objects[value, default: 0] += 1
        guard objects[value] == 1 else { return }
      }
      if shapes.append(Array(members.keys)).inserted {
        for key in members.keys { uses[key, default: 0] += 1 }
      }
      for value in members.values { count(value) }
    case .null, .bool, .integer, .double: break
    }
  }

  /// Settles which objects are written once.
  mutating func share() {
    for (value, count) in objects where count > 1 && !isCut(value) { shared.append(value) }
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
    if case .object = value, let number = shared.firstIndex(of: value) {
      return .array([.integer(-2), .integer(number)])
    }
    return packWhole(value)
  }

  /// Packs a value, also one that is written once.
  func packWhole(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let string): return text(string)
    case .array(let values): return .array([.integer(0)] + values.map(pack))
    case .object(let members) where isCut(value):
      return .array([.integer(-1)] + members.values.map(pack))
    case .object(let members):
      let shape = shapes.firstIndex(of: Array(members.keys)) ?? -3
      return .array([.integer(shape + 1)] + members.values.map(pack))
    case .null, .bool, .integer, .double: return value
    }
  }

  private func isCut(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value else { return false }
    return members.keys.elementsEqual(cutKeys)
  }

  func text(_ text: String) -> JSONValue {
    if let number = numbers[text] { return .string(number) }
    return .string(text.utf8.first == UInt8(ascii: "~") ? "~" + text : text)
  }
}
