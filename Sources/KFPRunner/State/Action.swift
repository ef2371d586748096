public import KFPRecord
public import KFPSpec
public import KFPTypes

/// What the scheduler wants done, in this order.
public enum Action: Sendable {
  /// This happened: write it down before the next action is performed.
  case record(Event.Kind)
  /// Run this task, after a pause in seconds, and hand the outcome to `finish`.
  case launch(LaunchID, ResolvedTask, after: Double)
  /// This task will be launched soon, if all goes well: what it runs in may be made ready. Its inputs
  /// are not known yet.
  case expect(ResolvedTask)
  /// Everything has ended; nothing follows.
  case finished(RunOutcome)
}

/// How a run ended.
public struct RunOutcome: Hashable, Sendable {
  /// Succeeded, failed or cancelled.
  public var state: TaskState
  /// The outputs of the pipeline.
  public var outputs: PortValues
  /// Why it failed.
  public var failure: TaskFailure?
}

/// The number of a launch, by which its outcome is handed back.
public struct LaunchID: Hashable, Sendable {
  let index: Int
}

/// A task whose inputs are known: all that a launcher needs.
public struct ResolvedTask: Sendable {
  /// Where it stands in the run.
  public var path: TaskPath
  /// Its name in its group.
  public var name: String
  /// The component that it runs.
  public var componentName: String
  /// Its interface.
  public var component: ComponentSpec
  /// The label of its executor.
  public var executorLabel: String
  /// Its executor.
  public var executor: ExecutorSpec
  /// What the document says about it for Kubernetes only.
  public var platform: JSONValue?
  /// What it is given; defaults of its component are filled in.
  public var inputs: PortValues
  /// Whether its result may be reused.
  public var caching: TaskSpec.CachingOptions?
  /// The number of this attempt, from 1.
  public var attempt: Int
  /// The names that placeholders can ask for.
  public var names: RunNames
  /// Whether it runs even after the run was cancelled.
  public var isCleanup = false
  /// Where it is called in the user's code, if that is known.
  public var call: CodeOrigin?
}

/// Names of a run that documents can ask for by placeholders.
public struct RunNames: Hashable, Sendable {
  /// `{{$.pipeline_job_name}}`.
  public var jobName: String
  /// `{{$.pipeline_job_resource_name}}`.
  public var resourceName: String
  /// `{{$.pipeline_job_uuid}}`.
  public var id: String
  /// `{{$.pipeline_root}}`.
  public var root: String
  /// `{{$.pipeline_job_create_time_utc}}` and the time it was scheduled for.
  public var created: String
  /// `{{$.workspace_path}}`.
  public var workspace: String

  /// Creates names.
  public init(
    jobName: String, resourceName: String, id: String, root: String = "", created: String = "",
    workspace: String = "/kfp-workspace"
  ) {
    self.jobName = jobName
    self.resourceName = resourceName
    self.id = id
    self.root = root
    self.created = created
    self.workspace = workspace
  }

  /// What a placeholder such as `{{$.pipeline_job_name}}` stands for in a task.
  func value(_ constant: Placeholder.RunConstant, in task: String, at path: TaskPath) -> String {
    switch constant {
    case .jobName: jobName
    case .jobResourceName: resourceName
    case .jobID: id
    case .pipelineRoot: root
    case .taskName: task
    case .taskID: String(sha256("\(id)/\(path.text)".utf8).prefix(16))
    case .jobCreateTime, .jobScheduleTime: created
    case .workspacePath: workspace
    }
  }
}

/// How a launch ended.
public enum TaskOutcome: Hashable, Sendable {
  case succeeded(PortValues, ResultSource)
  case failed(TaskFailure)
  /// The session knows that it fails; it was not tried again.
  case failedBefore(TaskFailure)
  case cancelled
}
