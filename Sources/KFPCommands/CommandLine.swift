import ArgumentParser
import CPOSIX

/// Reads the arguments of the process, does what they say and exits.
public func runCommandLine() async {
  kfp_use_one_heap()
  await KFPSCommand.main()
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
