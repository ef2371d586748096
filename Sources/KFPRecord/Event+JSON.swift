public import KFPTypes
import OrderedCollections

extension Event {
  /// The event as a JSON object: `time`, `event`, `task`, and what belongs to its kind.
  public var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "time": .double(time), "event": .string(kind.name),
    ]
    if let path = kind.path { members["task"] = .string(path.text) }
    kind.addFacts(to: &members)
    return .object(members)
  }

  /// Reads the form that `json` writes; nil for anything else.
  public init?(json: JSONValue) {
    guard let time = json["time"]?.numberValue, let kind = Kind(json: json) else { return nil }
    self.init(time: time, kind: kind)
  }
}

extension Event.Kind {
  /// The name of the kind in a journal.
  public var name: String {
    switch self {
    case .runStarted: "runStarted"
    case .runResumed: "runResumed"
    case .groupStarted: "groupStarted"
    case .groupFinished: "groupFinished"
    case .taskReady: "taskReady"
    case .taskLaunched: "taskLaunched"
    case .attemptFailed: "attemptFailed"
    case .taskSucceeded: "taskSucceeded"
    case .taskSkipped: "taskSkipped"
    case .taskFailed: "taskFailed"
    case .taskCancelled: "taskCancelled"
    case .note: "note"
    case .cancelRequested: "cancelRequested"
    case .runFinished: "runFinished"
    case .logLine: "logLine"
    }
  }

  /// The task that the event is about; nil for the run.
  public var path: TaskPath? {
    switch self {
    case .runStarted, .runResumed, .cancelRequested, .runFinished: nil
    case .groupStarted(let path, _), .groupFinished(let path, _, _), .taskReady(let path, _, _, _),
      .taskLaunched(let path, _, _), .attemptFailed(let path, _, _, _),
      .taskSucceeded(let path, _, _), .taskSkipped(let path, _), .taskFailed(let path, _),
      .taskCancelled(let path), .note(let path, _), .logLine(let path, _):
      path
    }
  }

  fileprivate func addFacts(to members: inout OrderedDictionary<String, JSONValue>) {
    switch self {
    case .runStarted(let start): start.add(to: &members)
    case .runResumed, .taskCancelled, .cancelRequested: break
    case .groupStarted(_, let iterations):
      if let iterations { members["iterations"] = .integer(iterations) }
    case .groupFinished(_, let state, let failure):
      members["state"] = .string(state.rawValue)
      members["failure"] = failure?.json
    case .taskReady(_, let component, let executor, let inputs):
      members["component"] = .string(component)
      members["executor"] = .string(executor)
      members["inputs"] = inputs.json
    case .taskLaunched(_, let attempt, let key):
      members["attempt"] = .integer(attempt)
      if let key { members["key"] = .string(key) }
    case .attemptFailed(_, let attempt, let failure, let retryAfter):
      members["attempt"] = .integer(attempt)
      members["failure"] = failure.json
      if let retryAfter { members["retryAfter"] = .double(retryAfter) }
    case .taskSucceeded(_, let outputs, let source):
      members["outputs"] = outputs.json
      members["source"] = .string(source.rawValue)
    case .taskSkipped(_, let reason): members["reason"] = .string(reason)
    case .taskFailed(_, let failure): members["failure"] = failure.json
    case .note(_, let message), .logLine(_, let message): members["message"] = .string(message)
    case .runFinished(let state, let outputs, let failure):
      members["state"] = .string(state.rawValue)
      members["outputs"] = outputs.json
      members["failure"] = failure?.json
    }
  }

  fileprivate init?(json: JSONValue) {
    let path = TaskPath(json["task"]?.stringValue ?? "")
    let text = json["message"]?.stringValue ?? json["reason"]?.stringValue ?? ""
    let failure = json["failure"].flatMap(TaskFailure.init(json:))
    let state = json["state"]?.stringValue.flatMap(TaskState.init(rawValue:))
    let attempt = json["attempt"]?.integerValue ?? 1
    let outputs = PortValues(json: json["outputs"] ?? .null)
    switch json["event"]?.stringValue {
    case "runStarted": self = .runStarted(RunStart(json: json))
    case "runResumed": self = .runResumed
    case "groupStarted": self = .groupStarted(path, iterations: json["iterations"]?.integerValue)
    case "groupFinished":
      self = .groupFinished(path, state: state ?? .failed, failure: failure)
    case "taskReady":
      self = .taskReady(
        path, component: json["component"]?.stringValue ?? "",
        executor: json["executor"]?.stringValue ?? "",
        inputs: PortValues(json: json["inputs"] ?? .null))
    case "taskLaunched":
      self = .taskLaunched(path, attempt: attempt, key: json["key"]?.stringValue)
    case "attemptFailed":
      guard let failure else { return nil }
      self = .attemptFailed(
        path, attempt: attempt, failure: failure, retryAfter: json["retryAfter"]?.numberValue)
    case "taskSucceeded":
      let source = json["source"]?.stringValue.flatMap(ResultSource.init(rawValue:)) ?? .ran
      self = .taskSucceeded(path, outputs: outputs, source: source)
    case "taskSkipped": self = .taskSkipped(path, reason: text)
    case "taskFailed":
      guard let failure else { return nil }
      self = .taskFailed(path, failure: failure)
    case "taskCancelled": self = .taskCancelled(path)
    case "note": self = .note(path, text)
    case "logLine": self = .logLine(path, text)
    case "cancelRequested": self = .cancelRequested
    case "runFinished":
      self = .runFinished(state: state ?? .failed, outputs: outputs, failure: failure)
    default: return nil
    }
  }
}

extension RunStart {
  fileprivate func add(to members: inout OrderedDictionary<String, JSONValue>) {
    members["run"] = .string(id.text)
    members["pipeline"] = .string(pipeline)
    members["document"] = .string(documentDigest)
    members["arguments"] = .object(arguments)
    members["backend"] = .string(backend)
    members["process"] = .integer(process)
  }

  fileprivate init(json: JSONValue) {
    self.init(
      id: RunID(json["run"]?.stringValue ?? ""), pipeline: json["pipeline"]?.stringValue ?? "",
      documentDigest: json["document"]?.stringValue ?? "",
      arguments: json["arguments"]?.objectValue ?? [:],
      backend: json["backend"]?.stringValue ?? "", process: json["process"]?.integerValue ?? 0)
  }
}

extension TaskFailure {
  /// The failure as a JSON object.
  public var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "kind": .string(kind.rawValue), "message": .string(message),
    ]
    if !detail.isEmpty { members["detail"] = .string(detail) }
    if let place {
      members["file"] = .string(place.file)
      members["line"] = .integer(place.line)
    }
    return .object(members)
  }

  /// Reads the form that `json` writes; nil for anything else.
  public init?(json: JSONValue) {
    guard let message = json["message"]?.stringValue else { return nil }
    let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)) ?? .task
    self.init(kind, message, detail: json["detail"]?.stringValue ?? "")
    if let file = json["file"]?.stringValue, let line = json["line"]?.integerValue {
      place = Place(file: file, line: line)
    }
  }
}
