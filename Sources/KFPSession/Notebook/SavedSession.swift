public import KFPRecord
import KFPRunner

/// A session as its file gives it back.
public struct SavedSession: Sendable {
  /// The file that the session would be.
  public var path = ""
  /// The folder in which it was started.
  public var folder = ""
  /// The cells.
  public var cells: [Session.Cell] = []
  /// The number of the next prompt.
  public var nextNumber = 1
  /// What ran the tasks, where that was chosen.
  public var backend: String?
  /// The latest run of its tasks.
  public var run: RunID?
  /// What its ledger knew.
  var entries: [Ledger.Entry] = []
  /// Tasks that were started and of which nothing was heard.
  private var unfinished: [String: TaskPath] = [:]

  /// Reads a session's file. A line that was cut off is passed over.
  public init(bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let note = SessionNote(line: Array(line)) else { continue }
      take(note)
    }
  }

  /// How many tasks were running when the session ended.
  public var interruptedCount: Int { unfinished.count }

  /// The ledger's entries; a task that was interrupted counts as one that was stopped.
  var ledgerEntries: [Ledger.Entry] {
    entries
      + unfinished.map { key, path in
        .failure(
          key: key, path,
          TaskFailure(
            .task, "`\(path)` was running when the session ended; `%run` runs it again"))
      }
  }

  private mutating func take(_ note: SessionNote) {
    switch note {
    case .start(let path, let folder, let backend):
      (self.path, self.folder, self.backend) = (path, folder, backend)
    case .cell(let cell):
      cells.append(cell)
      nextNumber = max(nextNumber, cell.number + 1)
    case .cells(let cells, let nextNumber):
      (self.cells, self.nextNumber) = (cells, nextNumber)
    case .ledger(let entry):
      entries.append(entry)
      switch entry {
      case .result(let key, _), .failure(let key, _, _): unfinished[key] = nil
      }
    case .launched(let key, let path): unfinished[key] = path
    case .run(let id): run = id
    case .backend(let name): backend = name
    case .forgotten: (entries, unfinished, run) = ([], [:], nil)
    }
  }
}
