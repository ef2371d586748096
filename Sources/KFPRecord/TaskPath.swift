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

  /// The path itself.
  public var description: String { text }

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
