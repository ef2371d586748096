import KFPSource
import KFPSyntax

/// The import lines that a component needs for artifact classes of the author's own, which its
/// signature names.
extension Evaluator {
  /// Adds the line for `Input[Class]`, `Output[pkg.Class]`, `Input[List[Class]]`, or a class alone as
  /// return annotation.
  func addImport(
    for annotation: ExprID, of function: FunctionObject, to interface: inout FunctionInterface
  ) throws(Raised) {
    let tree = function.unit.tree
    var name = annotation
    while case .subscript(_, let slice) = tree[name] { name = slice }
    try addImport(ofClass: name, of: function, to: &interface)
  }

  /// Adds the lines for the fields of `NamedTuple('N', [('a', Class), ...])`.
  func addFieldImports(
    _ annotation: ExprID, of function: FunctionObject, to interface: inout FunctionInterface
  ) throws(Raised) {
    let tree = function.unit.tree
    guard case .call(_, let arguments, let keywords) = tree[annotation] else { return }
    var types = keywords.map(\.value)
    if arguments.count > 1 {
      switch tree[arguments[1]] {
      case .list(let pairs), .tuple(let pairs):
        for pair in pairs {
          if case .tuple(let parts) = tree[pair], parts.count == 2 { types.append(parts[1]) }
        }
      default: break
      }
    }
    for type in types { try addImport(ofClass: type, of: function, to: &interface) }
  }

  private func addImport(
    ofClass id: ExprID, of function: FunctionObject, to interface: inout FunctionInterface
  ) throws(Raised) {
    guard let path = dottedName(id, in: function.unit.tree),
      case .object(let type as ArtifactClass) = try evaluate(annotation: id, of: function),
      !type.isBuiltIn
    else { return }
    let base = path[0]
    let qualified = (type.module + "." + type.name).split(separator: ".").map(String.init)
    guard let position = qualified.lastIndex(of: base) else {
      throw failure(
        Diagnostic(
          "E0428", "the artifact class `\(type.name)` is known as `\(base)` here only",
          at: SourceLabel(function.unit.tree.span(of: id), "another name of `\(type.name)`"),
          notes: ["the component imports the class where it runs, by the name it is defined under"],
          helps: [Help("use the name `\(type.name)`, without `as`")]))
    }
    let target = qualified[...position]
    let line =
      target.count == 1
      ? "import \(base)"
      : "from \(target.dropLast().joined(separator: ".")) import \(base)"
    if !interface.customImports.contains(line) { interface.customImports.append(line) }
    if !interface.customClasses.contains(where: { $0 === type }) {
      interface.customClasses.append(type)
    }
  }

  private func dottedName(_ id: ExprID, in tree: Tree) -> [String]? {
    var parts: [String] = []
    var next = id
    for _ in 0..<100 {
      switch tree[next] {
      case .name(let name): return [name.text] + parts.reversed()
      case .attribute(let value, let name):
        parts.append(name.text)
        next = value
      default: return nil
      }
    }
    return nil
  }
}
