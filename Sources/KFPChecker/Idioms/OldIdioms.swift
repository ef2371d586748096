public import KFPSource
import KFPSyntax

/// Something of the first SDK, and what the second one has in its place.
struct OldIdiom {
  let code: DiagnosticCode
  /// The dotted path in the first SDK.
  let name: String
  /// What to do instead, completing *help:*.
  let advice: String
  /// The name that can stand in its place as it is.
  var replacement: String?

  /// What to do instead, where the old name stands at `span`.
  func help(at span: Span) -> Help {
    Help(advice, edits: replacement.map { [TextEdit(span, replacement: $0)] } ?? [])
  }

  /// Members of `kfp`, by their dotted paths.
  static let members: [String: OldIdiom] = Dictionary(
    [
      OldIdiom(
        code: "W0102", name: "kfp.dsl.ContainerOp",
        advice:
          "write a function with `@dsl.container_component` that returns `dsl.ContainerSpec(image=..., command=[...], args=[...])`"
      ),
      OldIdiom(
        code: "W0103", name: "kfp.components.func_to_container_op",
        advice: "decorate the function with `@dsl.component`"),
      OldIdiom(
        code: "W0103", name: "kfp.components.create_component_from_func",
        advice: "decorate the function with `@dsl.component`"),
      OldIdiom(
        code: "W0103", name: "kfp.dsl.python_component",
        advice: "decorate the function with `@dsl.component`"),
      OldIdiom(
        code: "W0103", name: "kfp.dsl.graph_component",
        advice: "use a `@dsl.pipeline` function as a component, and `dsl.If` instead of recursion"),
      OldIdiom(
        code: "W0104", name: "kfp.dsl.Condition", advice: "write `dsl.If`", replacement: "If"),
      OldIdiom(
        code: "W0103", name: "kfp.components.create_component_from_func_v2",
        advice: "decorate the function with `@dsl.component`"),
      OldIdiom(
        code: "W0112", name: "kfp.dsl.PipelineParam",
        advice: "write the default itself: `def pipeline(name: str = \"value\")`"),
      OldIdiom(
        code: "W0115", name: "kfp.v2.google.client.AIPlatformClient",
        advice: "use `aiplatform.PipelineJob` of google-cloud-aiplatform"),
      OldIdiom(
        code: "W0115", name: "kfp.v2.google.experimental.run_as_aiplatform_custom_job",
        advice:
          "use `create_custom_training_job_from_component` of google-cloud-pipeline-components"),
      OldIdiom(
        code: "W0116", name: "kfp.dsl.Sidecar",
        advice: "a task is one container; run a service beside the pipeline"),
      OldIdiom(
        code: "W0116", name: "kfp.dsl.UserContainer",
        advice: "a task is one container; do what comes first in the component"),
      OldIdiom(
        code: "W0118", name: "kfp.dsl.SubGraph",
        advice: "use `dsl.ParallelFor(..., parallelism=...)`, or a pipeline in the pipeline"),
      OldIdiom(
        code: "W0118", name: "kfp.dsl.InputArgumentPath",
        advice: "give the artifact's `.path` in a container component"),
      OldIdiom(
        code: "W0118", name: "kfp.components.create_graph_component_from_pipeline_func",
        advice: "call the `@dsl.pipeline` function in another one"),
      OldIdiom(
        code: "W0118", name: "kfp.components.ComponentStore",
        advice: "load each component by its file or address"),
      OldIdiom(
        code: "W0118", name: "kfp.compiler.build_python_component",
        advice: "use `@dsl.component(target_image=...)` and `kfp component build`"),
      OldIdiom(
        code: "W0106", name: "kfp.dsl.VolumeOp",
        advice: "create a volume claim with `kubernetes.CreatePVC(...)` and mount it with "
          + "`kubernetes.mount_pvc(task, ...)`"),
      OldIdiom(
        code: "W0106", name: "kfp.dsl.PipelineVolume",
        advice:
          "mount a volume claim with `kubernetes.mount_pvc(task, pvc_name=..., mount_path=...)`"
      ),
      OldIdiom(
        code: "W0106", name: "kfp.dsl.VolumeSnapshotOp",
        advice: "there is no counterpart; take the snapshot in a component"),
      OldIdiom(
        code: "W0106", name: "kfp.dsl.ResourceOp",
        advice: "there is no counterpart; create the resource in a component"),
      OldIdiom(
        code: "W0107", name: "kfp.dsl.PipelineExecutionMode",
        advice: "leave it out; there is one mode"),
      OldIdiom(
        code: "W0107", name: "kfp.dsl.get_pipeline_conf",
        advice: "set options on the tasks, or give `pipeline_config=...` to `@dsl.pipeline`"),
      OldIdiom(
        code: "W0107", name: "kfp.dsl.PipelineConf",
        advice: "set options on the tasks, or give `pipeline_config=...` to `@dsl.pipeline`"),
      OldIdiom(
        code: "W0109", name: "kfp.dsl.RUN_ID_PLACEHOLDER",
        advice: "write `dsl.PIPELINE_JOB_ID_PLACEHOLDER`",
        replacement: "PIPELINE_JOB_ID_PLACEHOLDER"),
      OldIdiom(
        code: "W0109", name: "kfp.dsl.EXECUTION_ID_PLACEHOLDER",
        advice: "write `dsl.PIPELINE_TASK_ID_PLACEHOLDER`",
        replacement: "PIPELINE_TASK_ID_PLACEHOLDER"),
      OldIdiom(
        code: "W0110", name: "kfp.components.InputTextFile",
        advice: "annotate the parameter with `Input[Artifact]` and open its `.path`"),
      OldIdiom(
        code: "W0110", name: "kfp.components.OutputTextFile",
        advice: "annotate the parameter with `Output[Artifact]` and open its `.path`"),
      OldIdiom(
        code: "W0110", name: "kfp.components.InputBinaryFile",
        advice: "annotate the parameter with `Input[Artifact]` and open its `.path`"),
      OldIdiom(
        code: "W0110", name: "kfp.components.OutputBinaryFile",
        advice: "annotate the parameter with `Output[Artifact]` and open its `.path`"),
      OldIdiom(
        code: "W0110", name: "kfp.components.InputPath",
        advice: "write `dsl.InputPath`, or `Input[Dataset]` for an artifact"),
      OldIdiom(
        code: "W0110", name: "kfp.components.OutputPath",
        advice: "write `dsl.OutputPath`, or `Output[Dataset]` for an artifact"),
    ].map { ($0.name, $0) }
  ) { first, _ in first }

