import Glibc

/// The terminal while a cell runs: what is typed meanwhile waits for the prompt, and is not mixed into
/// what tasks print.
struct QuietTerminal {
  private var earlier = termios()
  private let isTerminal: Bool

  init() {
    isTerminal = tcgetattr(STDIN_FILENO, &earlier) == 0
    guard isTerminal else { return }
    var quiet = earlier
    quiet.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
  }

  /// Lets the terminal echo again.
  func end() {
    guard isTerminal else { return }
    var settings = earlier
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
  }
}
