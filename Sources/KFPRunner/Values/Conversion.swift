import KFPRecord
import KFPTypes

/// The text that a value becomes where a text is wanted, as the cluster writes it.
func plainText(_ value: JSONValue) -> String {
  switch value {
  case .null: ""
  case .string(let text): text
  case .bool, .integer, .double, .array, .object: jsonText(value, .cluster)
  }
}

/// A value as an input or output of a declared type receives it; nil when it does not fit.
///
/// A whole number becomes an integer for `int`, and inside lists and dictionaries (the cluster knows
/// one kind of number and writes whole ones without a point); anything becomes text for `str`.
func fit(_ value: JSONValue, _ type: ParameterType) -> JSONValue? {
  switch type {
  case .string: return .string(plainText(value))
  case .integer: return value.integerValue.map(JSONValue.integer)
  case .double: return value.numberValue.map(JSONValue.double)
  case .boolean: return value.boolValue.map(JSONValue.bool)
  case .list: return value.arrayValue == nil ? nil : withWholeNumbers(value)
  case .struct, .taskFinalStatus, .taskConfig:
    return value.objectValue == nil ? nil : withWholeNumbers(value)
  }
}

/// What a value is, in the words of a pipeline author.
func kindName(_ value: JSONValue) -> String {
  switch value {
  case .null: "None"
  case .bool: "a bool"
  case .integer: "an int"
  case .double: "a float"
  case .string: "a str"
  case .array: "a list"
  case .object: "a dict"
  }
}

/// The value that the text of an output file stands for; nil when it does not fit.
func readOutputText(_ text: String, _ type: ParameterType) -> JSONValue? {
  let bytes = text.utf8.drop { $0 == 32 || (9...13).contains($0) }
  var trimmed = Array(bytes)
  while let last = trimmed.last, last == 32 || (9...13).contains(last) { trimmed.removeLast() }
  let word = String(decoding: trimmed, as: UTF8.self)
  switch type {
  case .string: return .string(text)
  case .integer: return Int(word).map(JSONValue.integer)
  case .double: return Double(word).map(JSONValue.double)
  case .boolean:
    switch word {
    case "true", "True", "TRUE", "t", "T", "1": return .bool(true)
    case "false", "False", "FALSE", "f", "F", "0": return .bool(false)
    default: return nil
    }
  case .list, .struct, .taskFinalStatus, .taskConfig:
    guard let value = try? readJSON(trimmed) else { return nil }
    return fit(value, type)
  }
}
