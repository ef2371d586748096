import CEditLine
import Glibc

/// What Tab can put at the cursor.
struct Completion: Hashable, Sendable {
  /// The whole word that replaces what is typed of it.
  var text: String
  /// A few words about it, shown where there are several.
  var detail: String
}

/// What the editor asks of its owner while a cell is typed.
struct EditorQuestions: Sendable {
  /// Whether the text is complete. The text ends without a line end.
  var state: @Sendable (_ text: String) -> InputState
  /// What could stand at the end of `text`, which is all that stands before the cursor, and how many
  /// scalars of it each completion replaces.
  var completions: @Sendable (_ text: String) -> (replacing: Int, [Completion])
}

/// The prompt's line editor: libedit, with a buffer of several lines.
///
/// Enter asks whether the text is complete and either ends the input or opens an indented line. All
/// waiting happens in the read hook, which is where Ctrl-C, a changed window and output of running
/// tasks arrive, so that none of them ever disturbs the line being edited.
///
/// libedit itself limits two things: of a buffer taller than the window only the last window-full is
/// drawn, and further lines of a buffer have no prompt of their own.
final class LineEditor: CellReader {
  let handle: OpaquePointer
  let history: OpaquePointer?
  let questions: EditorQuestions
  let signals: Int32
  let notices: NoticeBoard
  var prompt = ContiguousArray<CChar>()
  var pending: [UInt8] = []
  var wasInterrupted = false
  var hasEnded = false
  /// The signal that asked the process to end.
  var ending: Int32?
  /// The text that stands in the line from the start.
  var recalled = ""
  /// A mark that waits to be put behind its character.
  var mark = ""
  /// Whether keys are those of vi, where Escape is a key by itself.
  var usesViKeys = false
  /// Whether the lines that come are those of a text with its own indentation.
  var isTakingText = false
  /// The cell that was left for the history, if it is longer than what libedit keeps of it.
  var draft: [Unicode.Scalar]?
  /// Whether the screen shows the part of a tall cell around the cursor, as we have drawn it.
  var showsPart = false
  /// Whether the cursor is where we have put it, and not where libedit left it.
  var holdsCursor = false
  /// Whether completions stand on the screen, up to the next key.
  var isListing = false
  /// The first row of a tall cell that is shown.
  var firstRow = 0
  private(set) var entries: [String] = []
  /// Cells of the history without blanks at their ends: one that is recalled unchanged needs no empty
  /// line to end it.
  var remembered: Set<String> = []

  /// Opens the editor on the terminal, or nil where libedit cannot use it.
  init?(questions: EditorQuestions, notices: NoticeBoard, editorFile: String?) {
    _ = cel_use_environment_locale()
    cel_guard_terminal()
    for signal in [SIGWINCH, SIGTERM, SIGHUP] { _ = cel_watch_signal(signal) }
    signals = cel_watch_signal(SIGINT)
    guard let handle = cel_open("kfps") else { return nil }
    self.handle = handle
    self.questions = questions
    self.notices = notices
    history = cel_history_open(2000)
    _ = cel_set_owner(handle, Unmanaged.passUnretained(self).toOpaque())
    _ = cel_set_editor(handle, "emacs")
    _ = cel_set_prompt(handle) { pointer in
      guard let editor = LineEditor.owner(of: pointer) else { return nil }
      return editor.prompt.withUnsafeMutableBufferPointer { $0.baseAddress }
    }
    _ = cel_set_reader(handle) { pointer, character in
      guard let editor = LineEditor.owner(of: pointer), let character else { return -1 }
      return editor.read(into: character)
    }
    if let history { _ = cel_set_history(handle, history) }
    defineKeyFunctions()
    bindKeys()
    if let editorFile, access(editorFile, R_OK) == 0 { _ = el_source(handle, editorFile) }
    usesViKeys = cel_uses_vi_keys(handle) != 0
    // Choosing vi keys has emptied the key map.
    if usesViKeys { bindKeys() }
  }

  deinit {
    el_end(handle)
    if let history { cel_history_close(history) }
  }

  func readCell(prompt text: String, recalled: String?) -> CellInput {
    prompt = ContiguousArray(text.utf8CString)
    wasInterrupted = false
    hasEnded = false
    isTakingText = false
    draft = nil
    if let recalled {
      self.recalled = recalled
      pending.insert(contentsOf: PrivateKey.recall.utf8, at: 0)
    }
    _ = cel_watch_signal(SIGTSTP)
    defer { cel_default_signal(SIGTSTP) }
    writeTerminal(PasteMode.on)
    defer { writeTerminal(PasteMode.off) }
    // libedit draws the prompt before it takes the terminal over; keys typed in between would be
    // echoed and edited by the terminal.
    _ = cel_prepare_terminal(handle, 1)
    var count: Int32 = 0
    let line = el_gets(handle, &count)
    if let ending {
      el_reset(handle)
      return .terminated(ending)
    }
    if wasInterrupted {
      let down = downToEnd()
      let text = String(String.UnicodeScalarView(buffer.scalars))
      el_reset(handle)
      if showsPart { leaveTallCell(text) } else { writeTerminal(down + "\n") }
      return .interrupted
    }
    guard let line, count > 0 else { return .end }
    var cell = String(cString: line)
    if cell.hasSuffix("\n") { cell.removeLast() }
    leaveTallCell(cell)
    return .cell(cell)
  }

  func remember(_ cell: String) {
    guard let history, cell.contains(where: { !$0.isWhitespace }) else { return }
    _ = cel_history_enter(history, cell)
    remembered.insert(cell.trimmed)
    entries.append(cell)
  }

  func loadHistory(from path: String) {
    entries = HistoryFile.entries(of: path)
    for entry in entries {
      if let history { _ = cel_history_enter(history, entry) }
      remembered.insert(entry.trimmed)
    }
  }

  /// The editor behind libedit's handle.
  static func owner(of handle: OpaquePointer?) -> LineEditor? {
    guard let handle, let pointer = cel_owner(handle) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The text in the editor, and how many of its scalars stand before the cursor.
  var buffer: (scalars: [Unicode.Scalar], cursor: Int) {
    var length = 0
    var cursor = 0
    guard let pointer = cel_buffer(handle, &length, &cursor) else { return ([], 0) }
    let scalars = UnsafeBufferPointer(start: pointer, count: length).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
    return (scalars, cursor)
  }
}

/// Bracketed paste: the terminal marks both ends of what is pasted.
enum PasteMode {
  static let on = "\u{1B}[?2004h"
  static let off = "\u{1B}[?2004l"
}

/// Writes to the terminal past libedit and past buffers.
func writeTerminal(_ text: String) {
  cel_flush_output()
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if count > 0 {
      bytes = bytes.dropFirst(count)
    } else if errno != EINTR {
      return
    }
  }
}
