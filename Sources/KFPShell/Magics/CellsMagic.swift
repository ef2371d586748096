import KFPReport
import KFPSession

/// `%cells [N]`.
struct CellsMagic: Magic {
  let name = "cells"
  let usage = "%cells [N]"
  let summary = "list the cells of the session, or show one"
  let discussion = """
    These are the cells that make up the pipeline, in their order: refused cells and commands are
    not among them; %history has those.
    """
  let takes = MagicWords.cell

  func run(_ words: String, in prompt: Prompt) async {
    var cells = prompt.session.cells
    if !words.isEmpty {
      guard let cell = prompt.cell(words, of: self) else { return }
      cells = [cell]
    }
    if cells.isEmpty { prompt.say("there are no cells yet") }
    for cell in cells {
      let title = cell.title.isEmpty ? "" : " " + cell.title
      let mark = cell.kind == .code ? "In [\(cell.number)]:" : "Text [\(cell.number)]:"
      prompt.say(prompt.ink.faint(mark + title))
      prompt.say(printableLines(cell.text))
    }
  }
}
