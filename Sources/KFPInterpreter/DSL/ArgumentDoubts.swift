import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// Warnings about arguments that are accepted and may still not be what the task needs: W0322 to W0325.
extension Evaluator {
  /// Warns of an argument of `component`.
  func doubt(
    _ argument: KFPGraph.Argument, for input: Component.Input, of label: String, at span: Span
  ) {
    switch argument {
    case .channel(let channel): doubtPresence(of: channel, for: input, of: label, at: span)
    case .constant(.integer(let number)) where number.magnitude > 1 << 53:
      report(
        Diagnostic(
          "W0323", .warning, "`\(number)` has more digits than arrive at a task",
          at: SourceLabel(span, "larger than 2 to the power of 53"),
          notes: ["numbers travel as floating-point numbers, which are exact up to that"],
          helps: [Help("pass it as a str")]))
    case .constant(.array(let values)): doubtElements(values, for: input, at: span)
    default: break
    }
  }

  /// An input of the pipeline that may be None, where a value is needed.
  private func doubtPresence(
    of channel: Channel, for input: Component.Input, of label: String, at span: Span
  ) {
    guard case .input(let pipeline, let name) = channel.origin, !input.isOptional,
      let source = studio[pipeline].graph.inputs.first(where: { $0.name == name }),
      source.isOptional, source.defaultValue == nil,
      source.type != .parameter(.taskFinalStatus)
    else { return }
    report(
      Diagnostic(
        "W0322", .warning,
        "`\(name)` may be left out of the pipeline, but `\(input.name)` of `\(label)` needs a value",
        at: SourceLabel(span, "None where nothing is given"),
        related: source.declaration.map { [SourceLabel($0, "None unless it is given")] } ?? [],
        helps: [
          Help("give `\(name)` a default, or let `\(input.name)` be optional: `= None`")
        ]))
  }

  /// Elements of a list that are of another type than the input says.
  private func doubtElements(_ values: [JSONValue], for input: Component.Input, at span: Span) {
    guard case .parameter(let text) = input.type, text.parameterType == .list,
      text.description.contains("["), let wanted = text.itemType.parameterType
    else { return }
    guard let index = values.firstIndex(where: { !$0.fits(wanted) }) else { return }
    report(
      Diagnostic(
        "W0324", .warning,
        "`\(input.name)` takes \(text.pythonName), but element \(index + 1) is no "
          + wanted.pythonName,
        at: SourceLabel(span, "of these elements"),
        related: input.declaration.map { [SourceLabel($0, "declared here")] } ?? [],
        notes: ["nobody looks at the elements before the task does"]))
  }

  /// A pipeline that is called, whose own configuration is then left out.
  func doubtConfiguration(of id: PipelineID, label: String, at span: Span) {
    let header = studio[id].graph.header
    guard header.pipelineConfig != nil else { return }
    report(
      Diagnostic(
        "W0325", .warning,
        "the configuration of `\(label)` does not count where another pipeline calls it",
        at: SourceLabel(span, "called as a component"),
        related: header.declaration.map {
          [SourceLabel($0, "`\(label)` has a configuration of its own")]
        } ?? [],
        helps: [Help("configure the pipeline that is run")]))
  }
}

extension JSONValue {
  /// Whether a task can read the value as this type.
  fileprivate func fits(_ type: ParameterType) -> Bool {
    switch (type, self) {
    case (.string, .string), (.boolean, .bool), (.list, .array), (.struct, .object): true
    case (.integer, .integer), (.double, .integer), (.double, .double): true
    default: false
    }
  }
}
