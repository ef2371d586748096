public import OrderedCollections

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
