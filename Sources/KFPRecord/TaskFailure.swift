/// Why a task or a run failed, in plain words.
public struct TaskFailure: Error, Hashable, Sendable {
  /// What kind of failure it is.
  public var kind: Kind
  /// One sentence that stands alone and names the task.
  public var message: String
  /// More lines, such as the end of a traceback.
  public var detail: String
  /// The file and line of the user's code that failed, where known.
  public var place: Place?

  /// The kinds of failure.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The code of the task failed.
    case task
    /// What the task was given, or gave, does not fit.
    case value
    /// The time was over.
    case timeout
    /// The memory limit was hit.
    case memory
    /// The image is not there.
    case image
    /// The command does not exist in its image.
    case command
    /// The container engine or the Python interpreter does not work.
    case engine
    /// This launcher cannot run this kind of task.
    case unsupported
    /// A task below failed.
    case inner
    /// The document cannot run.
    case document
    /// Files of the run could not be read or written.
    case files
  }

  /// A line of a file.
  public struct Place: Hashable, Sendable {
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int

    /// Creates a place.
    public init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  /// Creates a failure.
  public init(_ kind: Kind, _ message: String, detail: String = "", place: Place? = nil) {
    self.kind = kind
    self.message = message
    self.detail = detail
    self.place = place
  }
}
