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
    /// Lines that stay, and below them lines on active tasks, which are drawn again and again.
    case live(RunLines.Detail)
  }

  private enum Teller {
    case lines(RunLines)
    case json
    case live(LiveProgress, drawn: Drawn)

  }

  private let teller: Mutex<Teller>

  init(style: Style, names: TaskNames) {
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    switch style {
    case .json: teller = Mutex(.json)
    case .lines(let detail):
      teller = Mutex(.lines(RunLines(ink: ink, detail: detail, names: names)))
    case .live(let detail):
      teller = Mutex(.live(LiveProgress(ink: ink, detail: detail, names: names), drawn: Drawn()))
    }
  }

  /// Prints what an event is worth.
  func tell(_ event: Event) {
    teller.withLock { teller in
      switch teller {
      case .json: print([event.json.jsonText()])
      case .lines(var lines):
        print(lines.lines(for: event))
        teller = .lines(lines)
      case .live(var progress, let drawn):
        let told = progress.apply(event)
        teller = .live(progress, drawn: draw(progress, told, over: drawn))
      }
    }
  }

  /// Prints lines that stay.
  func say(_ lines: [String]) {
    teller.withLock { teller in
      switch teller {
      case .json: break
      case .lines: print(lines)
      case .live(let progress, let drawn):
        teller = .live(progress, drawn: draw(progress, lines, over: drawn))
      }
    }
  }

  /// Draws the lines on active tasks again, as time passes.
  func refresh() {
    teller.withLock { teller in
      guard case .live(let progress, let drawn) = teller else { return }
      teller = .live(progress, drawn: draw(progress, [], over: drawn))
    }
  }

  private func print(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    try? FileSystem.write(lines.joined(separator: "\n") + "\n", to: "-")
  }

  /// Replaces the lines drawn last by lines that stay and new lines; returns how many were drawn.
  private func draw(_ progress: LiveProgress, _ told: [String], over drawn: Drawn) -> Drawn {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let columns = isKnown ? Int(size.ws_col) : 80
    // One column and one row stay free, so that the terminal never wraps or scrolls by itself.
    let lines = progress.lines(
      width: columns - 1, height: isKnown ? Int(size.ws_row) - 1 : 20, now: presentTime())
    let rows = drawn.rows(in: columns)
    let back = rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : ""
    let text = (told + lines).map { $0 + "\n" }.joined()
    guard !(back + text).isEmpty else { return Drawn() }
    try? FileSystem.write(back + text, to: "-")
    return Drawn(widths: lines.map(visibleWidth(of:)))
  }
}

/// The lines that are drawn at the moment.
private struct Drawn {
  var widths: [Int] = []

  /// The rows that they take now: in a window that has become narrower a line takes several.
  func rows(in columns: Int) -> Int {
    widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
  }
}

/// The seconds since 1970.
func presentTime() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
