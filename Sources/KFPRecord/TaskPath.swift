/// Where a task stands in a run: the names of its groups and its own, with the iteration of each
/// loop, such as `for-loop-1[3]/train`. The empty path is the run itself.
public struct TaskPath: Hashable, Sendable, CustomStringConvertible {
  /// The text of the path.
  public let text: String

  /// Creates a path from its text.
  public init(_ text: String) { self.text = text }

  /// The run itself.
  public static let root = TaskPath("")

  /// The path of a task inside this group.
  public func task(_ name: String) -> TaskPath {
    TaskPath(text.isEmpty ? name : "\(text)/\(name)")
  }

  /// The path of one iteration of this loop.
  public func iteration(_ index: Int) -> TaskPath { TaskPath("\(text)[\(index)]") }

  /// What people read: the name, behind it the iterations of the loops around it, and before it only
  /// the groups that somebody named: `train[3]` for `exit-handler-1/for-loop-1[3]/train`.
  public var description: String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { part in
      let open = part.lastIndex(of: "[") ?? part.endIndex
      let isIteration = open < part.endIndex && part.last == "]"
      return (
        name: isIteration ? part[..<open] : part, iteration: isIteration ? part[open...] : ""
      )
    }
    guard let last = parts.last else { return text }
    let named = parts.dropLast().filter { !Self.isMade($0.name) }
    let iterations = parts.dropLast().filter { Self.isMade($0.name) }.map(\.iteration).joined()
    let groups = named.map { "\($0.name)\($0.iteration)/" }.joined()
    return "\(groups)\(last.name)\(iterations)\(last.iteration)"
  }

  /// Whether a compiler made this name for a group, such as `condition-branches-2`.
  private static func isMade(_ name: Substring) -> Bool {
    let kinds = ["exit-handler-", "condition-branches-", "condition-", "for-loop-"]
    guard let kind = kinds.first(where: { name.utf8.starts(with: $0.utf8) }) else { return false }
    let rest = name.utf8.dropFirst(kind.utf8.count)
    return !rest.isEmpty && rest.allSatisfy { (48...57).contains($0) }
  }

  /// The last name, without the iteration.
  public var name: String {
    var bytes = Array(text.utf8)
    if let slash = bytes.lastIndex(of: UInt8(ascii: "/")) { bytes.removeFirst(slash + 1) }
    if bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")) {
      bytes.removeLast(bytes.count - open)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The name of a run and of its folder.
public struct RunID: Hashable, Sendable, CustomStringConvertible {
  /// The text of the name.
  public let text: String

  /// Creates a name from its text.
  public init(_ text: String) { self.text = text }

  /// The text itself.
  public var description: String { text }
}
