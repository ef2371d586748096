import KFPTypes
import OrderedCollections

/// Why two values cannot be compared in a document.
enum ConditionProblem: Error, Hashable {
  /// An artifact or a list or a dictionary.
  case notPrimitive(Channel)
  /// None, a list or a dictionary.
  case notComparable(JSONValue)
  /// A text with run-time values in it.
  case template
  /// Two types of which neither can stand for the other.
  case differentTypes(ParameterType, ParameterType)
  /// No run-time value on either side.
  case constant
}

/// Writes a comparison in the language of trigger conditions (CEL).
///
/// The official compiler turns one operand into the type of the other, with the precedence text,
/// Boolean, number, whole number. Where that gives an expression that can never mean what was
/// written (`'int(...)' == '1'`), this reports a problem instead.
struct ConditionText {
  let wiring: Wiring
  let user: Node

  func text(of condition: Condition) throws(ConditionProblem) -> String {
    let left = try operand(condition.left)
    let right = try operand(condition.right)
    guard left.isChannel || right.isChannel else { throw .constant }
    let type = try commonType(left, right)
    return "\(left.text(as: type)) \(condition.comparison.rawValue) \(right.text(as: type))"
  }

  /// The text of all conditions under which a group runs; problems give an empty one.
  static func trigger(of group: Int, _ wiring: Wiring) -> String {
    let writer = ConditionText(wiring: wiring, user: .group(group))
    let (refused, own) = wiring.outline.conditions(of: group)
    var parts = refused.map { "!(\((try? writer.text(of: $0)) ?? ""))" }
    if let own { parts.append((try? writer.text(of: own)) ?? "") }
    return parts.joined(separator: " && ")
  }

  private struct Operand {
    let type: ParameterType
    let plain: String
    let isChannel: Bool

    func text(as wanted: ParameterType) -> String {
      guard type != wanted else { return plain }
      return wanted == .string ? "'\(plain)'" : "double(\(plain))"
    }
  }

  private func commonType(_ left: Operand, _ right: Operand) throws(ConditionProblem)
    -> ParameterType
  {
    guard left.type != right.type else { return left.type }
    let numbers: Set<ParameterType> = [.integer, .double]
    if numbers.contains(left.type), numbers.contains(right.type) { return .double }
    // A constant can be written as a text; a channel cannot.
    if left.type == .string, !right.isChannel { return .string }
    if right.type == .string, !left.isChannel { return .string }
    throw .differentTypes(left.type, right.type)
  }

  private func operand(_ argument: Argument) throws(ConditionProblem) -> Operand {
    switch argument {
    case .channel(let channel): return try operand(channel)
    case .template(let segments):
      // A template that is one value is that value.
      if segments.count == 1, case .channel(let channel)? = segments.first,
        case .parameter(let type) = channel.type, type.comparedType == .string
      {
        return try operand(channel)
      }
      throw .template
    case .constant(let value): return try operand(value)
    case .list: throw .notComparable(.array([]))
    case .dict: throw .notComparable(.object([:]))
    }
  }

  private func operand(_ channel: Channel) throws(ConditionProblem) -> Operand {
    guard case .parameter(let text) = channel.type, let type = text.comparedType,
      type != .list, type != .struct
    else { throw .notPrimitive(channel) }
    let name =
      wiring.wire(for: channel, usedBy: user).map { wiring.inputName(wiring.fullName(of: $0)) }
      ?? ""
    let value = "inputs.parameter_values['\(name)']"
    return Operand(
      type: type, plain: type == .integer ? "int(\(value))" : value, isChannel: true)
  }

  private func operand(_ constant: JSONValue) throws(ConditionProblem) -> Operand {
    switch constant {
    case .string(let text):
      return Operand(type: .string, plain: "'\(escaped(text))'", isChannel: false)
    case .bool(let value):
      return Operand(type: .boolean, plain: value ? "true" : "false", isChannel: false)
    case .integer(let value):
      return Operand(type: .integer, plain: String(value), isChannel: false)
    case .double(let value):
      guard value.isFinite else { throw .notComparable(constant) }
      return Operand(type: .double, plain: pythonRepr(of: value), isChannel: false)
    case .null, .array, .object:
      throw .notComparable(constant)
    }
  }

  /// The text between quotes: quotes, backslashes and control characters written as escapes.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += "\\'"
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
