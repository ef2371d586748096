import KFPRecord
import KFPReport
import KFPTypes
import OrderedCollections

/// Answers requests, without knowing how they came:
///
/// | path | is |
/// | --- | --- |
/// | `/` | the list of runs |
/// | `/events` | the list, whenever it changes |
/// | `/runs/RUN` | the page of a run |
/// | `/runs/RUN/events` | what happens in it |
/// | `/runs/RUN/log?task=PATH` | the logs of a task |
/// | `/runs/RUN/against/OTHER` | the page of a run, compared with another one |
public struct PageDesk: Sendable {
  let shelf: RunShelf

  /// Creates a desk that shows the runs of a shelf.
  public init(_ shelf: RunShelf) {
    self.shelf = shelf
  }

  /// The answer to a request.
  public func answer(to request: PageRequest) -> PageAnswer {
    if let refusal = request.refusal { return refusal }
    guard let path = request.path else { return .nothingThere }
    switch path.count {
    case 0: return .page(runsPage(shelf.list(), folder: shelf.folder))
    case 1 where path[0] == "events": return .listings
    case 2 where path[0] == "runs": return page(of: path[1])
    case 3 where path[0] == "runs" && path[2] == "events":
      return id(path[1]).map { .changes($0.text) } ?? .nothingThere
    case 3 where path[0] == "runs" && path[2] == "log":
      return log(of: request.value(of: "task") ?? "", in: path[1])
    case 4 where path[0] == "runs" && path[2] == "against":
      return page(of: path[1], against: path[3])
    default: return .nothingThere
    }
  }

  /// The run of a name, if the shelf has it.
  func id(_ name: String) -> RunID? {
    shelf.list().first { $0.id.text == name }?.id
  }

  private func page(of name: String) -> PageAnswer {
    guard let id = id(name), let material = shelf.material(id) else { return .nothingThere }
    return .page(livePage(material, at: "/runs/\(id.text)"))
  }

  private func page(of name: String, against other: String) -> PageAnswer {
    guard let newer = id(name), let earlier = id(other), var material = shelf.material(newer),
      let record = shelf.material(earlier)?.record
    else { return .nothingThere }
    material.earlier = record
    return .page(livePage(material, at: "/runs/\(newer.text)"))
  }

  /// The logs of a task that the run's record has: the last attempt's, and those before.
  private func log(of task: String, in name: String) -> PageAnswer {
    guard let id = id(name),
      let record = shelf.list().first(where: { $0.id == id }),
      record.tasks[TaskPath(task)] != nil
    else { return .nothingThere }
    let logs = shelf.logs(id, TaskPath(task)).map(Self.logContent)
    guard case .object(var members)? = logs.last else { return .nothingThere }
    if logs.count > 1 { members["earlier"] = .array(Array(logs.dropLast())) }
    return .json(JSONValue.object(members).jsonText())
  }

  private static func logContent(_ bytes: [UInt8]) -> JSONValue {
    let limit = 400_000
    var members: OrderedDictionary<String, JSONValue> = [
      "text": .string(String(decoding: bytes.suffix(limit), as: UTF8.self))
    ]
    if bytes.count > limit { members["missing"] = .integer(bytes.count - limit) }
    return .object(members)
  }
}
