import CEditLine
import Glibc

/// Waiting for keys, and for everything else that may happen meanwhile.
extension LineEditor {
  /// libedit's read hook: one character, 0 at the end of the input, -1 to give up.
  func read(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    cel_flush_output()
    mendDraft()
    while true {
      if let scalar = takeScalar() {
        resumeLibedit()
        if Self.searches.contains(scalar), !isSearching { keepDraft() }
        character.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      }
      guard waitForInput() else {
        errno = EINTR
        return wasInterrupted || ending != nil ? -1 : 0
      }
    }
  }

  /// Ctrl-R and Ctrl-S.
  private static let searches: [Unicode.Scalar] = ["\u{12}", "\u{13}"]

  /// The bytes of a bracketed paste up to its end mark, as text.
  func readPaste() -> String {
    let endMark = Array("\u{1B}[201~".utf8)
    while true {
      if let end = pending.firstRange(of: endMark) {
        let bytes = pending[..<end.lowerBound]
        let text = String(decoding: bytes, as: UTF8.self)
        pending.removeSubrange(..<end.upperBound)
        return text
      }
      guard waitForInput() else {
        defer { pending = [] }
        return String(decoding: pending, as: UTF8.self)
      }
    }
  }

  /// Takes one scalar from the bytes that were read; what is not UTF-8 becomes U+FFFD.
  private func takeScalar() -> Unicode.Scalar? {
    guard let first = pending.first else { return nil }
    let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard pending.count >= length else { return nil }
    let text = String(decoding: pending[..<length], as: UTF8.self)
    pending.removeFirst(length)
    guard let scalar = text.unicodeScalars.first else { return nil }
    // A Ctrl-D that came while no line was edited has become an end mark of the terminal's own.
    if scalar == "\0", buffer.scalars.isEmpty { return "\u{4}" }
    guard isMark(scalar) else { return scalar }
    // libedit counts a column for it; our own insertion draws the line anew.
    mark = text
    pending.insert(contentsOf: PrivateKey.mark.utf8, at: 0)
    pending.removeFirst()
    return PrivateKey.mark.unicodeScalars.first
  }

  /// libedit draws no marks (accents and the like that follow their character). Where there are some,
  /// the same text is printed over its own: the columns are the same.
  private func paintMarks() {
    guard pending.isEmpty else { return }
    let (scalars, _) = buffer
    let size = terminalSize()
    guard scalars.contains(where: isMark),
      row(of: scalars.count, in: scalars, size.columns) < size.rows
    else { return }
    var text = "\u{1B}7\r\(upToPrompt())\(promptText)"
    for scalar in scalars {
      if scalar == "\n" { text += "\r\n" } else { text.unicodeScalars.append(scalar) }
    }
    writeTerminal(text + "\u{1B}8")
  }

