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
      let isInput = port.direction == .input
      switch port.type {
      case .parameter(let type):
        arguments[name] = .object(
          PlaceholderObject(
            isInput ? .inputParameter(name) : .outputParameter(name), label: name,
            inputType: isInput ? type.parameterType : nil))
      case .artifact(_, let isList):
        arguments[name] = .object(
          ArtifactPlaceholder(name: name, isInput: isInput, isList: isList))
      }
    }
  }
}

/// What stands for a plain value: one text that the backend fills in.
final class PlaceholderObject: Object {
  /// What it stands for.
  let placeholder: ContainerPlaceholder
  /// What the script calls it.
  let label: String
  /// The type of the input that it is the value of.
  let inputType: ParameterType?

  let typeName = "run-time value"

  init(_ placeholder: ContainerPlaceholder, label: String, inputType: ParameterType? = nil) {
    self.placeholder = placeholder
    self.label = label
    self.inputType = inputType
  }

  /// The text that the backend fills in.
  var text: String { placeholder.text }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { text }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard case .string(let key) = key, let element = placeholder.metadataItem(key) else {
      throw evaluator.failure(notKnown("has no elements here", at: span))
    }
    return .object(PlaceholderObject(element, label: "\(label)['\(key)']"))
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if evaluator.isInInstalledPackage { return true }
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
    // Libraries of components look at these.
    if case .inputParameter(let input) = placeholder {
      if name == "input_name" { return .string(input) }
      if name == "_ir_type" { return .string(inputType?.rawValue ?? "") }
    }
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
  private let isInput: Bool
  /// Whether it is a list of artifacts, which is passed whole.
  let isList: Bool

  let typeName = "run-time artifact"

  init(name: String, isInput: Bool, isList: Bool) {
    label = name
    self.isInput = isInput
    self.isList = isList
  }

  /// What stands for a list of artifacts.
  var listPlaceholder: ContainerPlaceholder {
    isInput ? .inputArtifactList(label) : .outputArtifactList(label)
  }

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
    let field: ContainerPlaceholder.ArtifactField =
      switch name {
      case "path": .path
      case "uri": .uri
      default: .metadata
      }
    return .object(
      PlaceholderObject(
        isInput ? .inputArtifact(label, field) : .outputArtifact(label, field),
        label: "\(label).\(name)"))
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    if isList { return listPlaceholder.text }
    throw evaluator.failure(.bareArtifact(label, at: span))
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(
      Diagnostic(
        "E0486", "`\(label)` has no elements when the container is described",
        at: SourceLabel(span, "filled in when the task starts")))
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if evaluator.isInInstalledPackage { return true }
    throw evaluator.failure(
      Diagnostic(
        "E0485", "`\(label)` is not known when the container is described",
        at: SourceLabel(span, "cannot decide anything here"),
        helps: [Help("use `IfPresentPlaceholder(...)`, or decide inside the container")]))
  }
}

extension ContainerPlaceholder {
  /// The placeholder of an entry, for that of an artifact's metadata.
  fileprivate func metadataItem(_ key: String) -> ContainerPlaceholder? {
    switch self {
    case .inputArtifact(let name, .metadata): .inputArtifact(name, .metadataItem(key: key))
    case .outputArtifact(let name, .metadata): .outputArtifact(name, .metadataItem(key: key))
    default: nil
    }
  }
}
