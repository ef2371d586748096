import KFPSource
import KFPTypes
import OrderedCollections

extension Diagnostic {
  /// A constant that a document cannot hold.
  static func notWritable(
    _ input: String, _ what: String, at span: Span, _ help: String
  ) -> Diagnostic {
    Diagnostic(
      "E0311", "`\(input)` is given \(what), which a compiled pipeline cannot hold",
      at: SourceLabel(span, "holds \(what)"), helps: [Help(help)])
  }
}

/// Constants are values that documents can hold.
func checkConstants(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for task in flow.graph.tasks {
    for argument in task.arguments {
      switch argument.value.unwritable {
      case .null:
        bag.report(
          .notWritable(
            argument.name, "None", at: argument.span, "leave it out, or use a value of its own"))
      case .number:
        bag.report(
          .notWritable(
            argument.name, "a number that is not finite", at: argument.span,
            "pass it as a text, and turn it into a number in the component"))
      case nil:
        break
      }
    }
  }
}

/// What a document cannot hold.
private enum Unwritable {
  case null
  case number
}

extension Argument {
  fileprivate var unwritable: Unwritable? {
    switch self {
    case .constant(let value): value.unwritable
    case .channel, .template: nil
    case .list(let elements): elements.lazy.compactMap(\.unwritable).first
    case .dict(let members): members.lazy.compactMap(\.value.unwritable).first
    }
  }
}

extension JSONValue {
  fileprivate var unwritable: Unwritable? {
    switch self {
    case .null: .null
    case .double(let number): number.isFinite ? nil : .number
    case .array(let values): values.lazy.compactMap(\.unwritable).first
    case .object(let members): members.values.lazy.compactMap(\.unwritable).first
    case .bool, .integer, .string: nil
    }
  }
}
