import KFPRecord
import KFPTypes
import OrderedCollections

/// What a document says about a task for Kubernetes only, as far as it makes sense here: values and
/// folders that the user has given for secrets, config maps and claims, and volumes that the run made.
struct ClusterSettings: Sendable {
  /// Environment variables whose values must not be seen by others.
  var environment: OrderedDictionary<String, String> = [:]
  /// Folders or files of this computer, by their path in the task.
  var mounts: OrderedDictionary<String, Mount> = [:]
  /// Paths in the task where an empty folder is wanted.
  var emptyFolders: [String] = []
  /// What the user should know, each once per run.
  var notes: [String] = []

  /// A folder or file of this computer that a task sees.
  struct Mount: Hashable, Sendable {
    var source: String
    var isReadOnly: Bool
  }

  /// Reads the settings of a task; names are resolved in them already.
  init(of prepared: PreparedTask, _ settings: LaunchSettings) {
    guard let platform = prepared.task.platform?.objectValue else { return }
    var ignored: [String] = []
    for (kind, value) in platform {
      let entries = value.arrayValue ?? []
      switch kind {
      case "secretAsEnv", "configMapAsEnv":
        for entry in entries { takeVariables(entry, settings) }
      case "secretAsVolume", "configMapAsVolume":
        for entry in entries { takeFolder(entry, settings) }
      case "pvcMount":
        for entry in entries { takeClaim(entry, settings, prepared.volumes) }
      case "emptyDirMounts", "genericEphemeralVolume":
        emptyFolders += entries.compactMap { $0["mountPath"]?.stringValue }
      case "activeDeadlineSeconds": break
      default: ignored.append("`\(kind)`")
      }
    }
    guard !ignored.isEmpty else { return }
    let (verb, list) = (ignored.count == 1 ? "exists" : "exist", ignored.joined(separator: ", "))
    notes.append(
      "\(list) \(verb) on a cluster only and \(ignored.count == 1 ? "is" : "are") ignored")
  }

  private mutating func takeVariables(_ entry: JSONValue, _ settings: LaunchSettings) {
    guard let secret = secret(entry, settings) else { return }
    for pair in entry["keyToEnv"]?.arrayValue ?? [] {
      guard let variable = pair["envVar"]?.stringValue,
        let key = pair["secretKey"]?.stringValue ?? pair["configMapKey"]?.stringValue
      else { continue }
      if let value = secret.value(of: key) {
        environment[variable] = value
      } else {
        notes.append("`\(secret.path)` has no `\(key)`, so `\(variable)` is not set")
      }
    }
  }

  private mutating func takeFolder(_ entry: JSONValue, _ settings: LaunchSettings) {
    guard let path = entry["mountPath"]?.stringValue, let secret = secret(entry, settings) else {
      return
    }
    if Files.isFolder(secret.path) {
      mounts[path] = Mount(source: secret.path, isReadOnly: true)
    } else {
      let name = secret.path.split(separator: "/").last.map(String.init) ?? "value"
      mounts["\(path)/\(name)"] = Mount(source: secret.path, isReadOnly: true)
    }
  }

  private mutating func takeClaim(
    _ entry: JSONValue, _ settings: LaunchSettings, _ volumes: String
  ) {
    guard let path = entry["mountPath"]?.stringValue, let name = entry["name"]?.stringValue else {
      return
    }
    let own = VolumeWork.folder(of: name, in: volumes)
    guard let folder = settings.claims[name].map(Files.absolute) ?? (Files.exists(own) ? own : nil)
    else {
      notes.append(
        "the volume claim `\(name)` exists on a cluster only; `--mount \(name)=FOLDER` stands in "
          + "for it")
      return
    }
    var source = folder
    if let inner = entry["subPath"]?.stringValue, !inner.isEmpty {
      // Names that lead out of the folder are not followed.
      source += inner.split(separator: "/").map { "/\(Files.safeName(String($0)))" }.joined()
      _ = Files.makeFolder(source)
    }
    mounts[path] = Mount(source: source, isReadOnly: false)
  }

  private mutating func secret(_ entry: JSONValue, _ settings: LaunchSettings) -> SecretFile? {
    let name = entry["name"]?.stringValue ?? ""
    guard let path = settings.secrets[name] else {
      notes.append(
        "the secret `\(name)` exists on a cluster only; `--secret \(name)=FILE` stands in for it")
      return nil
    }
    guard Files.exists(path) else {
      notes.append("`\(path)`, which stands for the secret `\(name)`, is not there")
      return nil
    }
    return SecretFile(path: Files.absolute(path))
  }
}

/// What stands for a secret: a folder with a file for each key, a `.json` file with an object, a `.env`
/// file with lines `KEY=VALUE`, or any other file, whose content is the value of every key.
struct SecretFile: Sendable {
  var path: String

  /// The value of a key.
  func value(of key: String) -> String? {
    if Files.isFolder(path) {
      guard !key.contains("/"), key != ".." else { return nil }
      return Files.text("\(path)/\(key)")
    }
    guard let text = Files.text(path) else { return nil }
    if path.hasSuffix(".json") {
      guard let value = try? readJSON(text)[key] else { return nil }
      return plainText(value)
    }
    guard path.hasSuffix(".env") else {
      return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
    for line in text.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "="), line[..<equals] == key else { continue }
      return String(line[line.index(after: equals)...])
    }
    return nil
  }
}
