/// What reading a cell ended with.
enum CellInput: Sendable {
  case cell(String)
  /// Ctrl-C: the line is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or the end of the input.
  case end
  /// A signal asks the process to end.
  case terminated(Int32)
}

/// Whether Enter ends the input or goes on with it.
enum InputState: Sendable {
  case complete
  /// More is wanted; the next line starts with this many blanks.
  case incomplete(indent: Int)
}

/// Reads cells from a terminal.
protocol CellReader: AnyObject {
  /// What was read, also in earlier sessions, the oldest first.
  var entries: [String] { get }
  /// Reads one cell. The prompt may hold SGR sequences, each wrapped in `\u{1}`. A recalled text stands
  /// in the line from the start.
  func readCell(prompt: String, recalled: String?) -> CellInput
  /// Adds a cell to the history of this session.
  func remember(_ cell: String)
  /// Takes the cells that a file of the history holds.
  func loadHistory(from path: String)
}

/// What the terminal can do.
enum TerminalKind: Sendable {
  /// Lines can be edited.
  case capable
  /// Text can only be printed: `TERM=dumb`, or the output goes elsewhere.
  case plain
}
