import KFPChecker
import KFPSource
import KFPSyntax

/// What is known about the cells of a script: its names, and where expressions stand.
struct ScriptFacts {
  let trees: [Tree]
  let module: NamedModule
  let paths: QualifiedPaths
  private let statements: [[ExprID: StmtID]]
  private let parents: [[ExprID: ExprID]]

  init(_ trees: [Tree], prelude: Prelude) {
    self.trees = trees
    var collector = NameCollector(cells: trees, prelude: prelude)
    collector.collect()
    module = collector.module
    paths = QualifiedPaths(module: module, prelude: prelude)
    var statements: [[ExprID: StmtID]] = []
    var parents: [[ExprID: ExprID]] = []
    for tree in trees {
      var owners: [ExprID: StmtID] = [:]
      var outer: [ExprID: ExprID] = [:]
      tree.forEachStatement(in: tree.body) { statement in
        for child in tree.children(of: statement) {
          tree.forEachExpression(in: child) { id in
            owners[id] = statement
            for inner in tree.children(of: id) { outer[inner] = id }
            return true
          }
        }
        return true
      }
      statements.append(owners)
      parents.append(outer)
    }
    self.statements = statements
    self.parents = parents
  }

  /// The statement on whose own lines an expression stands.
  func statement(of id: ExprID, in cell: Int) -> StmtID? { statements[cell][id] }

  /// The expression directly around one.
  func parent(of id: ExprID, in cell: Int) -> ExprID? { parents[cell][id] }

  /// The dotted path of what a call calls.
  func path(ofCallee call: CallRecord) -> String? {
    guard case .call(let callee, _, _) = trees[call.cell][call.expression] else { return nil }
    return paths.path(of: callee, cell: call.cell, scope: call.scope)
  }

  /// The only value that a name has where it is used.
  func binding(of name: String, from scope: Int) -> NameBinding? {
    guard case .bound(let owner) = module.meaning(of: name, from: scope),
      let bindings = module.scopes[owner].bindings[name], bindings.count == 1
    else { return nil }
    return bindings.first
  }

  /// The scope in which a name is bound.
  func owner(of name: String, from scope: Int) -> Int? {
    if case .bound(let owner) = module.meaning(of: name, from: scope) { return owner }
    return nil
  }

  /// Whether a function is a pipeline: by its decorator, or because it is compiled or run as one.
  func isPipeline(_ record: FunctionRecord) -> Bool {
    record.definition.decorators.contains { decorator in
      decoratorPath(decorator, of: record) == "kfp.dsl.pipeline"
    } || compiledFunctions.contains(record.definition.name.text)
  }

  /// The path of a decorator, called or not.
  func decoratorPath(_ decorator: ExprID, of record: FunctionRecord) -> String? {
    let tree = trees[record.cell]
    var callee = decorator
    if case .call(let inner, _, _) = tree[decorator] { callee = inner }
    return paths.path(of: callee, cell: record.cell, scope: record.outerScope)
  }

  /// The names of functions of the module that are compiled, or run, as pipelines.
  var compiledFunctions: Set<String> {
    var names: Set<String> = []
    for call in module.calls {
      let tree = trees[call.cell]
      guard case .call(let callee, let arguments, let keywords) = tree[call.expression],
        case .attribute(_, let method) = tree[callee],
        [
          "compile", "create_run_from_pipeline_func", "run_pipeline_func_locally",
          "run_pipeline_func_on_cluster",
        ].contains(method.text)
      else { continue }
      let given =
        keywords.first { $0.name?.text == "pipeline_func" }?.value ?? arguments.first
      guard let given, case .name(let name) = tree[given],
        case .function? = binding(of: name.text, from: call.scope)?.kind
      else { continue }
      names.insert(name.text)
    }
    return names
  }

  /// Whether a scope lies in the body of a pipeline.
  func isInPipeline(_ scope: Int) -> Bool {
    guard let function = module.function(around: scope) else { return false }
    return isPipeline(module.functions[function])
  }

  // MARK: Texts

