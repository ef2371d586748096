extension ArtifactSchema {
  /// What is wrong with the schema of an artifact class.
  public enum Problem: Hashable, Sendable {
    /// There is no title, or an `@` in it.
    case noTitle
    /// The title is not a namespace and a name with one dot between.
    case titleWithoutNamespace
    /// The namespace is neither `system` nor `google`.
    case unknownNamespace(String)
    /// The version is not three parts with dots between.
    case versionNotThreeParts
  }

  /// What is wrong with this schema; nil if the SDK accepts it.
  public var problem: Problem? {
    guard !title.isEmpty, !title.utf8.contains(UInt8(ascii: "@")) else { return .noTitle }
    let parts = title.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return .titleWithoutNamespace }
    guard parts[0] == "system" || parts[0] == "google" else {
      return .unknownNamespace(String(parts[0]))
    }
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 3 ? nil : .versionNotThreeParts
  }

  /// Creates the schema of a class with these attributes; an absent or empty version is `0.0.1`.
  public init(title: String, classVersion: String?) {
    let version = classVersion ?? ""
    self.init(title: title, version: version.isEmpty ? "0.0.1" : version)
  }

  /// Creates a schema from the SDK's `title@version`.
  public init?(bundled text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(title: String(parts[0]), version: String(parts[1]))
  }

  /// The part of the version that must agree.
  public var majorVersion: Substring {
    version.prefix { $0 != "." }
  }
}

/// An artifact class of `kfp.dsl`.
public enum BuiltInArtifact: String, Hashable, Sendable, CaseIterable {
  case artifact = "Artifact"
  case model = "Model"
  case dataset = "Dataset"
  case metrics = "Metrics"
  case classificationMetrics = "ClassificationMetrics"
  case slicedClassificationMetrics = "SlicedClassificationMetrics"
  case html = "HTML"
  case markdown = "Markdown"

  /// The class that has this name in Python.
  public init?(className: String) {
    self.init(rawValue: className)
  }

  /// The class that old documents and `InputPath('...')` mean: any capitals will do.
  public init?(ignoringCase name: String) {
    let lowered = name.lowercased()
    guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == lowered })
    else { return nil }
    self = match
  }

  /// The class with this schema title.
  public init?(schemaTitle: String) {
    guard let match = Self.allCases.first(where: { $0.schema.title == schemaTitle })
    else { return nil }
    self = match
  }

  /// The name of the class in Python.
  public var className: String { rawValue }

  /// Its schema.
  public var schema: ArtifactSchema { ArtifactSchema(title: "system.\(rawValue)") }
}

/// What `InputPath(...)` and `OutputPath(...)` stand for, and what a type in an old component's
/// document means.
public enum PathType: Hashable, Sendable {
  case parameter(TypeText)
  case artifact(ArtifactSchema)
  /// A lower-case name such as `"str"`, which the SDK first takes and then refuses.
  case refused(String)

  /// The type of `InputPath('text')`; nil is `InputPath()`.
  public init(text: String?) {
    guard let text else {
      self = .artifact(.artifact)
      return
    }
    if let artifact = BuiltInArtifact(ignoringCase: text) {
      self = .artifact(artifact.schema)
      return
    }
    let type = TypeText(text)
    if type.isParameter {
      self = type.isInterfaceParameter ? .parameter(type) : .refused(text)
    } else {
      self = .artifact(.artifact)
    }
  }

  /// The type of an output of an old (v1) component document, and of an input but for
  /// `PipelineTaskFinalStatus`; nil is no type, or one that is not a text.
  public init(legacyText text: String?) {
    guard let text else {
      self = .artifact(.artifact)
      return
    }
    let outer = Self.outerName(of: text)
    if let type = TypeText.parameterTypes[outer.lowercased()] {
      self = .parameter(TypeText(type))
    } else if Self.isGoogleTitle(outer) {
      self = .artifact(ArtifactSchema(title: outer))
    } else if let artifact = BuiltInArtifact(ignoringCase: outer) {
      self = .artifact(artifact.schema)
    } else {
      self = .artifact(.artifact)
    }
  }

  /// `typing.List[str]` is `List`; other texts stay.
  private static func outerName(of text: String) -> String {
    let name = text.hasPrefix("typing.") ? text.dropFirst(7) : text[...]
    let lowered = name.lowercased()
    guard lowered.hasPrefix("list") || lowered.hasPrefix("dict") else { return String(name) }
    return String(name.prefix { $0 != "[" })
  }

  /// `google.` (any one character for the dot) and ASCII letters only.
  private static func isGoogleTitle(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count > 7 && text.hasPrefix("google") && bytes[6] != 0x0A
      && bytes[7...].allSatisfy(isASCIILetter)
  }
}

private func isASCIILetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}
