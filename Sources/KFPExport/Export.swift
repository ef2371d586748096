import KFPGraph
public import KFPInterpreter
public import KFPNotebook
import KFPReport
import KFPSession
public import KFPSource
import KFPSpec

/// Why a notebook cannot be written in a form: a Python module can be made of sound code only.
public enum ExportProblem: Error {
  /// The code has mistakes.
  case mistakes([Diagnostic], sources: SourceMap)
  /// A module has no place for the pipeline of this name, which the script defines again between tasks.
  case pipelineDefinedTwice(String)
}

/// A notebook in another form. `kind` says which names its code has without an import, and `path` is
/// the file that it is or would be, after which a pipeline of tasks at top level is named.
public func export(
  _ notebook: Notebook, as format: ExportFormat, kind: ScriptKind, path: String,
  capabilities: Capabilities
) throws(ExportProblem) -> String {
  switch format {
  case .script: return percentText(of: notebook)
  case .markdown: return markdownText(of: notebook)
  case .ipynb:
    let compiled = CompiledNotebook(notebook, kind: kind, path: path, capabilities: capabilities)
    return jupyterText(of: notebook, setup: compiled.setup)
  case .html:
    let compiled = CompiledNotebook(notebook, kind: kind, path: path, capabilities: capabilities)
    return pageText(of: notebook, material: compiled.pageMaterial)
  case .python:
    let compiled = CompiledNotebook(notebook, kind: kind, path: path, capabilities: capabilities)
    guard compiled.compilation.isSound else {
      throw .mistakes(compiled.compilation.bag.sorted, sources: compiled.compilation.sources)
    }
    return try standaloneModule(of: compiled)
  }
}

/// A notebook with what its code means, compiled as the script that it is.
struct CompiledNotebook {
  let notebook: Notebook
  let text: String
  let kind: ScriptKind
  let path: String
  let compilation: Compilation

  init(_ notebook: Notebook, kind: ScriptKind, path: String, capabilities: Capabilities) {
    self.notebook = notebook
    self.kind = kind
    self.path = path
    text = percentText(of: notebook)
    compilation = compile(
      Script(
        pieces: [Script.Piece(name: path, bytes: Array(text.utf8))], kind: kind, path: path),
      capabilities: capabilities)
  }

  /// What Jupyter needs in front of a script: the imports of the names that it has without them, and,
  /// where it has tasks at top level, the SDK's own way to run them there.
  var setup: String? {
    guard kind == .script else { return nil }
    var imports = ScriptImports(of: text)
    let runsTasks = compilation.interpretation.sessionPipeline != nil
    if runsTasks { imports.add(module: "local") }
    guard !imports.isEmpty else { return nil }
    return imports.text
      + (runsTasks ? "\n\nlocal.init(runner=local.SubprocessRunner(use_venv=False))" : "")
  }

  var pageMaterial: PageMaterial {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    var material = PageMaterial(title: notebook.title ?? name, language: notebook.language)
    guard compilation.isSound else { return material }
    let interpretation = compilation.interpretation
    var pipelines = interpretation.pipelines.filter { $0.isLocal && !$0.isUsedByAnother }
      .map(\.pipeline.document)
    if let session = interpretation.sessionPipeline?.document { pipelines.append(session) }
    material.graphs = pipelines.map { document in
      PageMaterial.Graph(name: document.pipeline.info.name, svg: graphSVG(of: document))
    }
    return material
  }
}

extension Notebook {
  /// The language of the texts, as far as their letters tell.
  fileprivate var language: String {
    let texts = cells.lazy.filter { $0.kind == .markdown }.map(\.text)
    let isJapanese = texts.contains { text in
      text.unicodeScalars.contains { (0x3040...0x30FF).contains($0.value) }
    }
    return isJapanese ? "ja" : "en"
  }
}
