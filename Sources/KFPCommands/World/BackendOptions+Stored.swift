import KFPRecord
import KFPRunner
import KFPTypes
import OrderedCollections

/// The options that a run keeps, so that taking it up needs none of them again.
extension BackendOptions {
  /// What is kept. It may name values of `--env`, as the command line did.
  var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = ["backend": .string(backend.rawValue)]
    for (name, texts) in lists where !texts.isEmpty {
      members[name] = .array(texts.map(JSONValue.string))
    }
    if pull != .missing { members["pull"] = .string(pull.rawValue) }
    if let network { members["network"] = .string(network) }
    if let root { members["root"] = .string(root) }
    if let parallel { members["parallel"] = .integer(parallel) }
    if let taskTimeout { members["task-timeout"] = .double(taskTimeout) }
    if noCache { members["no-cache"] = .bool(true) }
    if faithful { members["faithful"] = .bool(true) }
    return .object(members)
  }

  private var lists: [(String, [String])] {
    [
      ("image-map", imageMap), ("env", env), ("env-file", envFile), ("mount", mount),
      ("secret", secret),
    ]
  }

  /// Fills in what is not given from what a run was started with.
  mutating func complete(from stored: StoredRun) {
    let kept = stored.invocation
    func list(_ name: String, _ given: [String]) -> [String] {
      given.isEmpty ? (kept[name]?.arrayValue ?? []).compactMap(\.stringValue) : given
    }
    if backend == .auto {
      // What ran the first part runs the rest, also where it was chosen.
      backend = Backend(rawValue: stored.record.backend) ?? .auto
    }
    imageMap = list("image-map", imageMap)
    env = list("env", env)
    envFile = list("env-file", envFile)
    mount = list("mount", mount)
    secret = list("secret", secret)
    if pull == .missing {
      pull = kept["pull"]?.stringValue.flatMap(PullPolicy.init(rawValue:)) ?? .missing
    }
    network = network ?? kept["network"]?.stringValue
    root = root ?? kept["root"]?.stringValue
    parallel = parallel ?? kept["parallel"]?.integerValue
    taskTimeout = taskTimeout ?? kept["task-timeout"]?.numberValue
    noCache = noCache || kept["no-cache"]?.boolValue == true
    faithful = faithful || kept["faithful"]?.boolValue == true
  }
}

extension StoredRun {
  /// The options that the run was started with; nothing where they were not kept.
  var invocation: JSONValue {
    let text = try? FileSystem.read(folder.invocation)
    return text.flatMap { try? parseJSON(String(decoding: $0, as: UTF8.self)) } ?? .null
  }
}
