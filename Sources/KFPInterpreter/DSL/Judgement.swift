import KFPGraph
import KFPSource
import KFPTypes

extension Evaluator {
  /// Judges a finished graph, and lowers it where there is nothing to complain about.
  func document(of graph: Graph) -> LoweredPipeline? {
    let errors = bag
    let flow = GraphFlow(graph)
    if !graph.tasks.isEmpty { judge(flow) }
    return bag.hasNewError(since: errors) ? nil : lower(flow)
  }

  /// Judges what flows through a graph. The graph does not know the text; what its complaints need
  /// of it is added here.
  private func judge(_ flow: GraphFlow) {
    var found = DiagnosticBag()
    checkTopology(flow, reporting: &found)
    let isBroken = isTextBroken || bag.containsError
    for diagnostic in found.diagnostics {
      // Of a group whose statements were complained about, something may be missing.
      if isBroken, diagnostic.code == "E0517" || diagnostic.code == "W0509" { continue }
      bag.report(
        diagnostic.code == "E0502" ? withExpression(diagnostic, in: flow.graph) : diagnostic)
    }
  }

  /// A complaint about an output that must be collected, with the expression to write.
  private func withExpression(_ diagnostic: Diagnostic, in graph: Graph) -> Diagnostic {
    guard let span = diagnostic.primary?.span, let loop = diagnostic.related.first?.span,
      let collected = collectedName(besides: loop)
    else { return diagnostic }
    let text = sourceText(of: span)
    guard !text.isEmpty, text.utf8.count <= 60, !text.utf8.contains(UInt8(ascii: "\n")) else {
      return diagnostic
    }
    var help = Help(
      "write `\(collected)(\(text))`, where a list is taken")
    for task in graph.tasks {
      for argument in task.arguments where argument.span == span {
        guard case .channel = argument.value else { return diagnostic }
        guard let input = task.component.inputs.first(where: { $0.name == argument.name }) else {
          continue
        }
        if takesList(input.type) {
          let edits = [
            TextEdit(
              Span(source: span.source, start: span.start, end: span.start),
              replacement: "\(collected)("),
            TextEdit(
              Span(source: span.source, start: span.end, end: span.end), replacement: ")"),
          ]
          help = Help("write `\(collected)(\(text))`", edits: edits)
        } else {
          help = Help(
            "write `\(collected)(\(text))`, and let `\(argument.name)` take a list")
        }
      }
    }
    return Diagnostic(
      diagnostic.code, diagnostic.severity, diagnostic.message, at: diagnostic.primary,
      related: diagnostic.related, notes: diagnostic.notes, helps: [help])
  }

  private func takesList(_ type: ChannelType) -> Bool {
    switch type.portType {
    case .parameter(.list), .artifact(_, isList: true): true
    default: false
    }
  }

  /// How the script writes `Collected`: as it writes the loop, as far as that can be seen.
  private func collectedName(besides loop: Span) -> String? {
    let text = sourceText(of: loop)
    let callee = text.prefix { $0 != "(" }
    guard callee.hasSuffix("ParallelFor") else { return nil }
    let module = callee.dropLast("ParallelFor".utf8.count)
    if module.isEmpty {
      guard kind == .script || main["Collected"] != nil else { return nil }
    }
    return module + "Collected"
  }
}
