import KFPRecord
import KFPReport
import KFPSpec

/// The changes of one run, read from its journal as it grows. It is a value that is asked again and
/// again; who asks knows the time.
struct ChangeFeed: Sendable {
  private let shelf: RunShelf
  private let id: RunID
  private let document: PipelineDocument
  private var record = RunRecord()
  private var offset = 0
  private var hasSaidAll = false
  /// Whether nothing more will come.
  private(set) var isOver = false

  init?(_ id: RunID, shelf: RunShelf) {
    guard let material = shelf.material(id) else { return nil }
    self.shelf = shelf
    self.id = id
    document = material.document
  }

  /// What has changed since the last question, as a message; nil where nothing has. The first message
  /// has the whole run.
  mutating func next() -> String? {
    guard !isOver else { return nil }
    let bytes = shelf.journal(id, offset)
    // A line that is being written is read when it is whole.
    let whole = bytes[..<(bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)]
    offset += whole.count
    var changed: Set<TaskPath> = []
    for event in readJournal(Array(whole)) {
      record.apply(event)
      if let path = event.kind.path { changed.insert(path) }
    }
    let judged = shelf.judged(record)
    isOver = judged.state.isFinal
    guard !hasSaidAll || !whole.isEmpty || isOver else { return nil }
    defer { hasSaidAll = true }
    return liveMessage(of: judged, changed: hasSaidAll ? changed : nil, in: document)
  }
}

/// The list of runs, whenever it changes.
struct ListingFeed: Sendable {
  private let shelf: RunShelf
  private var last = ""

  init(shelf: RunShelf) {
    self.shelf = shelf
  }

  /// The list as a message; nil where it is what it was.
  mutating func next() -> String? {
    let message = runsMessage(shelf.list())
    guard message != last else { return nil }
    last = message
    return message
  }
}
