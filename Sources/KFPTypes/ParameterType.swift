/// The type of a parameter as documents name it (`ParameterType.ParameterTypeEnum`).
public enum ParameterType: String, Hashable, Sendable, CaseIterable {
  case double = "NUMBER_DOUBLE"
  case integer = "NUMBER_INTEGER"
  case string = "STRING"
  case boolean = "BOOLEAN"
  case list = "LIST"
  case `struct` = "STRUCT"
  case taskFinalStatus = "TASK_FINAL_STATUS"
  case taskConfig = "TASK_CONFIG"

  /// How a pipeline author writes the type: `float`, `int`, `str`, `bool`, `list`, `dict`, ...
  public var pythonName: String {
    switch self {
    case .double: "float"
    case .integer: "int"
    case .string: "str"
    case .boolean: "bool"
    case .list: "list"
    case .struct: "dict"
    case .taskFinalStatus: "PipelineTaskFinalStatus"
    case .taskConfig: "TaskConfig"
    }
  }
}

/// The schema of an artifact: `system.Dataset`, version `0.0.1`.
public struct ArtifactSchema: Hashable, Sendable {
  /// Namespace and name, such as `system.Model`.
  public let title: String
  /// Three numbers joined by dots.
  public let version: String

  /// Creates a schema; the version of all of KFP's own is `0.0.1`.
  public init(title: String, version: String = "0.0.1") {
    self.title = title
    self.version = version
  }

  /// The schema that every artifact fits.
  public static let artifact = ArtifactSchema(title: "system.Artifact")
}

/// What an input or output carries.
public enum PortType: Hashable, Sendable {
  case parameter(ParameterType)
  case artifact(ArtifactSchema, isList: Bool)

  /// How a pipeline author would name it: `int`, `Dataset`, `list[Dataset]`.
  public var pythonName: String {
    switch self {
    case .parameter(let type): return type.pythonName
    case .artifact(let schema, let isList):
      let name = schema.title.split(separator: ".").last.map(String.init) ?? schema.title
      return isList ? "list[\(name)]" : name
    }
  }
}
