public import KFPSpec
import KFPTypes
import OrderedCollections

/// What a kind of target cannot do with a document. `pipelineRoot` is where runs keep their artifacts,
/// where that was said outside of the document.
public func limitComplaints(
  about document: PipelineDocument, for kind: TargetKind, pipelineRoot: String? = nil
) -> [LimitComplaint] {
  var complaints = sharedLimits(document, kind)
  switch kind {
  case .kubeflow: complaints += kubeflowLimits(document)
  case .vertex:
    complaints += vertexLimits(document)
    complaints += rootLimits(pipelineRoot ?? document.pipeline.defaultPipelineRoot)
  }
  return complaints
}

/// What no service does.
private func sharedLimits(_ document: PipelineDocument, _ kind: TargetKind) -> [LimitComplaint] {
  let inputs = document.pipeline.root.inputs.artifacts
  var complaints: [LimitComplaint] = []
  for (name, input) in inputs where !input.isOptional {
    complaints.append(
      LimitComplaint(
        "E0706", "the pipeline takes the artifact `\(name)`, which cannot be given to a run",
        note: "\(kind.title) starts runs with values of parameters only",
        help: "take the artifact's address as a `str` and load it with `importer`"))
  }
  let name = document.pipeline.info.name
  if name.utf8.count > 128 {
    complaints.append(
      LimitComplaint(
        "E0707", "the name of the pipeline is \(name.utf8.count) characters long",
        note: "\(kind.title) takes names of at most 128",
        help: "give it a shorter name with `--pipeline-name`"))
  }
  return complaints
}

/// A task, and the names of the components that it stands in.
struct PlacedTask {
  var name: String
  var spec: TaskSpec
  /// Whether it stands directly or deeper in a loop.
  var isInLoop: Bool
}

/// All tasks of a document, each once for every component, with what encloses them.
func placedTasks(of pipeline: PipelineSpec) -> [PlacedTask] {
  var tasks: [PlacedTask] = []
  var seen: Set<String> = []
  var pending: [(component: ComponentSpec, isInLoop: Bool)] = [(pipeline.root, false)]
  while let (component, isInLoop) = pending.popLast() {
    guard case .dag(let dag) = component.implementation else { continue }
    for (name, task) in dag.tasks {
      tasks.append(PlacedTask(name: name, spec: task, isInLoop: isInLoop))
      let isInside = isInLoop || task.iterator != nil
      guard let inner = pipeline.components[task.componentName],
        seen.insert("\(task.componentName) \(isInside)").inserted
      else { continue }
      pending.append((inner, isInside))
    }
  }
  return tasks
}

/// What the engine of Kubeflow Pipelines does not do, by its own source.
private func kubeflowLimits(_ document: PipelineDocument) -> [LimitComplaint] {
  var complaints: [LimitComplaint] = []
  for task in placedTasks(of: document.pipeline) {
    if case .artifact = task.spec.iterator {
      complaints.append(
        LimitComplaint(
          "E0711", "the loop `\(task.name)` goes over artifacts",
          note: "Kubeflow Pipelines loops over values only",
          help: "loop over a list of names or numbers, and find the artifact in the task"))
    }
    if task.isInLoop, (task.spec.retryPolicy?.maxRetryCount ?? 0) > 0 {
      complaints.append(
        LimitComplaint(
          "W0711", "`\(task.name)` is in a loop, where its retries may be ignored",
          note:
            "Kubeflow Pipelines is known not to retry tasks of loops (kubeflow/pipelines#13897)",
          isWarning: true))
    }
  }
  return complaints
}

/// The place for artifacts, which Vertex AI cannot do without.
private func rootLimits(_ root: String?) -> [LimitComplaint] {
  let help = "give `--root gs://BUCKET/FOLDER`, or `pipeline-root` in the target"
  guard let root, !root.isEmpty else {
    return [LimitComplaint("E0705", "it is not said where the run keeps its artifacts", help: help)]
  }
  guard !root.hasPrefix("gs://") || root.utf8.count <= 5 else { return [] }
  return [
    LimitComplaint(
      "E0705", "artifacts cannot be kept in `\(root)`",
      note: "Vertex AI keeps them in Cloud Storage, under an address that begins with `gs://`",
      help: help)
  ]
}
