import KFPReport
import KFPSession
import KFPSource

/// `%check`.
struct CheckMagic: Magic {
  let name = "check"
  let usage = "%check"
  let summary = "show what there is to say about all cells"
  let discussion = """
    Cells with errors are never accepted, so these are warnings. It also names tasks that use a
    component which a later cell has defined anew.
    """

  func run(_ words: String, in prompt: Prompt) async {
    let compilation = prompt.session.compilation
    let diagnostics = prompt.session.complaints
    let superseded = prompt.session.supersededTasks
    prompt.show(diagnostics, sources: compilation.sources)
    for task in superseded { prompt.say(prompt.ink.odd(task.sentence)) }
    if diagnostics.isEmpty, superseded.isEmpty {
      prompt.say("nothing to complain about in \(counted(prompt.session.cells.count, "cell"))")
    }
  }
}

extension SupersededTask {
  /// What the user should know about it.
  var sentence: String {
    "`\(task)` of In [\(cell)] still uses `\(component)` of In [\(usedDefinition)], not that of "
      + "In [\(presentDefinition)]; %edit \(usedDefinition) changes the one that it uses, %move "
      + "\(cell) takes the call behind the new one"
  }
}

/// `1 task`, `2 tasks`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
