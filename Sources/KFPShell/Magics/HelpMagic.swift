import KFPReport

/// `%help [NAME]`.
struct HelpMagic: Magic {
  let name = "help"
  let usage = "%help [NAME]"
  let summary = "list the commands of the prompt, or explain one"
  let discussion = "`%emit?` says the same as `%help emit`."
  let takes = MagicWords.magic

  func run(_ words: String, in prompt: Prompt) async {
    let wanted = words.hasPrefix("%") ? String(words.dropFirst()) : words
    guard !wanted.isEmpty else { return list(in: prompt) }
    guard let magic = allMagics.first(where: { $0.name == wanted }) else {
      prompt.complain("there is no %\(printable(wanted)); %help lists all")
      return
    }
    prompt.say("\(magic.usage)\n    \(magic.summary)\n\n\(magic.discussion)")
  }

  /// One line for each, short enough for eighty columns; what stands behind a name, its help tells.
  private func list(in prompt: Prompt) {
    let others = [
      ("!COMMAND", "do a command of the shell"), ("NAME?", "say what a name is"),
      ("NAME??", "show its source, too"),
    ]
    for (name, summary) in allMagics.map({ ("%" + $0.name, $0.summary) }) + others {
      prompt.say(name + String(repeating: " ", count: max(1, 10 - name.count)) + summary)
    }
    prompt.say(
      """
      Everything else is KFP Script. Tab completes, Ctrl-R searches, Ctrl-C drops the
      line or stops the cell, Ctrl-D leaves. `%help run` tells more about %run.
      """)
  }
}
