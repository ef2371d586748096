import Glibc
import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// The command line of `podman run` or `docker run` for one container. Every word reaches the engine as
/// an argument of its own; no shell reads it.
struct ContainerCommand: Sendable {
  /// The name of the container.
  let name: String
  /// The image, after mapping.
  let image: String
  /// `podman` or `docker`.
  let engine: String
  /// Variables that reach the container through the environment of the engine's command, where other
  /// users cannot read them.
  private(set) var hiddenEnvironment: [String: String] = [:]
  private var settings: [String] = []
  private var mounts: OrderedDictionary<String, [String]> = [:]
  private var words: [String] = []

  init(name: String, image: String, engine: String) {
    (self.name, self.image, self.engine) = (name, image, engine)
  }

  /// All arguments of the engine.
  var arguments: [String] {
    ["run", "--rm", "--name", name] + settings + mounts.values.joined() + words
  }

  /// Names the run, and says how the engine is to run any container of it.
  mutating func label(_ prepared: PreparedTask, _ options: ContainerOptions) {
    settings += [
      "--label", "kfps.run=\(prepared.run)", "--label", "kfps.folder=\(prepared.runFolder)",
      "--label", "kfps.process=\(getpid())", "--pull", options.pull.rawValue,
      // Where SELinux keeps containers from all files but their own.
      "--security-opt", "label=disable",
    ]
    if engine == "podman" { settings += ["--log-driver", "none"] }
    if let network = options.network { settings += ["--network", network] }
    if let cgroups = options.cgroups, engine == "podman" { settings += ["--cgroups", cgroups] }
  }

  /// Takes what the document and the user say about the task: limits, variables, folders.
  mutating func describe(
    _ command: ResolvedCommand, _ cluster: ClusterSettings, _ prepared: PreparedTask,
    _ options: ContainerOptions, _ launch: LaunchSettings
  ) throws(TaskFailure) {
    guard !image.isEmpty else {
      throw TaskFailure(.image, "`\(prepared.task.path)` names no image")
    }
    label(prepared, options)
    settings += try limits(command, prepared)
    for (name, value) in launch.environment.sorted(by: { $0.key < $1.key }) {
      settings += ["--env", "\(name)=\(value)"]
    }
    for (name, value) in command.environment { settings += ["--env", "\(name)=\(value)"] }
    for (name, value) in cluster.environment where command.environment[name] == nil {
      hiddenEnvironment[name] = value
      settings += ["--env", name]
    }
    mountFolders(prepared, isFaithful: launch.isFaithful)
    for (path, folder) in cluster.mounts {
      mount(folder.source, at: path, isReadOnly: folder.isReadOnly)
    }
    for path in cluster.emptyFolders { settings += ["--tmpfs", path] }
  }

  private func limits(
    _ command: ResolvedCommand, _ prepared: PreparedTask
  ) throws(TaskFailure) -> [String] {
    var arguments: [String] = []
    if let text = command.cpuLimit, !text.isEmpty, text != "0" {
      guard let cores = quantity(text) else {
        throw TaskFailure(.value, "`\(prepared.task.path)` has the CPU limit `\(text)`")
      }
      arguments += ["--cpus", "\(cores)"]
    }
    if let text = command.memoryLimit, !text.isEmpty, text != "0" {
      guard let bytes = quantity(text).flatMap({ Int(exactly: $0.rounded()) }) else {
        throw TaskFailure(.value, "`\(prepared.task.path)` has the memory limit `\(text)`")
      }
      arguments += ["--memory", "\(bytes)"]
    }
    return arguments
  }

  /// What every container sees of this computer.
  private mutating func mountFolders(_ prepared: PreparedTask, isFaithful: Bool) {
    for artifact in prepared.task.inputs.artifacts.values.joined() {
      let path = localPath(of: artifact, prepared.mounts)
      if path.utf8.first == UInt8(ascii: "/"), Files.exists(path) {
        mount(path, at: path, isReadOnly: true)
      }
    }
    let root = localPath(prepared.taskRoot, prepared.mounts)
    for folder in [prepared.folder, root, prepared.workspace] {
      mount(folder, at: folder, isReadOnly: false)
    }
    guard isFaithful || !Self.isPython(prepared) else { return }
    // Code to the letter looks below `/gcs/` and the like.
    for folder in ["gcs", "s3", "minio", "oci"]
    where Files.isFolder("\(prepared.mounts)/\(folder)") {
      mount("\(prepared.mounts)/\(folder)", at: "/\(folder)", isReadOnly: false)
    }
  }

