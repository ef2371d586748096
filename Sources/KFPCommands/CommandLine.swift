import ArgumentParser
import CPOSIX
import Glibc
import KFPChecker

/// Does what the arguments of the process say and exits, if they are plain or name a subcommand that
/// waits for nothing. That is parsed without the tree of all commands, and starts no thread of the
/// concurrency runtime: each takes longer than compiling a small pipeline. What is refused here, and
/// what asks for help, returns and goes the long way.
public func runPlainCommand() {
  kfp_use_one_heap()
  do {
    if let job = plainJob(Array(CommandLine.arguments.dropFirst())) {
      try job.run()
    } else {
      guard var command = subcommandAlone(), !(command is any AsyncParsableCommand) else { return }
      try command.run()
    }
  } catch {
    leave(with: error)
  }
  KFPSCommand.exit()
}

/// Does what the arguments of the process say and exits.
public func runCommandLine() async {
  do {
    try refuseUnknownCommand()
    var command = try subcommandAlone() ?? KFPSCommand.parseAsRoot()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  } catch {
    leave(with: error)
  }
  KFPSCommand.exit()
}

/// Ends the process as an error says. A wrong command line has the status that is documented for it,
/// not the one of the library.
private func leave(with error: any Error) -> Never {
  guard KFPSCommand.exitCode(for: error) == .validationFailure else {
    KFPSCommand.exit(withError: error)
  }
  printError(KFPSCommand.fullMessage(for: error))
  KFPSCommand.exit(withError: ExitStatus.usage)
}

/// The subcommand that stands first, where its arguments are right.
private func subcommandAlone() -> (any ParsableCommand)? {
  let arguments = CommandLine.arguments.dropFirst()
  let commands = KFPSCommand.configuration.subcommands
  guard let name = arguments.first,
    let type = commands.first(where: { $0.configuration.commandName == name })
  else { return nil }
  return try? type.parse(Array(arguments.dropFirst()))
}

/// Refuses a first word that is neither a command nor a file: the prompt, which is what stands for a
/// command that is left out, would only say that it cannot read it.
private func refuseUnknownCommand() throws {
  let arguments = CommandLine.arguments.dropFirst()
  guard let word = arguments.first, word.utf8.allSatisfy(isLetterOrHyphen), !word.hasPrefix("-"),
    !HelpCommand.commands.contains(word), access(word, F_OK) != 0
  else { return }
  let nearest = nearestName(to: word, among: HelpCommand.commands)
  throw failure(
    "there is no command and no file `\(word)`; "
      + (nearest.map { "did you mean `kfps \($0)`?" } ?? "`kfps help` lists the commands"))
}

/// Whether a byte may stand in the name of a command.
private func isLetterOrHyphen(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// The command itself: without a subcommand it is the prompt.
struct KFPSCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kfps",
    abstract: "Write, check, run and compile Kubeflow pipelines.",
    discussion: """
      Without a subcommand, kfps is a prompt: each cell is checked, runs on this computer, and \
      extends a pipeline that can be written as a document at any time.
      """,
    version: toolVersion,
    subcommands: [
      PromptCommand.self, CheckCommand.self, CompileCommand.self, RunCommand.self,
      ExplainCommand.self, GraphCommand.self, ReportCommand.self, OpenCommand.self,
      RunsCommand.self, ShowCommand.self, LogsCommand.self, CacheCommand.self, ExportCommand.self,
      MigrateCommand.self, UICommand.self, TutorialCommand.self,
      SubmitCommand.self, ScheduleCommand.self, CancelCommand.self, PullCommand.self,
      HelpCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: PromptCommand.self)
}

/// The version of this tool, and of the compiler whose documents it equals.
let toolVersion = "kfps 0.1.0 (documents as kfp 2.17.0)"
