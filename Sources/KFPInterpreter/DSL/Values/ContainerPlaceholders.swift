import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// What the body of a container component receives: for each parameter of its signature an object
/// that stands for what the backend will put there.
struct ContainerPlaceholders {
  /// The objects by parameter, in order.
  private(set) var arguments: OrderedDictionary<String, Value> = [:]

  init(_ interface: FunctionInterface) {
    for (name, port) in interface.ports {
      let side = port.direction == .input ? "inputs" : "outputs"
      switch port.type {
      case .parameter:
        let text =
          port.direction == .input
          ? "{{$.inputs.parameters['\(name)']}}"
          : "{{$.outputs.parameters['\(name)'].output_file}}"
        arguments[name] = .object(PlaceholderObject(text, label: name))
      case .artifact(_, let isList):
        arguments[name] = .object(
          ArtifactPlaceholder(
            label: name, stem: "$.\(side).artifacts['\(name)']", isList: isList))
      }
    }
  }
}

/// What stands for a plain value: one text that the backend fills in.
final class PlaceholderObject: Object {
  /// The text.
  let text: String
  /// What the script calls it.
  let label: String
  /// The text that `[key]` gives, for metadata.
  private let element: ((String) -> String)?

  let typeName = "run-time value"

  init(_ text: String, label: String, element: ((String) -> String)? = nil) {
    self.text = text
    self.label = label
    self.element = element
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { text }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard let element, case .string(let key) = key else {
      throw evaluator.failure(notKnown("has no elements here", at: span))
    }
    return .object(PlaceholderObject(element(key), label: "\(label)['\(key)']"))
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    throw evaluator.failure(
      notKnown(
        "cannot decide anything here", at: span,
        helps: [Help("use `IfPresentPlaceholder(...)`, or decide inside the container")]))
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    throw evaluator.failure(
      notKnown(
        "cannot be used with `\(operation)` here", at: span,
        helps: operation == "+"
          ? [Help("join texts with an f-string, or with `ConcatPlaceholder([...])`")] : []))
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(notKnown("has no `\(name)`", at: span))
  }

  private func notKnown(_ what: String, at span: Span, helps: [Help] = []) -> Diagnostic {
    Diagnostic(
      "E0485", "`\(label)` is not known when the container is described, so it \(what)",
      at: SourceLabel(span, "filled in when the task starts"), helps: helps)
  }
}

/// What stands for an artifact: it has `.path`, `.uri` and `.metadata`.
final class ArtifactPlaceholder: Object {
  /// What the script calls it.
  let label: String
  private let stem: String
  /// Whether it is a list of artifacts, which is passed whole.
  let isList: Bool

  let typeName = "run-time artifact"

  init(label: String, stem: String, isList: Bool) {
    self.label = label
    self.stem = stem
    self.isList = isList
  }

  /// The text of a list of artifacts.
  var listText: String { "{{\(stem)}}" }

  let attributeNames = ["path", "uri", "metadata"]

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if isList {
      throw evaluator.failure(
        Diagnostic(
          "E0486", "`\(label)` is a list of artifacts, which is passed as a whole",
          at: SourceLabel(span, "a list has no `\(name)`"),
          helps: [Help("put `\(label)` itself into the command")]))
    }
    guard attributeNames.contains(name) else {
      throw evaluator.failure(
        Diagnostic(
          "E0486", "an artifact has no `\(name)` in a container component",
          at: SourceLabel(span, "not known when the container is described"),
          helps: [Help("`.path`, `.uri` and `.metadata` are there")]))
    }
    let stem = stem
    return .object(
      PlaceholderObject(
        "{{\(stem).\(name)}}", label: "\(label).\(name)",
        element: name == "metadata" ? { "{{\(stem).metadata['\($0)']}}" } : nil))
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if isList { return listText }
    throw evaluator.failure(.bareArtifact(label, at: span))
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(
      Diagnostic(
        "E0486", "`\(label)` has no elements when the container is described",
        at: SourceLabel(span, "filled in when the task starts")))
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    throw evaluator.failure(
      Diagnostic(
        "E0485", "`\(label)` is not known when the container is described",
        at: SourceLabel(span, "cannot decide anything here"),
        helps: [Help("use `IfPresentPlaceholder(...)`, or decide inside the container")]))
  }
}

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

  /// The JSON that the document holds.
  func json(
    _ interface: FunctionInterface, insideConcat: Bool, depth: Int, in evaluator: Evaluator
  ) throws(Raised) -> JSONValue {
    guard depth < 50 else { throw evaluator.failure(.nestedTooDeeply(at: span)) }
    switch kind {
    case .concat(let items):
      var elements: [JSONValue] = []
      for item in items {
        elements.append(
          try element(item, interface, insideConcat: true, depth: depth, in: evaluator))
      }
      return .object(["Concat": .array(elements)])
    case .ifPresent(let input, let then, let orElse):
      guard interface.inputs.contains(where: { $0.name == input }) else {
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
      var members: OrderedDictionary<String, JSONValue> = ["InputName": .string(input)]
      members["Then"] = try branch(
        then, interface, insideConcat: insideConcat, depth: depth, in: evaluator)
      if let orElse {
        members["Else"] = try branch(
          orElse, interface, insideConcat: insideConcat, depth: depth, in: evaluator)
      }
      return .object(["IfPresent": .object(members)])
    }
  }

  private func branch(
    _ value: Value, _ interface: FunctionInterface, insideConcat: Bool, depth: Int,
    in evaluator: Evaluator
  ) throws(Raised) -> JSONValue {
    let values: [Value]
    switch value {
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    default:
      return try element(
        value, interface, insideConcat: insideConcat, depth: depth, in: evaluator)
    }
    if insideConcat {
      throw evaluator.failure(
        Diagnostic(
          "E0484",
          "inside a `ConcatPlaceholder`, an `IfPresentPlaceholder` gives one text, not a list",
          at: SourceLabel(span, "gives a list")))
    }
    var elements: [JSONValue] = []
    for value in values {
      elements.append(
        try element(value, interface, insideConcat: insideConcat, depth: depth, in: evaluator))
    }
    return .array(elements)
  }

  private func element(
    _ value: Value, _ interface: FunctionInterface, insideConcat: Bool, depth: Int,
    in evaluator: Evaluator
  ) throws(Raised) -> JSONValue {
    if case .object(let nested as CompoundPlaceholder) = value {
      return try nested.json(
        interface, insideConcat: insideConcat, depth: depth + 1, in: evaluator)
    }
    return .string(try evaluator.commandText(of: value, at: span))
  }
}

extension Evaluator {
  /// The text of an element of a command or of a placeholder.
  func commandText(of value: Value, at span: Span) throws(Raised) -> String {
    switch value {
    case .string(let text): return text
    case .object(let placeholder as PlaceholderObject): return placeholder.text
    case .object(let artifact as ArtifactPlaceholder):
      if artifact.isList { return artifact.listText }
      throw failure(.bareArtifact(artifact.label, at: span))
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
  static func bareArtifact(_ label: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0482", "`\(label)` is an artifact; a command takes its path or its address",
      at: SourceLabel(span, "a whole artifact"),
      helps: [Help("write `\(label).path` or `\(label).uri`")])
  }
}
