import KFPGraph
import KFPSource

/// `ConcatPlaceholder(...)` and `IfPresentPlaceholder(...)`.
final class CompoundPlaceholder: Object {
  /// What it is.
  enum Kind {
    case concat([Value])
    case ifPresent(input: String, then: Value, orElse: Value?)
  }

  /// What it is.
  let kind: Kind
  /// The call.
  let span: Span

  let typeName = "placeholder"

  init(_ kind: Kind, at span: Span) {
    self.kind = kind
    self.span = span
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    throw evaluator.failure(
      Diagnostic(
        "E0484", "a `\(name)` is an argument of its own and cannot be part of a text",
        at: SourceLabel(span, "inside a text"),
        helps: [Help("put the text into `ConcatPlaceholder([...])`")]))
  }

  /// How the script names it.
  var name: String {
    if case .concat = kind { "ConcatPlaceholder" } else { "IfPresentPlaceholder" }
  }

  /// What the document holds.
  func element(
    _ interface: FunctionInterface, insideConcat: Bool, depth: Int, in evaluator: Evaluator
  ) throws(Raised) -> CommandElement {
    guard depth < CommandElement.maximumDepth else {
      throw evaluator.failure(.nestedTooDeeply(at: span))
    }
    switch kind {
    case .concat(let items):
      return .concat(
        try elements(items, interface, insideConcat: true, depth: depth, in: evaluator))
    case .ifPresent(let input, let then, let orElse):
      guard let declared = interface.inputs.first(where: { $0.name == input }) else {
        throw evaluator.failure(
          Diagnostic(
            "E0483", "`IfPresentPlaceholder` asks for `\(input)`, which is no input",
            at: SourceLabel(span, "no such input"),
            notes: interface.inputs.count <= 8 && !interface.inputs.isEmpty
              ? [
                "the inputs are \(interface.inputs.map { "`\($0.name)`" }.joined(separator: ", "))"
              ]
              : []))
      }
      if !declared.isOptional {
        evaluator.report(.alwaysPresent(declared, at: span))
      }
      var otherwise: CommandElement.Branch?
      let then = try branch(
        then, interface, insideConcat: insideConcat, depth: depth, in: evaluator)
      if let orElse {
        otherwise = try branch(
          orElse, interface, insideConcat: insideConcat, depth: depth, in: evaluator)
      }
      return .ifPresent(input: input, then: then, otherwise: otherwise)
    }
  }

  private func branch(
    _ value: Value, _ interface: FunctionInterface, insideConcat: Bool, depth: Int,
    in evaluator: Evaluator
  ) throws(Raised) -> CommandElement.Branch {
    let values: [Value]
    switch value {
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    default:
      return .one(
        try evaluator.commandElement(
          value, interface, insideConcat: insideConcat, depth: depth + 1, at: span))
    }
    if insideConcat {
      throw evaluator.failure(
        Diagnostic(
          "E0484",
          "inside a `ConcatPlaceholder`, an `IfPresentPlaceholder` gives one text, not a list",
          at: SourceLabel(span, "gives a list")))
    }
    return .many(
      try elements(values, interface, insideConcat: insideConcat, depth: depth, in: evaluator))
  }

  private func elements(
    _ values: [Value], _ interface: FunctionInterface, insideConcat: Bool, depth: Int,
    in evaluator: Evaluator
  ) throws(Raised) -> [CommandElement] {
    var elements: [CommandElement] = []
    for value in values {
      elements.append(
        try evaluator.commandElement(
          value, interface, insideConcat: insideConcat, depth: depth + 1, at: span))
    }
    return elements
  }
}

extension Evaluator {
  /// An element of a command.
  func commandElement(
    _ value: Value, _ interface: FunctionInterface, insideConcat: Bool = false, depth: Int = 0,
    at span: Span
  ) throws(Raised) -> CommandElement {
    switch value {
    case .object(let nested as CompoundPlaceholder):
      return try nested.element(
        interface, insideConcat: insideConcat, depth: depth, in: self)
    case .object(let placeholder as PlaceholderObject):
      return .placeholder(placeholder.placeholder)
    case .object(let artifact as ArtifactPlaceholder):
      if artifact.isList { return .placeholder(artifact.listPlaceholder) }
      throw failure(.bareArtifact(artifact.label, at: span))
    case .string(let text): return .text(text)
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "part of a command")
    default:
      throw failure(
        Diagnostic(
          "E0482", "the words of a command are str, and \(kindName(of: value)) is one",
          at: SourceLabel(span, "holds \(kindName(of: value))"),
          helps: [Help("write it as a str: `str(...)`")]))
    }
  }
}

extension Diagnostic {
  /// W0332: a question whose answer is always yes.
  fileprivate static func alwaysPresent(_ input: Component.Input, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0332", .warning, "`\(input.name)` is always given, because it has no default",
      at: SourceLabel(span, "asks whether it is given"),
      related: input.declaration.map { [SourceLabel($0, "declared without a default")] } ?? [],
      helps: [Help("let it be left out: `= None` in the signature")])
  }

  static func bareArtifact(_ label: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0482", "`\(label)` is an artifact; a command takes its path or its address",
      at: SourceLabel(span, "a whole artifact"),
      helps: [Help("write `\(label).path` or `\(label).uri`")])
  }
}
