import ArgumentParser

/// `kfps compile`.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Write the document that Kubeflow Pipelines and Vertex AI Pipelines run.",
    discussion: """
      Without --pipeline it is what the file's own Compiler().compile(...) call compiles, with that \
      call's overrides; else the pipeline of its top-level tasks; else the only pipeline that no \
      other one uses. Without -o the file's own calls say where their documents go.

      A document that is compiled already is checked and written again: as .json or .yaml, with \
      the values of -p as defaults.
      """)

  @Argument(
    help: "A .kfps script, a .py module, a .ipynb notebook, or a compiled .yaml or .json.",
    completion: .source)
  var file: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where the document goes (.yaml or .json); - is standard output.", valueName: "file"))
  var output: String?

  @Flag(
    help: "Print what of the world the result depends on: environment variables, arguments, time.")
  var explainInputs = false

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions

  func run() throws {
    let job = CompileJob(
      file: file, output: output, explainsInputs: explainInputs, modulePaths: source.modulePaths,
      pipeline: pipelineOptions.pipeline, parameters: pipelineOptions.parameters)
    try job.run()
  }
}
