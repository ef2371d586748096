import Glibc
import KFPRecord
import KFPReport
import Synchronization

/// Tells what a running cell does: lines that stay, and, when it takes a while, below them what is
/// under way.
final class CellProgress: Sendable {
  private struct State {
    var lines: RunLines
    var live: LiveProgress
    /// How many lines stand at the bottom now.
    var drawn = 0
    var hasEnded = false
  }

  private let state: Mutex<State>

  init(ink: Ink, detail: RunLines.Detail) {
    state = Mutex(State(lines: RunLines(ink: ink, detail: detail), live: LiveProgress(ink: ink)))
  }

  /// Takes an event, and tells it if it is news.
  func take(_ event: Event, isNews: Bool) {
    state.withLock { state in
      _ = state.live.apply(event)
      let told = isNews ? state.lines.lines(for: event) : []
      guard !told.isEmpty else { return }
      print(told, &state, drawsAgain: state.drawn > 0)
    }
  }

  /// Draws what is under way from time to time.
  func drawUntilCancelled() async {
    while (try? await Task.sleep(for: .milliseconds(400))) != nil {
      state.withLock { state in
        if !state.hasEnded { print([], &state, drawsAgain: true) }
      }
    }
  }

  /// Leaves only the lines that stay.
  func end() {
    state.withLock { state in
      state.hasEnded = true
      if state.drawn > 0 { print([], &state, drawsAgain: false) }
    }
  }

  private func print(_ told: [String], _ state: inout State, drawsAgain: Bool) {
    let back = state.drawn > 0 ? "\r\u{1B}[\(state.drawn)A\u{1B}[J" : ""
    var bottom: [String] = []
    if drawsAgain {
      // One column and one row stay free, so that the terminal never wraps or scrolls by itself.
      var size = winsize()
      let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      bottom = state.live.lines(
        width: isKnown ? Int(size.ws_col) - 1 : 79, height: isKnown ? Int(size.ws_row) - 1 : 20,
        now: wallTime())
    }
    state.drawn = bottom.count
    writeTerminal(back + (told + bottom).map { $0 + "\n" }.joined())
  }
}

/// The seconds since 1970.
private func wallTime() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
