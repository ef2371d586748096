import KFPExport
import KFPInterpreter
import KFPNotebook
import KFPReport
import KFPSession

/// `%export FILE`.
struct ExportMagic: Magic {
  let name = "export"
  let usage = "%export FILE"
  let summary = "write the session with its results as HTML, .ipynb, .md or .py"
  let discussion = """
    .html is one page that needs nothing else, .ipynb opens in Jupyter, .md is Markdown, .py is a
    module that the official SDK compiles to an equal document, and .kfps is what %save writes.
    """
  let takes = MagicWords.file

  func run(_ words: String, in prompt: Prompt) async {
    guard let format = ExportFormat(path: words) else {
      prompt.complain("%export takes a file whose name ends in .html, .ipynb, .md, .py or .kfps")
      return
    }
    do throws(ExportProblem) {
      let text = try export(
        prompt.notebook, as: format, kind: .script, path: prompt.session.path,
        capabilities: prompt.session.capabilities)
      if prompt.write(text, to: words) { prompt.say("wrote \(words)") }
    } catch {
      guard case .mistakes(let diagnostics, let sources) = error else {
        return prompt.complain("the session has no form as \(words)")
      }
      prompt.show(diagnostics, sources: sources)
      prompt.hasFailed = true
    }
  }
}

extension Prompt {
  /// The session as a notebook, with what its cells show.
  fileprivate var notebook: Notebook {
    Notebook(
      cells: session.cells.map { cell in
        guard cell.kind == .code else {
          return NotebookCell(.markdown, cell.text, title: cell.title)
        }
        return NotebookCell(
          .code, cell.text.trimmedAtEnd, title: cell.title, number: cell.number,
          outputs: outputs(of: cell))
      })
  }

  private func outputs(of cell: Session.Cell) -> [CellOutput] {
    let text = ShownText(ink: Ink(isColourful: false), number: cell.number)
    let shown = session.shown(session.observations(ofCell: cell.number), in: results.record)
    return shown.compactMap { shown in
      let lines = text.lines(of: shown).joined(separator: "\n")
      guard !lines.isEmpty else { return nil }
      switch shown.reason {
      case .printed: return .printed(lines)
      case .asserted: return .failure(lines)
      case .result:
        let mark = "Out[\(cell.number)]: "
        return .result(lines.hasPrefix(mark) ? String(lines.dropFirst(mark.count)) : lines)
      }
    }
  }
}
