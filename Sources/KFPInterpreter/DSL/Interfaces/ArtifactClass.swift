import KFPSource
import KFPTypes

/// An artifact class: one of `kfp.dsl`, of another package that is known, or of the script.
final class ArtifactClass: Object {
  /// The name of the class.
  let name: String
  /// The module that defines it, for the import line of a component that uses it.
  let module: String
  /// The schema.
  let schema: ArtifactSchema
  /// Whether it is one of `kfp.dsl`.
  let isBuiltIn: Bool
  /// What the class body binds besides.
  let members: [String: Value]
  /// The class it extends.
  let base: ArtifactClass?
  /// Where the script defines it.
  let span: Span?

  let typeName = "artifact class"

  init(
    name: String, module: String, schema: ArtifactSchema, isBuiltIn: Bool = false,
    members: [String: Value] = [:], base: ArtifactClass? = nil, span: Span? = nil
  ) {
    self.name = name
    self.module = module
    self.schema = schema
    self.isBuiltIn = isBuiltIn
    self.members = members
    self.base = base
    self.span = span
  }

  var attributeNames: [String] { ["schema_title", "schema_version"] }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "schema_title": return .string(schema.title)
    case "schema_version": return .string(schema.version)
    case "__name__", "__qualname__": return .string(self.name)
    case "__module__": return .string(module)
    default: break
    }
    for type in lineage { if let value = type.members[name] { return value } }
    return nil
  }

  /// The class and those it extends, nearest first.
  var lineage: [ArtifactClass] {
    var result: [ArtifactClass] = []
    var next: ArtifactClass? = self
    while let current = next {
      result.append(current)
      next = current.base
    }
    return result
  }

  func subclass(
    named name: String, members: [String: Value], at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    var title = schema.title
    var version: String? = schema.version
    if case .string(let text)? = members["schema_title"] { title = text }
    if case .string(let text)? = members["schema_version"] { version = text }
    return .object(
      ArtifactClass(
        name: name, module: evaluator.frames.last?.module.name ?? "__main__",
        schema: ArtifactSchema(title: title, classVersion: version), members: members, base: self,
        span: span))
  }

  func isClass(of value: Value) -> Bool? {
    guard case .object(let artifact as ArtifactObject) = value else { return false }
    return artifact.type.lineage.contains { $0 === self }
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    let artifact = ArtifactObject(self)
    for (name, argument) in zip(["name", "uri", "metadata"], call.positional) {
      artifact.attributes[name] = argument.value
    }
    for keyword in call.keywords { artifact.attributes[keyword.name] = keyword.value }
    return .object(artifact)
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    operation == "|" ? TypingAlias.union(.object(self), other, isReflected: isReflected) : nil
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<class '\(module).\(name)'>"
  }
}

/// An artifact that the script makes; it can be looked at, and not passed to tasks.
final class ArtifactObject: Object {
  /// Its class.
  let type: ArtifactClass
  /// Its attributes.
  var attributes: [String: Value] = ["name": .string(""), "uri": .string("")]

  init(_ type: ArtifactClass) { self.type = type }

  var typeName: String { type.name }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if let value = attributes[name] { return value }
    return try type.attribute(name, at: span, in: evaluator)
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    attributes[name] = value
    return true
  }
}
