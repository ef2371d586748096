public import KFPTypes
public import OrderedCollections

/// The compiled pipeline: what should happen. It mirrors the message `PipelineSpec` (schema 2.1.0)
/// of KFP's `pipeline_spec.proto`; names follow it in Swift's spelling.
///
/// Maps keep the order in which their entries were added or read; it never matters in comparisons of
/// documents, and the writer sorts.
public struct PipelineSpec: Hashable, Sendable {
  /// Name and texts of the pipeline.
  public var info: PipelineInfo
  /// All components but the root, by name (`comp-...`).
  public var components: OrderedDictionary<String, ComponentSpec>
  /// All executors, by label (`exec-...`).
  public var executors: OrderedDictionary<String, ExecutorSpec>
  /// The component that is the pipeline itself.
  public var root: ComponentSpec
  /// Where artifacts go by default, as the author gave it.
  public var defaultPipelineRoot: String?
  /// The version of the schema, `2.1.0`.
  public var schemaVersion: String
  /// The compiler that the document names, such as `kfp-2.17.0`.
  public var sdkVersion: String

  /// Creates a document.
  public init(
    info: PipelineInfo, components: OrderedDictionary<String, ComponentSpec> = [:],
    executors: OrderedDictionary<String, ExecutorSpec> = [:], root: ComponentSpec,
    defaultPipelineRoot: String? = nil, schemaVersion: String = "2.1.0",
    sdkVersion: String = "kfp-2.17.0"
  ) {
    self.info = info
    self.components = components
    self.executors = executors
    self.root = root
    self.defaultPipelineRoot = defaultPipelineRoot
    self.schemaVersion = schemaVersion
    self.sdkVersion = sdkVersion
  }
}

/// Name and texts of a pipeline.
public struct PipelineInfo: Hashable, Sendable {
  /// The name that a cluster knows it by.
  public var name: String
  /// The name that people see.
  public var displayName: String?
  /// What it is for.
  public var description: String?

