import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Whether a trigger condition holds for the inputs of a task.
func holds(
  _ condition: String, _ parameters: OrderedDictionary<String, JSONValue>, _ path: TaskPath
) throws(TaskFailure) -> Bool {
  let values = Dictionary(uniqueKeysWithValues: parameters.map { ($0.key, $0.value) })
  do throws(ConditionProblem) {
    return try TriggerCondition(condition).evaluate(parameters: values)
  } catch {
    throw TaskFailure(
      .value, "the condition of `\(path)` has no answer: \(error.message)", detail: condition)
  }
}

/// What an expression such as `parseJson(string_value)["k"]` takes out of a value.
func select(
  _ selector: String, from value: JSONValue, input: String, _ path: TaskPath
) throws(TaskFailure) -> JSONValue {
  do throws(ConditionProblem) {
    return try ExpressionSelector(selector).evaluate(withWholeNumbers(value))
  } catch {
    throw TaskFailure(
      .value, "`\(input)` of `\(path)` cannot be taken out of its value: \(error.message)",
      detail: selector)
  }
}
