import KFPReport
import KFPSession
import KFPSource
import KFPSpec

/// `%emit [FILE]`.
struct EmitMagic: Magic {
  let name = "emit"
  let usage = "%emit [FILE]"
  let summary = "write the session as a pipeline document, or show it"

  func run(_ words: String, in prompt: Prompt) async {
    let chosen: ChosenPipeline
    do {
      chosen = try prompt.session.chosenPipeline(named: nil)
    } catch {
      prompt.complain(PipelineChoiceText.describe(error, in: "the session"))
      return
    }
    let text = render(chosen.document, description: chosen.description)
    guard !words.isEmpty else {
      prompt.say(text)
      return
    }
    if prompt.write(text, to: words) { prompt.say("wrote \(words)") }
  }
}

/// `%check`.
struct CheckMagic: Magic {
  let name = "check"
  let usage = "%check"
  let summary = "show what there is to say about all cells"

  func run(_ words: String, in prompt: Prompt) async {
    let compilation = prompt.session.compilation
    let diagnostics = compilation.bag.sorted
    if diagnostics.isEmpty {
      prompt.say("nothing to complain about in \(prompt.session.cells.count) cells")
    } else {
      prompt.show(diagnostics, sources: compilation.sources)
    }
  }
}

/// `%cells`.
struct CellsMagic: Magic {
  let name = "cells"
  let usage = "%cells"
  let summary = "list the cells of the session"

  func run(_ words: String, in prompt: Prompt) async {
    for cell in prompt.session.cells {
      prompt.say(prompt.ink.faint("In [\(cell.number)]:"))
      prompt.say(printableLines(cell.text))
    }
  }
}

/// `%graph`.
struct GraphMagic: Magic {
  let name = "graph"
  let usage = "%graph [PIPELINE]"
  let summary = "draw the session's pipeline, or a named one"

  func run(_ words: String, in prompt: Prompt) async {
    do {
      let name = words.isEmpty ? nil : words
      let chosen = try prompt.session.chosenPipeline(named: name)
      prompt.say(graphText(of: chosen.document, ink: prompt.ink))
    } catch {
      prompt.complain(PipelineChoiceText.describe(error, in: "the session"))
    }
  }
}

/// `%undo`.
struct UndoMagic: Magic {
  let name = "undo"
  let usage = "%undo"
  let summary = "take the last cell back"

  func run(_ words: String, in prompt: Prompt) async {
    guard let last = prompt.session.cells.last else {
      prompt.complain("there is no cell to take back")
      return
    }
    await prompt.replaceCells(Array(prompt.session.cells.dropLast()))
    prompt.say("took In [\(last.number)] back")
  }
}

/// `%delete N`.
struct DeleteMagic: Magic {
  let name = "delete"
  let usage = "%delete N"
  let summary = "remove cell N; nothing happens if others need it"

  func run(_ words: String, in prompt: Prompt) async {
    guard let number = Int(words), prompt.session.cells.contains(where: { $0.number == number })
    else {
      prompt.complain("%delete takes the number of a cell; %cells lists them")
      return
    }
    await prompt.replaceCells(prompt.session.cells.filter { $0.number != number })
  }
}

/// `%reset`.
struct ResetMagic: Magic {
  let name = "reset"
  let usage = "%reset"
  let summary = "forget all cells and results"

  func run(_ words: String, in prompt: Prompt) async {
    await prompt.replaceCells([])
    prompt.results.forget()
  }
}

/// `%load FILE`.
struct LoadMagic: Magic {
  let name = "load"
  let usage = "%load FILE"
  let summary = "add the cells of a script to the session"

  func run(_ words: String, in prompt: Prompt) async {
    guard let text = prompt.read(words) else { return }
    for cell in scriptCells(of: text) where cell.kind == .code {
      guard await prompt.evaluate(cell.text) else { return }
    }
  }
}

/// `%save FILE`.
struct SaveMagic: Magic {
  let name = "save"
  let usage = "%save FILE"
  let summary = "write the session as a script"

  func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%save takes the name of a file, such as session.kfps")
      return
    }
    if prompt.write(prompt.session.text, to: words) { prompt.say("wrote \(words)") }
  }
}

/// `%auto [on|off]`.
struct AutoMagic: Magic {
  let name = "auto"
  let usage = "%auto [on|off]"
  let summary = "whether the tasks of a cell run at once"

  func run(_ words: String, in prompt: Prompt) async {
    switch words {
    case "on": prompt.runsCells = true
    case "off": prompt.runsCells = false
    case "": break
    default: prompt.complain("%auto takes on or off")
    }
    prompt.say("tasks of a cell \(prompt.runsCells ? "run at once" : "wait for %run")")
  }
}

/// `%explain CODE`.
struct ExplainMagic: Magic {
  let name = "explain"
  let usage = "%explain CODE"
  let summary = "say what a code such as E0302 means"

  func run(_ words: String, in prompt: Prompt) async {
    guard let page = explainedCode(words.uppercased()) else {
      prompt.complain("there is no code `\(words)`")
      return
    }
    prompt.say(page)
  }
}

/// `%quit`.
struct QuitMagic: Magic {
  let name = "quit"
  let usage = "%quit"
  let summary = "leave"

  func run(_ words: String, in prompt: Prompt) async {
    prompt.isLeaving = true
  }
}

/// Text of several lines as a terminal may show it.
func printableLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { printable(String($0)) }.joined(separator: "\n")
}
