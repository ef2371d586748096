import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// What the second SDK does not have: an import of it fails.
  static let gone: Set<String> = [
    "kfp.gcp", "kfp.aws", "kfp.azure", "kfp.onprem", "kfp.notebook", "kfp.containers",
    "kfp.dsl.ContainerOp", "kfp.dsl.VolumeOp", "kfp.dsl.ResourceOp", "kfp.dsl.PipelineVolume",
    "kfp.dsl.VolumeSnapshotOp", "kfp.dsl.PipelineParam", "kfp.dsl.PipelineConf",
    "kfp.dsl.get_pipeline_conf", "kfp.dsl.PipelineExecutionMode", "kfp.dsl.python_component",
    "kfp.dsl.graph_component", "kfp.dsl.types", "kfp.dsl.Sidecar", "kfp.dsl.UserContainer",
    "kfp.components.func_to_container_op", "kfp.components.create_component_from_func",
    "kfp.components.create_component_from_func_v2", "kfp.components.InputTextFile",
    "kfp.components.OutputTextFile", "kfp.components.InputBinaryFile",
    "kfp.components.OutputBinaryFile", "kfp.components.InputPath", "kfp.components.OutputPath",
    "kfp.compiler.build_python_component",
  ]

  /// Whether the second SDK lacks what a path names.
  static func isGone(_ path: String) -> Bool {
    gone.contains(path)
      || gone.contains { path.hasPrefix($0 + ".") && !$0.hasPrefix("kfp.components.") }
      || renamed[path] != nil && path != "kfp.dsl.Condition"
  }

  /// Imports from their new places; what is gone and not used any more is not imported.
  mutating func replaceImports() {
    var done: Set<String> = []
    for record in facts.module.imports {
      let key = "\(record.cell) \(record.statement.rawValue)"
      guard done.insert(key).inserted else { continue }
      let tree = facts.trees[record.cell]
      switch tree[record.statement] {
      case .importFrom(let origin?, let names, 0) where origin.text.isPartOfKFP:
        replace(record, origin: origin, names: names)
      case .import(let names): replace(record, modules: names)
      default: break
      }
    }
  }

  private mutating func replace(
    _ record: ImportRecord, origin: Identifier, names: [ImportAlias]
  ) {
    let old = origin.text.withoutVersion == "kfp.v2" ? "kfp" : origin.text.withoutVersion
    var kept: [String] = []
    var moved: [String] = []
    let text = facts.trees[record.cell].source
    for alias in names {
      let path = old + "." + alias.name.text
      let isUsed = isUsed(alias, scope: record.scope)
      if let new = Self.renamed[path], !new.module.isEmpty {
        if new.name == alias.name.text, isUsed {
          moved.append(text.text(of: alias.span))
        } else if isUsed {
          kept.append(text.text(of: alias.span))
        }
      } else if Self.isGone(path), !isUsed {
        continue
      } else {
        kept.append(text.text(of: alias.span))
      }
    }
    guard kept.count < names.count || old != origin.text else { return }
    var lines: [String] = []
    if !kept.isEmpty { lines.append("from \(old) import " + kept.joined(separator: ", ")) }
    if !moved.isEmpty { lines.append("from kfp.dsl import " + moved.joined(separator: ", ")) }
    replace(statement: record.statement, in: record.cell, by: lines)
  }

  private mutating func replace(_ record: ImportRecord, modules: [ImportAlias]) {
    for alias in modules {
      let path = alias.name.text
      if path == "kfp.v2" || path.hasPrefix("kfp.v2."), alias.asName != nil {
        let new = path == "kfp.v2" ? "kfp" : path.withoutVersion
        edits[record.cell].replace(alias.name.span, by: new)
      }
    }
    guard modules.count == 1, let alias = modules.first,
      Self.gone.contains(alias.name.text.withoutVersion), alias.asName != nil,
      !isUsed(alias, scope: record.scope)
    else { return }
    replace(statement: record.statement, in: record.cell, by: [])
  }

  /// Replaces a whole statement by lines; with none the line goes, too.
  mutating func replace(statement: StmtID, in cell: Int, by lines: [String]) {
    let tree = facts.trees[cell]
    let span = tree.span(of: statement)
    guard let indentation = facts.indentation(of: statement, in: cell) else { return }
    if !lines.isEmpty {
      edits[cell].replace(span, by: lines.joined(separator: "\n" + indentation))
      return
    }
    let bytes = tree.source.bytes
    let (next, _) = facts.nextLine(span.end, in: cell)
    let rest = bytes[Int(span.end)..<Int(next)]
    guard rest.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      // A comment stays, and something must stand in a block.
      edits[cell].replace(span, by: indentation.isEmpty ? "" : "pass")
      return
    }
    if !indentation.isEmpty, isAlone(statement, in: cell) {
      edits[cell].replace(span, by: "pass")
      return
    }
    let start = facts.lineStart(span.start, in: cell)
    edits[cell].replace(edits[cell].span(start, next), by: "")
  }

  /// Whether a statement is the only one of its block.
  private func isAlone(_ statement: StmtID, in cell: Int) -> Bool {
    let tree = facts.trees[cell]
    var isAlone = false
    tree.forEachStatement(in: tree.body) { outer in
      let nested = tree.nestedStatements(of: outer)
      if nested.contains(statement) {
        let line = tree.source.line(at: facts.start(of: statement, in: cell))
        isAlone =
          nested.count == 1 || line == tree.source.line(at: facts.start(of: outer, in: cell))
      }
      return true
    }
    return isAlone
  }

  private func isUsed(_ alias: ImportAlias, scope: Int) -> Bool {
    let name =
      alias.asName?.text ?? alias.name.text.split(separator: ".").first.map(String.init) ?? ""
    if name == "*" { return true }
    return facts.module.uses.contains { use in
      use.name == name && facts.owner(of: name, from: use.scope) == scope
    } || facts.module.hasHiddenNames
  }

  /// Puts the imports that this round needs behind the last import of kfp at the top of the script.
  mutating func insertWantedImports() {
    guard !wanted.isEmpty else { return }
    let lines = wanted.sorted().map { path in
      "from kfp import " + path.dropFirst("kfp.".utf8.count)
    }
    let top = facts.module.imports.filter { record in
      record.scope == 0 && facts.trees[record.cell].body.contains(record.statement)
    }
    let best = top.last { $0.module.isPartOfKFP } ?? top.last
    if let best {
      let end = facts.trees[best.cell].span(of: best.statement).end
      let (next, exists) = facts.nextLine(end, in: best.cell)
      let text = (exists ? "" : "\n") + lines.map { $0 + "\n" }.joined()
      edits[best.cell].make([edits[best.cell].insertion(text, at: next)])
    } else if let tree = facts.trees.first {
      let statements = tree.docstring(of: tree.body) == nil ? tree.body[...] : tree.body.dropFirst()
      let first = statements.first.map { facts.start(of: $0, in: 0) } ?? 0
      let text = lines.map { $0 + "\n" }.joined() + "\n"
      edits[0].make([edits[0].insertion(text, at: facts.lineStart(first, in: 0))])
    }
  }
}

extension String {
  /// Whether a module's path is kfp or lies in it.
  var isPartOfKFP: Bool { self == "kfp" || hasPrefix("kfp.") }
}
