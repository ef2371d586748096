import KFPSession

/// `%edit [-e] [N]`.
struct EditMagic: Magic {
  let name = "edit"
  let usage = "%edit [-e] [N]"
  let summary = "change cell N, or the last one; what depends on it runs again"
  let discussion = """
    The cell comes back into the line to be edited; Enter at its end takes the new text, Ctrl-C
    leaves it as it was. -e opens it in $VISUAL or $EDITOR instead, which suits cells taller than the
    window. The new text stands where the old one stood. If the other cells do not hold together
    with it, nothing changes.

    In a script, the lines behind `%edit N` are the new text.
    """
  let takesLines = true
  let takes = MagicWords.cell

  func run(_ words: String, in prompt: Prompt) async {
    let (first, lines) = words.dividedAtLineEnd
    var options = first.split(separator: " ")
    let opensEditor = options.first == "-e"
    if opensEditor { options.removeFirst() }
    let cells = prompt.session.cells
    guard let number = options.first.map(String.init) ?? cells.last.map({ "\($0.number)" }) else {
      prompt.complain("there is no cell to edit")
      return
    }
    guard options.count < 2, let cell = prompt.cell(number, of: self) else {
      if options.count > 1 { prompt.complain("%edit takes the number of a cell, such as %edit 2") }
      return
    }
    let text = cell.kind == .code ? cell.text.trimmedAtEnd : scriptText(of: [cell])
    if !lines.isEmpty {
      await prompt.replace(cell.number, with: lines)
    } else if opensEditor {
      guard let edited = prompt.services.editText(text) else {
        prompt.complain("no text came back from $VISUAL or $EDITOR")
        return
      }
      await prompt.replace(cell.number, with: edited)
    } else if prompt.isTalking {
      prompt.recalled = (cell.number, text)
    } else {
      prompt.complain("in a script, the lines behind %edit \(cell.number) are the new text")
    }
  }
}

extension String {
  /// The first line, and what stands behind it.
  var dividedAtLineEnd: (first: String, rest: String) {
    guard let end = firstIndex(of: "\n") else { return (self, "") }
    return (String(self[..<end]), String(self[index(after: end)...]))
  }
}