  /// Modules of the first SDK.
  static let modules: [String: OldIdiom] = Dictionary(
    [
      OldIdiom(
        code: "W0111", name: "kfp.gcp",
        advice: "use `kfp.kubernetes` (`use_secret_as_volume`, `add_toleration`, ...)"),
      OldIdiom(
        code: "W0111", name: "kfp.aws", advice: "use `kfp.kubernetes` (`use_secret_as_env`, ...)"),
      OldIdiom(
        code: "W0111", name: "kfp.azure", advice: "use `kfp.kubernetes` (`use_secret_as_env`, ...)"
      ),
      OldIdiom(
        code: "W0111", name: "kfp.onprem", advice: "use `kfp.kubernetes` (`mount_pvc`, ...)"),
      OldIdiom(
        code: "W0112", name: "kfp.dsl.types",
        advice: "use Python's types: `str`, `int`, `float`, `bool`, `list`, `dict`"),
      OldIdiom(
        code: "W0118", name: "kfp.containers",
        advice: "use `@dsl.component(target_image=...)` and `kfp component build`"),
      OldIdiom(
        code: "W0118", name: "kfp.notebook",
        advice: "use `@dsl.component(target_image=...)` and `kfp component build`"),
    ].map { ($0.name, $0) }
  ) { first, _ in first }

  /// Methods of a task that are gone, and what to do instead.
  static let methods = [
    "add_pod_annotation": "write `kubernetes.add_pod_annotation(task, ...)`",
    "add_pod_label": "write `kubernetes.add_pod_label(task, ...)`",
    "add_pvolumes": "write `kubernetes.mount_pvc(task, pvc_name=..., mount_path=...)`",
    "add_volume_mount": "write `kubernetes.mount_pvc(task, pvc_name=..., mount_path=...)`",
    "add_toleration": "write `kubernetes.add_toleration(task, ...)`",
    "add_env_variable": "write `set_env_variable(name, value)`",
    "set_timeout": "write `kubernetes.set_timeout(task, seconds)`",
    "add_affinity": "write `kubernetes.add_node_affinity(task, ...)`",
    "add_volume": "write `kubernetes.mount_pvc(task, pvc_name=..., mount_path=...)`",
    "set_security_context": "write `kubernetes.set_security_context(task, ...)`",
    "add_env_from": "write `kubernetes.use_secret_as_env(task, ...)`",
    "add_sidecar": "a task is one container; run a service beside the pipeline",
    "add_init_container": "a task is one container; do what comes first in the component",
    "execution_options": "write `set_caching_options(False)`",
    "apply": "write the setting itself, such as `kubernetes.use_secret_as_env(task, ...)`",
    "container": "settings are those of the task itself",
    "pvolume": "mount the claim with `kubernetes.mount_pvc(task, ...)` and write `after(...)`",
    "volume": "the name of a claim is `claim.outputs[\"name\"]`",
    "set_image_pull_policy": "write `kubernetes.set_image_pull_policy(task, ...)`",
  ]
}

/// What takes the place of a member or module of the first SDK, named by its dotted path and written at
/// `span`; nil where the first SDK had no such thing, or the second one has it still.
public func helpForOldMember(_ path: String, at span: Span) -> Help? {
  oldMember(path)?.help(at: span)
}

/// The idiom that a dotted path belongs to: that of the name itself, or of the module that held it.
func oldMember(_ path: String) -> OldIdiom? {
  if let idiom = OldIdiom.members[path] ?? OldIdiom.modules[path] { return idiom }
  guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
  return OldIdiom.modules[String(path[..<dot])]
}

/// What takes the place of a method that tasks of the first SDK had.
public func helpForOldMethod(_ name: String) -> Help? {
  OldIdiom.methods[name].map { Help($0) }
}

extension Diagnostic {
  /// W0105: the older name of `set_accelerator_limit`.
  public static func oldAcceleratorLimit(at span: Span) -> Diagnostic {
    Diagnostic(
      "W0105", .warning, "`set_gpu_limit` belongs to the first SDK",
      at: SourceLabel(span, "an idiom of the first SDK"),
      helps: [
        Help(
          "write `set_accelerator_limit`",
          edits: [TextEdit(span, replacement: "set_accelerator_limit")])
      ])
  }
}
