import KFPInterpreter
import KFPMigration
import KFPSession
import KFPSource
import KFPSpec
import KFPTypes

/// One file, migrated, and how the result was proved.
struct MigratedFile {
  let path: String
  /// Where the result goes if it replaces the file.
  let newPath: String
  /// The result.
  let text: String
  /// The old text, where lines of it are in the result.
  let comparedText: String
  /// What the complaints are about.
  private let sources: SourceMap
  private let diagnostics: [Diagnostic]
  /// What the comparison of documents gave.
  private let proof: DocumentProof
  /// What the official SDK says, where there is one.
  private var sdkProof: String?

  /// Whether something is different.
  var isChanged: Bool { comparedText != text }

  init(_ path: String, capabilities: Capabilities) throws {
    guard let kind = MigrationInput.Kind(path) else {
      throw InputProblem(description: "neither a script, nor a notebook, nor a component file")
    }
    switch kind {
    case .component: try self.init(component: path, capabilities: capabilities)
    case .script, .module: try self.init(script: path, kind, capabilities: capabilities)
    case .notebook: try self.init(notebook: path, capabilities: capabilities)
    }
  }

  private init(component path: String, capabilities: Capabilities) throws {
    let bytes = try FileSystem.read(path, limit: MigrationInput.longest)
    var sources = SourceMap()
    let source = sources.add(name: path, bytes: bytes)
    let migration: Migration
    do throws(SpecRejection) {
      migration = try migrateComponent(source)
    } catch {
      let problems = error.problems.map(\.description).joined(separator: "; ")
      throw InputProblem(description: problems)
    }
    self.path = path
    newPath =
      path.split(separator: ".", omittingEmptySubsequences: false).dropLast()
      .joined(separator: ".") + ".py"
    text = migration.text
    comparedText = ""
    proof = DocumentProof(
      old: DocumentProof.loading(bytes),
      new: Script(
        pieces: [Script.Piece(name: newPath, bytes: Array(text.utf8))], kind: .module,
        path: newPath),
      capabilities: capabilities)
    self.sources = sources
    diagnostics = migration.diagnostics
  }

  private init(
    script path: String, _ kind: MigrationInput.Kind, capabilities: Capabilities
  ) throws {
    let bytes = try FileSystem.read(path, limit: MigrationInput.longest)
    let scriptKind: ScriptKind = kind == .module ? .module : .script
    let old = Script(
      pieces: [Script.Piece(name: path, bytes: bytes)], kind: scriptKind, path: path)
    let rewritten = RewrittenScript(old, capabilities: capabilities)
    self.path = path
    newPath = path
    comparedText = String(decoding: bytes, as: UTF8.self)
    text = rewritten.texts.first ?? comparedText
    sources = rewritten.sources
    diagnostics = rewritten.diagnostics
    proof = rewritten.proof
  }

  private init(notebook path: String, capabilities: Capabilities) throws {
    let bytes = try FileSystem.read(path, limit: MigrationInput.longest)
    let notebook: NotebookSource
    do throws(JSONProblem) {
      notebook = try NotebookSource(bytes, name: path)
    } catch {
      throw InputProblem(description: "not a notebook: line \(error.line): \(error.message)")
    }
    let rewritten = RewrittenScript(
      Script(pieces: notebook.pieces, kind: .module, path: path), capabilities: capabilities)
    self.path = path
    newPath = path
    comparedText = String(decoding: bytes, as: UTF8.self)
    text = notebook.text(with: rewritten.texts) ?? comparedText
    sources = rewritten.sources
    diagnostics = rewritten.diagnostics
    proof = rewritten.proof
  }

  /// Compares what the official SDK makes of the old file and of the result.
  mutating func prove(_ sdk: OfficialSDK) {
    sdkProof = sdk.comparison(of: path, with: text)
  }

  /// Whether nothing is left for a person, as far as the proofs go.
  var isDone: Bool { proof.isSound && !diagnostics.contains { $0.severity != .note } }

  /// One line about the result.
  var summary: String {
    let open = diagnostics.count { $0.severity != .note }
    let left =
      open > 0 ? "\(open) left for a person" : proof.isSound ? "complete" : "to be looked at"
    let state = isChanged ? left : "nothing to change" + (open == 0 ? "" : ", " + left)
    return ([state, proof.description] + [sdkProof].compactMap { $0 }).joined(separator: "; ")
  }

  /// The complaints, their texts joined to those of other files.
  func complaints(adding all: inout SourceMap) -> [Diagnostic] {
    let offset = UInt32(all.texts.count)
    for text in sources.texts { _ = all.add(name: text.name, bytes: text.bytes) }
    return diagnostics.map { $0.moved(by: offset) }
  }
}

/// Which files a migration reads.
enum MigrationInput {
  /// No source is as long as this.
  static let longest = 128 << 20

  /// What a file is.
  enum Kind {
    case component, script, module, notebook

    init?(_ path: String) {
      let endings: [(String, Kind)] = [
        (".yaml", .component), (".yml", .component), (".kfps", .script), (".py", .module),
        (".ipynb", .notebook),
      ]
      guard let found = endings.first(where: { path.hasSuffix($0.0) }) else { return nil }
      self = found.1
    }
  }

  /// The path itself where it is a file; else the sources and the component files below it.
  static func paths(under path: String) -> [String] {
    guard FileSystem.isFolder(path) else { return [path] }
    return (SourceFolder.sources(under: path) + SourceFolder.files(under: path, where: isComponent))
      .sorted()
  }

  private static func isComponent(_ path: String) -> Bool {
    guard Kind(path) == .component, let bytes = try? FileSystem.read(path, limit: longest) else {
      return false
    }
    return isOldComponent(bytes)
  }
}
