import KFPTypes
import OrderedCollections

/// JSON for a script element: no character in it can end the element or start a comment, whatever
/// the value holds. These characters stand in JSON only inside of strings, so each can be escaped
/// where it stands.
func scriptSafe(_ value: JSONValue) -> String {
  let bytes = readableJSON(value).jsonBytes()
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 16)
  var index = 0
  while index < bytes.count {
    switch bytes[index] {
    case UInt8(ascii: "<"): result += "\\u003c".utf8
    case UInt8(ascii: ">"): result += "\\u003e".utf8
    case UInt8(ascii: "&"): result += "\\u0026".utf8
    case 0xE2 where isLineSeparator(bytes, index):
      result += (bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8
      index += 2
    case let byte: result.append(byte)
    }
    index += 1
  }
  return String(decoding: result, as: UTF8.self)
}

private func isLineSeparator(_ bytes: [UInt8], _ index: Int) -> Bool {
  index + 2 < bytes.count && bytes[index + 1] == 0x80
    && (bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9)
}

/// A value as `JSON.parse` takes it: numbers that JSON does not have become texts. Values come from
/// documents and journals, whose readers bound the depth.
func readableJSON(_ value: JSONValue) -> JSONValue {
  switch value {
  case .double(let number) where number.isNaN: .string("NaN")
  case .double(let number) where number.isInfinite:
    .string(number < 0 ? "-Infinity" : "Infinity")
  case .array(let values): .array(values.map(readableJSON))
  case .object(let members): .object(members.mapValues(readableJSON))
  case .null, .bool, .integer, .double, .string: value
  }
}
