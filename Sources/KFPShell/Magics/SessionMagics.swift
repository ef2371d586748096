import KFPReport
import KFPSession
import KFPSource
import KFPSpec

/// `%emit [FILE]`.
enum EmitMagic: Magic {
  static let name = "emit"
  static let usage = "%emit [FILE]"
  static let summary = "write the session as a pipeline document, or show it"

  static func run(_ words: String, in prompt: Prompt) async {
    let chosen: ChosenPipeline
    do {
      chosen = try prompt.session.compilation.interpretation.chosenPipeline(named: nil)
    } catch {
      prompt.complain(PipelineChoiceText.describe(error, in: "the session"))
      return
    }
    let text = render(chosen.pipeline.document, description: chosen.description)
    guard !words.isEmpty else {
      prompt.say(text)
      return
    }
    if prompt.write(text, to: words) { prompt.say("wrote \(words)") }
  }
}

/// `%check`.
enum CheckMagic: Magic {
  static let name = "check"
  static let usage = "%check"
  static let summary = "show what there is to say about all cells"

  static func run(_ words: String, in prompt: Prompt) async {
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
enum CellsMagic: Magic {
  static let name = "cells"
  static let usage = "%cells"
  static let summary = "list the cells of the session"

  static func run(_ words: String, in prompt: Prompt) async {
    for cell in prompt.session.cells {
      prompt.say(prompt.ink.faint("In [\(cell.number)]:"))
      prompt.say(printableLines(cell.text))
    }
  }
}

/// `%graph`.
enum GraphMagic: Magic {
  static let name = "graph"
  static let usage = "%graph [PIPELINE]"
  static let summary = "draw the session's pipeline, or a named one"

  static func run(_ words: String, in prompt: Prompt) async {
    do {
      let name = words.isEmpty ? nil : words
      let chosen = try prompt.session.compilation.interpretation.chosenPipeline(named: name)
      prompt.say(graphText(of: chosen.pipeline.document, ink: prompt.ink))
    } catch {
      prompt.complain(PipelineChoiceText.describe(error, in: "the session"))
    }
  }
}

/// `%undo`.
enum UndoMagic: Magic {
  static let name = "undo"
  static let usage = "%undo"
  static let summary = "take the last cell back"

  static func run(_ words: String, in prompt: Prompt) async {
    guard let last = prompt.session.cells.last else {
      prompt.complain("there is no cell to take back")
      return
    }
    await prompt.replaceCells(Array(prompt.session.cells.dropLast()))
    prompt.say("took In [\(last.number)] back")
  }
}

/// `%delete N`.
enum DeleteMagic: Magic {
  static let name = "delete"
  static let usage = "%delete N"
  static let summary = "remove cell N; nothing happens if others need it"

  static func run(_ words: String, in prompt: Prompt) async {
    guard let number = Int(words), prompt.session.cells.contains(where: { $0.number == number })
    else {
      prompt.complain("%delete takes the number of a cell; %cells lists them")
      return
    }
    await prompt.replaceCells(prompt.session.cells.filter { $0.number != number })
  }
}

/// `%reset`.
enum ResetMagic: Magic {
  static let name = "reset"
  static let usage = "%reset"
  static let summary = "forget all cells and results"

  static func run(_ words: String, in prompt: Prompt) async {
    await prompt.replaceCells([])
    prompt.results.forget()
  }
}

/// `%load FILE`.
enum LoadMagic: Magic {
  static let name = "load"
  static let usage = "%load FILE"
  static let summary = "add the cells of a script to the session"

  static func run(_ words: String, in prompt: Prompt) async {
    guard let text = prompt.read(words) else { return }
    for cell in scriptCells(of: text) where cell.kind == .code {
      guard await prompt.evaluate(cell.text) else { return }
    }
  }
}

/// `%save FILE`.
enum SaveMagic: Magic {
  static let name = "save"
  static let usage = "%save FILE"
  static let summary = "write the session as a script"

  static func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%save takes the name of a file, such as session.kfps")
      return
    }
    if prompt.write(prompt.session.text, to: words) { prompt.say("wrote \(words)") }
  }
}

/// `%auto [on|off]`.
enum AutoMagic: Magic {
  static let name = "auto"
  static let usage = "%auto [on|off]"
  static let summary = "whether the tasks of a cell run at once"

  static func run(_ words: String, in prompt: Prompt) async {
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
enum ExplainMagic: Magic {
  static let name = "explain"
  static let usage = "%explain CODE"
  static let summary = "say what a code such as E0302 means"

  static func run(_ words: String, in prompt: Prompt) async {
    guard let page = explainedCode(words.uppercased()) else {
      prompt.complain("there is no code `\(words)`")
      return
    }
    prompt.say(page)
  }
}

/// `%quit`.
enum QuitMagic: Magic {
  static let name = "quit"
  static let usage = "%quit"
  static let summary = "leave"

  static func run(_ words: String, in prompt: Prompt) async {
    prompt.isLeaving = true
  }
}

/// Text of several lines as a terminal may show it.
func printableLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { printable(String($0)) }.joined(separator: "\n")
}
