import KFPChecker
import KFPSource
import KFPSyntax

/// One round of changes of a script: each rule looks at the same trees and adds its edits.
struct Rewriting {
  let facts: ScriptFacts
  let prelude: Prelude
  /// The names at the top of the script that are imports of one thing, by its dotted path; of several
  /// the first.
  private let importedNames: [String: String]
  /// The bytes of other files, by the paths that the script uses.
  let readFile: (String) -> [UInt8]?
  var edits: [Edits]
  var notes: [RewritingNote] = []
  /// Imports that the round needs, by dotted path.
  var wanted: [String] = []
  /// Whether the script uses the transitional module, `kfp.v2`, which only Vertex AI understood.
  var isTransitional = false
  /// The interfaces of the script's components, found once.
  var interfaces = OldInterfaces()

  init(_ trees: [Tree], prelude: Prelude, readFile: @escaping (String) -> [UInt8]?) {
    facts = ScriptFacts(trees, prelude: prelude)
    importedNames = facts.module.scopes[0].importedNames
    self.prelude = prelude
    self.readFile = readFile
    edits = trees.map { Edits($0.source) }
  }

  /// Makes all changes that do not touch each other.
  mutating func run() {
    interfaces = OldInterfaces(facts, readFile: readFile)
    replaceMembers()
    replaceComponentCalls()
    replaceComponentTexts()
    replaceContainerOps()
    replaceInterfaces()
    replacePipelines()
    replaceTaskCalls()
    replaceTaskMethods()
    replaceCompilation()
    replaceVolumes()
    insertWantedImports()
    replaceImports()
  }

  /// Whether the script imports the transitional module.
  var usesTransitionalModule: Bool {
    facts.module.imports.contains { record in
      let path = record.isFrom ? record.module + "." + record.alias.name.text : record.module
      return path == "kfp.v2" || path.hasPrefix("kfp.v2.")
    }
  }

  /// Whether something was changed, or will be in the next round.
  var hasChanged: Bool { edits.contains { !$0.isEmpty } }

  /// The text by which a module of kfp is known at the top of the script, such as `dsl`; where it is
  /// not, the import is wanted.
  mutating func name(of module: String) -> String {
    let path = "kfp." + module
    if let name = importedNames[path] { return name }
    if prelude == .script, facts.module.scopes[0].bindings[module] == nil { return module }
    if !wanted.contains(path) { wanted.append(path) }
    return module
  }

  mutating func note(_ code: DiagnosticCode, _ message: String, at span: Span, in cell: Int) {
    notes.append(RewritingNote(code: code, message: message, cell: cell, offset: span.start))
  }
}

extension NameScope {
  fileprivate var importedNames: [String: String] {
    var names: [String: String] = [:]
    for (name, bindings) in bindings {
      let paths = Set(bindings.map(\.importedPath))
      guard paths.count == 1, case .some(.some(let path)) = paths.first else { continue }
      names[path] = names[path].map { min($0, name) } ?? name
    }
    return names
  }
}

extension NameBinding {
  /// The dotted path of an import, without the transitional module.
  fileprivate var importedPath: String? {
    guard case .imported(let path) = kind else { return nil }
    return path.hasPrefix("kfp.v2.") ? "kfp." + path.dropFirst("kfp.v2.".utf8.count) : path
  }
}

/// Something that a person should know about a change.
struct RewritingNote {
  let code: DiagnosticCode
  let message: String
  let cell: Int
  /// Where it stands; follows the text through the rounds.
  var offset: UInt32
}
