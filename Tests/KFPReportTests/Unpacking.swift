import KFPTypes
import OrderedCollections

/// Reads the form that `packed` writes, as the script of the page does.
func unpacked(_ packed: JSONValue) throws -> JSONValue {
  var table: [String] = []
  let texts = packed["texts"]?.arrayValue ?? []
  for at in stride(from: 0, to: texts.count - 1, by: 2) {
    let shared = Array((table.last ?? "").utf16).prefix(texts[at].integerValue ?? 0)
    table.append(String(decoding: shared, as: UTF16.self) + (texts[at + 1].stringValue ?? ""))
  }
  let reader = Unpacking(
    table: table,
    values: packed["values"]?.arrayValue ?? [],
    shapes: (packed["shapes"]?.arrayValue ?? []).map { $0.arrayValue ?? [] })
  return try reader.read(packed["value"] ?? .null)
}

private struct Unpacking {
  struct Problem: Error {}

  let table: [String]
  let values: [JSONValue]
  let shapes: [[JSONValue]]

  func read(_ value: JSONValue) throws -> JSONValue {
    switch value {
    case .string(let text): return .string(try self.text(text))
    case .array(let values):
      guard let kind = values.first?.integerValue else { throw Problem() }
      let rest = try values.dropFirst().map(read)
      if kind == 0 { return .array(rest) }
      if kind == -2 {
        guard let number = rest[0].integerValue, self.values.indices.contains(number) else {
          throw Problem()
        }
        return try read(self.values[number])
      }
      if kind < 0 { return .object(["~cut": rest[0], "length": rest[1]]) }
      guard shapes.indices.contains(kind - 1), shapes[kind - 1].count == rest.count else {
        throw Problem()
      }
      let keys = try shapes[kind - 1].map { try text($0.stringValue ?? "") }
      return .object(OrderedDictionary(uniqueKeysWithValues: zip(keys, rest)))
    case .null, .bool, .integer, .double: return value
    case .object: throw Problem()
    }
  }

  private func text(_ packed: String) throws -> String {
    guard packed.hasPrefix("~") else { return packed }
    if packed.hasPrefix("~~") { return String(packed.dropFirst()) }
    guard let number = Int(packed.dropFirst(), radix: 36), table.indices.contains(number) else {
      throw Problem()
    }
    return table[number]
  }
}
