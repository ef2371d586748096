import KFPTypes
import OrderedCollections

extension ExpressionEvaluator {
  func call(
    _ name: String, _ arguments: [Expression]
  ) throws(ConditionProblem) -> ExpressionValue {
    guard ["int", "double", "string", "bool", "size", "dyn", "parseJson"].contains(name) else {
      throw ConditionProblem("there is no function `\(name)` in an expression")
    }
    guard arguments.count == 1 else {
      throw ConditionProblem("`\(name)` takes one value, not \(arguments.count)")
    }
    let argument = try value(arguments[0])
    let plain = argument.unwrapped
    switch name {
    case "int": return .int(try int(plain))
    case "double": return .double(try double(plain))
    case "string": return .string(try string(plain))
    case "bool": return .bool(try bool(plain))
    case "size": return .int(try size(plain))
    case "parseJson": return .json(try parsed(plain))
    default: return argument
    }
  }

  func method(
    _ base: ExpressionValue, _ name: String, _ arguments: [Expression]
  ) throws(ConditionProblem) -> ExpressionValue {
    if name == "size", arguments.isEmpty { return .int(try size(base)) }
    guard ["startsWith", "endsWith", "contains"].contains(name) else {
      throw ConditionProblem("there is no function `\(name)` in an expression")
    }
    guard arguments.count == 1 else {
      throw ConditionProblem("`\(name)` takes one value, not \(arguments.count)")
    }
    let argument = try value(arguments[0]).unwrapped
    guard case .string(let text) = base, case .string(let part) = argument else {
      throw ConditionProblem("`\(name)` needs texts")
    }
    switch name {
    case "startsWith": return .bool(text.utf8.starts(with: part.utf8))
    case "endsWith": return .bool(text.utf8.reversed().starts(with: part.utf8.reversed()))
    default: return .bool(contains(Array(text.utf8), Array(part.utf8)))
    }
  }

  private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  // MARK: Conversions

  private func int(_ value: ExpressionValue) throws(ConditionProblem) -> Int {
    switch value {
    case .int(let number): return number
    case .double(let number):
      // The driver refuses the greatest doubles as well as what does not fit.
      if number.magnitude < 0x1p63 { return Int(number) }
      throw ConditionProblem("\(pythonRepr(of: number)) does not fit into a whole number")
    case .string(let text):
      if let number = Int(text) { return number }
      throw ConditionProblem("the text \(pythonRepr(of: text)) is no whole number")
    default: throw ConditionProblem("\(value.kindInWords) cannot become a whole number")
    }
  }

  private func double(_ value: ExpressionValue) throws(ConditionProblem) -> Double {
    switch value {
    case .int(let number): return Double(number)
    case .double(let number): return number
    case .string(let text):
      if let number = Double(text) { return number }
      throw ConditionProblem("the text \(pythonRepr(of: text)) is no number")
    default: throw ConditionProblem("\(value.kindInWords) cannot become a number")
    }
  }

  private func string(_ value: ExpressionValue) throws(ConditionProblem) -> String {
    switch value {
    case .int(let number): return String(number)
    case .double(let number):
      if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
      return pythonRepr(of: number)
    case .string(let text): return text
    case .bool(let value): return value ? "true" : "false"
    case .json: throw ConditionProblem("\(value.kindInWords) cannot become a text")
    }
  }

  private func bool(_ value: ExpressionValue) throws(ConditionProblem) -> Bool {
    switch value {
    case .bool(let value): return value
    case .string(let text):
      if ["1", "t", "T", "TRUE", "true", "True"].contains(text) { return true }
      if ["0", "f", "F", "FALSE", "false", "False"].contains(text) { return false }
      throw ConditionProblem("the text \(pythonRepr(of: text)) is no truth value")
    default: throw ConditionProblem("\(value.kindInWords) cannot become a truth value")
    }
  }

  private func size(_ value: ExpressionValue) throws(ConditionProblem) -> Int {
    switch value {
    case .string(let text): return text.unicodeScalars.count
    case .json(.array(let values)): return values.count
    case .json(.object(let members)): return members.count
    default: throw ConditionProblem("\(value.kindInWords) has no size")
    }
  }

  private func parsed(_ value: ExpressionValue) throws(ConditionProblem) -> JSONValue {
    guard case .string(let text) = value else {
      throw ConditionProblem("`parseJson` needs a text, not \(value.kindInWords)")
    }
    do throws(JSONProblem) {
      return try parseJSON(text)
    } catch {
      throw ConditionProblem("the text is not JSON: \(error.message)")
    }
  }
}
