import KFPSource
import KFPSyntax

/// What an expression names outside of the text, as a dotted path: `dsl.component` is
/// `kfp.dsl.component`, through whatever imports and aliases the script goes.
struct QualifiedPaths {
  private let module: NamedModule
  private let prelude: Prelude

  init(module: NamedModule, prelude: Prelude) {
    self.module = module
    self.prelude = prelude
  }

  /// The names that are there without a definition.
  var predefined: Set<String> { PredefinedNames.names(of: prelude) }

  /// The path of an expression, or nil where it is not (or not certainly) one thing.
  func path(of id: ExprID, cell: Int, scope: Int) -> String? {
    path(of: id, cell: cell, scope: scope, hops: 0)
  }

  private func path(of id: ExprID, cell: Int, scope: Int, hops: Int) -> String? {
    guard hops < 16 else { return nil }
    let tree = module.cells[cell]
    var members: [String] = []
    var current = id
    while case .attribute(let value, let name) = tree[current] {
      members.append(name.text)
      current = value
    }
    guard case .name(let name) = tree[current],
      let base = path(ofName: name.text, scope: scope, hops: hops + 1)
    else { return nil }
    let path = ([base] + members.reversed()).joined(separator: ".")
    // The second SDK's transitional module is an alias.
    for old in ["kfp.v2.dsl", "kfp.v2.compiler", "kfp.v2.components"]
    where path == old || path.hasPrefix(old + ".") {
      return "kfp." + path.dropFirst("kfp.v2.".utf8.count)
    }
    return path
  }

  /// The path of a name.
  func path(ofName name: String, scope: Int) -> String? {
    path(ofName: name, scope: scope, hops: 0)
  }

  private func path(ofName name: String, scope: Int, hops: Int) -> String? {
    switch module.meaning(of: name, from: scope) {
    case .bound(let owner):
      var found: Set<String> = []
      for binding in module.scopes[owner].bindings[name] ?? [] {
        switch binding.kind {
        case .imported(let path): found.insert(path)
        case .value(let value):
          guard
            let path = path(of: value, cell: binding.cell, scope: owner, hops: hops + 1)
          else { return nil }
          found.insert(path)
        default: return nil
        }
      }
      return found.count == 1 ? found.first : nil
    case .unknown, .unbound:
      guard prelude == .script, PredefinedNames.script.contains(name) else { return nil }
      if name == "kfp" || name == "show" { return name }
      return Surface.dslEntry(name) != nil ? "kfp.dsl." + name : "kfp." + name
    }
  }

  /// Whether an expression names one of these members of `kfp.dsl`.
  func isDSL(_ id: ExprID, _ names: Set<String>, cell: Int, scope: Int) -> Bool {
    guard let path = path(of: id, cell: cell, scope: scope), path.hasPrefix("kfp.dsl.") else {
      return false
    }
    return names.contains(String(path.dropFirst("kfp.dsl.".utf8.count)))
  }
}
