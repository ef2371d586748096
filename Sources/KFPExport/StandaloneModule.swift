import KFPGraph
import KFPInterpreter
import KFPSession
import KFPSource
import KFPSpec
import KFPSyntax

/// A script as a Python module that stands alone: the official SDK compiles it to an equal document.
///
/// Two things about a script are not Python: names that are there without an import, and tasks at top
/// level. The first become imports. The second become the body of a pipeline function at the end of
/// the module; definitions stay where they are, since the SDK reads the text of a component from its
/// file. What only looks at results has nothing to look at there and becomes a comment, or, where it makes
/// a task, keeps that. A statement goes into the function if it adds to the pipeline, stands behind one that does
/// and is no definition, or asks for a name that such a statement binds.
func standaloneModule(of compiled: CompiledNotebook) throws(ExportProblem) -> String {
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let source = sources.add(name: compiled.path, bytes: Array(compiled.text.utf8))
  let layout = ModuleLayout(
    tree: parse(source, reporting: &bag), interpretation: compiled.compilation.interpretation)
  var imports = ScriptImports(of: compiled.kind == .script ? compiled.text : "")
  if let name = layout.pipelineInside { throw .pipelineDefinedTwice(name) }
  let interpretation = compiled.compilation.interpretation
  var body = layout.moduleText
  var compiledName: String?

  if let session = interpretation.sessionPipeline {
    let name = layout.freeName("session_pipeline")
    let isTaken = layout.freeName("pipeline") != "pipeline" && !imports.has(name: "pipeline")
    isTaken ? imports.add(module: "dsl") : imports.add(name: "pipeline")
    let decorator = isTaken ? "dsl.pipeline" : "pipeline"
    let title = quoted(session.document.pipeline.info.name)
    body += "\n\n# %%\n@\(decorator)(name=\(title))\ndef \(name)():\n" + layout.pipelineText
    compiledName = name
  } else if let only = try? interpretation.chosenPipeline(named: nil) {
    compiledName = interpretation.variable(of: only)
  }
  if interpretation.compileCalls.isEmpty, let compiledName {
    imports.add(module: "compiler")
    let file = quoted(stem(of: compiled.path) + ".yaml")
    body +=
      "\n\n# %%\nif __name__ == \"__main__\":\n"
      + "    compiler.Compiler().compile(\(compiledName), \(file))\n"
  }
  guard !imports.isEmpty else { return body }
  let setup = compiled.text.isEmpty ? imports.text : "# %%\n\(imports.text)\n"
  return layout.preambleText + setup + "\n" + body
}

/// Which statements of a module go where.
private struct ModuleLayout {
  private let source: SourceText
  private let statements: [TopLevelStatement]
  /// For each statement, the lines that it takes together with the comments in front of it.
  private var lines: [Range<Int>] = []
  private var isInPipeline: [Bool]
  private let makesTasks: [Bool]
  private let stringLines: Set<Int>

  init(tree: Tree, interpretation: Interpretation) {
    source = tree.source
    statements = TopLevelStatement.all(in: tree)
    let flagged = interpretation.sessionStatements
    makesTasks = statements.map { statement in
      flagged.contains { statement.span.start <= $0.start && $0.end <= statement.span.end }
    }
    isInPipeline = makesTasks
    stringLines = linesInsideStrings(of: tree.source)
    var start = 0
    for (index, statement) in statements.enumerated() {
      var end = tree.source.line(at: max(statement.span.end, 1) - 1)
      // Statements on one line stay together.
      if index + 1 < statements.count {
        end = min(end, tree.source.lineStarts.count)
      }
      lines.append(start..<max(start, end))
      start = max(start, end)
    }
    if let last = lines.indices.last { lines[last] = lines[last].lowerBound..<lineCount }
    guard isInPipeline.contains(true) else { return }
    spread()
  }

  private var lineCount: Int { source.lineStarts.count }

