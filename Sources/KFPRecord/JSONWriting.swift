public import KFPTypes
import OrderedCollections

/// How numbers and members are written.
public enum JSONForm: Sendable {
  /// Members in their order, whole floating-point numbers with a point: nothing is lost.
  case exact
  /// As a cluster hands values to a task: whole numbers without a point.
  case cluster
  /// One text per value: members sorted, whole numbers without a point. Keys are made from it.
  case canonical
}

/// The JSON text of a value on one line. Numbers that JSON cannot hold become `null`, except in the
/// exact form, which writes them as Python does (`NaN`, `Infinity`).
public func jsonText(_ value: JSONValue, _ form: JSONForm = .exact) -> String {
  var bytes: [UInt8] = []
  write(value, form, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

private func write(_ value: JSONValue, _ form: JSONForm, to bytes: inout [UInt8]) {
  switch value {
  case .null: bytes.append(contentsOf: "null".utf8)
  case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  case .integer(let number): bytes.append(contentsOf: String(number).utf8)
  case .double(let number): bytes.append(contentsOf: numberText(number, form).utf8)
  case .string(let text): writeString(text, to: &bytes)
  case .array(let elements):
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(element, form, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  case .object(let members):
    bytes.append(UInt8(ascii: "{"))
    let keys = form == .canonical ? members.keys.sorted() : Array(members.keys)
    for (index, key) in keys.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      writeString(key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      write(members[key] ?? .null, form, to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }
}

/// The text of a floating-point number.
private func numberText(_ number: Double, _ form: JSONForm) -> String {
  guard number.isFinite else {
    guard form == .exact else { return "null" }
    return number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }
  if form != .exact, let whole = Int(exactly: number) { return String(whole) }
  return "\(number)"
}

private func writeString(_ text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
    case 0..<32, 127: bytes.append(contentsOf: "\\u00\(hexadecimal([byte]))".utf8)
    default: bytes.append(byte)
    }
  }
  bytes.append(UInt8(ascii: "\""))
}
