public import OrderedCollections

/// The compiled pipeline: what should happen. It mirrors the message `PipelineSpec` (schema 2.1.0)
/// of KFP's `pipeline_spec.proto`; names follow it in Swift's spelling.
///
/// Maps keep the order in which their entries were added or read; it never matters in comparisons of
/// documents, and the writer sorts.
public struct PipelineSpec: Hashable, Sendable {
  /// Name and texts of the pipeline.
  public var info: PipelineInfo
  /// All components but the root, by name (`comp-...`).
  public var components: OrderedDictionary<String, ComponentSpec>
  /// All executors, by label (`exec-...`).
  public var executors: OrderedDictionary<String, ExecutorSpec>
  /// The component that is the pipeline itself.
  public var root: ComponentSpec
  /// Where artifacts go by default, as the author gave it.
  public var defaultPipelineRoot: String?
  /// The version of the schema, `2.1.0`.
  public var schemaVersion: String
  /// The compiler that the document names, such as `kfp-2.17.0`.
  public var sdkVersion: String

  /// Creates a document.
  public init(
    info: PipelineInfo, components: OrderedDictionary<String, ComponentSpec> = [:],
    executors: OrderedDictionary<String, ExecutorSpec> = [:], root: ComponentSpec,
    defaultPipelineRoot: String? = nil, schemaVersion: String = "2.1.0",
    sdkVersion: String = "kfp-2.17.0"
  ) {
    self.info = info
    self.components = components
    self.executors = executors
    self.root = root
    self.defaultPipelineRoot = defaultPipelineRoot
    self.schemaVersion = schemaVersion
    self.sdkVersion = sdkVersion
  }
}

/// Name and texts of a pipeline.
public struct PipelineInfo: Hashable, Sendable {
  /// The name that a cluster knows it by.
  public var name: String
  /// The name that people see.
  public var displayName: String?
  /// What it is for.
  public var description: String?

  /// Creates the information.
  public init(name: String, displayName: String? = nil, description: String? = nil) {
    self.name = name
    self.displayName = displayName
    self.description = description
  }
}