  /// Creates the information.
  public init(name: String, displayName: String? = nil, description: String? = nil) {
    self.name = name
    self.displayName = displayName
    self.description = description
  }
}

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
    /// What it is for.
    public var description: String?

    /// Creates a parameter.
    public init(
      type: ParameterType, defaultValue: JSONValue? = nil, isOptional: Bool = false,
      description: String? = nil
    ) {
      self.type = type
      self.defaultValue = defaultValue
      self.isOptional = isOptional
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

/// Tasks inside a component, and where the component's outputs come from.
public struct DAGSpec: Hashable, Sendable {
  /// The tasks, by name.
  public var tasks: OrderedDictionary<String, TaskSpec>
  /// Where each output parameter comes from.
  public var outputParameters: OrderedDictionary<String, OutputParameterSource>
  /// Where each output artifact comes from: the first of these tasks that ran.
  public var outputArtifacts: OrderedDictionary<String, [OutputSelector]>

  /// Creates a DAG.
  public init(
    tasks: OrderedDictionary<String, TaskSpec> = [:],
    outputParameters: OrderedDictionary<String, OutputParameterSource> = [:],
    outputArtifacts: OrderedDictionary<String, [OutputSelector]> = [:]
  ) {
    self.tasks = tasks
    self.outputParameters = outputParameters
    self.outputArtifacts = outputArtifacts
  }

  /// Where an output parameter of a DAG comes from.
  public enum OutputParameterSource: Hashable, Sendable {
    case parameter(OutputSelector)
    case oneOf([OutputSelector])
  }

  /// An output of a task inside the DAG.
  public struct OutputSelector: Hashable, Sendable {
    /// The task.
    public var producerSubtask: String
    /// The name of its output.
    public var outputKey: String

    /// Creates a selector.
    public init(producerSubtask: String, outputKey: String) {
      self.producerSubtask = producerSubtask
      self.outputKey = outputKey
    }
  }
}

/// One task of a DAG.
public struct TaskSpec: Hashable, Sendable {
  /// The name that people see (`taskInfo.name`).
  public var displayName: String
  /// The component that it runs.
  public var componentName: String
  /// Where its parameters come from.
  public var inputParameters: OrderedDictionary<String, ParameterSource>
  /// Where its artifacts come from.
  public var inputArtifacts: OrderedDictionary<String, ArtifactSource>
  /// The tasks that must end before it starts.
  public var dependentTasks: [String]
  /// Whether its result may be reused; groups say nothing about it.
  public var cachingOptions: CachingOptions?
  /// When it runs.
  public var triggerPolicy: TriggerPolicy
  /// What it runs over.
  public var iterator: Iterator?
  /// How many iterations may run at once; nil is no limit.
  public var parallelismLimit: Int?
  /// How often it is tried again.
  public var retryPolicy: RetryPolicy?

  /// Creates a task.
  public init(
    displayName: String, componentName: String,
    inputParameters: OrderedDictionary<String, ParameterSource> = [:],
    inputArtifacts: OrderedDictionary<String, ArtifactSource> = [:],
    dependentTasks: [String] = [], cachingOptions: CachingOptions? = nil,
    triggerPolicy: TriggerPolicy = .init(), iterator: Iterator? = nil,
    parallelismLimit: Int? = nil, retryPolicy: RetryPolicy? = nil
  ) {
    self.displayName = displayName
    self.componentName = componentName
    self.inputParameters = inputParameters
    self.inputArtifacts = inputArtifacts
    self.dependentTasks = dependentTasks
    self.cachingOptions = cachingOptions
    self.triggerPolicy = triggerPolicy
    self.iterator = iterator
    self.parallelismLimit = parallelismLimit
    self.retryPolicy = retryPolicy
  }

  /// Where a parameter comes from, with what is taken out of it.
  public struct ParameterSource: Hashable, Sendable {
    /// The source.
    public var kind: Kind
    /// `parameterExpressionSelector`, such as `parseJson(string_value)["k"]`.
    public var expressionSelector: String?

    /// Creates a source.
    public init(_ kind: Kind, expressionSelector: String? = nil) {
      self.kind = kind
      self.expressionSelector = expressionSelector
    }

    /// The source of a parameter.
    public enum Kind: Hashable, Sendable {
      case taskOutput(task: String, key: String)
      case componentInput(String)
      case constant(JSONValue)
      case runtimeParameter(String)
      case taskFinalStatus(task: String)
    }
  }

  /// Where an artifact comes from.
  public enum ArtifactSource: Hashable, Sendable {
    case taskOutput(task: String, key: String)
    case componentInput(String)
  }

  /// Whether a result may be reused.
  public struct CachingOptions: Hashable, Sendable {
    /// Whether the cache is asked.
    public var isEnabled: Bool
    /// The key given by the author.
    public var key: String?

    /// Creates the options.
    public init(isEnabled: Bool, key: String? = nil) {
      self.isEnabled = isEnabled
      self.key = key
    }
  }

  /// When a task runs.
  public struct TriggerPolicy: Hashable, Sendable {
    /// A condition in CEL over the task's inputs.
    public var condition: String?
    /// `ALL_UPSTREAM_TASKS_COMPLETED` instead of the default.
    public var strategy: Strategy?

    /// Which ends of upstream tasks let this one start.
    public enum Strategy: String, Hashable, Sendable {
      case allUpstreamTasksSucceeded = "ALL_UPSTREAM_TASKS_SUCCEEDED"
      case allUpstreamTasksCompleted = "ALL_UPSTREAM_TASKS_COMPLETED"
    }

    /// Creates a policy.
    public init(condition: String? = nil, strategy: Strategy? = nil) {
      self.condition = condition
      self.strategy = strategy
    }
  }

  /// What a loop runs over.
  public enum Iterator: Hashable, Sendable {
    /// A JSON list in the document.
    case raw(items: String, itemInput: String)
    /// A list parameter among the task's inputs.
    case parameter(items: String, itemInput: String)
    /// A list of artifacts among the task's inputs.
    case artifact(items: String, itemInput: String)

    /// The input of the component that holds the item.
    public var itemInput: String {
      switch self {
      case .raw(_, let itemInput), .parameter(_, let itemInput), .artifact(_, let itemInput):
        itemInput
      }
    }
  }

  /// How often and how fast a failed task is tried again; durations are texts such as `60s`.
  public struct RetryPolicy: Hashable, Sendable {
    /// The number of further attempts; nil is left out of the document.
    public var maxRetryCount: Int?
    /// The pause before the first further attempt.
    public var backoffDuration: String?
    /// By what each further pause grows.
    public var backoffFactor: Double?
    /// The longest pause.
    public var backoffMaxDuration: String?

    /// Creates a policy.
    public init(
      maxRetryCount: Int? = nil, backoffDuration: String? = nil, backoffFactor: Double? = nil,
      backoffMaxDuration: String? = nil
    ) {
      self.maxRetryCount = maxRetryCount
      self.backoffDuration = backoffDuration
      self.backoffFactor = backoffFactor
      self.backoffMaxDuration = backoffMaxDuration
    }
  }
}

/// What does the work of a component without tasks inside.
public enum ExecutorSpec: Hashable, Sendable {
  case container(ContainerExecutor)
  case importer(ImporterExecutor)
}

/// A container that is run. All texts may hold placeholders.
public struct ContainerExecutor: Hashable, Sendable {
  /// The image.
  public var image: String
  /// The command.
  public var command: [String]
  /// Its arguments.
  public var args: [String]
  /// Environment variables in order.
  public var env: [EnvironmentVariable]
  /// What it may use; nil is left out.
  public var resources: Resources?

  /// Creates an executor.
  public init(
    image: String, command: [String] = [], args: [String] = [], env: [EnvironmentVariable] = [],
    resources: Resources? = nil
  ) {
    self.image = image
    self.command = command
    self.args = args
    self.env = env
    self.resources = resources
  }

  /// An environment variable.
  public struct EnvironmentVariable: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Creates a variable.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a container may use: texts (with placeholders) and their numbers, where known.
  public struct Resources: Hashable, Sendable {
    /// Cores, such as `500m`.
    public var cpuLimit: String?
    /// Cores, such as `500m`.
    public var cpuRequest: String?
    /// Bytes, such as `2Gi`.
    public var memoryLimit: String?
    /// Bytes, such as `2Gi`.
    public var memoryRequest: String?
    /// The kind of accelerator.
    public var acceleratorType: String?
    /// The number of accelerators.
    public var acceleratorCount: String?
    /// The numbers of `cpuLimit` and so on (cores; 10^9 bytes), where they are not placeholders.
    public var cpuLimitNumber: Double?
    /// Cores.
    public var cpuRequestNumber: Double?
    /// 10^9 bytes.
    public var memoryLimitNumber: Double?
    /// 10^9 bytes.
    public var memoryRequestNumber: Double?
    /// The static twin of `acceleratorType` (`accelerator.type`).
    public var acceleratorTypeLegacy: String?
    /// The static twin of `acceleratorCount` (`accelerator.count`, an int64 and so a text).
    public var acceleratorCountLegacy: String?

    /// Creates empty resources.
    public init() {}
  }
}

/// An artifact that is taken from an address.
public struct ImporterExecutor: Hashable, Sendable {
  /// Where it is.
  public var artifactURI: Value
  /// What it is.
  public var schema: ArtifactSchema
  /// Whether it is imported again each time.
  public var reimport: Bool
  /// Its metadata; numbers are doubles.
  public var metadata: OrderedDictionary<String, JSONValue>
  /// Whether it is copied into the workspace.
  public var downloadToWorkspace: Bool

  /// A constant, or the input that holds it.
  public enum Value: Hashable, Sendable {
    case constant(String)
    case runtimeParameter(String)
  }

  /// Creates an importer.
  public init(
    artifactURI: Value, schema: ArtifactSchema, reimport: Bool = false,
    metadata: OrderedDictionary<String, JSONValue> = [:], downloadToWorkspace: Bool = false
  ) {
    self.artifactURI = artifactURI
    self.schema = schema
    self.reimport = reimport
    self.metadata = metadata
    self.downloadToWorkspace = downloadToWorkspace
  }
}
