import ArgumentParser
import Glibc
import KFPReport

/// `kfps help`.
struct HelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help",
    abstract: "Say how a command is used, or what the language has to say on a topic.",
    discussion: """
      TOPIC is a command, or a chapter of the book about the language, such as tasks or control-flow. \
      Without one, both are listed. `kfps explain` says what the codes of errors mean.
      """)

  @Argument(help: "A command or a topic.", completion: .list(HelpCommand.words))
  var topic: String?

  @Argument(help: ArgumentHelp("A command of the command.", visibility: .hidden))
  var rest: [String] = []

  @Flag(help: "Print the manual page, for `man`.")
  var man = false

  static var words: [String] { commands + bookChapters.map(\.topic) }

  /// The names of all commands.
  static var commands: [String] {
    KFPSCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  func run() throws {
    if man { return try writeOutput(try manualPage(), to: "-") }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard let topic else { return try writeOutput(overview(ink), to: "-") }
    if let command = command([topic] + rest) {
      print(KFPSCommand.helpMessage(for: command))
      return
    }
    let chapters = BookChapter.chapters(named: topic)
    switch chapters.count {
    case 0: throw failure("there is no command and no topic `\(topic)`; `kfps help` lists them")
    case 1:
      let lines = chapters[0].lines(ink: ink).map { $0 + "\n" }
      try writeOutput(lines.joined(), to: "-")
    default:
      let topics = chapters.map { "`\($0.topic)`" }.joined(separator: ", ")
      throw failure("`\(topic)` is in several topics: \(topics)")
    }
  }

  private func overview(_ ink: Ink) -> String {
    let width = bookChapters.map(\.topic.count).max() ?? 0
    let topics = bookChapters.map { chapter in
      let padding = String(repeating: " ", count: width - chapter.topic.count)
      return "  \(ink.name(chapter.topic))\(padding)  \(chapter.title)\n"
    }
    let command = KFPSCommand.helpMessage()
    return command + "\n\nTOPICS (kfps help TOPIC):\n" + topics.joined()
  }

  /// The command that words name.
  private func command(_ words: [String]) -> (any ParsableCommand.Type)? {
    var command: any ParsableCommand.Type = KFPSCommand.self
    for word in words {
      let inner = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let inner else { return nil }
      command = inner
    }
    return command
  }
}

/// `kfps completions`.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script that completes commands and options in a shell.",
    discussion: """
      bash: kfps completions bash > ~/.local/share/bash-completion/completions/kfps
      zsh: kfps completions zsh > ~/.zfunc/_kfps (with ~/.zfunc in fpath)
      fish: kfps completions fish > ~/.config/fish/completions/kfps.fish
      """)

  @Argument(help: "bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw failure("there are completions for bash, zsh and fish, not for `\(shell)`")
    }
    try writeOutput(KFPSCommand.completionScript(for: shell) + "\n", to: "-")
  }
}
