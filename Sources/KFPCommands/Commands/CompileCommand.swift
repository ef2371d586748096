import ArgumentParser
import KFPInterpreter
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

  @Argument(help: "A .kfps script, a .py module or a .ipynb notebook.", completion: .source)
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
    guard case .script(let script) = try readInput(file) else {
      throw failure("`\(file)` is a compiled document already")
    }
    let compilation = try compileScript(script, source)
    if explainInputs { explain(compilation.interpretation.askedInputs) }
    for chosen in try targets(in: compilation) {
      try write(chosen)
    }
    try obeyEnding(of: compilation)
  }

  /// Prints what the script asked of the world, one a line, with what it was told.
  private func explain(_ names: [String]) {
    guard !names.isEmpty else { return printError("the script asks nothing of the world") }
    let environment = environmentVariables()
    for name in names {
      switch name {
      case "argv": printError("the arguments behind the script's name: none are given")
      case "time": printError("the time: each compilation has another one")
      case "*": printError("all environment variables")
      default:
        let value = environment[name].map { "\"\($0)\"" } ?? "not set"
        printError("the environment variable \(name): \(value)")
      }
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
    // A script makes the folders of its own paths, which has no effect here.
    if output == nil { FileSystem.makeFolders(above: path) }
    do {
      try FileSystem.write(try bytes(of: document, chosen, for: path), to: path)
    } catch let problem as FileProblem {
      throw failure(problem.description)
    }
  }

  private func bytes(
    of document: PipelineDocument, _ chosen: ChosenPipeline, for path: String
  ) throws -> [UInt8] {
    if let text = chosen.manifestText(of: document) { return Array(text.utf8) }
    switch path.split(separator: ".").last.map({ $0.lowercased() }) {
    case "json":
      guard document.platform.isEmpty else {
        throw failure("`\(path)` is JSON, which has no place for Kubernetes settings; use .yaml")
      }
      return Array(renderJSON(document).utf8)
    default:
      return renderBytes(document, description: chosen.description)
    }
  }
}
