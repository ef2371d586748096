import CPOSIX
import Glibc
import KFPRecord
import Synchronization

/// The journal of a running run: each event is written, then taken into the record, then shown.
final class RunJournal: Sendable {
  private struct State {
    var record = RunRecord()
    var isBroken = false
  }
  private let state = Mutex(State())
  private let file: Int32
  private let onEvent: @Sendable (Event) -> Void

  /// Opens a journal to continue it; `events` are those it holds.
  init?(path: String, events: [Event], onEvent: @escaping @Sendable (Event) -> Void) {
    file = kfp_open_for_writing(path, 1)
    guard file >= 0 else { return nil }
    self.onEvent = onEvent
    if let last = Files.read(path)?.last, last != UInt8(ascii: "\n") {
      // The last line was cut off when the run was killed.
      KFPRunner.write(ArraySlice("\n".utf8), to: file)
    }
    state.withLock { $0.record = RunRecord(events: events) }
  }

  deinit { close(file) }

  /// Writes an event down and shows it.
  func append(_ kind: Event.Kind) {
    let event = Event(time: wallSeconds(), kind: kind)
    state.withLock { state in
      // A line that the disk took only a part of must not spoil the next one.
      let start = state.isBroken ? "\n" : ""
      let isWritten = KFPRunner.write(ArraySlice((start + journalLine(event)).utf8), to: file)
      if !isWritten, !state.isBroken {
        let message = "the journal cannot be written; is the disk full?"
        onEvent(Event(time: event.time, kind: .note(.root, message)))
      }
      state.isBroken = !isWritten
      state.record.apply(event)
      onEvent(event)
    }
  }

  /// Shows an event that is not written down.
  func show(_ kind: Event.Kind) {
    let event = Event(time: wallSeconds(), kind: kind)
    state.withLock { _ in onEvent(event) }
  }

  /// What has happened so far.
  var record: RunRecord { state.withLock { $0.record } }
}
