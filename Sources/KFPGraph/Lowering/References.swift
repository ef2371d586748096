import KFPSpec
import KFPTypes
import OrderedCollections

/// Where a task or group of one DAG finds a wire.
struct References {
  let wiring: Wiring
  /// The group whose DAG it is.
  let group: Int

  /// The source of a parameter.
  func parameter(_ wire: Wire) -> TaskSpec.ParameterSource {
    switch wire.source {
    case .input(let name):
      return .init(.componentInput(group == 0 ? name : wiring.inputName(name)))
    case .output(let node, let key):
      if isHere(node) { return .init(.taskOutput(task: wiring.outline.name(of: node), key: key)) }
      return .init(.componentInput(wiring.inputName(wiring.fullName(of: wire))))
    case .item:
      return .init(.componentInput(wiring.inputName(wiring.fullName(of: wire))))
    case .field(let loop, let key):
      let item = Wire(source: .item(loop), type: wire.type)
      return .init(
        .componentInput(wiring.inputName(wiring.fullName(of: item))),
        expressionSelector: "parseJson(string_value)[\"\(key)\"]")
    }
  }

  /// The source of an artifact.
  func artifact(_ wire: Wire) -> TaskSpec.ArtifactSource {
    switch parameter(wire).kind {
    case .taskOutput(let task, let key): .taskOutput(task: task, key: key)
    case .componentInput(let name): .componentInput(name)
    case .constant, .runtimeParameter, .taskFinalStatus: .componentInput("")
    }
  }

  private func isHere(_ node: Node) -> Bool {
    if case .task(let index) = node, wiring.outline.graph.tasks[index].isExitTask { return false }
    return wiring.outline.parent(of: node) == group
  }
}

extension TaskSpec {
  /// Adds an input that is a wire.
  mutating func add(_ name: String, _ wire: Wire, _ references: References) {
    switch wire.type {
    case .parameter: inputParameters[name] = references.parameter(wire)
    case .artifact: inputArtifacts[name] = references.artifact(wire)
    }
  }

  /// Adds an argument with run-time values in it: each gets an input of its own, which the text
  /// refers to.
  mutating func addEmbedding(
    _ name: String, _ value: Argument, usedBy user: Node, _ references: References
  ) {
    let wiring = references.wiring
    for channel in value.channels {
      guard let wire = wiring.wire(for: channel, usedBy: user) else { continue }
      add(wiring.inputName(wiring.fullName(of: wire)), wire, references)
    }
    inputParameters[name] = ParameterSource(
      .constant(value.embedded(usedBy: user, wiring).withDoubles))
  }
}

extension Argument {
  /// The value with placeholders where run-time values are.
  func embedded(usedBy user: Node, _ wiring: Wiring) -> JSONValue {
    switch self {
    case .constant(let value): value
    case .channel(let channel): .string(Self.placeholder(channel, usedBy: user, wiring))
    case .template(let segments):
      .string(
        segments.map { segment in
          switch segment {
          case .text(let text): text
          case .channel(let channel): Self.placeholder(channel, usedBy: user, wiring)
          }
        }.joined())
    case .list(let elements): .array(elements.map { $0.embedded(usedBy: user, wiring) })
    case .dict(let members):
      .object(
        .init(
          members.map { ($0.key, $0.value.embedded(usedBy: user, wiring)) },
          uniquingKeysWith: { _, last in last }))
    }
  }

  private static func placeholder(_ channel: Channel, usedBy user: Node, _ wiring: Wiring)
    -> String
  {
    guard let wire = wiring.wire(for: channel, usedBy: user) else { return "" }
    return inputPlaceholder(wiring.inputName(wiring.fullName(of: wire)))
  }
}

/// The text that stands for the value of a task's input.
func inputPlaceholder(_ name: String) -> String {
  "{{$.inputs.parameters['\(name)']}}"
}