  /// Takes into the pipeline what belongs with what is in it.
  private mutating func spread() {
    let first = isInPipeline.firstIndex(of: true) ?? statements.count
    let binders = statements.reduce(into: [String: Int]()) { counts, statement in
      for name in statement.binds { counts[name, default: 0] += 1 }
    }
    for index in statements.indices where index > first {
      let statement = statements[index]
      let isOrder = statement.reads.contains("compiler") || statement.reads.contains("__name__")
      if !statement.isImport, !isDefinition(index), !isOrder { isInPipeline[index] = true }
    }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      var bound: Set<String> = []
      var read: Set<String> = []
      for index in statements.indices where isInPipeline[index] {
        bound.formUnion(statements[index].binds)
        read.formUnion(statements[index].reads)
      }
      for index in statements.indices where !isInPipeline[index] {
        let statement = statements[index]
        guard !statement.isImport, !statement.isPreamble else { continue }
        let isRebound = statement.binds.contains { name in
          bound.contains(name) || read.contains(name) && binders[name, default: 0] > 1
        }
        guard isRebound || !statement.reads.isDisjoint(with: bound),
          !(statement.reads.contains("__name__"))
        else { continue }
        isInPipeline[index] = true
        hasChanged = true
      }
      // Statements on one line stay together.
      for index in statements.indices.dropFirst()
      where lines[index].isEmpty && isInPipeline[index] != isInPipeline[index - 1] {
        isInPipeline[index] = true
        isInPipeline[index - 1] = true
        hasChanged = true
      }
    }
  }

  private func isDefinition(_ index: Int) -> Bool {
    let text = source.text(of: statements[index].span)
    return ["@", "def ", "class ", "async def "].contains { text.hasPrefix($0) }
  }

  /// The lines that have to stand in front of the imports.
  var preambleText: String {
    let count = statements.prefix(while: \.isPreamble).count
    return lines.prefix(count).map { text(of: $0) }.joined()
  }

  /// The statements that stay at top level, without the preamble.
  var moduleText: String {
    let preamble = statements.prefix(while: \.isPreamble).count
    guard !statements.isEmpty else { return text(of: 0..<lineCount) }
    let kept = statements.indices.dropFirst(preamble).filter { !isInPipeline[$0] }
    return trimmed(kept.map { text(of: lines[$0]) }.joined())
  }

  /// The statements of the pipeline function, indented.
  var pipelineText: String {
    let inside = statements.indices.filter { isInPipeline[$0] }
    return trimmed(inside.map(textInPipeline).joined())
  }

  /// A pipeline that would have to be defined in the pipeline function, which cannot be.
  var pipelineInside: String? {
    statements.indices.first { isInPipeline[$0] && statements[$0].isPipeline }
      .flatMap { statements[$0].binds.first }
  }

  private func textInPipeline(_ index: Int) -> String {
    let statement = statements[index]
    let start = source.line(at: statement.span.start) - 1
    let sharesLine =
      index > 0 && lines[index].isEmpty || index + 1 < lines.count && lines[index + 1].isEmpty
    guard let observation = statement.observation, !sharesLine, lines[index].contains(start) else {
      return text(of: lines[index], indented: true)
    }
    let before = text(of: lines[index].lowerBound..<start, indented: true)
    let end = source.line(at: max(statement.span.end, 1) - 1)
    let after = text(of: end..<lines[index].upperBound, indented: true)
    guard makesTasks[index] else {
      let comment = (start..<end).map { "    # \(source.lineText($0 + 1))\n" }
      return before + comment.joined() + after
    }
    guard case .assertion(let test) = observation,
      source.line(at: test.start) == start + 1, source.line(at: test.end) == start + 1
    else { return text(of: lines[index], indented: true) }
    return before + "    \(source.text(of: test))\n" + after
  }

  /// A name that the module does not use.
  func freeName(_ wanted: String) -> String {
    let used = statements.reduce(into: Set<String>()) {
      $0.formUnion($1.binds)
      $0.formUnion($1.reads)
    }
    var name = wanted
    while used.contains(name) { name += "_" }
    return name
  }

  private func text(of range: Range<Int>, indented: Bool = false) -> String {
    var result = ""
    for line in range {
      let text = source.lineText(line + 1)
      // Marks of cells have no place inside a function.
      if indented, text.hasPrefix("# %%"), !stringLines.contains(line) { continue }
      let isIndented = indented && !text.isEmpty && !stringLines.contains(line)
      result += (isIndented ? "    " : "") + text + "\n"
    }
    return result
  }

  private func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The lines, from 0, that begin inside a string.
private func linesInsideStrings(of source: SourceText) -> Set<Int> {
  var lines: Set<Int> = []
  for piece in colouredPieces(of: source) where piece.colour == .string {
    let first = source.line(at: piece.span.start)
    let last = source.line(at: max(piece.span.end, 1) - 1)
    if last > first { lines.formUnion(first..<last) }
  }
  return lines
}

/// The name of a file without folders and ending.
private func stem(of path: String) -> String {
  let name = path.split(separator: "/").last.map(String.init) ?? path
  guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
  return String(name[..<dot])
}

/// A text as a literal of Python.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\n": result += "\\n"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension Interpretation {
  /// The variable that holds a pipeline or component that was chosen.
  fileprivate func variable(of chosen: ChosenPipeline) -> String? {
    let name = chosen.document.pipeline.info.name
    if let pipeline = pipelines.last(where: { $0.pipeline.document.pipeline.info.name == name }) {
      return pipeline.variable
    }
    return components.last { $0.isLocal }?.variable
  }
}
