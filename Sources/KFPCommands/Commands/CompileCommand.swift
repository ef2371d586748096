import ArgumentParser
import KFPSession
import KFPSpec
import OrderedCollections

/// `kfps compile`.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Write the document that Kubeflow Pipelines and Vertex AI Pipelines run.",
    discussion: """
      Without --pipeline it is what the file's own Compiler().compile(...) call compiles, with that \
      call's overrides; else the pipeline of its top-level tasks; else the only pipeline that no \
      other one uses. Without -o the file's own calls say where their documents go.
      """)

  @Argument(help: "A .kfps script, a .py module or a .ipynb notebook.")
  var file: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where the document goes (.yaml or .json); - is standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions

  func run() throws {
    guard case .script(let script) = try readInput(file) else {
      throw failure("`\(file)` is a compiled document already")
    }
    let compilation = try compileScript(script, source)
    for chosen in try targets(in: compilation) {
      try write(chosen)
    }
  }

  private func targets(in compilation: Compilation) throws -> [ChosenPipeline] {
    if output == nil, pipelineOptions.pipeline == nil {
      let files = compilation.interpretation.compiledFiles
      if !files.isEmpty { return files }
    }
    return [try choosePipeline(in: compilation, options: pipelineOptions, file: file)]
  }

  private func write(_ chosen: ChosenPipeline) throws {
    var document = chosen.document
    for (name, value) in try pipelineOptions.values(for: document) {
      document.pipeline.root.inputs.parameters[name]?.defaultValue = value
    }
    let path = output ?? chosen.packagePath ?? document.pipeline.info.name + ".yaml"
    do {
      try FileSystem.write(try text(of: document, chosen, for: path), to: path)
    } catch let problem as FileProblem {
      throw failure(problem.description)
    }
  }

  private func text(
    of document: PipelineDocument, _ chosen: ChosenPipeline, for path: String
  ) throws -> String {
    switch path.split(separator: ".").last.map({ $0.lowercased() }) {
    case "json":
      guard document.platform.isEmpty else {
        throw failure("`\(path)` is JSON, which has no place for Kubernetes settings; use .yaml")
      }
      return renderJSON(document)
    default:
      return render(document, description: chosen.description)
    }
  }
}
