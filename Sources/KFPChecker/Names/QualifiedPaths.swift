import KFPSource
package import KFPSyntax

/// What an expression names outside of the text, as a dotted path: `dsl.component` is
/// `kfp.dsl.component`, through whatever imports and aliases the script goes.
package struct QualifiedPaths {
  private var module: NamedModule
  private let prelude: Prelude
  /// What is known about the bound names of each scope: a name is asked for as often as it is used,
  /// and may be bound as often.
  private var answers: [[String: Answer]]

  private enum Answer {
    case underWay
    case path(String?)
  }

  package init(module: NamedModule, prelude: Prelude) {
    self.module = module
    self.prelude = prelude
    answers = module.scopes.map { _ in [:] }
    for (owner, scope) in module.scopes.enumerated() {
      for name in scope.bindings.keys { _ = resolve(name, boundIn: owner, hops: 0) }
    }
  }

  /// Lets the module go, so that it can be added to without being copied.
  mutating func release() { module = NamedModule(cells: []) }

  /// Takes the module with one cell more, which has bound these names at top level.
  mutating func take(_ module: NamedModule, newNames: Set<String>) {
    self.module = module
    for _ in module.scopesInView { answers.append([:]) }
    for name in newNames { answers[0][name] = nil }
    for name in newNames { _ = resolve(name, boundIn: 0, hops: 0) }
    for owner in module.scopesInView {
      for name in module.scopes[owner].bindings.keys { _ = resolve(name, boundIn: owner, hops: 0) }
    }
  }

  /// The names that are there without a definition.
  var predefined: PredefinedNames { PredefinedNames(of: prelude) }

  /// The path of an expression, or nil where it is not (or not certainly) one thing.
  package func path(of id: ExprID, cell: Int, scope: Int) -> String? {
    guard let chain = chain(id, cell: cell), let base = path(ofName: chain.name, scope: scope)
    else { return nil }
    return path(base, chain.members)
  }

  /// The path of a name that the module binds.
  func knownPath(boundAtTop name: String) -> String? {
    guard case .path(let path)? = answers[0][name] else { return nil }
    return path
  }

  /// The path of a name.
  package func path(ofName name: String, scope: Int) -> String? {
    guard case .bound(let owner) = module.meaning(of: name, from: scope) else {
      return pathOfUnbound(name)
    }
    guard case .path(let path)? = answers[owner][name] else { return nil }
    return path
  }

  /// The name and the attributes that an expression is made of.
  private func chain(_ id: ExprID, cell: Int) -> (name: String, members: [String])? {
    let tree = module.cells[cell]
    var members: [String] = []
    var current = id
    while case .attribute(let value, let name) = tree[current] {
      // Nothing of the SDK is that deep, and each attribute of a chain is asked for.
      guard members.count < 16 else { return nil }
      members.append(name.text)
      current = value
    }
    guard case .name(let name) = tree[current] else { return nil }
    return (name.text, members.reversed())
  }

  private func path(_ base: String, _ members: [String]) -> String {
    let path = ([base] + members).joined(separator: ".")
    // The second SDK's transitional module is an alias.
    for old in ["kfp.v2.dsl", "kfp.v2.compiler", "kfp.v2.components"]
    where path == old || path.hasPrefix(old + ".") {
      return "kfp." + path.dropFirst("kfp.v2.".utf8.count)
    }
    return path
  }

  private func pathOfUnbound(_ name: String) -> String? {
    guard prelude == .script, PredefinedNames.List.script.names.contains(name) else { return nil }
    if name == "kfp" || name == "show" { return name }
    return Surface.dslEntry(name) != nil ? "kfp.dsl." + name : "kfp." + name
  }

  private mutating func resolve(_ name: String, boundIn owner: Int, hops: Int) -> String? {
    switch answers[owner][name] {
    case .path(let path): return path
    case .underWay: return nil
    case nil: break
    }
    guard hops < 100 else { return nil }
    answers[owner][name] = .underWay
    var found: Set<String> = []
    var isCertain = true
    for binding in module.scopes[owner].bindings[name] ?? [] {
      var path: String?
      switch binding.kind {
      case .imported(let origin): path = origin
      case .value(let value):
        path = resolve(value, cell: binding.cell, scope: owner, hops: hops + 1)
      default: break
      }
      if let path { found.insert(path) } else { isCertain = false }
      if !isCertain || found.count > 1 { break }
    }
    let answer = isCertain && found.count == 1 ? found.first : nil
    answers[owner][name] = .path(answer)
    return answer
  }

  private mutating func resolve(_ id: ExprID, cell: Int, scope: Int, hops: Int) -> String? {
    guard let chain = chain(id, cell: cell) else { return nil }
    var base: String?
    if case .bound(let owner) = module.meaning(of: chain.name, from: scope) {
      base = resolve(chain.name, boundIn: owner, hops: hops)
    } else {
      base = pathOfUnbound(chain.name)
    }
    return base.map { path($0, chain.members) }
  }

  /// Whether an expression names one of these members of `kfp.dsl`.
  package func isDSL(_ id: ExprID, _ names: Set<String>, cell: Int, scope: Int) -> Bool {
    guard let path = path(of: id, cell: cell, scope: scope), path.hasPrefix("kfp.dsl.") else {
      return false
    }
    return names.contains(String(path.dropFirst("kfp.dsl.".utf8.count)))
  }
}
