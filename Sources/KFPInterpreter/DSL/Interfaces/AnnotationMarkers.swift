import KFPChecker
import KFPSource

/// `Input`, `Output`, `EmbeddedInput`, and what they are in brackets: `Input[Dataset]`.
final class PortMarker: Object {
  /// Which marker it is.
  enum Kind: String { case input = "Input", output = "Output", embedded = "EmbeddedInput" }

  /// Which marker it is.
  let kind: Kind
  /// What stands in the brackets; nil without.
  let inner: Value?

  let typeName = "type annotation"

  init(_ kind: Kind, inner: Value? = nil) {
    self.kind = kind
    self.inner = inner
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    .object(PortMarker(kind, inner: key))
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    operation == "|" ? TypingAlias.union(.object(self), other, isReflected: isReflected) : nil
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { kind.rawValue }
}

/// `InputPath` and `OutputPath`, and what calls of them give.
final class PathMarker: Object {
  /// Whether a file is read.
  let isInput: Bool
  /// What stands in the parentheses; nil for the name alone.
  let type: Value?

  let typeName = "type annotation"

  init(isInput: Bool, type: Value? = nil) {
    self.isInput = isInput
    self.type = type
  }

  /// The name.
  var name: String { isInput ? "InputPath" : "OutputPath" }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard let entry = Surface.dslEntry(name) else { return nil }
    let arguments = try SurfaceCall(call, to: entry, in: evaluator)
    return .object(PathMarker(isInput: isInput, type: arguments["type"] ?? Value.none))
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { name }
}

/// `PipelineTaskFinalStatus`, `TaskConfig`, `PipelineTask`, `ContainerSpec`: names that annotations
/// use as classes.
final class InterfaceClass: Object {
  /// What a call of the class gives.
  typealias Construct = (_ call: Call, _ evaluator: Evaluator) throws(Raised) -> Value

  /// Its name.
  let name: String
  private let construct: Construct?

  let typeName = "type"

  init(_ name: String, construct: Construct? = nil) {
    self.name = name
    self.construct = construct
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    if call.hasUnknown { return .unknown }
    guard let construct else { return nil }
    return try construct(call, evaluator)
  }

  func isClass(of value: Value) -> Bool? {
    guard case .object(let object) = value else { return false }
    switch name {
    case "PipelineTask": return object is TaskObject
    case "ContainerSpec": return object is ContainerSpecObject
    case "Placeholder":
      return object is PlaceholderObject || object is CompoundPlaceholder
        || object is ArtifactPlaceholder
    case "InputValuePlaceholder": return (object as? PlaceholderObject)?.inputType != nil
    default: return false
    }
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    name == "__name__" ? .string(self.name) : nil
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    operation == "|" ? TypingAlias.union(.object(self), other, isReflected: isReflected) : nil
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { name }
}
