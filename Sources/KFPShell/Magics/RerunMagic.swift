import KFPRecord
import KFPSession

/// `%rerun [N|TASK]`.
struct RerunMagic: Magic {
  let name = "rerun"
  let usage = "%rerun [N|TASK]"
  let summary = "run tasks that have results: all, those of cell N, or one"
  let discussion = """
    Neither the results of this session nor those of earlier ones are used for these tasks. What
    takes from them runs again only if they give something else than before.
    """
  let takes = MagicWords.task

  func run(_ words: String, in prompt: Prompt) async {
    guard prompt.results.record != nil else {
      prompt.complain("nothing has run yet")
      return
    }
    let names: Set<String>
    if words.isEmpty {
      names = []
    } else if Int(words) != nil {
      guard let cell = prompt.cell(words, of: self) else { return }
      names = Set(prompt.session.tasks(ofCell: cell.number))
      guard !names.isEmpty else {
        prompt.complain("In [\(cell.number)] has no task")
        return
      }
    } else {
      names = [words]
    }
    let meant = prompt.results.distrust { path in
      names.isEmpty || names.contains(path.text) || names.contains(path.name)
        || names.contains { path.text.hasPrefix($0 + "/") || path.text.hasPrefix($0 + "[") }
    }
    guard !meant.isEmpty else {
      prompt.complain("there is no task `\(words)`; %tasks lists them")
      return
    }
    await prompt.runSession()
    prompt.sayWhatRan()
  }
}
