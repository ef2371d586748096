/// A command of the prompt itself: `%emit out.yaml`.
protocol Magic: Sendable {
  /// Its name without `%`.
  static var name: String { get }
  /// How it is written: `%emit [FILE]`.
  static var usage: String { get }
  /// What it does, in a line.
  static var summary: String { get }
  /// More about it, shown by `%help NAME`.
  static var discussion: String { get }
  /// Does it. `words` is what stands behind the name.
  static func run(_ words: String, in prompt: Prompt) async
}

extension Magic {
  static var discussion: String { "" }
}

/// All magics, in the order in which `%help` lists them.
let allMagics: [any Magic.Type] = [
  HelpMagic.self, EmitMagic.self, RunMagic.self, CheckMagic.self, CellsMagic.self,
  GraphMagic.self, TasksMagic.self, LogsMagic.self, UndoMagic.self, DeleteMagic.self,
  ResetMagic.self, LoadMagic.self, SaveMagic.self, ExplainMagic.self, AutoMagic.self,
  QuitMagic.self,
]

/// `%help [NAME]`.
enum HelpMagic: Magic {
  static let name = "help"
  static let usage = "%help [NAME]"
  static let summary = "list the commands of the prompt, or explain one"

  static func run(_ words: String, in prompt: Prompt) async {
    let wanted = words.hasPrefix("%") ? String(words.dropFirst()) : words
    guard !wanted.isEmpty else {
      let width = (allMagics.map(\.usage.count).max() ?? 0) + 2
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
