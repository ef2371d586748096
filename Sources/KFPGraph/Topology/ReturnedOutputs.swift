import KFPSource
import KFPTypes

extension Diagnostic {
  /// A pipeline that returns its own input.
  static func returnedInput(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0527", "the pipeline's input `\(name)` cannot be returned",
      at: SourceLabel(span, "not an output of a task"),
      notes: ["the outputs of a pipeline are outputs of its tasks"],
      helps: [Help("return the output of a task that passes it on")])
  }

  /// A returned value without a declaration.
  static func undeclaredOutput(_ name: String, at span: Span, pipeline: Span?) -> Diagnostic {
    Diagnostic(
      "E0528",
      name == "Output"
        ? "the pipeline returns a value, but its signature declares no such output"
        : "the pipeline returns `\(name)`, which its signature does not declare",
      at: SourceLabel(span, "returned here"),
      related: pipeline.map { [SourceLabel($0, "the signature")] } ?? [],
      helps: [Help("add the type of the output behind `->`")])
  }

  /// A declared output that is not returned.
  static func missingOutput(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0528",
      name == "Output"
        ? "the pipeline declares an output, but returns none"
        : "the pipeline declares the output `\(name)`, but does not return it",
      at: SourceLabel(span, "declared here"),
      helps: [Help("return it, or remove the declaration")])
  }

  /// A returned list of the values of iterations where nothing iterates.
  static func collectedWithoutLoop(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0506", .warning, "\(value) is not repeated by a loop, but collected",
      at: SourceLabel(span, "a list is promised, a single value is given"),
      notes: ["`Collected` gathers the output of a task inside a `ParallelFor`"],
      helps: [Help("return the output of a task that always runs")])
  }

  /// A returned value of another type.
  static func outputType(
    _ name: String, _ wanted: String, _ given: String, at span: Span, declaration: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0529", "the pipeline's output `\(name)` is declared as \(wanted), but \(given) is returned",
      at: SourceLabel(span, "this is \(given)"),
      related: declaration.map { [SourceLabel($0, "declared as \(wanted)")] } ?? [])
  }
}

/// What a pipeline returns are outputs of its tasks, as its signature declares them.
func checkReturnedOutputs(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  let graph = flow.graph
  var declared: [String: Component.Output] = [:]
  for output in graph.declaredOutputs { declared[output.name] = output }
  var returned: Set<String> = []
  var isUndeclared = false
  for output in graph.returnedOutputs {
    returned.insert(output.name)
    guard flow.checkReturned(output, &bag) else { continue }
    guard let declaration = declared[output.name] else {
      bag.report(
        .undeclaredOutput(output.name, at: output.span, pipeline: graph.header.declaration))
      isUndeclared = true
      continue
    }
    let type = output.channel.type
    if type.mismatch(for: declaration.type) != nil {
      bag.report(
        .outputType(
          output.name, flow.typeName(declaration.type), flow.typeName(type), at: output.span,
          declaration: declaration.declaration))
    }
  }
  // An output under another name than the declared one is a single mistake.
  if isUndeclared { return }
  for output in graph.declaredOutputs where !returned.contains(output.name) {
    guard let span = output.declaration ?? graph.header.declaration ?? graph.groups.first?.span
    else { continue }
    bag.report(.missingOutput(output.name, at: span))
  }
}

extension GraphFlow {
  /// Whether the value can be returned at all.
  fileprivate func checkReturned(
    _ output: Graph.ReturnedOutput, _ bag: inout DiagnosticBag
  ) -> Bool {
    let count = bag.diagnostics.count
    guard owns(output.channel) else {
      bag.report(.valueOfOtherPipeline(describe(output.channel), at: output.span))
      return false
    }
    switch output.channel.origin {
    case .input(_, let name):
      bag.report(.returnedInput(name, at: output.span))
    case .item(let loop), .field(let loop, _):
      bag.report(
        .itemOutsideLoop(
          describe(output.channel), at: output.span, loop: graph.groups[loop.index].span))
    case .output(let task, _):
      checkLevel(of: .task(task.index), name(of: task), output, &bag)
    case .oneOf(let branches, _, _):
      if branches.index > 0, outline.owns(branches) {
        checkLevel(of: .group(branches.index), "this `OneOf`", output, &bag)
      }
    case .collected(let inner):
      // The official compiler takes any group for a loop here.
      guard case .output(let task, _) = inner.origin,
        outline.groupsAround(.task(task.index)).count > 1
      else {
        bag.report(.nothingToCollect(describe(inner), at: output.span))
        return false
      }
      let path = outline.groupsAround(.task(task.index))
      if let blocking = path.first(where: isBranches) {
        bag.report(
          .collectedFromInside(
            name(of: task), noun(of: blocking), at: output.span,
            group: graph.groups[blocking].span))
      } else if !path.contains(where: isLoop) {
        bag.report(.collectedWithoutLoop(describe(inner), at: output.span))
        return true
      }
    }
    return bag.diagnostics.count == count
  }

  private func checkLevel(
    of node: Node, _ name: String, _ output: Graph.ReturnedOutput, _ bag: inout DiagnosticBag
  ) {
    let path = outline.groupsAround(node)
    guard path.count > 1 else { return }
    let outer = path[1]
    let span = graph.groups[outer].span
    switch graph.groups[outer].kind {
    case .loop:
      bag.report(
        .loopOutputOutside(name, describe(output.channel), at: output.span, loop: span))
    case .exitHandler:
      bag.report(.handledOutputOutside(name, at: output.span, group: span))
    case .if, .elif, .else, .branches:
      let branch = branch(of: node, in: outer)
      bag.report(
        .branchOutputOutside(
          name, noun(of: branch), at: output.span, group: graph.groups[branch].span))
    case .pipeline:
      break
    }
  }
}
