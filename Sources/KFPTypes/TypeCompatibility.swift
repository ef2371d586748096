/// Why a value does not fit an input or an output.
public enum TypeMismatch: Hashable, Sendable {
  /// A parameter is given where an artifact is wanted.
  case parameterForArtifact
  /// An artifact is given where a parameter is wanted.
  case artifactForParameter
  /// Both are parameters of other types; nothing is converted, not even `int` to `float`.
  case parameterTypes(given: ParameterType, wanted: ParameterType)
  /// A list of artifacts is given where one is wanted.
  case listForSingle
  /// One artifact is given where a list is wanted.
  case singleForList
  /// Both are artifacts with other titles.
  case schemas(given: ArtifactSchema, wanted: ArtifactSchema)
  /// The titles agree, but the first parts of the versions do not.
  case majorVersions(given: ArtifactSchema, wanted: ArtifactSchema)
}

extension PortType {
  /// Why a value of this type does not fit where `wanted` is asked for; nil if it fits.
  public func mismatch(for wanted: PortType) -> TypeMismatch? {
    switch (self, wanted) {
    case (.parameter(let given), .parameter(let wanted)):
      return given.compared == wanted.compared
        ? nil : .parameterTypes(given: given, wanted: wanted)
    case (.parameter, .artifact): return .parameterForArtifact
    case (.artifact, .parameter): return .artifactForParameter
    case (.artifact(let given, let givenIsList), .artifact(let wanted, let wantedIsList)):
      if givenIsList != wantedIsList { return givenIsList ? .listForSingle : .singleForList }
      let wildcard = ArtifactSchema.artifact.title
      if given.title == wildcard || wanted.title == wildcard { return nil }
      if given.title != wanted.title { return .schemas(given: given, wanted: wanted) }
      return given.majorVersion == wanted.majorVersion
        ? nil : .majorVersions(given: given, wanted: wanted)
    }
  }

  /// The type of a constant argument; nil for None, which is never one.
  public init?(constant: JSONValue) {
    switch constant {
    case .null: return nil
    case .bool: self = .parameter(.boolean)
    case .integer: self = .parameter(.integer)
    case .double: self = .parameter(.double)
    case .string: self = .parameter(.string)
    case .array: self = .parameter(.list)
    case .object: self = .parameter(.struct)
    }
  }
}

extension ParameterType {
  /// A final status and a task configuration are structs in comparisons.
  fileprivate var compared: ParameterType {
    switch self {
    case .taskFinalStatus, .taskConfig: .struct
    default: self
    }
  }
}
