import KFPChecker
import KFPInterpreter
import KFPMigration
import KFPSession
import KFPSource

/// A script of the first SDK, rewritten; what the compiler says about the result became remarks in it.
struct RewrittenScript {
  /// The new texts of the cells.
  let texts: [String]
  /// The new texts without remarks, and what was read besides.
  let sources: SourceMap
  /// What is left for a person.
  let diagnostics: [Diagnostic]
  let proof: DocumentProof

  init(_ old: Script, capabilities: Capabilities) {
    var map = SourceMap()
    let before = old.pieces.map { map.add(name: $0.name, bytes: $0.bytes) }
    let folder = Self.folder(of: old.path)
    let migration = migrateScript(before, prelude: old.kind == .script ? .script : .module) {
      name in
      if name.contains("://") { return capabilities.readURL(name) }
      return capabilities.readFile(folder + name) ?? capabilities.readFile(name)
    }
    var new = old
    new.pieces = migration.sources.texts.map { Script.Piece(name: $0.name, bytes: $0.bytes) }
    proof = DocumentProof(old: old, new: new, capabilities: capabilities)
    let said = Self.once(migration.diagnostics + proof.result.bag.sorted)
    sources = proof.result.sources
    diagnostics = said.sorted { ($0.primary?.span.start ?? 0) < ($1.primary?.span.start ?? 0) }
    texts = migration.sources.texts.map { withRemarks(said, in: $0) }
  }

  /// What is about the migration; where the first SDK is the reason, what follows from it is not said.
  private static func once(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let idioms = diagnostics.filter { $0.code.description.hasPrefix("W01") }
    return diagnostics.compactMap { diagnostic in
      guard diagnostic.severity == .error else {
        return diagnostic.code.description.hasPrefix("W01") ? diagnostic : nil
      }
      guard let span = diagnostic.primary?.span else { return diagnostic }
      let isConsequence = idioms.contains { idiom in
        guard let other = idiom.primary?.span else { return false }
        return other.contains(span) || span.contains(other)
      }
      if isConsequence { return nil }
      // What stands at an address is the network's business, not the script's.
      return diagnostic.code == "E0602" ? diagnostic.asNote : diagnostic
    }
  }

  private static func folder(of path: String?) -> String {
    guard let path, let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[...slash])
  }
}

extension Diagnostic {
  /// The same as something to know.
  fileprivate var asNote: Diagnostic {
    Diagnostic(code, .note, message, at: primary, related: related, notes: notes, helps: helps)
  }
}
