public import KFPRecord
public import KFPReport

/// Where the server finds what it shows. The server itself opens no file: it hands over names of runs
/// that the shelf has listed, and places of tasks that a run's record has.
public struct RunShelf: Sendable {
  /// The folder of the runs, as people read it.
  public var folder: String
  /// The runs, newest first.
  public var list: @Sendable () -> [RunRecord]
  /// What the page of a run shows; nil where there is nothing to show.
  public var material: @Sendable (RunID) -> ReportMaterial?
  /// The bytes of a run's journal behind an offset.
  public var journal: @Sendable (RunID, _ offset: Int) -> [UInt8]
  /// The logs of a task, attempt by attempt.
  public var logs: @Sendable (RunID, TaskPath) -> [[UInt8]]
  /// A record with what is known from elsewhere, such as that the process of the run is gone.
  public var judged: @Sendable (RunRecord) -> RunRecord

  /// Creates a shelf.
  public init(
    folder: String,
    list: @escaping @Sendable () -> [RunRecord],
    material: @escaping @Sendable (RunID) -> ReportMaterial?,
    journal: @escaping @Sendable (RunID, Int) -> [UInt8],
    logs: @escaping @Sendable (RunID, TaskPath) -> [[UInt8]],
    judged: @escaping @Sendable (RunRecord) -> RunRecord
  ) {
    self.folder = folder
    self.list = list
    self.material = material
    self.journal = journal
    self.logs = logs
    self.judged = judged
  }
}
