import KFPGraph
import KFPInterpreter
import KFPSpec
import OrderedCollections

/// What a change of cells means for the tasks at top level.
///
/// A task is known by what it does and where its inputs come from, not by its name: names move when a
/// cell above goes. So this says before anything runs what the keys of results say when it does.
public struct TaskChanges: Hashable, Sendable {
  /// A task whose result cannot be used any more.
  public struct Stale: Hashable, Sendable {
    /// Its name.
    public var task: String
    /// Why, in a few words.
    public var reason: String
  }

  /// Tasks that do something else than before, or with something else.
  public var stale: [Stale] = []
  /// Tasks that there are no more.
  public var gone: [String] = []
  /// How many tasks are what they were.
  public var keptCount = 0

  /// Compares the tasks of two documents, each of which may be missing.
  init(from old: PipelineDocument?, to new: PipelineDocument?) {
    var before = TaskFingerprints(of: old)
    var after = TaskFingerprints(of: new)
    let known = Set(before.names.map { before[$0] })
    let wanted = Set(after.names.map { after[$0] })
    for name in after.names {
      if known.contains(after[name]) {
        keptCount += 1
      } else if let earlier = before.task(name), let task = after.task(name) {
        stale.append(
          Stale(
            task: name,
            reason: before.component(of: earlier) != after.component(of: task)
              ? "its component changed"
              : "its inputs changed"))
      }
    }
    let names = Set(after.names)
    gone = before.names.filter { !names.contains($0) && !wanted.contains(before[$0]) }
    explainDependents(in: &after)
  }

  /// A task that only takes from stale ones is stale because of them.
  private mutating func explainDependents(in after: inout TaskFingerprints) {
    let names = Set(stale.map(\.task))
    for index in stale.indices where stale[index].reason == "its inputs changed" {
      let producers = after.producers(of: stale[index].task).filter { names.contains($0) }
      if let first = producers.first { stale[index].reason = "it takes from `\(first)`" }
    }
  }
}

extension Session {
  /// What has become of the tasks that an earlier state of the session had.
  public func taskChanges(since earlier: Session) -> TaskChanges {
    TaskChanges(
      from: earlier.compilation.interpretation.sessionPipeline?.document,
      to: compilation.interpretation.sessionPipeline?.document)
  }
}

/// What identifies the tasks of a document's root, without their names.
private struct TaskFingerprints {
  private let pipeline: PipelineSpec?
  private let tasks: DAGSpec?
  private var prints: [String: Int] = [:]
  private var componentPrints: [String: Int] = [:]

  init(of document: PipelineDocument?) {
    pipeline = document?.pipeline
    if case .dag(let dag)? = pipeline?.root.implementation { tasks = dag } else { tasks = nil }
  }

  var names: [String] { tasks.map { Array($0.tasks.keys) } ?? [] }

  func task(_ name: String) -> TaskSpec? { tasks?.tasks[name] }

  /// The tasks that a task takes from or waits for.
  func producers(of name: String) -> [String] { task(name)?.dependentTasks ?? [] }

  subscript(name: String) -> Int {
    mutating get { fingerprint(of: name, depth: 0) }
  }

  mutating func component(of task: TaskSpec) -> Int {
    component(task.componentName, depth: 0)
  }

  private mutating func fingerprint(of name: String, depth: Int) -> Int {
    if let known = prints[name] { return known }
    guard var task = task(name), depth < 2000 else { return name.hashValue }
    var hasher = Hasher()
    hasher.combine(component(task.componentName, depth: 0))
    for (input, source) in task.inputParameters {
      hasher.combine(input)
      if case .taskOutput(let producer, let key) = source.kind {
        hasher.combine(fingerprint(of: producer, depth: depth + 1))
        hasher.combine(key)
        hasher.combine(source.expressionSelector)
      } else {
        hasher.combine(source)
      }
    }
    for (input, source) in task.inputArtifacts {
      hasher.combine(input)
      if case .taskOutput(let producer, let key) = source {
        hasher.combine(fingerprint(of: producer, depth: depth + 1))
        hasher.combine(key)
      } else {
        hasher.combine(source)
      }
    }
    for other in task.dependentTasks {
      hasher.combine(fingerprint(of: other, depth: depth + 1))
    }
    task.displayName = ""
    task.componentName = ""
    task.inputParameters = [:]
    task.inputArtifacts = [:]
    task.dependentTasks = []
    hasher.combine(task)
    let print = hasher.finalize()
    prints[name] = print
    return print
  }

  /// What a component does, with everything inside of it; a document that names itself has a bound.
  private mutating func component(_ name: String, depth: Int) -> Int {
    if let known = componentPrints[name] { return known }
    guard let pipeline, let component = pipeline.components[name], depth < 100 else {
      return name.hashValue
    }
    var hasher = Hasher()
    hasher.combine(component.inputs)
    hasher.combine(component.outputs)
    switch component.implementation {
    case .none: break
    case .executor(let label): hasher.combine(pipeline.executors[label])
    case .dag(let dag):
      for task in dag.tasks.values {
        hasher.combine(self.component(task.componentName, depth: depth + 1))
        var inner = task
        inner.componentName = ""
        hasher.combine(inner)
      }
      hasher.combine(dag.outputParameters)
      hasher.combine(dag.outputArtifacts)
    }
    let print = hasher.finalize()
    componentPrints[name] = print
    return print
  }
}
