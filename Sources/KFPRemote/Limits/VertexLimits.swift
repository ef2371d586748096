import KFPSpec
import KFPTypes
import OrderedCollections

/// What Vertex AI does not do, by its documentation and its official client.
func vertexLimits(_ document: PipelineDocument) -> [LimitComplaint] {
  var complaints = platformLimits(document.platform)
  for (label, executor) in document.pipeline.executors {
    let name = componentName(ofExecutor: label)
    switch executor {
    case .importer(let importer):
      guard importer.downloadToWorkspace else { continue }
      complaints.append(workspaceComplaint("the importer `\(name)` downloads to a workspace"))
    case .container(let container):
      if let resources = container.resources {
        complaints += resourceLimits(resources, of: name)
      }
    }
  }
  for (name, component) in document.pipeline.components
  where !component.taskConfigPassthroughs.isEmpty {
    complaints.append(
      LimitComplaint(
        "E0708", "`\(componentName(ofComponent: name))` receives the configuration of its task",
        note: "`TaskConfig` describes pods of Kubernetes; Vertex AI has none",
        help: "leave `task_config_passthroughs` out"))
  }
  return complaints
}

/// Settings of Kubernetes, which are a second document.
private func platformLimits(_ platform: PlatformSpec) -> [LimitComplaint] {
  var complaints: [LimitComplaint] = []
  for (label, settings) in platform.executors {
    let names = settings.objectValue.map { $0.keys.map { "`\($0)`" } } ?? []
    let what = names.isEmpty ? "settings" : names.joined(separator: ", ")
    complaints.append(
      LimitComplaint(
        "E0701", "`\(componentName(ofExecutor: label))` has settings of Kubernetes: \(what)",
        note: "Vertex AI runs tasks as jobs of its own and refuses documents with such settings",
        help: "leave the calls of `kubernetes.…` out, or choose a Kubeflow Pipelines"))
  }
  guard let config = platform.pipelineConfig?.objectValue else { return complaints }
  if config["workspace"] != nil {
    complaints.append(workspaceComplaint("the pipeline has a workspace"))
  }
  let others = config.keys.filter { $0 != "workspace" }.map { "`\($0)`" }
  if !others.isEmpty {
    complaints.append(
      LimitComplaint(
        "E0701", "the pipeline has settings of Kubernetes: \(others.joined(separator: ", "))",
        note: "Vertex AI runs tasks as jobs of its own and refuses documents with such settings",
        help: "leave `pipeline_config` out, or choose a Kubeflow Pipelines"))
  }
  return complaints
}

private func workspaceComplaint(_ message: String) -> LimitComplaint {
  LimitComplaint(
    "E0702", message,
    note: "a workspace is a volume that tasks share; tasks of Vertex AI share none",
    help: "hand files on as artifacts, or through `/gcs/BUCKET/...`")
}

private func resourceLimits(
  _ resources: ContainerExecutor.Resources, of name: String
) -> [LimitComplaint] {
  var complaints: [LimitComplaint] = []
  let cpus = [resources.cpuLimitNumber, resources.cpuRequestNumber].compactMap { $0 }.max()
  if let cpus = cpus ?? resources.cpuLimit.flatMap(quantity), cpus > 96 {
    complaints.append(tooMuch("`\(name)` wants \(plain(cpus)) CPUs"))
  }
  let memory = [resources.memoryLimitNumber, resources.memoryRequestNumber].compactMap { $0 }.max()
  if let memory = memory ?? resources.memoryLimit.flatMap(quantity).map({ $0 / 1e9 }), memory > 624
  {
    complaints.append(tooMuch("`\(name)` wants \(plain(memory)) GB of memory"))
  }
  let type = resources.acceleratorType ?? resources.acceleratorTypeLegacy
  if let type, !type.contains("{{"), !vertexAccelerators.contains(type) {
    let isKubernetes = type.contains("/")
    complaints.append(
      LimitComplaint(
        "E0704", "`\(name)` wants the accelerator `\(type)`",
        note: isKubernetes
          ? "that is a name of Kubernetes; Vertex AI has names of its own"
          : "Vertex AI has \(vertexAccelerators.sorted().joined(separator: ", "))",
        help: "write `set_accelerator_type(\"NVIDIA_TESLA_T4\")`, for example"))
  }
  return complaints
}

private func tooMuch(_ message: String) -> LimitComplaint {
  LimitComplaint(
    "E0703", message, note: "a task of Vertex AI has at most 96 CPUs and 624 GB",
    help: "ask for less, or use a custom training job, which can have larger machines")
}

/// The accelerators that tasks can have, by the service's list.
private let vertexAccelerators: Set<String> = [
  "NVIDIA_TESLA_K80", "NVIDIA_TESLA_P100", "NVIDIA_TESLA_V100", "NVIDIA_TESLA_P4",
  "NVIDIA_TESLA_T4", "NVIDIA_TESLA_A100", "NVIDIA_A100_80GB", "NVIDIA_L4", "NVIDIA_H100_80GB",
  "NVIDIA_H100_MEGA_80GB", "NVIDIA_H200_141GB", "NVIDIA_B200", "NVIDIA_GB200",
  "NVIDIA_RTX_PRO_6000", "TPU_V2", "TPU_V3", "TPU_V4_POD", "TPU_V5_LITEPOD",
]

/// A quantity of Kubernetes, such as `500m`, `16G` or `64Gi`; nil for placeholders.
private func quantity(_ text: String) -> Double? {
  let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
  guard let number = Double(digits) else { return nil }
  switch text.dropFirst(digits.count) {
  case "": return number
  case "m": return number / 1000
  case "K": return number * 1e3
  case "M": return number * 1e6
  case "G": return number * 1e9
  case "T": return number * 1e12
  case "Ki": return number * 1024
  case "Mi": return number * 1_048_576
  case "Gi": return number * 1_073_741_824
  case "Ti": return number * 1_099_511_627_776
  default: return nil
  }
}

private func plain(_ number: Double) -> String {
  Int(exactly: number).map(String.init) ?? String(number)
}

/// What people call an executor.
private func componentName(ofExecutor label: String) -> String {
  label.hasPrefix("exec-") ? String(label.dropFirst(5)) : label
}

/// What people call a component.
private func componentName(ofComponent name: String) -> String {
  name.hasPrefix("comp-") ? String(name.dropFirst(5)) : name
}
