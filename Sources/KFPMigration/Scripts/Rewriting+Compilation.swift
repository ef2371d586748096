import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// Documents are YAML, and there is one mode.
  mutating func replaceCompilation() {
    for call in facts.module.calls {
      let tree = facts.trees[call.cell]
      guard case .call(let callee, _, _) = tree[call.expression] else { continue }
      if facts.path(ofCallee: call) == "kfp.compiler.Compiler" {
        removeMode(of: call)
      }
      guard case .attribute(let receiver, let method) = tree[callee] else { continue }
      switch method.text {
      case "compile" where isCompiler(receiver, call):
        if let path = facts.argument("package_path", at: 1, of: call.expression, in: call.cell) {
          replaceEnding(of: path.value, in: call.cell)
        }
      case "create_run_from_pipeline_func": removeMode(of: call)
      default: break
      }
    }
  }

  private func isCompiler(_ id: ExprID, _ call: CallRecord) -> Bool {
    let tree = facts.trees[call.cell]
    var made = id
    if case .name(let name) = tree[id],
      case .value(let value)? = facts.binding(of: name.text, from: call.scope)?.kind
    {
      made = value
    }
    guard case .call(let callee, _, _) = tree[made] else { return false }
    return facts.paths.path(of: callee, cell: call.cell, scope: call.scope)
      == "kfp.compiler.Compiler"
  }

  private mutating func removeMode(of call: CallRecord) {
    guard let mode = facts.argument("mode", of: call.expression, in: call.cell) else { return }
    edits[call.cell].make([facts.removal(of: mode, from: call.expression, in: call.cell)])
  }

  /// The last text of a path ends in `.yaml`.
  private mutating func replaceEnding(of path: ExprID, in cell: Int) {
    let tree = facts.trees[cell]
    var last = path
    if case .binOp(_, .add, let right) = tree[path] { last = right }
    guard let text = facts.text(last, in: cell) else { return }
    for ending in [".tar.gz", ".tgz", ".zip"] where text.hasSuffix(ending) {
      let written = tree.text(of: last)
      guard let range = written.ranges(of: ending).last else { continue }
      edits[cell].replace(
        tree.span(of: last), by: written.replacingCharacters(in: range, with: ".yaml"))
      return
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
