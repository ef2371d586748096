import CEditLine
import Glibc

/// Keys that do something of our own. libedit's functions are reached by pushing a private sequence
/// that is bound to them.
extension LineEditor {
  /// Sequences that nobody can type: they begin with a character for which the terminal has a use.
  enum PrivateKey {
    static let lead = "\u{1C}"
    static let submit = lead + "[9901~"
    static let previousEntry = lead + "[9902~"
    static let nextEntry = lead + "[9903~"
    static let deleteBefore = lead + "[9904~"
    static let recall = lead + "[9905~"
    static let mark = lead + "[9906~"
  }

  func defineKeyFunctions() {
    define("kfps-enter", "end the cell, or open a line") { handle, _ in
      LineEditor.owner(of: handle)?.enter() ?? 0
    }
    define("kfps-tab", "complete, or indent") { handle, _ in
      LineEditor.owner(of: handle)?.tab() ?? 0
    }
    define("kfps-up", "go up a line, or back in the history") { handle, _ in
      LineEditor.owner(of: handle)?.moveLine(by: -1) ?? 0
    }
    define("kfps-down", "go down a line, or on in the history") { handle, _ in
      LineEditor.owner(of: handle)?.moveLine(by: 1) ?? 0
    }
    define("kfps-line-start", "go to the start of the line") { handle, _ in
      LineEditor.owner(of: handle)?.moveToLineStart() ?? 0
    }
    define("kfps-line-end", "go to the end of the line") { handle, _ in
      LineEditor.owner(of: handle)?.moveToLineEnd() ?? 0
    }
    define("kfps-insert-start", "insert at the start of the line") { handle, _ in
      LineEditor.owner(of: handle)?.insert { $0.moveToLineStart() } ?? 0
    }
    define("kfps-insert-end", "insert at the end of the line") { handle, _ in
      LineEditor.owner(of: handle)?.insert { $0.moveToLineEnd() } ?? 0
    }
    define("kfps-backspace", "delete a character, or an indent") { handle, _ in
      LineEditor.owner(of: handle)?.backspace() ?? 0
    }
    define("kfps-paste", "take pasted text as it is") { handle, _ in
      LineEditor.owner(of: handle)?.paste() ?? 0
    }
    define("kfps-recall", "take up a cell that is to be edited") { handle, _ in
      LineEditor.owner(of: handle)?.recall() ?? 0
    }
    define("kfps-mark", "take a mark that belongs to the character before it") { handle, _ in
      LineEditor.owner(of: handle)?.insertMark() ?? 0
    }
    define("kfps-left", "go back a character with its marks") { handle, _ in
      LineEditor.owner(of: handle)?.moveCharacter(by: -1) ?? 0
    }
    define("kfps-right", "go on a character with its marks") { handle, _ in
      LineEditor.owner(of: handle)?.moveCharacter(by: 1) ?? 0
    }
  }

  /// Binds keys. With vi keys, Escape must stay a key by itself, so sequences that begin with it come
  /// with another lead (see `replaceEscapes`), and those that matter work in command mode, too.
  func bindKeys() {
    let keys = [
      ("^M", "kfps-enter"), ("^J", "kfps-enter"), ("^I", "kfps-tab"),
      ("^P", "kfps-up"), ("^N", "kfps-down"), ("^A", "kfps-line-start"), ("^E", "kfps-line-end"),
      ("^?", "kfps-backspace"), ("^H", "kfps-backspace"), ("^B", "kfps-left"), ("^F", "kfps-right"),
      ("^R", "em-inc-search-prev"), ("^S", "em-inc-search-next"), ("^W", "ed-delete-prev-word"),
    ]
    let sequences = [
      ("[A", "kfps-up"), ("OA", "kfps-up"), ("[B", "kfps-down"), ("OB", "kfps-down"),
      ("[C", "kfps-right"), ("OC", "kfps-right"), ("[D", "kfps-left"), ("OD", "kfps-left"),
      ("[H", "kfps-line-start"), ("[F", "kfps-line-end"),
      ("OH", "kfps-line-start"), ("OF", "kfps-line-end"),
      ("[1~", "kfps-line-start"), ("[4~", "kfps-line-end"), ("[3~", "ed-delete-next-char"),
      ("[200~", "kfps-paste"),
    ]
    let own = [
      (PrivateKey.submit, "ed-newline"), (PrivateKey.previousEntry, "ed-prev-history"),
      (PrivateKey.nextEntry, "ed-next-history"), (PrivateKey.deleteBefore, "ed-delete-prev-char"),
      (PrivateKey.recall, "kfps-recall"), (PrivateKey.mark, "kfps-mark"),
    ].map { ("\\034" + $0.0.dropFirst(), $0.1) }
    let lead = "\\034"
    var all = keys + sequences.map { (lead + $0.0, $0.1) } + own
    if !usesViKeys { all += sequences.map { ("\\e" + $0.0, $0.1) } }
    for (key, command) in all { _ = cel_bind(handle, key, command) }
    guard usesViKeys else { return }
    let commandMode = [
      ("^M", "kfps-enter"), ("^J", "kfps-enter"), ("k", "kfps-up"), ("j", "kfps-down"),
      ("I", "kfps-insert-start"), ("A", "kfps-insert-end"),
    ]
    for (key, command) in commandMode + sequences.map({ (lead + $0.0, $0.1) }) + own {
      _ = cel_bind_alternate(handle, key, command)
    }
  }

