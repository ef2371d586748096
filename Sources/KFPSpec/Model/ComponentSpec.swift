public import KFPTypes
public import OrderedCollections

/// A component: an interface, and either tasks inside or an executor.
public struct ComponentSpec: Hashable, Sendable {
  /// What it takes.
  public var inputs: ComponentInputs
  /// What it gives.
  public var outputs: ComponentOutputs
  /// How it does that.
  public var implementation: Implementation
  /// Task settings that it passes through to what it starts.
  public var taskConfigPassthroughs: [TaskConfigPassthrough]

  /// How a component does its work.
  public enum Implementation: Hashable, Sendable {
    case dag(DAGSpec)
    case executor(label: String)
    /// Neither; such a document is accepted by the official SDK but cannot run.
    case none
  }

  /// Creates a component.
  public init(
    inputs: ComponentInputs = .init(), outputs: ComponentOutputs = .init(),
    implementation: Implementation, taskConfigPassthroughs: [TaskConfigPassthrough] = []
  ) {
    self.inputs = inputs
    self.outputs = outputs
    self.implementation = implementation
    self.taskConfigPassthroughs = taskConfigPassthroughs
  }
}

/// A task setting that a component passes through.
public struct TaskConfigPassthrough: Hashable, Sendable {
  /// The settings that there are.
  static let fields: Set<String> = [
    "NONE", "RESOURCES", "ENV", "KUBERNETES_AFFINITY", "KUBERNETES_TOLERATIONS",
    "KUBERNETES_NODE_SELECTOR", "KUBERNETES_VOLUMES",
  ]

  /// The setting, such as `RESOURCES`.
  public var field: String
  /// Whether it also applies to the task itself.
  public var applyToTask: Bool

  /// Creates a passthrough.
  public init(field: String, applyToTask: Bool = false) {
    self.field = field
    self.applyToTask = applyToTask
  }
}

/// The inputs of a component, by name.
public struct ComponentInputs: Hashable, Sendable {
  /// Values.
  public var parameters: OrderedDictionary<String, InputParameter>
  /// Files with a schema.
  public var artifacts: OrderedDictionary<String, InputArtifact>

  /// Creates the inputs.
  public init(
    parameters: OrderedDictionary<String, InputParameter> = [:],
    artifacts: OrderedDictionary<String, InputArtifact> = [:]
  ) {
    self.parameters = parameters
    self.artifacts = artifacts
  }

  /// A parameter that a component takes.
  public struct InputParameter: Hashable, Sendable {
    /// Its type.
    public var type: ParameterType
    /// The value it has when none is given.
    public var defaultValue: JSONValue?
    /// Whether it may be left out.
    public var isOptional: Bool
    /// The only values that it takes; empty where it takes any.
    public var literals: [JSONValue]
    /// What it is for.
    public var description: String?

    /// Creates a parameter.
    public init(
      type: ParameterType, defaultValue: JSONValue? = nil, isOptional: Bool = false,
      literals: [JSONValue] = [], description: String? = nil
    ) {
      self.type = type
      self.defaultValue = defaultValue
      self.isOptional = isOptional
      self.literals = literals
      self.description = description
    }
  }

  /// An artifact that a component takes.
  public struct InputArtifact: Hashable, Sendable {
    /// Its schema.
    public var schema: ArtifactSchema
    /// Whether it is a list of artifacts.
    public var isList: Bool
    /// Whether it may be left out.
    public var isOptional: Bool
    /// What it is for.
    public var description: String?

    /// Creates an artifact.
    public init(
      schema: ArtifactSchema, isList: Bool = false, isOptional: Bool = false,
      description: String? = nil
    ) {
      self.schema = schema
      self.isList = isList
      self.isOptional = isOptional
      self.description = description
    }
  }
}

/// The outputs of a component, by name.
public struct ComponentOutputs: Hashable, Sendable {
  /// Values.
  public var parameters: OrderedDictionary<String, OutputParameter>
  /// Files with a schema.
  public var artifacts: OrderedDictionary<String, OutputArtifact>

  /// Creates the outputs.
  public init(
    parameters: OrderedDictionary<String, OutputParameter> = [:],
    artifacts: OrderedDictionary<String, OutputArtifact> = [:]
  ) {
    self.parameters = parameters
    self.artifacts = artifacts
  }

  /// A parameter that a component gives.
  public struct OutputParameter: Hashable, Sendable {
    /// Its type.
    public var type: ParameterType
    /// What it is.
    public var description: String?

    /// Creates a parameter.
    public init(type: ParameterType, description: String? = nil) {
      self.type = type
      self.description = description
    }
  }

  /// An artifact that a component gives.
  public struct OutputArtifact: Hashable, Sendable {
    /// Its schema.
    public var schema: ArtifactSchema
    /// Whether it is a list of artifacts.
    public var isList: Bool
    /// What it is.
    public var description: String?

    /// Creates an artifact.
    public init(schema: ArtifactSchema, isList: Bool = false, description: String? = nil) {
      self.schema = schema
      self.isList = isList
      self.description = description
    }
  }
}
