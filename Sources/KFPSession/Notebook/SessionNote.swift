public import KFPRecord
public import KFPRunner
import KFPTypes
import OrderedCollections
import Synchronization

/// A line of a session's file. The file is written as the session grows, a line at a time, so that
/// whatever ends the process, all before its last line is there.
public enum SessionNote: Sendable {
  /// The first line.
  case start(path: String, folder: String, backend: String)
  /// A cell was added.
  case cell(Session.Cell)
  /// All cells, after a change of those that were there.
  case cells([Session.Cell], nextNumber: Int)
  /// The ledger has learnt something.
  case ledger(Ledger.Entry)
  /// A task was started.
  case launched(key: String, TaskPath)
  /// The session's tasks are run, under this name.
  case run(RunID)
  /// What runs the tasks, from here on.
  case backend(String)
  /// The session forgot its results.
  case forgotten

  /// The line, with its end.
  public var line: String { jsonText(json) + "\n" }

  /// Reads a line; nil where it is cut off, or of another kind.
  public init?(line: [UInt8]) {
    guard let json = try? readJSON(line) else { return nil }
    self.init(json: json)
  }
}

extension SessionNote {
  private var json: JSONValue {
    switch self {
    case .start(let path, let folder, let backend):
      .object([
        "kfps-session": .integer(1), "path": .string(path), "folder": .string(folder),
        "runs-with": .string(backend),
      ])
    case .cell(let cell): .object(["cell": cell.json])
    case .cells(let cells, let next):
      .object(["cells": .array(cells.map(\.json)), "next": .integer(next)])
    case .ledger(.result(let key, let outputs)):
      .object(["result": .string(key), "outputs": outputs.json])
    case .ledger(.failure(let key, let path, let failure)):
      .object([
        "failure": .string(key),
        "as": Event(time: 0, kind: .taskFailed(path, failure: failure)).json,
      ])
    case .launched(let key, let path):
      .object(["launched": .string(key), "task": .string(path.text)])
    case .run(let id): .object(["run": .string(id.text)])
    case .backend(let name): .object(["backend": .string(name)])
    case .forgotten: .object(["forgotten": .bool(true)])
    }
  }

  private init?(json: JSONValue) {
    if let path = json["path"]?.stringValue, json["kfps-session"] != nil {
      self = .start(
        path: path, folder: json["folder"]?.stringValue ?? "",
        backend: json["runs-with"]?.stringValue ?? "auto")
    } else if let cell = json["cell"].flatMap(Session.Cell.init(json:)) {
      self = .cell(cell)
    } else if let cells = json["cells"]?.arrayValue {
      self = .cells(
        cells.compactMap(Session.Cell.init(json:)), nextNumber: json["next"]?.integerValue ?? 1)
    } else if let key = json["result"]?.stringValue {
      guard let outputs = json["outputs"] else { return nil }
      self = .ledger(.result(key: key, PortValues(json: outputs)))
    } else if let key = json["failure"]?.stringValue {
      guard let event = json["as"].flatMap(Event.init(json:)),
        case .taskFailed(let path, let failure) = event.kind
      else { return nil }
      self = .ledger(.failure(key: key, path, failure))
    } else if let key = json["launched"]?.stringValue, let task = json["task"]?.stringValue {
      self = .launched(key: key, TaskPath(task))
    } else if let id = json["run"]?.stringValue {
      self = .run(RunID(id))
    } else if let name = json["backend"]?.stringValue {
      self = .backend(name)
    } else if json["forgotten"] != nil {
      self = .forgotten
    } else {
      return nil
    }
  }
}

extension Session.Cell {
  fileprivate var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "number": .integer(number), "text": .string(text),
    ]
    if kind == .markdown { members["kind"] = .string("markdown") }
    if !title.isEmpty { members["title"] = .string(title) }
    return .object(members)
  }

  fileprivate init?(json: JSONValue) {
    guard let number = json["number"]?.integerValue, let text = json["text"]?.stringValue else {
      return nil
    }
    self.init(
      number: number, text: text,
      kind: json["kind"]?.stringValue == "markdown" ? .markdown : .code,
      title: json["title"]?.stringValue ?? "")
  }
}

/// Passes notes on to whoever keeps them at the time, from any thread.
final class NoteTaker: Sendable {
  private let keep = Mutex<@Sendable (SessionNote) -> Void>({ _ in })

  func take(_ note: SessionNote) {
    let keep = keep.withLock { $0 }
    keep(note)
  }

  func pass(to keep: @escaping @Sendable (SessionNote) -> Void) {
    self.keep.withLock { $0 = keep }
  }
}