  private static func isPython(_ prepared: PreparedTask) -> Bool {
    guard case .container(let executor) = prepared.task.executor else { return false }
    return PythonRecipe(executor) != nil
  }

  /// Shows a file or folder of this computer to the container; the last word on a path counts.
  mutating func mount(_ source: String, at target: String, isReadOnly: Bool) {
    mounts[target] = mounting(source, at: target, isReadOnly: isReadOnly)
  }

  private func mounting(_ source: String, at target: String, isReadOnly: Bool) -> [String] {
    if !source.contains(":"), !target.contains(":") {
      return ["--volume", "\(source):\(target)\(isReadOnly ? ":ro" : "")"]
    }
    let fields = ["type=bind", "source=\(source)", "target=\(target)"]
    return ["--mount", csvLine(fields + (isReadOnly ? ["readonly"] : []))]
  }

  /// A line of comma-separated values, as engines read the settings of a mount.
  private func csvLine(_ fields: [String]) -> String {
    fields.map { field in
      guard field.contains(where: { ",\"\n".contains($0) }) else { return field }
      let parts = field.split(separator: "\"", omittingEmptySubsequences: false)
      return "\"\(parts.joined(separator: "\"\""))\""
    }.joined(separator: ",")
  }

  /// Runs the command of the document.
  mutating func call(_ command: ResolvedCommand) {
    guard let program = command.command.first else {
      words = [image] + command.arguments
      return
    }
    words =
      ["--entrypoint", program, image] + command.command.dropFirst() + command.arguments
  }

  /// Runs the function of the task in a file under our executor, which is mounted. With a gate, it starts
  /// when that opens.
  mutating func call(
    _ file: String, executor folder: String, python: String, behind gate: StartGate? = nil
  ) {
    let program = """
      import sys; sys.path.insert(0, sys.argv.pop(1)); \
      from kfps_executor.__main__ import main; main()
      """
    mount(folder, at: folder, isReadOnly: true)
    if python.utf8.first == UInt8(ascii: "/") {
      let place = python.split(separator: "/").dropLast(2).map { "/\($0)" }.joined()
      mount(place, at: place, isReadOnly: true)
    }
    settings += ["--env", "PYTHONDONTWRITEBYTECODE=1"]
    words = ["--entrypoint", python, image, "-u", "-c", program, folder, file]
    if let gate {
      words = mounting(gate.path, at: gate.path, isReadOnly: true) + words + [gate.path]
    }
  }

  /// Whether both are run in the same way, whatever they call.
  func hasSettings(of other: ContainerCommand) -> Bool {
    image == other.image && settings == other.settings && mounts == other.mounts
      && hiddenEnvironment == other.hiddenEnvironment
  }

  /// Builds an environment of packages in a folder that is mounted. It sees the packages of the image.
  mutating func install(_ recipe: PythonRecipe, into place: String, _ launch: LaunchSettings) {
    let script = """
      place=$1; shift
      python3 -m venv --system-site-packages --without-pip "$place" || exit 97
      if ! "$place/bin/python3" -m pip --version >/dev/null 2>&1; then
        "$place/bin/python3" -m ensurepip >/dev/null || exit 97
      fi
      "$place/bin/python3" -m pip install --quiet --disable-pip-version-check \
      --no-warn-script-location "$@" || exit 97
      """
    for (name, value) in launch.environment.sorted(by: { $0.key < $1.key }) {
      settings += ["--env", "\(name)=\(value)"]
    }
    settings += ["--env", "PIP_ROOT_USER_ACTION=ignore"]
    words =
      ["--entrypoint", "sh", image, "-c", script, "kfps", place] + recipe.pipOptions
      + recipe.packages
  }
}
