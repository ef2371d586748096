public import KFPSpec
public import KFPTypes
import OrderedCollections

/// What a compilation may say differently from the source.
public struct DocumentOverrides: Sendable {
  /// The name of the pipeline, taken as it is.
  public var name: String?
  /// The name that people see.
  public var displayName: String?
  /// New default values of the pipeline's inputs; None changes nothing.
  public var parameters: [(name: String, value: JSONValue)]

  /// Creates overrides.
  public init(
    name: String? = nil, displayName: String? = nil,
    parameters: [(name: String, value: JSONValue)] = []
  ) {
    self.name = name
    self.displayName = displayName
    self.parameters = parameters
  }

  /// Why an override cannot be applied.
  public enum Problem: Error, Hashable, Sendable {
    /// The pipeline has no input of that name; those that it has are listed.
    case unknownParameter(String, known: [String])
    /// The input takes an artifact, which has no default.
    case artifact(String)
    /// The value is of another type than the input.
    case type(String, wanted: ParameterType, given: JSONValue)
  }
}

extension PipelineDocument {
  /// The document with the overrides applied.
  public func overridden(
    by overrides: DocumentOverrides
  ) throws(DocumentOverrides.Problem) -> PipelineDocument {
    var copy = self
    if let name = overrides.name, !name.isEmpty { copy.pipeline.info.name = name }
    if let displayName = overrides.displayName, !displayName.isEmpty {
      copy.pipeline.info.displayName = displayName
    }
    for (name, value) in overrides.parameters where value != .null {
      let inputs = pipeline.root.inputs
      guard inputs.artifacts[name] == nil else { throw .artifact(name) }
      guard let input = inputs.parameters[name] else {
        throw .unknownParameter(name, known: inputs.parameters.keys.sorted())
      }
      guard let encoded = encoded(value, as: input.type) else {
        throw .type(name, wanted: input.type, given: value)
      }
      copy.pipeline.root.inputs.parameters[name]?.defaultValue = encoded
    }
    return copy
  }
}

/// A default value as documents hold it; nil where it is not of the type.
private func encoded(_ value: JSONValue, as type: ParameterType) -> JSONValue? {
  switch (type, value) {
  case (.integer, .integer), (.integer, .double), (.double, .integer), (.double, .double),
    (.string, .string), (.boolean, .bool), (.list, _), (.struct, _), (.taskFinalStatus, _),
    (.taskConfig, _):
    value.withDoubles
  case (.integer, .bool(let flag)), (.double, .bool(let flag)): .double(flag ? 1 : 0)
  case (.boolean, .integer(let number)): .bool(number != 0)
  case (.integer, _), (.double, _), (.string, _), (.boolean, _): nil
  }
}
