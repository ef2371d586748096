import CEditLine
import Glibc

/// Reads cells from a terminal that can only print: a line at a time, which the terminal itself edits,
/// with a prompt for each and no escape sequences.
final class PlainReader: CellReader {
  private let questions: EditorQuestions
  private let signals: Int32
  private var pending: [UInt8] = []
  private(set) var entries: [String] = []

  init(questions: EditorQuestions) {
    self.questions = questions
    _ = cel_watch_signal(SIGTERM)
    _ = cel_watch_signal(SIGHUP)
    signals = cel_watch_signal(SIGINT)
  }

  func readCell(prompt: String, recalled: String?) -> CellInput {
    if let recalled {
      writeTerminal("\(printableLines(recalled))\nthe new text, up to an empty line:\n")
    }
    let first = withoutColours(prompt)
    let further = String(repeating: " ", count: max(0, first.count - 5)) + "...: "
    var lines: [String] = []
    while true {
      writeTerminal(lines.isEmpty ? first : further)
      switch readLine() {
      case .cell(let line): lines.append(line)
      case .end where !lines.isEmpty: return .cell(lines.joined(separator: "\n"))
      case let other: return other
      }
      let text = lines.joined(separator: "\n")
      if recalled != nil, lines.last?.isEmpty == false { continue }
      if case .complete = questions.state(text) { return .cell(text) }
    }
  }

  func remember(_ cell: String) { entries.append(cell) }

  func loadHistory(from path: String) { entries = HistoryFile.entries(of: path) }

  private func readLine() -> CellInput {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return .cell(line)
      }
      if let ending = waitForBytes() {
        if case .interrupted = ending { writeTerminal("\n") }
        pending = []
        return ending
      }
    }
  }

  /// Waits for more bytes; gives what ends the cell instead, if something does.
  private func waitForBytes() -> CellInput? {
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, -1) >= 0 else { return errno == EINTR ? nil : .end }
    if descriptors[1].revents != 0 {
      var numbers = [UInt8](repeating: 0, count: 64)
      let count = numbers.withUnsafeMutableBytes { read(signals, $0.baseAddress, $0.count) }
      for number in numbers.prefix(max(0, count)).map(Int32.init) {
        if number == SIGINT { return .interrupted }
        if number == SIGTERM || number == SIGHUP { return .terminated(number) }
      }
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else { return .end }
    pending += bytes[..<count]
    return nil
  }

  private func withoutColours(_ prompt: String) -> String {
    var isVisible = true
    return String(
      prompt.filter { character in
        if character == "\u{1}" {
          isVisible.toggle()
          return false
        }
        return isVisible
      })
  }
}

extension TerminalKind {
  /// What the environment and the standard streams say.
  static var ofEnvironment: TerminalKind {
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    let isDumb = ["", "dumb", "unknown", "emacs"].contains(term)
    return isDumb || isatty(STDOUT_FILENO) != 1 ? .plain : .capable
  }
}
