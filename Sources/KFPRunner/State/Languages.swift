import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Whether a trigger condition holds for the inputs of a task.
func holds(
  _ condition: String, _ parameters: OrderedDictionary<String, JSONValue>, _ path: TaskPath
) throws(TaskFailure) -> Bool {
  throw TaskFailure(.document, "the condition of `\(path)` cannot be evaluated: \(condition)")
}

/// What an expression such as `parseJson(string_value)["k"]` takes out of a value.
func select(
  _ selector: String, from value: JSONValue, input: String, _ path: TaskPath
) throws(TaskFailure) -> JSONValue {
  throw TaskFailure(.document, "`\(input)` of `\(path)` cannot be evaluated: \(selector)")
}
