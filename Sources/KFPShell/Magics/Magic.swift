/// A command of the prompt itself: `%emit out.yaml`.
protocol Magic: Sendable {
  /// Its name without `%`.
  var name: String { get }
  /// How it is written: `%emit [FILE]`.
  var usage: String { get }
  /// What it does, in a line.
  var summary: String { get }
  /// More about it, shown by `%help NAME`.
  var discussion: String { get }
  /// Does it. `words` is what stands behind the name.
  func run(_ words: String, in prompt: Prompt) async
}

extension Magic {
  var discussion: String { "" }
}

/// All magics, in the order in which `%help` lists them.
let allMagics: [any Magic] = [
  HelpMagic(), EmitMagic(), RunMagic(), CheckMagic(), CellsMagic(),
  GraphMagic(), TasksMagic(), LogsMagic(), UndoMagic(), DeleteMagic(),
  ResetMagic(), LoadMagic(), SaveMagic(), ExplainMagic(), AutoMagic(),
  QuitMagic(),
]

/// `%help [NAME]`.
struct HelpMagic: Magic {
  let name = "help"
  let usage = "%help [NAME]"
  let summary = "list the commands of the prompt, or explain one"

  func run(_ words: String, in prompt: Prompt) async {
    let wanted = words.hasPrefix("%") ? String(words.dropFirst()) : words
    guard !wanted.isEmpty else {
      let width = (allMagics.map { $0.usage.count }.max() ?? 0) + 2
      for magic in allMagics {
        prompt.say(
          magic.usage + String(repeating: " ", count: width - magic.usage.count) + magic.summary)
      }
      prompt.say("Everything else is KFP Script. Tab completes, Ctrl-R searches, Ctrl-D leaves.")
      return
    }
    guard let magic = allMagics.first(where: { $0.name == wanted }) else {
      prompt.complain("there is no %\(wanted); %help lists all")
      return
    }
    prompt.say("\(magic.usage)\n    \(magic.summary)")
    if !magic.discussion.isEmpty { prompt.say(magic.discussion) }
  }
}
