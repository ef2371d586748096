import KFPTypes
import OrderedCollections

/// Makes values whose scalars are near the borders of YAML's rules.
struct RandomValues {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let numeric = Array("0123456789+-.:_eExXbBoOtTzZ aAfFnN".unicodeScalars)
  private static let mixed = Array(
    "ab cd  e'\"\\:#,-?[]{}&*!|>%@`~=<\n\t.\u{7f}\u{85}\u{a0}é\u{2028}\u{2029}\u{feff}中😀\u{1}\u{1b}"
      .unicodeScalars)
  private static let prose = Array(
    "the quick  brown fox; jumps: over 'it'\n\"x\" #y é".unicodeScalars)
  private static let words = [
    "", "~", "null", "Null", "NULL", "true", "True", "yes", "Yes", "YES", "yEs", "no", "on", "On",
    "off", "OFF", "y", "n", "=", "<<", "<", "---", "...", "--- a", "-", "- a", "-a", "?", "? a",
    ":", ": a", "a:", "a: b", "a :b", "a #b", "a#b", "#", "0", "00", "08", "0o7", "0x1F", "0b10",
    "1_000", "1.5", "1.", ".5", "-.5", "+1", "-1", "1e5", "1e+5", "1.e+5", "1.5e3", "1.5e+3",
    "1:30", "1:30:59", "1:60", "1:3:", "190:20:30.15", ".inf", "-.inf", "+.INF", ".nan", ".NaN",
    "-.nan", "2001-12-14", "2001-1-4", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
    "2001-12-15 2:59:43.10", "2001-12-14T1:02:03Z", "2001-12-14T1:02:03 ", "2001-12-14T1:02",
    "!", "&", "*", "!a", "&a", "*a", "%a", "@a", "`a", "{{$.inputs.parameters['x']}}", "{}", "[]",
    " a", "a ", "\n", "a\n", "\na", "a\nb", "a \nb", "a\n b", "a\n\nb", "a\tb", "'", "''", "\"",
    "it's", "\\", "0.1.2", "1__2", "_1", "0_", "+0b1_", "-0x_", "0x", "0b", "+", ".", "..", "._",
  ]
  private static let doubles: [Double] = [
    0, -0.0, 1, -1, 0.1, 1e16, 1e15, 123456789012345680, 1e20, 1.5e300, 1e-4, 1e-5, 1.25e-7,
    .leastNonzeroMagnitude,
    1.7976931348623157e308, 2.5, 3, 100, 1e22, 0.536870912, 1e-09, .infinity, -.infinity, 65534,
  ]

  mutating func pick<T>(_ values: [T]) -> T {
    values.randomElement(using: &generator) ?? values[0]
  }

  private mutating func text(of scalars: [Unicode.Scalar], upTo length: Int) -> String {
    var view = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...length, using: &generator) { view.append(pick(scalars)) }
    return String(view)
  }

  mutating func text() -> String {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1, 2: pick(Self.words)
    case 3, 4: text(of: Self.numeric, upTo: 12)
    case 5, 6: text(of: Self.mixed, upTo: 10)
    case 7: text(of: Self.mixed, upTo: 240)
    case 8: text(of: Self.prose, upTo: 400)
    default: pick(Self.words) + pick([" ", "\n", ""]) + pick(Self.words)
    }
  }

  mutating func scalar() -> JSONValue {
    switch Int.random(in: 0..<16, using: &generator) {
    case 0: .null
    case 1: .bool(Bool.random(using: &generator))
    case 2: .integer(Int.random(in: -100_000...100_000, using: &generator))
    case 3: .double(pick(Self.doubles))
    case 4: .double(Double(bitPattern: generator.next()).finiteOrZero)
    default: .string(text())
    }
  }

  mutating func value(depth: Int) -> JSONValue {
    guard depth > 0 else { return scalar() }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1, 2:
      var values: [JSONValue] = []
      for _ in 0..<Int.random(in: 0...5, using: &generator) {
        values.append(value(depth: depth - 1))
      }
      return .array(values)
    case 3, 4, 5, 6: return object(depth: depth)
    default: return scalar()
    }
  }

  mutating func object(depth: Int) -> JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [:]
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      // A few keys are longer than PyYAML writes in one line.
      let key =
        Int.random(in: 0..<12, using: &generator) == 0
        ? String(repeating: "k", count: Int.random(in: 115...130, using: &generator)) : text()
      members[key] = value(depth: depth - 1)
    }
    return .object(members)
  }
}

extension Double {
  fileprivate var finiteOrZero: Double { isFinite ? self : 0 }
}
