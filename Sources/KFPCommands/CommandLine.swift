import ArgumentParser
import CPOSIX

/// Reads the arguments of the process, does what they say and exits.
public func runCommandLine() async {
  kfp_use_one_heap()
  await runSubcommandAlone(Array(CommandLine.arguments.dropFirst()))
  do {
    var command = try KFPSCommand.parseAsRoot()
    if var waiting = command as? any AsyncParsableCommand {
      try await waiting.run()
    } else {
      try command.run()
    }
  } catch {
    leave(with: error)
  }
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

/// Parses a subcommand that stands first without the tree of all commands: building that tree takes
/// the argument parser longer than compiling a small pipeline takes us. What is refused here, and what
/// asks for help, returns and goes the long way.
private func runSubcommandAlone(_ arguments: [String]) async {
  let commands = KFPSCommand.configuration.subcommands
  guard let name = arguments.first,
    let type = commands.first(where: { $0.configuration.commandName == name }),
    var command = try? type.parse(Array(arguments.dropFirst()))
  else { return }
  do {
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
      RunsCommand.self, ShowCommand.self, LogsCommand.self,
    ],
    defaultSubcommand: PromptCommand.self)
}

/// The version of this tool, and of the compiler whose documents it equals.
let toolVersion = "kfps 0.1.0 (documents as kfp 2.17.0)"
