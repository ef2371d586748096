import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// The places of one task: its folder, and where its outputs go.
struct TaskPlaces: Sendable {
  /// The folder of the task in the run.
  var folder: String
  /// The address below which its artifacts are; the folder itself without a pipeline root.
  var root: String

  /// The file for an output parameter.
  func parameterFile(_ name: String) -> String { "\(folder)/\(Files.safeName(name))" }

  /// The address of an output artifact.
  func artifactURI(_ name: String) -> String { "\(root)/\(Files.safeName(name))" }

  /// Where the executor writes its result.
  var outputFile: String { "\(folder)/executor_output.json" }
}

/// The message that KFP calls ExecutorInput: inputs, and where outputs are to be written. Numbers
/// are written as the cluster writes them.
func executorInput(_ task: ResolvedTask, _ places: TaskPlaces) -> JSONValue {
  var inputs: OrderedDictionary<String, JSONValue> = [:]
  if !task.inputs.parameters.isEmpty {
    inputs["parameterValues"] = .object(task.inputs.parameters.mapValues(withWholeNumbers))
  }
  if !task.inputs.artifacts.isEmpty {
    inputs["artifacts"] = .object(
      task.inputs.artifacts.mapValues { .object(["artifacts": .array($0.map(\.json))]) })
  }
  var outputs: OrderedDictionary<String, JSONValue> = [:]
  var parameters: OrderedDictionary<String, JSONValue> = [:]
  for name in task.component.outputs.parameters.keys {
    parameters[name] = .object(["outputFile": .string(places.parameterFile(name))])
  }
  if !parameters.isEmpty { outputs["parameters"] = .object(parameters) }
  var artifacts: OrderedDictionary<String, JSONValue> = [:]
  for (name, output) in task.component.outputs.artifacts {
    let artifact = RuntimeArtifact(
      name: name, uri: places.artifactURI(name), schema: output.schema)
    artifacts[name] = .object(["artifacts": .array([artifact.json])])
  }
  if !artifacts.isEmpty { outputs["artifacts"] = .object(artifacts) }
  outputs["outputFile"] = .string(places.outputFile)
  return .object(["inputs": .object(inputs), "outputs": .object(outputs)])
}

/// The command and arguments of a container, with every placeholder replaced.
struct ResolvedCommand: Hashable, Sendable {
  var image: String
  var command: [String]
  var arguments: [String]
  var environment: OrderedDictionary<String, String>
  var cpuLimit: String?
  var memoryLimit: String?
}

/// Replaces the placeholders of an executor. A value is put in as it is; it is never read again.
func resolve(
  _ executor: ContainerExecutor, for task: ResolvedTask, input: JSONValue, mounts: String
) -> ResolvedCommand {
  let resolver = PlaceholderResolver(task: task, input: input, mounts: mounts)
  var environment: OrderedDictionary<String, String> = [:]
  for variable in executor.env { environment[variable.name] = resolver.text(variable.value) }
  return ResolvedCommand(
    image: resolver.text(executor.image),
    command: executor.command.flatMap(resolver.words),
    arguments: executor.args.flatMap(resolver.words),
    environment: environment,
    cpuLimit: executor.resources?.cpuLimit.map(resolver.text)
      ?? executor.resources?.cpuLimitNumber.map { "\($0)" },
    // Older documents count in billions of bytes.
    memoryLimit: executor.resources?.memoryLimit.map(resolver.text)
      ?? executor.resources?.memoryLimitNumber.map { "\($0)G" })
}

private struct PlaceholderResolver {
  var task: ResolvedTask
  var input: JSONValue
  var mounts: String

  /// The words that an element of a command becomes: one, or as many as `IfPresent` asks for.
  func words(_ element: String) -> [String] {
    switch parseCommandElement(element) {
    case .template: [text(element)]
    case let structure: words(structure)
    }
  }

  private func words(_ element: CommandElement) -> [String] {
    switch element {
    case .template(let parts): [expand(parts, value)]
    case .concat(let parts): [parts.flatMap(words).joined()]
    case .ifPresent(let input, let then, let otherwise):
      (isPresent(input) ? then : otherwise).flatMap(words)
    }
  }

  private func isPresent(_ name: String) -> Bool {
    if let value = task.inputs.parameters[name] { return value != .null }
    return task.inputs.artifacts[name] != nil
  }

  func text(_ text: String) -> String { expand(text, value) }

  private func value(_ placeholder: Placeholder) -> String? {
    switch placeholder {
    case .executorInput: jsonText(input, .cluster)
    case .inputParameter(let name): task.inputs.parameters[name].map(plainText)
    case .inputArtifact(let name, let property):
      artifact(input["inputs"]?["artifacts"]?[name], property)
    case .outputArtifact(let name, let property):
      artifact(input["outputs"]?["artifacts"]?[name], property)
    case .outputParameterFile(let name):
      input["outputs"]?["parameters"]?[name]?["outputFile"]?.stringValue
    case .outputFile: input["outputs"]?["outputFile"]?.stringValue
    case .constant(let constant): task.names.value(constant, in: task.name, at: task.path)
    case .unknown: nil
    }
  }

  private func artifact(
    _ entry: JSONValue?, _ property: Placeholder.ArtifactProperty?
  ) -> String? {
    guard let list = entry?["artifacts"]?.arrayValue else { return nil }
    let first = list.first
    switch property {
    case nil: return jsonText(.array(list), .cluster)
    case .uri: return first?["uri"]?.stringValue ?? ""
    case .path:
      return first.flatMap(RuntimeArtifact.init(json:)).map { localPath(of: $0, mounts) } ?? ""
    case .metadata: return jsonText(first?["metadata"] ?? .object([:]), .cluster)
    case .metadataValue(let key): return first?["metadata"]?[key].map(plainText) ?? ""
    }
  }
}

/// The file that an artifact stands for on this computer.
func localPath(of artifact: RuntimeArtifact, _ mounts: String) -> String {
  localPath(artifact.customPath ?? artifact.uri, mounts)
}

/// The file that an address stands for on this computer.
func localPath(_ uri: String, _ mounts: String) -> String {
  for (scheme, folder) in [
    ("gs://", "/gcs/"), ("minio://", "/minio/"), ("s3://", "/s3/"), ("oci://", "/oci/"),
  ] where uri.utf8.starts(with: scheme.utf8) {
    let rest = String(uri.dropFirst(scheme.utf8.count))
    guard scheme == "oci://" else { return mounts + folder + rest }
    return mounts + folder + String(rest.map { $0 == "/" ? "_" : $0 })
  }
  if uri.utf8.starts(with: "file://".utf8) { return String(uri.dropFirst(7)) }
  return uri
}

/// Whether an address names a place in a cloud.
func isRemote(_ uri: String) -> Bool {
  ["gs://", "minio://", "s3://", "oci://", "http://", "https://"].contains {
    uri.utf8.starts(with: $0.utf8)
  }
}
