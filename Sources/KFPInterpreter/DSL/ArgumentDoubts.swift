import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// Warnings about arguments that are accepted and may still not be what the task needs: W0322 to W0325.
extension Evaluator {
  /// `object is None`, which is false, and doubtful about an input that may be left out: the answer is
  /// the same whatever the pipeline is started with.
  func doubtIdentity(of object: any Object, at span: Span) -> Bool {
    guard let channel = object as? ChannelObject,
      case .input(let pipeline, let name) = channel.channel.origin,
      let input = studio[pipeline].graph.inputs.first(where: { $0.name == name }),
      input.isOptional, input.defaultValue == nil, !isInInstalledPackage
    else { return false }
    bag.report(
      Diagnostic(
        "W0510", .warning, "whether `\(name)` is None is not known while the script is read",
        at: SourceLabel(span, "never None here"),
        notes: ["an input is a run-time value, also where it is left out when the pipeline runs"],
        helps: [
          Help("give `\(name)` a default that can be compared: `with If(\(name) == ...):`")
        ]))
    return false
  }

  /// Warns of an argument of `component`.
  func doubt(
    _ argument: KFPGraph.Argument, for input: Component.Input, of label: String, at span: Span
  ) {
    switch argument {
    case .channel(let channel):
      doubtPresence(of: channel, for: input, of: label, at: span)
      doubtItem(channel, for: input, at: span)
    case .constant(.integer(let number)) where number.magnitude > 1 << 53:
      report(.tooManyDigits(number, at: span))
    case .constant(let value):
      guard case .parameter(let type) = input.type,
        let element = MisplacedElement(in: value, of: type)
      else { return }
      report(
        .misplaced(element, in: input.name, type, at: span, declaration: input.declaration))
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

  /// The item of a loop over a list whose elements are declared to be of another type. The SDK takes
  /// items of `list[str]` for everything.
  private func doubtItem(_ channel: Channel, for input: Component.Input, at span: Span) {
    guard case .item(let group) = channel.origin, channel.type == .parameter(.string),
      case .loop(.channel(let items), _) = studio.group(group).kind,
      case .parameter(let list) = items.type, list.description.utf8.contains(UInt8(ascii: "[")),
      let mismatch = channel.type.mismatch(for: input.type), mismatch != .listForSingle
    else { return }
    report(
      Diagnostic(
        "W0324", .warning,
        "`\(input.name)` takes \(input.type.pythonName), but the items of this loop are str",
        at: SourceLabel(span, "this is str"),
        related: [SourceLabel(studio.group(group).span, "loops over \(list.pythonName)")]
          + (input.declaration.map { [SourceLabel($0, "declared here")] } ?? []),
        notes: ["types are not converted between tasks: str stays str"]))
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
