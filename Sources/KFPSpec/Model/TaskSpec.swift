public import KFPTypes
public import OrderedCollections

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
