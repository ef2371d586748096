public import KFPSource
public import KFPTypes

/// A pipeline while it is built: its tasks, the groups they are in, and what flows between them.
///
/// The interpreter calls `addTask`, `makeGroup`, `enter` and `leave` in the order in which the script
/// does; names and numbers follow that order exactly as in the official SDK (see the rules on
/// naming). A graph never complains while it grows; `checkTopology` judges it when it is whole.
public struct Graph: Sendable {
  /// Which pipeline this is.
  public let id: PipelineID
  /// Name, texts, root and platform settings.
  public var header: Header
  /// What the pipeline takes.
  public var inputs: [Component.Input]
  /// The outputs that its signature declares.
  public var declaredOutputs: [Component.Output]
  /// The outputs that its body returned.
  public var returnedOutputs: [ReturnedOutput] = []
  /// All tasks in order of creation.
  public internal(set) var tasks: [Task] = []
  /// All groups in order of construction; the first is the pipeline itself.
  public internal(set) var groups: [Group]
  /// What is needed to number and nest what comes next.
  var growth = Growth()

  /// Name, texts and settings of a pipeline.
  public struct Header: Sendable {
    /// The sanitised name.
    public var name: String
    /// The name that people see.
    public var displayName: String?
    /// What it is for.
    public var description: String?
    /// Where artifacts go by default.
    public var pipelineRoot: String?
    /// `platforms.kubernetes.pipelineConfig`, as written to the document.
    public var pipelineConfig: JSONValue?
    /// Whether a workspace was asked for.
    public var hasWorkspace: Bool
    /// Where the pipeline is defined.
    public var declaration: Span?

    /// Creates a header.
    public init(
      name: String, displayName: String? = nil, description: String? = nil,
      pipelineRoot: String? = nil, pipelineConfig: JSONValue? = nil, hasWorkspace: Bool = false,
      declaration: Span? = nil
    ) {
      self.name = name
      self.displayName = displayName
      self.description = description
      self.pipelineRoot = pipelineRoot
      self.pipelineConfig = pipelineConfig
      self.hasWorkspace = hasWorkspace
      self.declaration = declaration
    }
  }

  /// An output that a pipeline's body returned.
  public struct ReturnedOutput: Sendable {
    /// Its name; `Output` for a single one.
    public let name: String
    /// The value.
    public let channel: Channel
    /// Where it is returned.
    public let span: Span

    /// Creates an output.
    public init(name: String, channel: Channel, span: Span) {
      self.name = name
      self.channel = channel
      self.span = span
    }
  }

  /// A task: one call of a component.
  public struct Task: Sendable {
    /// The name in the document: the component's, made unique in the pipeline.
    public let name: String
    /// What the script calls the component.
    public let label: String
    /// The first name that the script gave the task; nil where it has none.
    public internal(set) var variable: String?
    /// What it runs.
    public let component: Component
    /// What it is given, in the order of the call.
    public let arguments: [BoundArgument]
    /// The innermost group it is in.
    public internal(set) var parent: GroupID
    /// Whether it is the exit task of a handler.
    public internal(set) var isExitTask = false
    /// What was set on it afterwards, in order.
    public internal(set) var settings: [(setting: TaskSetting, span: Span)] = []
    /// The call.
    public let span: Span
  }

  /// An argument and where it stands.
  public struct BoundArgument: Sendable {
    /// The input.
    public let name: String
    /// The value.
    public let value: Argument
    /// Where the value stands.
    public let span: Span

    /// Creates an argument.
    public init(name: String, value: Argument, span: Span) {
      self.name = name
      self.value = value
      self.span = span
    }
  }

  /// A group of tasks.
  public struct Group: Sendable {
    /// What the group does.
    public internal(set) var kind: Kind
    /// The number in its name; it is given on construction or on entry.
    public internal(set) var number: Int
    /// The display name (`name=`).
    public let displayName: String?
    /// The group around it.
    public internal(set) var parent: GroupID?
    /// How often it was entered; more than once is a mistake.
    public internal(set) var entries = 0
    /// The number in the name of the items of a loop over constants; it is given on construction.
    public internal(set) var itemNumber: Int?
    /// The condition that an `Elif` or `Else` continues; nil where there is none.
    public internal(set) var predecessor: GroupID?
    /// The groups right inside, in the order in which they were entered.
    var children: [Int] = []
    /// Where it is constructed.
    public let span: Span

    /// What a group does.
    public enum Kind: Sendable {
      case pipeline
      case `if`(Condition)
      case elif(Condition)
      case `else`
      /// What holds an `If` with its `Elif`s and `Else`.
      case branches
      case loop(LoopItems, parallelism: Int?)
      case exitHandler(TaskID)
    }
  }

  /// What a loop runs over.
  public enum LoopItems: Sendable {
    /// Constants; objects keep the author's order of keys.
    case constants([JSONValue])
    /// A list parameter or a list of artifacts.
    case channel(Channel)
  }

  /// Creates an empty pipeline.
  public init(
    id: PipelineID, header: Header, inputs: [Component.Input],
    declaredOutputs: [Component.Output], at span: Span
  ) {
    self.id = id
    self.header = header
    self.inputs = inputs
    self.declaredOutputs = declaredOutputs
    groups = [Group(kind: .pipeline, number: 0, displayName: nil, parent: nil, span: span)]
  }
}

extension Graph {
  /// A group and the groups around it, innermost first, the pipeline itself last.
  private func groups(around group: GroupID) -> some Sequence<GroupID> {
    sequence(first: group) { groups[$0.index].parent }
  }

  /// Whether a loop is around a task, but not around a group.
  public func isInLoop(_ task: TaskID, outside group: GroupID) -> Bool {
    let parent = tasks[task.index].parent
    return parent != group
      && groups(around: parent).contains { other in
        guard case .loop = groups[other.index].kind else { return false }
        return !groups(around: group).contains(other)
      }
  }
}

/// Something that is set on a task after the call.
public enum TaskSetting: Sendable {
  case caching(isEnabled: Bool, key: String?)
  case cpuRequest(Argument)
  case cpuLimit(Argument)
  case memoryRequest(Argument)
  case memoryLimit(Argument)
  case acceleratorType(Argument)
  case acceleratorLimit(Argument)
  case retry(
    count: Int?, backoffDuration: String?, backoffFactor: Double?, backoffMaxDuration: String?)
  case displayName(String)
  case environmentVariable(name: String, value: String)
  case containerImage(Argument)
  case afterTask(TaskID)
  case afterGroup(GroupID)
  case ignoreUpstreamFailure
  case kubernetes(KubernetesSetting)
}
