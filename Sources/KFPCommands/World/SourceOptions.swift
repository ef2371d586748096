import ArgumentParser
import KFPInterpreter

/// Options of every command that reads source.
struct SourceOptions: ParsableArguments {
  @Option(
    name: .customLong("path"),
    help: ArgumentHelp(
      "A folder in which imported modules are looked for; may be given several times.",
      valueName: "folder"))
  var modulePaths: [String] = []

  /// What the script may ask.
  func capabilities(arguments: [String] = []) -> Capabilities {
    .ofProcess(modulePaths: modulePaths, arguments: arguments)
  }
}

/// Options of every command that works on one pipeline of a file.
struct PipelineOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The pipeline, where the file has several.", valueName: "name"))
  var pipeline: String?

  @Option(
    name: [.customShort("p"), .customLong("param")],
    help: ArgumentHelp(
      "A value for a parameter of the pipeline; may be given several times.",
      valueName: "name=value"))
  var parameters: [String] = []
}
