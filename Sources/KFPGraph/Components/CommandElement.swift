import KFPTypes
import OrderedCollections

/// An element of the command or the arguments of a container component: what its body, or an old
/// component's document, puts there. What it becomes in the document is decided here only.
public indirect enum CommandElement: Hashable, Sendable {
  /// A text; placeholders in it are texts already.
  case text(String)
  /// What stands for a value that is known when the task runs.
  case placeholder(ContainerPlaceholder)
  /// `ConcatPlaceholder`: elements without anything between them.
  case concat([CommandElement])
  /// `IfPresentPlaceholder`: elements that depend on whether an input was given.
  case ifPresent(input: String, then: Branch, otherwise: Branch?)

  /// What an `IfPresentPlaceholder` stands for: one element or a list.
  public enum Branch: Hashable, Sendable {
    case one(CommandElement)
    case many([CommandElement])

    /// The elements.
    public var elements: [CommandElement] {
      switch self {
      case .one(let element): [element]
      case .many(let elements): elements
      }
    }

    /// Python's truth of it: the SDK leaves out an `else` that is an empty text or list.
    fileprivate var isEmpty: Bool {
      switch self {
      case .one(.text(let text)): text.isEmpty
      case .one: false
      case .many(let elements): elements.isEmpty
      }
    }
  }
}

/// What stands for a value that a container component gets or gives.
public enum ContainerPlaceholder: Hashable, Sendable {
  case inputParameter(String)
  case outputParameter(String)
  case inputArtifact(String, ArtifactField)
  case outputArtifact(String, ArtifactField)
  case inputArtifactList(String)
  case outputArtifactList(String)

  /// A part of an artifact.
  public enum ArtifactField: Hashable, Sendable {
    case path
    case uri
    case metadata
    case metadataItem(key: String)
  }

  /// The input that it reads, if it is one.
  public var inputName: String? {
    switch self {
    case .inputParameter(let name), .inputArtifact(let name, _), .inputArtifactList(let name):
      name
    case .outputParameter, .outputArtifact, .outputArtifactList: nil
    }
  }

  /// The output that it writes, if it is one.
  public var outputName: String? {
    switch self {
    case .outputParameter(let name), .outputArtifact(let name, _), .outputArtifactList(let name):
      name
    case .inputParameter, .inputArtifact, .inputArtifactList: nil
    }
  }

  /// The placeholder as documents write it, also inside a longer text.
  public var text: String {
    switch self {
    case .inputParameter(let name): "{{$.inputs.parameters['\(name)']}}"
    case .outputParameter(let name): "{{$.outputs.parameters['\(name)'].output_file}}"
    case .inputArtifact(let name, let field): "{{$.inputs.artifacts['\(name)']\(field.text)}}"
    case .outputArtifact(let name, let field): "{{$.outputs.artifacts['\(name)']\(field.text)}}"
    case .inputArtifactList(let name): "{{$.inputs.artifacts['\(name)']}}"
    case .outputArtifactList(let name): "{{$.outputs.artifacts['\(name)']}}"
    }
  }
}

extension ContainerPlaceholder.ArtifactField {
  fileprivate var text: String {
    switch self {
    case .path: ".path"
    case .uri: ".uri"
    case .metadata: ".metadata"
    case .metadataItem(let key): ".metadata['\(key)']"
    }
  }
}

// MARK: Texts

extension CommandElement {
  /// How deep elements may be nested.
  public static let maximumDepth = 50

  /// The element as documents write it: a text, or the JSON of a `Concat` or `IfPresent` as Python's
  /// `json.dumps` writes it.
  public var documentText: String {
    switch self {
    case .text(let text): text
    case .placeholder(let placeholder): placeholder.text
    case .concat, .ifPresent: json(depth: 0).jsonText(.python)
    }
  }

  fileprivate func json(depth: Int) -> JSONValue {
    guard depth <= Self.maximumDepth else { return .string("") }
    switch self {
    case .text, .placeholder: return .string(documentText)
    case .concat(let elements):
      return .object(["Concat": .array(elements.map { $0.json(depth: depth + 1) })])
    case .ifPresent(let input, let then, let otherwise):
      var condition: OrderedDictionary<String, JSONValue> = [
        "InputName": .string(input), "Then": then.json(depth: depth),
      ]
      if let otherwise, !otherwise.isEmpty { condition["Else"] = otherwise.json(depth: depth) }
      return .object(["IfPresent": .object(condition)])
    }
  }
}

extension CommandElement.Branch {
  fileprivate func json(depth: Int) -> JSONValue {
    switch self {
    case .one(let element): element.json(depth: depth + 1)
    case .many(let elements): .array(elements.map { $0.json(depth: depth + 1) })
    }
  }
}
