import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes
import OrderedCollections

/// The defaults of parameters.
extension Evaluator {
  /// What an input has where a call does not give it.
  func defaultValue(
    of parameter: Parameter, _ annotation: PortAnnotation, of function: FunctionObject
  ) throws(Raised) -> JSONValue? {
    guard let id = parameter.defaultValue,
      let value = function.defaults[parameter.name.text]
    else { return nil }
    let span = function.unit.tree.span(of: id)
    if case .none = value { return nil }
    let name = parameter.name.text
    guard case .parameter(let text) = annotation.type, let type = text.comparedType else {
      if annotation.form == .path { return nil }
      throw failure(
        Diagnostic(
          "E0414", "the artifact `\(name)` can have no default but None",
          at: SourceLabel(span, "a default for an artifact"),
          helps: [Help("write `None`", edits: [TextEdit(span, replacement: "None")])]))
    }
    let json = try json(from: value, place: "the default of `\(name)`", at: span)
    try refuseNull(json, name, at: span)
    let count = bag.diagnostics.count
    defer {
      if bag.diagnostics.count == count {
        doubtDefault(json, of: name, text, at: span, declaration: parameter.span)
      }
    }
    switch (type, json) {
    case (.double, .integer), (.double, .double), (.integer, .integer), (.integer, .double):
      return json
    case (.double, .bool(let flag)), (.integer, .bool(let flag)): return .integer(flag ? 1 : 0)
    case (.string, .string), (.boolean, .bool): return json
    case (.boolean, .integer(let number)) where number == 0 || number == 1:
      return .bool(number == 1)
    case (.list, _), (.struct, _): return json
    default:
      throw failure(
        Diagnostic(
          "E0420",
          "`\(name)` is \(type.pythonName), and its default is \(kindName(of: value))",
          at: SourceLabel(span, "this is \(kindName(of: value))"),
          related: [SourceLabel(parameter.span, "declared as \(type.pythonName)")]))
    }
  }

  private func refuseNull(_ json: JSONValue, _ name: String, at span: Span) throws(Raised) {
    switch json {
    case .array(let values):
      for value in values { try refuseNull(value, name, at: span) }
    case .object(let members):
      for value in members.values { try refuseNull(value, name, at: span) }
    case .null:
      throw failure(
        Diagnostic(
          "E0420", "the default of `\(name)` holds None, which cannot be passed to a task",
          at: SourceLabel(span, "None inside")))
    case .double(let value) where !value.isFinite: throw failure(.notFinite(at: span))
    case .bool, .integer, .double, .string: return
    }
  }
}