  /// The end of an argument with the parentheses around it.
  func argumentEnd(after offset: UInt32, before limit: UInt32, in cell: Int) -> UInt32 {
    let bytes = trees[cell].source.bytes
    var end = offset
    var index = Int(offset)
    while index < Int(limit), index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ")"):
        end = UInt32(index) + 1
        index += 1
      case 0x20, 0x09, 0x0A, 0x0D, 0x5C: index += 1
      case UInt8(ascii: "#"):
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      default: return end
      }
    }
    return end
  }

  /// Where the closing parenthesis of a call stands.
  func closing(of call: ExprID, in cell: Int) -> UInt32 { trees[cell].span(of: call).end - 1 }

  /// Where the opening parenthesis of a call ends.
  func opening(of call: ExprID, in cell: Int) -> UInt32? {
    let tree = trees[cell]
    guard case .call(let callee, _, _) = tree[call] else { return nil }
    let end = argumentEnd(
      after: tree.span(of: callee).end, before: tree.span(of: call).end, in: cell)
    let bytes = tree.source.bytes
    var index = Int(end)
    while index < bytes.count, bytes[index] != UInt8(ascii: "(") {
      guard [0x20, 0x09, 0x0A, 0x0D, 0x5C].contains(bytes[index]) else { return nil }
      index += 1
    }
    return index < bytes.count ? UInt32(index) + 1 : nil
  }

  /// The arguments of a call in the order of the source.
  func arguments(of call: ExprID, in cell: Int) -> [CallArgument] {
    let tree = trees[cell]
    guard case .call(_, let arguments, let keywords) = tree[call] else { return [] }
    let limit = closing(of: call, in: cell)
    let all =
      arguments.map { CallArgument(name: nil, value: $0, start: tree.span(of: $0).start, end: 0) }
      + keywords.map { CallArgument(name: $0.name, value: $0.value, start: $0.span.start, end: 0) }
    return all.sorted { $0.start < $1.start }.map { argument in
      var argument = argument
      let end = tree.span(of: argument.value).end
      argument.end = max(end, argumentEnd(after: end, before: limit, in: cell))
      return argument
    }
  }

  /// The argument with a name, or at a position.
  func argument(
    _ name: String, at position: Int? = nil, of call: ExprID, in cell: Int
  ) -> CallArgument? {
    let all = arguments(of: call, in: cell)
    if let found = all.first(where: { $0.name?.text == name }) { return found }
    guard let position, position < all.count, all[position].name == nil else { return nil }
    return all[position]
  }

  /// The text of a string literal.
  func text(_ id: ExprID, in cell: Int) -> String? {
    if case .constant(.string(let text, _)) = trees[cell][id] { return text }
    return nil
  }

  /// The edit that takes an argument out of a call.
  func removal(of argument: CallArgument, from call: ExprID, in cell: Int) -> TextEdit {
    let all = arguments(of: call, in: cell)
    let source = trees[cell].source
    let bytes = source.bytes
    let index = all.firstIndex { $0.start == argument.start } ?? 0
    var start = argument.start
    var end = argument.end
    if index > 0 {
      start = all[index - 1].end
    } else if all.count > 1 {
      end = all[1].start
    } else {
      var next = Int(end)
      while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: ",") { end = UInt32(next) + 1 }
    }
    return TextEdit(Span(source: source.id, start: start, end: end), replacement: "")
  }

  /// The blanks in front of a statement that stands first on its line; nil for one that does not.
  func indentation(of id: StmtID, in cell: Int) -> String? {
    let source = trees[cell].source
    let start = start(of: id, in: cell)
    let lineStart = source.lineStarts[source.line(at: start) - 1]
    let blanks = source.bytes[Int(lineStart)..<Int(start)]
    guard blanks.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
    return String(decoding: blanks, as: UTF8.self)
  }

  /// Where a statement begins, with its decorators.
  func start(of id: StmtID, in cell: Int) -> UInt32 {
    switch trees[cell][id] {
    case .functionDef(let definition): definition.spanWithDecorators.start
    case .classDef(let definition): definition.spanWithDecorators.start
    default: trees[cell].span(of: id).start
    }
  }

  /// The start of the line of an offset.
  func lineStart(_ offset: UInt32, in cell: Int) -> UInt32 {
    let source = trees[cell].source
    return source.lineStarts[source.line(at: offset) - 1]
  }

  /// The start of the line behind that of an offset, and whether there is one.
  func nextLine(_ offset: UInt32, in cell: Int) -> (start: UInt32, exists: Bool) {
    let source = trees[cell].source
    let line = source.line(at: offset)
    guard line < source.lineStarts.count else { return (UInt32(source.bytes.count), false) }
    return (source.lineStarts[line], true)
  }
}

/// An argument of a call.
struct CallArgument {
  let name: Identifier?
  let value: ExprID
  let start: UInt32
  /// Behind the parentheses around it.
  var end: UInt32
}
