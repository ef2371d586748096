import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

extension ContainerExecutor {
  /// The executor with the settings of a task.
  func configured(
    _ configuration: TaskConfiguration, usedBy user: Node, _ wiring: Wiring
  ) -> ContainerExecutor {
    var executor = self
    if let image = configuration.image,
      case .string(let text) = image.embedded(usedBy: user, wiring)
    {
      executor.image = text
    }
    var places: [String: Int] = [:]
    for (index, variable) in executor.env.enumerated() { places[variable.name] = index }
    for (name, value) in configuration.environment {
      if let place = places[name] {
        executor.env[place].value = value
      } else {
        executor.env.append(.init(name: name, value: value))
      }
    }
    if !configuration.resources.isEmpty {
      var resources = executor.resources ?? .init()
      resources.apply(configuration, usedBy: user, wiring)
      executor.resources = resources
    }
    return executor
  }
}

extension References {
  /// How the settings of a platform refer to a wire.
  func platformReference(_ wire: Wire) -> JSONValue {
    let source = parameter(wire)
    switch source.kind {
    case .taskOutput(let task, let key):
      return .object([
        "taskOutputParameter": .object([
          "producerTask": .string(task), "outputParameterKey": .string(key),
        ])
      ])
    case .componentInput(let name):
      return .object(["componentInputParameter": .string(name)])
    case .constant, .runtimeParameter, .taskFinalStatus:
      return .object([:])
    }
  }
}

extension Component.Importer {
  /// The distinct run-time values of the metadata with the names of the inputs that hold them:
  /// `metadata`, `metadata-2`, ... in the order of entries, keys before values.
  var metadataInputs: OrderedDictionary<Channel, String> {
    var inputs: OrderedDictionary<Channel, String> = [:]
    for entry in metadata {
      for channel in entry.key.channels + entry.value.channels where inputs[channel] == nil {
        inputs[channel] = inputs.isEmpty ? "metadata" : "metadata-\(inputs.count + 1)"
      }
    }
    return inputs
  }

  /// What imports the artifact.
  var executor: ImporterExecutor {
    let inputs = metadataInputs
    var members: OrderedDictionary<String, JSONValue> = [:]
    for (key, value) in metadata {
      guard case .string(let key) = key.filled(from: inputs) else { continue }
      members[key] = value.filled(from: inputs).withDoubles
    }
    var address = ImporterExecutor.Value.runtimeParameter("uri")
    if case .constant(.string(let text)) = uri { address = .constant(text) }
    return ImporterExecutor(
      artifactURI: address, schema: schema, reimport: reimport, metadata: members,
      downloadToWorkspace: downloadToWorkspace)
  }
}

extension Argument {
  /// The value with placeholders of the named inputs where run-time values are.
  fileprivate func filled(from inputs: OrderedDictionary<Channel, String>) -> JSONValue {
    switch self {
    case .constant(let value): value
    case .channel(let channel): .string(inputPlaceholder(inputs[channel] ?? ""))
    case .template(let segments):
      .string(
        segments.map { segment in
          switch segment {
          case .text(let text): text
          case .channel(let channel): inputPlaceholder(inputs[channel] ?? "")
          }
        }.joined())
    case .list(let elements): .array(elements.map { $0.filled(from: inputs) })
    case .dict(let members):
      .object(
        .init(
          members.map { ($0.key, $0.value.filled(from: inputs)) },
          uniquingKeysWith: { _, last in last }))
    }
  }
}

extension Graph.Task {
  /// What an importer is given beyond the arguments of the call: its address, and the run-time
  /// values of its metadata.
  var importerArguments: [Graph.BoundArgument] {
    guard case .importer(let importer) = component.implementation else { return [] }
    let given = Set(arguments.map(\.name))
    var result: [Graph.BoundArgument] = []
    if !given.contains("uri") {
      result.append(.init(name: "uri", value: importer.uri, span: span))
    }
    for (channel, name) in importer.metadataInputs where !given.contains(name) {
      result.append(.init(name: name, value: .channel(channel), span: span))
    }
    return result
  }
}
