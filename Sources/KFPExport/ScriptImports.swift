import KFPChecker
import KFPSource
import KFPSyntax

/// The imports that a script needs as a Python module: the names that are there in a script without
/// one, as far as its text uses them.
struct ScriptImports {
  private var modules: Set<String> = []
  private var names: Set<String> = []
  /// Whether the script calls `show`, which is kfps's own.
  private(set) var usesShow = false

  /// Finds the names that a text uses and does not define.
  init(of text: String) {
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let tree = parse(sources.add(name: "script", bytes: Array(text.utf8)), reporting: &bag)
    let statements = TopLevelStatement.all(in: tree)
    let bound = statements.reduce(into: Set<String>()) { $0.formUnion($1.binds) }
    let used = statements.reduce(into: Set<String>()) { $0.formUnion($1.reads) }
    let dsl = Set(Surface.dsl.map(\.name))
    for name in used.subtracting(bound) {
      switch name {
      case "dsl", "compiler", "components", "kubernetes", "local": modules.insert(name)
      case "kfp": modules.insert("")
      case "show": usesShow = true
      default: if dsl.contains(name) { names.insert(name) }
      }
    }
  }

  var isEmpty: Bool { modules.isEmpty && names.isEmpty && !usesShow }

  /// Whether a name of `kfp.dsl` is imported.
  func has(name: String) -> Bool { names.contains(name) }
  /// Adds a name of `kfp` itself, such as `compiler`.
  mutating func add(module: String) { modules.insert(module) }
  /// Adds a name of `kfp.dsl`.
  mutating func add(name: String) { names.insert(name) }

  /// The statements, without a line end at the end.
  var text: String {
    var lines: [String] = []
    if modules.contains("") { lines.append("import kfp") }
    let own = modules.filter { !$0.isEmpty }.sorted()
    if !own.isEmpty { lines.append("from kfp import \(own.joined(separator: ", "))") }
    if !names.isEmpty { lines.append(importLine(names.sorted())) }
    if usesShow { lines += ["", showDefinition] }
    return lines.joined(separator: "\n")
  }

  private func importLine(_ names: [String]) -> String {
    let line = "from kfp.dsl import \(names.joined(separator: ", "))"
    guard line.count > 88 else { return line }
    return "from kfp.dsl import (\n" + names.map { "    \($0),\n" }.joined() + ")"
  }
}

private let showDefinition = #"""

  def show(*values):
      """Shows values where kfps runs the notebook; elsewhere it does nothing."""

  """#
