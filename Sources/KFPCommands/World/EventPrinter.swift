import Glibc
import KFPRecord
import KFPReport
import KFPTypes
import Synchronization

/// Prints the events of a run as they come, from whichever thread.
final class EventPrinter: Sendable {
  /// How events are printed.
  enum Style {
    case lines(RunLines.Detail)
    case json
  }

  private let lines: Mutex<RunLines?>

  init(style: Style) {
    switch style {
    case .json: lines = Mutex(nil)
    case .lines(let detail):
      lines = Mutex(RunLines(ink: Ink(isColourful: isColourful(STDOUT_FILENO)), detail: detail))
    }
  }

  /// Prints what an event is worth.
  func tell(_ event: Event) {
    lines.withLock { lines in
      let texts = lines?.lines(for: event) ?? [event.json.jsonText()]
      guard !texts.isEmpty else { return }
      try? FileSystem.write(texts.joined(separator: "\n") + "\n", to: "-")
    }
  }
}
