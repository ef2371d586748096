import KFPSource

/// Which of Python's own `ast` modules a dump imitates.
public enum DumpDialect: Sendable {
  /// Nodes know no type parameters; parts of f-strings stand where the whole string stands.
  case python311
  /// Type parameters, and parts of f-strings at their own places; empty lists are shown.
  case python313
}

/// The tree as the text that `ast.dump(tree, include_attributes=True)` of Python gives.
///
/// It serves comparing the two parsers. `.missing` nodes become `Missing()`.
public func astDump(_ tree: Tree, as dialect: DumpDialect = .python311) -> String {
  var dump = SyntaxDump(tree: tree, dialect: dialect)
  return dump.text()
}

/// Writes nodes from a stack of what is still to be written, so that depth costs no recursion.
struct SyntaxDump {
  enum Usage {
    case load, store, delete
  }

  enum Item {
    case text(String)
    /// `holder` is where parts of an f-string stand in the dialect that does not place them.
    case expression(ExprID, Usage, holder: Span? = nil)
    case statement(StmtID)
    case pattern(PatternID)
    case name(String)
    case constant(Constant)
  }

  let tree: Tree
  let dialect: DumpDialect
  private var output: [UInt8] = []
  private var pending: [Item] = []

  init(tree: Tree, dialect: DumpDialect) {
    self.tree = tree
    self.dialect = dialect
  }

  mutating func text() -> String {
    var node = DumpedNode("Module")
    node.list("body", tree.body.map { .statement($0) })
    node.list("type_ignores", [])
    push(node.closed())
    while let item = pending.popLast() { write(item) }
    return String(decoding: output, as: UTF8.self)
  }

  private mutating func push(_ items: [Item]) {
    pending.append(contentsOf: items.reversed())
  }

  private mutating func write(_ item: Item) {
    switch item {
    case .text(let text): output.append(contentsOf: text.utf8)
    case .name(let name): output.append(contentsOf: pythonRepresentation(of: name).utf8)
    case .constant(let constant):
      output.append(contentsOf: pythonRepresentation(of: constant).utf8)
    case .expression(let id, let usage, let holder):
      push(items(of: id, usage, holder: holder))
    case .statement(let id): push(items(of: id))
    case .pattern(let id): push(items(of: id))
    }
  }

  /// The four attributes of a place.
  func attributes(_ span: Span) -> String {
    let (line, column) = place(span.start)
    let (endLine, endColumn) = place(span.end)
    return
      "lineno=\(line), col_offset=\(column), end_lineno=\(endLine), end_col_offset=\(endColumn)"
  }

  private func place(_ offset: UInt32) -> (Int, Int) {
    let line = tree.source.line(at: offset)
    var column = Int(offset) - Int(tree.source.lineStarts[line - 1])
    if line == 1, tree.source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { column -= 3 }
    return (line, column)
  }
}

/// The items of one node as they are gathered.
struct DumpedNode {
  private(set) var items: [SyntaxDump.Item]
  private var isFirst = true

  init(_ name: String) {
    items = [.text(name + "(")]
  }

  mutating func field(_ label: String, _ item: SyntaxDump.Item) {
    items.append(.text((isFirst ? "" : ", ") + label + "="))
    items.append(item)
    isFirst = false
  }

  mutating func fields(_ label: String, _ found: [SyntaxDump.Item]) {
    items.append(.text((isFirst ? "" : ", ") + label + "="))
    items.append(contentsOf: found)
    isFirst = false
  }

  mutating func list(_ label: String, _ elements: [SyntaxDump.Item]) {
    lists(label, elements.map { [$0] })
  }

  mutating func lists(_ label: String, _ elements: [[SyntaxDump.Item]]) {
    items.append(.text((isFirst ? "" : ", ") + label + "=["))
    for (index, element) in elements.enumerated() {
      if index > 0 { items.append(.text(", ")) }
      items.append(contentsOf: element)
    }
    items.append(.text("]"))
    isFirst = false
  }

  func closed(_ attributes: String = "") -> [SyntaxDump.Item] {
    items + [.text((attributes.isEmpty || isFirst ? "" : ", ") + attributes + ")")]
  }
}
