import KFPSource
import OrderedCollections

extension Evaluator {
  /// What `sys.exit(argument)` raises.
  func systemExit(_ argument: Value?, at span: Span) -> Raised {
    guard let type = exceptionClass(named: "SystemExit") else { return .exit }
    let instance = InstanceObject(type)
    instance.attributes["args"] = .tuple(argument.map { [$0] } ?? [])
    return .exception(
      PythonException(typeName: type.name, message: "", span: span, instance: instance))
  }

  /// Whether an exception that nobody caught ends the script as it means to; how is remembered.
  func endsScript(_ exception: PythonException) -> Bool {
    guard exception.instance?.type.derives(fromNamed: "SystemExit") == true else { return false }
    var argument = Value.none
    if case .tuple(let values)? = exception.instance?.attributes["args"] {
      argument = values.count > 1 ? .tuple(values) : values.first ?? .none
    }
    var ending = Interpretation.Ending(status: 0, message: nil, span: exception.span)
    switch argument {
    case .none, .unknown: break
    case .bool(let isOne): ending.status = isOne ? 1 : 0
    // The system keeps the last eight bits.
    case .int(let status): ending.status = Int32(status & 0xFF)
    default:
      ending.status = 1
      do throws(Raised) { ending.message = try text(of: argument, at: exception.span) } catch {}
    }
    interpretation.ending = ending
    return true
  }
}