  /// Waits until bytes of the terminal are there; false at the end of the input and on Ctrl-C.
  private func waitForInput() -> Bool {
    while true {
      paintMarks()
      paintTallCell()
      var descriptors = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: notices.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, nfds_t(descriptors.count), -1) >= 0 else {
        if errno == EINTR { continue }
        return false
      }
      if descriptors[1].revents != 0 {
        handleSignals()
        if wasInterrupted || ending != nil { return false }
      }
      if descriptors[2].revents != 0 { showNotices() }
      if descriptors[0].revents != 0 { return readBytes() }
    }
  }

  /// Takes the bytes that are there already.
  func readWaitingBytes() {
    var more = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while poll(&more, 1, 0) > 0, more.revents & Int16(POLLIN) != 0, readBytes() {}
  }

  private func readBytes() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count) }
    guard count > 0 else {
      hasEnded = true
      return false
    }
    pending.append(contentsOf: bytes[..<count])
    if usesViKeys || isSearching { replaceEscapes() }
    return true
  }

  /// Whether Ctrl-R or Ctrl-S is at work: libedit shows that in the line itself.
  var isSearching: Bool {
    let line = String(String.UnicodeScalarView(buffer.scalars.split(separator: "\n").last ?? []))
    return ["bck:", "bck?", "fwd:", "fwd?"].contains(line.prefix(4))
  }

  /// Escape followed at once by `[` or `O` is not the key but the beginning of another key's sequence;
  /// it gets the lead under which those are bound, too. With vi keys Escape must stay a key by itself,
  /// and a search would end with Escape and take the rest of the sequence as text.
  private func replaceEscapes() {
    let escape: UInt8 = 0x1B
    if pending.last == escape {
      var more = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if poll(&more, 1, 25) > 0 { _ = readBytes() }
    }
    for index in pending.indices.dropLast() where pending[index] == escape {
      let next = pending[index + 1]
      guard next == UInt8(ascii: "[") || next == UInt8(ascii: "O") else { continue }
      // The end of a paste is looked for as it is.
      if pending[index...].starts(with: Array("\u{1B}[201~".utf8)) { continue }
      pending[index] = 0x1C
    }
  }

  private func handleSignals() {
    resumeLibedit()
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(signals, $0.baseAddress, $0.count) }
    for byte in bytes.prefix(max(0, count)) {
      switch Int32(byte) {
      case SIGINT:
        wasInterrupted = true
        pending = []
      case SIGWINCH:
        redraw { el_resize(handle) }
      case SIGTERM, SIGHUP:
        ending = Int32(byte)
      case SIGTSTP:
        suspend()
      default: break
      }
    }
  }

  /// Leaves the terminal to the shell until it lets us go on.
  private func suspend() {
    writeTerminal(PasteMode.off)
    _ = cel_prepare_terminal(handle, 0)
    cel_default_signal(SIGTSTP)
    kill(getpid(), SIGTSTP)
    // Here the process stands still.
    _ = cel_watch_signal(SIGTSTP)
    _ = cel_prepare_terminal(handle, 1)
    writeTerminal(PasteMode.on)
    el_resize(handle)
    _ = cel_refresh(handle)
  }

  /// Shows what running tasks have to say above the line being edited.
  private func showNotices() {
    let texts = notices.take()
    guard !texts.isEmpty else { return }
    resumeLibedit()
    redraw { writeTerminal(texts.joined()) }
  }

  /// Does something to the screen above the cell, then draws the cell again.
  private func redraw(_ action: () -> Void) {
    writeTerminal("\r\(upToPrompt())\u{1B}[J")
    action()
    _ = cel_refresh(handle)
  }

  /// The escape sequence that leads from the cursor up to the row of the prompt.
  private func upToPrompt() -> String {
    let (scalars, cursor) = buffer
    let rows = row(of: cursor, in: scalars, max(terminalColumns(), 1))
    return rows > 0 ? "\u{1B}[\(rows)A" : ""
  }

  /// The row of the screen, from the prompt's, on which a place of the buffer is drawn.
  private func row(of place: Int, in scalars: [Unicode.Scalar], _ width: Int) -> Int {
    var row = 0
    var column = promptColumns
    for scalar in scalars.prefix(place) {
      if scalar == "\n" {
        row += 1
        column = 0
        continue
      }
      column += max(0, Int(cel_column_width(wchar_t(bitPattern: scalar.value))))
      if column >= width {
        row += 1
        column -= width
      }
    }
    return row
  }

  /// What leads from the cursor down to the last row of the cell.
  func downToEnd() -> String {
    let (scalars, cursor) = buffer
    let width = max(terminalColumns(), 1)
    let rows = row(of: scalars.count, in: scalars, width) - row(of: cursor, in: scalars, width)
    return rows > 0 ? "\u{1B}[\(rows)B" : ""
  }

  /// The prompt as the terminal gets it.
  var promptText: String {
    var text = String.UnicodeScalarView()
    for byte in prompt.dropLast() where byte != 1 {
      text.append(Unicode.Scalar(UInt8(bitPattern: byte)))
    }
    return String(text)
  }

  var promptColumns: Int {
    var isVisible = true
    var columns = 0
    for byte in prompt.dropLast() {
      if byte == 1 { isVisible.toggle() } else if isVisible { columns += 1 }
    }
    return columns
  }
}

/// The columns of the terminal.
func terminalColumns() -> Int { terminalSize().columns }

extension [UInt8] {
  fileprivate func firstRange(of pattern: [UInt8]) -> Range<Int>? {
    guard count >= pattern.count else { return nil }
    for start in 0...(count - pattern.count) where self[start] == pattern[0] {
      if self[start..<(start + pattern.count)].elementsEqual(pattern) {
        return start..<(start + pattern.count)
      }
    }
    return nil
  }
}
