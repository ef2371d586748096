public import KFPTypes
import OrderedCollections

/// How a value is written as JSON, on one line.
public enum JSONForm: Sendable {
  /// Members in their order, whole floating-point numbers with a point: nothing is lost.
  case exact
  /// As a cluster hands values to a task: whole numbers without a point.
  case cluster
  /// One text per value: members sorted, whole numbers without a point. Keys are made from it.
  case canonical
}

/// The JSON text of a value.
public func jsonText(_ value: JSONValue, _ form: JSONForm = .exact) -> String {
  switch form {
  case .exact: value.jsonText(.compact)
  case .cluster: withWholeNumbers(value).jsonText(.compact)
  case .canonical: withWholeNumbers(value).jsonText(.canonical)
  }
}

/// The value with whole numbers as integers, at any depth: the cluster knows one kind of number and
/// writes whole ones without a point.
public func withWholeNumbers(_ value: JSONValue) -> JSONValue {
  switch value {
  case .double(let number): Int(exactly: number).map(JSONValue.integer) ?? value
  case .array(let elements): .array(elements.map(withWholeNumbers))
  case .object(let members): .object(members.mapValues(withWholeNumbers))
  case .null, .bool, .integer, .string: value
  }
}
