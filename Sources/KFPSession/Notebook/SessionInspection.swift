import KFPChecker
import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSpec
import KFPSyntax

/// What `name?` tells.
public struct Inspection: Hashable, Sendable {
  /// What it is, in a line: `component double(number: int) -> int`.
  public var headline: String
  /// The cell that defines it.
  public var cell: Int?
  /// What its author says about it.
  public var documentation: String
  /// Its source, where it is in a cell.
  public var source: String?
}

extension Session {
  /// What there is to say about a name, with or without dots; nil where the session does not know it.
  public func inspection(of name: String) -> Inspection? {
    let interpretation = compilation.interpretation
    if let defined = interpretation.components.last(where: { $0.variable == name }) {
      return definition(
        of: name, "component \(signature(of: defined.component))",
        documentation: documentation(
          defined.component.description, defined.component.inputs, defined.component.outputs))
    }
    if let defined = interpretation.pipelines.last(where: { $0.variable == name }) {
      let info = defined.pipeline.document.pipeline.info
      return definition(
        of: name, "pipeline \(name)\(signature(of: defined.inputs, []))",
        documentation: documentation(info.description, defined.inputs, []))
    }
    if definition(of: name) != nil, case .known(let type, let value) = self.type(of: name) {
      let headline = value.map { "\(name): \(type) = \($0)" } ?? "\(name): \(type)"
      return definition(of: name, headline, documentation: "")
    }
    let entry = surfaceEntry(name).map {
      Inspection(headline: $0.signature, documentation: $0.summary)
    }
    // `first.output` is a value of the session, `first.after` a method of the table.
    let owner = name.prefix { $0 != "." }
    if entry != nil, owner == name[...] || definition(of: String(owner)) == nil { return entry }
    guard case .known(let type, let value) = self.type(of: name), type != "method" else {
      return entry
    }
    let headline = value.map { "\(name): \(type) = \($0)" } ?? "\(name): \(type)"
    return Inspection(headline: headline, documentation: entry?.documentation ?? "")
  }

  private func definition(
    of name: String, _ headline: String, documentation: String
  ) -> Inspection {
    let found = definition(of: name)
    return Inspection(
      headline: headline, cell: found?.cell, documentation: documentation, source: found?.source)
  }

  /// The last statement at top level of a cell that binds a name.
  private func definition(of name: String) -> (cell: Int, source: String)? {
    for index in cells.indices.reversed() {
      guard let tree = tree(ofCellAt: index) else { continue }
      for statement in tree.body.reversed() where tree.names(boundBy: statement).contains(name) {
        let span =
          if case .functionDef(let function) = tree[statement] {
            function.spanWithDecorators
          } else { tree.span(of: statement) }
        return (cells[index].number, tree.source.text(of: span))
      }
    }
    return nil
  }

  /// The entry of a name of the DSL: `ParallelFor`, `dsl.If`, `kubernetes.mount_pvc`, `task.after`.
  private func surfaceEntry(_ name: String) -> SurfaceEntry? {
    guard let dot = name.lastIndex(of: ".") else { return Surface.dslEntry(name) }
    let owner = name[..<dot]
    let member = name[name.index(after: dot)...]
    let table =
      switch owner {
      case "dsl", "kfp.dsl": Surface.dsl
      case "kubernetes": Surface.kubernetes
      case "compiler": Surface.compiler
      case "components": Surface.components
      default: Surface.task
      }
    return table.first { $0.name == member }
  }

  private func documentation(
    _ text: String?, _ inputs: [Component.Input], _ outputs: [Component.Output]
  ) -> String {
    var lines = text.map { [$0] } ?? []
    lines += inputs.compactMap { input in input.description.map { "  \(input.name): \($0)" } }
    lines += outputs.compactMap { output in output.description.map { "  -> \(output.name): \($0)" }
    }
    return lines.joined(separator: "\n")
  }
}

extension Tree {
  /// The names that a statement at top level binds.
  func names(boundBy statement: StmtID) -> [String] {
    switch self[statement] {
    case .functionDef(let function): [function.name.text]
    case .classDef(let definition): [definition.name.text]
    case .assign(let targets, _): targets.flatMap(names(in:))
    case .annAssign(let target, _, _, _): names(in: target)
    case .import(let aliases), .importFrom(_, let aliases, _):
      aliases.map { ($0.asName ?? $0.name).text }
    case .with(let items, _, _): items.compactMap(\.target).flatMap(names(in:))
    default: []
    }
  }

  private func names(in target: ExprID) -> [String] {
    switch self[target] {
    case .name(let name): [name.text]
    case .tuple(let elements), .list(let elements):
      elements.flatMap { element -> [String] in
        if case .name(let name) = self[element] { [name.text] } else { [] }
      }
    default: []
    }
  }
}
