import CPOSIX
import Glibc
public import KFPRecord
import KFPTypes
import OrderedCollections

/// The files of one run: `document.yaml`, `arguments.json`, `journal.jsonl`, `logs/`, `tasks/` (a
/// folder for each task), `mounts/` (what stands for `/gcs/` and the like), `workspace/`.
public struct RunFolder: Hashable, Sendable {
  /// The absolute path of the folder.
  public let path: String

  /// The folder of a run among others.
  public init(_ id: RunID, in runsFolder: String) {
    path = "\(Files.absolute(runsFolder))/\(Files.safeName(id.text))"
  }

  /// The folder of a run by its path.
  init(at path: String) { self.path = path }

  /// The journal.
  public var journal: String { "\(path)/journal.jsonl" }
  /// The document, as it was given.
  public var document: String { "\(path)/document.yaml" }
  /// The arguments of the run.
  public var arguments: String { "\(path)/arguments.json" }
  /// What the command that started the run wants to find again when the run is taken up.
  public var invocation: String { "\(path)/invocation.json" }
  /// What stands for the folders of cloud storage.
  public var mounts: String { "\(path)/mounts" }
  /// The folder that tasks share.
  public var workspace: String { "\(path)/workspace" }
  /// What stands for volumes that tasks make on a cluster, a folder for each.
  var volumes: String { "\(path)/volumes" }
  /// What belongs to containers that were started ahead of their tasks.
  var ahead: String { "\(path)/ahead" }
  /// Held by the process that carries out the run.
  var lock: String { "\(path)/lock" }

  /// Whether a process is carrying out the run. The lock says so, which the system takes away with its
  /// holder, however that ends; a process number may belong to another program by now.
  public var isLive: Bool {
    let descriptor = open(lock, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return kfp_lock(descriptor, 0) != 0
  }

  /// Where functions stand in the user's code, as the run was told when it started.
  public var origins: [String: CodeOrigin] {
    guard let text = Files.read(originsFile), let value = try? readJSON(text) else { return [:] }
    return (value.objectValue ?? [:]).reduce(into: [:]) { origins, entry in
      guard let file = entry.value["file"]?.stringValue,
        let line = entry.value["line"]?.integerValue
      else { return }
      origins[entry.key] = CodeOrigin(file: file, line: line)
    }
  }

  /// The file of `origins`.
  var originsFile: String { "\(path)/origins.json" }

  /// Removes the run with all its files, unless a process is carrying it out; true when it is gone.
  public func remove() -> Bool {
    let descriptor = kfp_open_for_writing(lock, 1)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard kfp_lock(descriptor, 0) == 0 else { return false }
    // Without its journal the folder is no run any more, should this be interrupted.
    unlink(journal)
    Files.remove(path)
    return !Files.exists(path)
  }

  /// The log of a task: of its last attempt.
  public func log(_ task: TaskPath) -> String { "\(path)/logs/\(Self.safePath(task)).log" }

  /// The log of an attempt that another one has followed, from 1.
  public func log(_ task: TaskPath, attempt: Int) -> String {
    "\(path)/logs/\(Self.safePath(task)).attempt-\(attempt).log"
  }

  /// The name of the folder.
  public var name: String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  /// The folder of a task.
  public func task(_ task: TaskPath) -> String { "\(path)/tasks/\(Self.safePath(task))" }

  /// The events of the run so far; none when there is no journal.
  public func events() -> [Event] { Files.read(journal).map(readJournal) ?? [] }

  /// A task's path with each name made safe.
  static func safePath(_ task: TaskPath) -> String {
    task.text.split(separator: "/", omittingEmptySubsequences: false)
      .map { Files.safeName(String($0)) }.joined(separator: "/")
  }
}

/// The runs of a folder, with their events folded, oldest first.
public func listRuns(in runsFolder: String) -> [RunRecord] {
  Files.names(in: Files.absolute(runsFolder))
    .compactMap { name in
      let events = Files.read("\(Files.absolute(runsFolder))/\(name)/journal.jsonl")
        .map(readJournal)
      guard let events, !events.isEmpty else { return nil }
      return RunRecord(events: events)
    }
    .sorted { $0.started < $1.started }
}

/// A name for a run that starts now, which no other run has.
public func makeRunID(_ pipeline: String) -> RunID {
  var now = time(nil)
  var parts = tm()
  localtime_r(&now, &parts)
  var buffer = [CChar](repeating: 0, count: 32)
  let count = strftime(&buffer, buffer.count, "%Y%m%d-%H%M%S", &parts)
  let stamp = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let random = hexadecimal((0..<2).map { _ in UInt8.random(in: .min ... .max) })
  return RunID("\(Files.safeName(pipeline))-\(stamp)-\(random)")
}

/// The present time in the form of RFC 3339.
func timestamp() -> String {
  var now = time(nil)
  var parts = tm()
  gmtime_r(&now, &parts)
  var buffer = [CChar](repeating: 0, count: 32)
  let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
  return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
