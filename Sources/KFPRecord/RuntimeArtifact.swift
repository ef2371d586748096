public import KFPTypes
public import OrderedCollections

/// An artifact as a task receives or leaves it.
public struct RuntimeArtifact: Hashable, Sendable {
  /// Its name; by default the name of the output.
  public var name: String
  /// Where it is: a path of this computer, or an address.
  public var uri: String
  /// What it is.
  public var schema: ArtifactSchema
  /// What the task says about it.
  public var metadata: OrderedDictionary<String, JSONValue>
  /// Where its file is, when the task chose another place (`set_path`).
  public var customPath: String?

  /// Creates an artifact.
  public init(
    name: String, uri: String, schema: ArtifactSchema,
    metadata: OrderedDictionary<String, JSONValue> = [:], customPath: String? = nil
  ) {
    self.name = name
    self.uri = uri
    self.schema = schema
    self.metadata = metadata
    self.customPath = customPath
  }
}

extension RuntimeArtifact {
  /// The artifact in the form of KFP's `RuntimeArtifact` message.
  public var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "name": .string(name),
      "uri": .string(uri),
      "type": .object([
        "schemaTitle": .string(schema.title), "schemaVersion": .string(schema.version),
      ]),
      "metadata": .object(metadata),
    ]
    if let customPath { members["customPath"] = .string(customPath) }
    return .object(members)
  }

  /// Reads the form that `json` writes; nil for anything else.
  public init?(json: JSONValue) {
    guard let uri = json["uri"]?.stringValue else { return nil }
    self.init(
      name: json["name"]?.stringValue ?? "", uri: uri,
      schema: ArtifactSchema(
        title: json["type"]?["schemaTitle"]?.stringValue ?? ArtifactSchema.artifact.title,
        version: json["type"]?["schemaVersion"]?.stringValue ?? "0.0.1"),
      metadata: json["metadata"]?.objectValue ?? [:],
      customPath: json["customPath"]?.stringValue)
  }
}

/// What enters or leaves a task: values and artifacts, by name.
public struct PortValues: Hashable, Sendable {
  /// The values.
  public var parameters: OrderedDictionary<String, JSONValue>
  /// The artifacts; a single artifact is a list of one.
  public var artifacts: OrderedDictionary<String, [RuntimeArtifact]>

  /// Creates values; none by default.
  public init(
    parameters: OrderedDictionary<String, JSONValue> = [:],
    artifacts: OrderedDictionary<String, [RuntimeArtifact]> = [:]
  ) {
    self.parameters = parameters
    self.artifacts = artifacts
  }

  /// Whether there is nothing.
  public var isEmpty: Bool { parameters.isEmpty && artifacts.isEmpty }
}

extension PortValues {
  /// The values as JSON: `parameters`, and `artifacts` with a list for each.
  public var json: JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [:]
    if !parameters.isEmpty { members["parameters"] = .object(parameters) }
    if !artifacts.isEmpty {
      members["artifacts"] = .object(artifacts.mapValues { .array($0.map(\.json)) })
    }
    return .object(members)
  }

  /// Reads the form that `json` writes.
  public init(json: JSONValue) {
    self.init(
      parameters: json["parameters"]?.objectValue ?? [:],
      artifacts: (json["artifacts"]?.objectValue ?? [:]).mapValues { list in
        (list.arrayValue ?? []).compactMap(RuntimeArtifact.init(json:))
      })
  }
}
