import KFPGraph
import KFPSource

/// Components that carry files: `embedded_artifact_path`, and `@notebook_component`.
extension Evaluator {
  /// `@component`, with a file or folder inside where one is asked for.
  func makeLightweightComponent(
    _ function: FunctionObject, _ settings: SurfaceCall
  ) throws(Raised) -> Value {
    let path = try settings.text("embedded_artifact_path", "the embedded path", in: self)
    guard let path, !path.isEmpty else { return try makeComponent(function, settings) }
    let span = settings.span("embedded_artifact_path")
    let helper: String
    if let bytes = readFile(path) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      helper = EmbeddedHelper.file(
        EmbeddedArchive(files: [.init(path: name, bytes: bytes)]), name: name)
    } else if let files = folderFiles(path, below: "", depth: 0) {
      helper = EmbeddedHelper.directory(EmbeddedArchive(files: files))
    } else {
      throw failure(
        Diagnostic(
          "E0431", "there is no file or folder `\(path)` to embed",
          at: SourceLabel(span, "not found"),
          notes: ["relative paths start at \(capabilities.workingFolder)"]))
    }
    return try makeComponent(function, settings, helper: helper)
  }

  /// `@notebook_component`.
  func makeNotebookComponent(
    _ function: FunctionObject, _ settings: SurfaceCall
  ) throws(Raised) -> Value {
    guard let path = try settings.text("notebook_path", "the path of a notebook", in: self) else {
      throw failure(.notebook("`notebook_path` is None", at: settings.span("notebook_path")))
    }
    let span = settings.span("notebook_path")
    let helper: String
    if let bytes = readFile(path) {
      guard path.lowercased().hasSuffix(".ipynb") else {
        throw failure(.notebook("`\(path)` does not end in `.ipynb`", at: span))
      }
      let name = path.split(separator: "/").last.map(String.init) ?? path
      helper = EmbeddedHelper.notebook(
        EmbeddedArchive(files: [.init(path: name, bytes: bytes)]), path: name)
    } else if let files = folderFiles(path, below: "", depth: 0) {
      let notebooks = files.filter {
        $0.path.hasSuffix(".ipynb") && !$0.path.contains(".ipynb_checkpoints")
      }
      guard let notebook = notebooks.first, notebooks.count == 1 else {
        throw failure(
          .notebook(
            notebooks.isEmpty
              ? "the folder `\(path)` holds no notebook"
              : "the folder `\(path)` holds \(notebooks.count) notebooks, and one is wanted",
            at: span))
      }
      helper = EmbeddedHelper.notebook(EmbeddedArchive(files: files), path: notebook.path)
    } else {
      throw failure(.notebook("there is no notebook `\(path)`", at: span))
    }
    return try makeComponent(
      function, settings, helper: helper, packages: EmbeddedHelper.notebookPackages)
  }

  /// The names in a folder that the script itself wrote.
  private func namesWritten(to folder: String) -> [String] {
    let prefix = absolutePath(folder) + "/"
    let names = files.paths.compactMap { path in
      path.hasPrefix(prefix)
        ? path.dropFirst(prefix.count).split(separator: "/").first.map(String.init) : nil
    }
    return Set(names).sorted()
  }

  /// The files in a folder and those below, or nil where there is no folder.
  private func folderFiles(
    _ folder: String, below prefix: String, depth: Int
  ) -> [EmbeddedArchive.File]? {
    let written = namesWritten(to: folder)
    guard depth < 20,
      let names = capabilities.listFolder(folder) ?? (written.isEmpty ? nil : written)
    else { return nil }
    var files: [EmbeddedArchive.File] = []
    for name in names where name != "." && name != ".." {
      let path = folder + "/" + name
      if let bytes = readFile(path) {
        files.append(.init(path: prefix + name, bytes: bytes))
      } else if let inner = folderFiles(path, below: prefix + name + "/", depth: depth + 1) {
        files += inner
      }
    }
    return files
  }
}

extension Diagnostic {
  static func notebook(_ problem: String, at span: Span) -> Diagnostic {
    Diagnostic("E0432", problem, at: SourceLabel(span, "not a notebook that can be embedded"))
  }
}
