import KFPGraph
import KFPInterpreter
import KFPNotebook
import KFPRunner
import KFPSession
import KFPSource
import KFPSpec

/// What is to be run: a document, its text, and where its functions stand.
struct RunTarget {
  var document: PipelineDocument
  var text: String
  var origins: [String: CodeOrigin]
  /// The cells of a notebook.
  var cells: CompiledCells?
  /// Whether the pipeline is that of the tasks in the cells.
  var isOfCells = false

  /// The cell of each task.
  var stages: [String: Int] { isOfCells ? cells?.stages ?? [:] : [:] }

  init(
    document: PipelineDocument, text: String, origins: [String: CodeOrigin],
    cells: CompiledCells? = nil, isOfCells: Bool = false
  ) {
    (self.document, self.text, self.origins) = (document, text, origins)
    (self.cells, self.isOfCells) = (cells, isOfCells)
  }

  /// That of a run which goes on.
  init(_ stored: StoredRun) throws {
    let (document, text) = try stored.document()
    self.init(document: document, text: text, origins: stored.folder.origins)
  }

  /// Reads a file and chooses its pipeline; what is wrong is said, and the command ends.
  static func read(
    _ file: String, _ source: SourceOptions, _ options: PipelineOptions
  ) throws -> RunTarget {
    switch try readInput(file) {
    case .document(let bytes, let name):
      let document = try readSoundDocument(bytes, name: name)
      return RunTarget(
        document: document, text: String(decoding: bytes, as: UTF8.self), origins: [:])
    case .script(let script):
      let cells = try compiledCells(of: script, source)
      let compilation =
        if let cells {
          try checked(cells.compilation, cells.compilation.complaints(about: script))
        } else {
          try compileScript(script, source.capabilities())
        }
      let chosen = try choosePipeline(options.pipeline, in: compilation, file: file)
      let document = chosen.document
      return RunTarget(
        document: document, text: render(document, description: chosen.description),
        origins: chosen.pipeline.origins(in: compilation.sources), cells: cells,
        isOfCells: document == compilation.interpretation.sessionPipeline?.document)
    }
  }

  /// The file cell by cell, if it is one that has cells.
  private static func compiledCells(
    of script: Script, _ source: SourceOptions
  ) throws -> CompiledCells? {
    guard let (notebook, kind) = try notebook(of: script),
      notebook.cells.contains(where: { $0.kind == .code })
    else { return nil }
    return CompiledCells(
      notebook, kind: kind, path: script.path, name: script.path == "-" ? "<stdin>" : script.path,
      capabilities: source.capabilities())
  }

  private static func notebook(of script: Script) throws -> (Notebook, ScriptKind)? {
    if script.path.lowercased().hasSuffix(".ipynb") { return try readNotebook(script.path) }
    guard script.kind == .script, let piece = script.pieces.first,
      let text = String(validating: piece.bytes, as: UTF8.self)
    else { return nil }
    return (KFPNotebook.notebook(percent: text), script.kind)
  }
}
