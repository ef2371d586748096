import Foundation
import KFPTypes
import OrderedCollections

/// Expectations that were taken from the official SDK, read from `Tests/Cases/components`.
enum ComponentFixtures {
  static func load<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases/components/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}

/// A JSON value of a fixture.
struct FixtureValue: Decodable {
  var json: JSONValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      json = .null
    } else if let value = try? container.decode(Bool.self) {
      json = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      json = .double(value)
    } else if let value = try? container.decode(String.self) {
      json = .string(value)
    } else if let values = try? container.decode([FixtureValue].self) {
      json = .array(values.map(\.json))
    } else {
      let members = try container.decode([String: FixtureValue].self)
      json = .object(OrderedDictionary(uniqueKeysWithValues: members.map { ($0, $1.json) }))
    }
  }
}