  private func define(_ name: String, _ help: String, _ function: CELKeyFunction) {
    _ = cel_define(handle, name, help, function)
  }

  private func push(_ key: String) {
    el_push(handle, key)
  }

  private var refreshed: UInt8 { UInt8(cel_code_refresh()) }
  private var unchanged: UInt8 { UInt8(cel_code_norm()) }

  private func enter() -> UInt8 {
    let (scalars, cursor) = buffer
    let isAtEnd = cursor == scalars.count
    let text = String(String.UnicodeScalarView(scalars))
    if isAtEnd, textGoesOn() {
      isTakingText = true
      el_insertstr(handle, "\n")
      return refreshed
    }
    if isAtEnd, remembered.contains(text.trimmed) { return submit(from: cursor, of: scalars) }
    switch questions.state(text) {
    case .complete:
      return submit(from: cursor, of: scalars)
    case .incomplete(let indent) where isAtEnd:
      el_insertstr(handle, "\n" + String(repeating: " ", count: isTakingText ? 0 : indent))
      return refreshed
    case .incomplete:
      return enterInside(scalars, at: cursor)
    }
  }

  /// Whether the line that is about to come is indented although it was not us who indented it: what
  /// arrives is a text, pasted into a terminal that does not mark what is pasted.
  private func textGoesOn() -> Bool {
    readWaitingBytes()
    let next = pending.first { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t")
  }

  /// Enter inside of a cell that lacks no more than its last, empty line: within a line it takes the
  /// cell, since nobody divides a line that has just been mended; at the end of one it opens a line.
  private func enterInside(_ scalars: [Unicode.Scalar], at cursor: Int) -> UInt8 {
    let start = lineStart(in: scalars, at: cursor)
    let end = lineEnd(in: scalars, at: cursor)
    let isEmptyLine = scalars[start..<end].allSatisfy { $0 == " " }
    let isWithinLine = cursor < end && scalars[start..<cursor].contains { $0 != " " }
    let text = String(String.UnicodeScalarView(scalars))
    if isEmptyLine || isWithinLine, case .complete = questions.state(text + "\n") {
      return submit(from: cursor, of: scalars)
    }
    var indent = 0
    let before = String(String.UnicodeScalarView(scalars[..<cursor]))
    if cursor == end, case .incomplete(let wanted) = questions.state(before) { indent = wanted }
    el_insertstr(handle, "\n" + String(repeating: " ", count: indent))
    return refreshed
  }

  private func submit(from cursor: Int, of scalars: [Unicode.Scalar]) -> UInt8 {
    if cursor < scalars.count { el_cursor(handle, Int32(scalars.count - cursor)) }
    push(PrivateKey.submit)
    return refreshed
  }

  private func tab() -> UInt8 {
    let (scalars, cursor) = buffer
    let before = String(String.UnicodeScalarView(scalars.prefix(cursor)))
    let line = before.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    guard line.contains(where: { $0 != " " }) else {
      el_insertstr(handle, String(repeating: " ", count: 4 - line.count % 4))
      return refreshed
    }
    let (replacing, completions) = questions.completions(before)
    guard let first = completions.first else { return UInt8(cel_code_error()) }
    let common = completions.dropFirst().reduce(first.text) { commonPrefix($0, $1.text) }
    if common.unicodeScalars.count > replacing || completions.count == 1 {
      el_deletestr(handle, Int32(replacing))
      el_insertstr(handle, common)
    } else {
      showBelow(completions)
    }
    return refreshed
  }

  /// Prints the possible completions, in columns where they have no details, and draws the cell again
  /// under them.
  private func showBelow(_ completions: [Completion]) {
    var lines: [String] = []
    if completions.allSatisfy({ $0.detail.isEmpty }) {
      let column = (completions.map(\.text.columns).max() ?? 0) + 2
      let perLine = max(1, terminalColumns() / column)
      for start in stride(from: 0, to: completions.count, by: perLine) {
        let row = completions[start..<min(start + perLine, completions.count)]
        lines.append(row.map { $0.text.padded(to: column) }.joined())
      }
    } else {
      let size = terminalSize()
      let shown = completions.prefix(completions.count < size.rows - 1 ? size.rows : size.rows - 3)
      let column = min(40, (shown.map(\.text.columns).max() ?? 0) + 2)
      for completion in shown {
        let line = completion.text.padded(to: column - 2) + "  " + completion.detail
        lines.append(line.cut(to: size.columns - 1))
      }
      if completions.count > shown.count {
        lines.append("... and \(completions.count - shown.count) more")
      }
    }
    writeTerminal(downToEnd() + "\n" + lines.joined(separator: "\n") + "\n")
    _ = cel_refresh(handle)
    isListing = true
  }

  private func moveLine(by step: Int) -> UInt8 {
    let (scalars, cursor) = buffer
    let start = lineStart(in: scalars, at: cursor)
    let column = cursor - start
    if step < 0 {
      guard start > 0 else {
        keepDraft()
        push(PrivateKey.previousEntry)
        return unchanged
      }
      let previous = lineStart(in: scalars, at: start - 1)
      el_cursor(handle, Int32(previous + min(column, start - 1 - previous) - cursor))
    } else {
      let end = lineEnd(in: scalars, at: cursor)
      guard end < scalars.count else {
        push(PrivateKey.nextEntry)
        return unchanged
      }
      let nextEnd = lineEnd(in: scalars, at: end + 1)
      el_cursor(handle, Int32(min(end + 1 + column, nextEnd) - cursor))
    }
    return UInt8(cel_code_cursor())
  }

  private func moveToLineStart() -> UInt8 {
    let (scalars, cursor) = buffer
    el_cursor(handle, Int32(lineStart(in: scalars, at: cursor) - cursor))
    return UInt8(cel_code_cursor())
  }

  private func moveToLineEnd() -> UInt8 {
    let (scalars, cursor) = buffer
    el_cursor(handle, Int32(lineEnd(in: scalars, at: cursor) - cursor))
    return UInt8(cel_code_cursor())
  }

  /// `I` and `A` of vi: libedit's own go to the ends of the whole cell.
  private func insert(after move: (LineEditor) -> UInt8) -> UInt8 {
    let code = move(self)
    push("i")
    return code
  }

  private func insertMark() -> UInt8 {
    el_insertstr(handle, mark)
    mark = ""
    return refreshed
  }

  private func moveCharacter(by step: Int) -> UInt8 {
    let (scalars, cursor) = buffer
    var target = cursor + step
    guard target >= 0, target <= scalars.count else { return UInt8(cel_code_error()) }
    while scalars.indices.contains(target), target > 0, isMark(scalars[target]) { target += step }
    el_cursor(handle, Int32(target - cursor))
    return UInt8(cel_code_cursor())
  }

  private func backspace() -> UInt8 {
    let (scalars, cursor) = buffer
    if cursor > 1, isMark(scalars[cursor - 1]) {
      var start = cursor - 1
      while start > 0, isMark(scalars[start]) { start -= 1 }
      el_deletestr(handle, Int32(cursor - start))
      return refreshed
    }
    let indent = scalars[lineStart(in: scalars, at: cursor)..<cursor]
    if indent.count >= 4, indent.allSatisfy({ $0 == " " }) {
      el_deletestr(handle, Int32((indent.count - 1) % 4 + 1))
      return refreshed
    }
    push(PrivateKey.deleteBefore)
    return unchanged
  }

  private func recall() -> UInt8 {
    el_insertstr(handle, recalled)
    recalled = ""
    return refreshed
  }

  private func paste() -> UInt8 {
    let text = readPaste()
    var clean = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": clean += clean.hasSuffix("\r") ? "" : "\n"
      case "\n", "\t": clean.unicodeScalars.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{7F}": break
      default: clean.unicodeScalars.append(scalar)
      }
    }
    el_insertstr(handle, clean.replacingTabs())
    return refreshed
  }

  private func lineStart(in scalars: [Unicode.Scalar], at cursor: Int) -> Int {
    scalars[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  private func lineEnd(in scalars: [Unicode.Scalar], at cursor: Int) -> Int {
    scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
  }
}

/// Whether a scalar is drawn over the one before it.
func isMark(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value >= 0x300 && cel_column_width(wchar_t(bitPattern: scalar.value)) == 0
}

private func commonPrefix(_ left: String, _ right: String) -> String {
  String(zip(left, right).prefix { $0 == $1 }.map(\.0))
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - columns))
  }

  /// The columns that it takes on the terminal.
  fileprivate var columns: Int {
    unicodeScalars.reduce(0) {
      $0 + Swift.max(0, Int(cel_column_width(wchar_t(bitPattern: $1.value))))
    }
  }

  /// As much of it as fits, with a mark where something is left out.
  fileprivate func cut(to width: Int) -> String {
    guard columns > width else { return self }
    var result = self
    while !result.isEmpty, result.columns >= width { result.removeLast() }
    return result + "…"
  }

  /// Tabs become four blanks: libedit would draw them to the next stop, which cells do not need.
  fileprivate func replacingTabs() -> String {
    var result = ""
    for character in self {
      if character == "\t" { result += "    " } else { result.append(character) }
    }
    return result
  }
}
