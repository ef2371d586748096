import KFPInterpreter
import KFPSession
import KFPSpec
import OrderedCollections

/// The work of `kfps compile`.
struct CompileJob: CommandJob {
  /// The script, or a document that is compiled already.
  var file: String
  /// Where the document goes; nil where the script says it.
  var output: String?
  /// Whether to print what of the world the result depends on.
  var explainsInputs = false
  /// The folders in which modules are looked for.
  var modulePaths: [String] = []
  /// The name of the pipeline, where one is asked for.
  var pipeline: String?
  /// Values for its parameters, as `name=value`.
  var parameters: [String] = []

  func run() throws {
    switch try readInput(file) {
    case .script(let script): try compile(script)
    case .document(let bytes, let name): try rewrite(bytes, name: name)
    }
  }

  private func rewrite(_ bytes: [UInt8], name: String) throws {
    guard let output else {
      throw failure("`\(file)` is a compiled document already; with -o it is written again")
    }
    let document = try valued(readSoundDocument(bytes, name: name))
    try write(try text(of: document, headDescription(bytes), for: output), to: output)
  }

  private func compile(_ script: Script) throws {
    let compilation = try compileScript(script, .ofProcess(modulePaths: modulePaths, arguments: []))
    if explainsInputs { explain(compilation.interpretation.askedInputs) }
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
      case "random": printError("random numbers: each compilation has others")
      case "*": printError("all environment variables")
      default:
        let value = environment[name].map { "\"\($0)\"" } ?? "not set"
        printError("the environment variable \(name): \(value)")
      }
    }
  }

  private func targets(in compilation: Compilation) throws -> [ChosenPipeline] {
    if output == nil, pipeline == nil {
      let files = compilation.interpretation.compiledFiles
      if !files.isEmpty { return files }
    }
    return [try choosePipeline(pipeline, in: compilation, file: file)]
  }

  private func write(_ chosen: ChosenPipeline) throws {
    let document = try valued(chosen.document)
    let path = output ?? chosen.packagePath ?? document.pipeline.info.name + ".yaml"
    // A script makes the folders of its own paths, which has no effect here.
    if output == nil { FileSystem.makeFolders(above: path) }
    let manifest = chosen.manifestText(of: document).map { Array($0.utf8) }
    try write(try manifest ?? text(of: document, chosen.description, for: path), to: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do throws(FileProblem) {
      try FileSystem.write(bytes, to: path)
    } catch {
      throw failure(error.description)
    }
  }

  /// The document with the given values of parameters as defaults.
  private func valued(_ document: PipelineDocument) throws -> PipelineDocument {
    var document = document
    for (name, value) in try usableValues(parameters, for: document) {
      document.pipeline.root.inputs.parameters[name]?.defaultValue = value
    }
    return document
  }

  private func text(
    of document: PipelineDocument, _ description: String?, for path: String
  ) throws -> [UInt8] {
    switch path.split(separator: ".").last.map({ $0.lowercased() }) {
    case "json":
      guard document.platform.isEmpty else {
        throw failure("`\(path)` is JSON, which has no place for Kubernetes settings; use .yaml")
      }
      return Array(renderJSON(document).utf8)
    default:
      return renderBytes(document, description: description)
    }
  }
}
