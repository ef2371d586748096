import Foundation

/// Expectations that were taken from the official SDK, read from `Tests/Cases/components`.
enum ComponentFixtures {
  static func load<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Cases/components/\(name)")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }
}
