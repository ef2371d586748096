public import KFPTypes
public import OrderedCollections

/// What a platform adds to a pipeline (the second document of a file): for Kubernetes, settings of
/// executors and of the pipeline. Settings are kept as JSON, in the form of KFP's
/// `kubernetes_executor_config.proto` and `pipeline_spec.proto` (`PipelineConfig`).
public struct PlatformSpec: Hashable, Sendable {
  /// Settings per executor label, under `platforms.kubernetes.deploymentSpec.executors`.
  public var executors: OrderedDictionary<String, JSONValue>
  /// Settings of the pipeline, under `platforms.kubernetes.pipelineConfig`.
  public var pipelineConfig: JSONValue?
  /// Whether the document is there although it may say nothing: `platforms: {kubernetes: {}}`,
  /// which is what remains when the settings of a nested pipeline are dropped.
  public var isDeclared: Bool

  /// Creates platform settings.
  public init(
    executors: OrderedDictionary<String, JSONValue> = [:], pipelineConfig: JSONValue? = nil,
    isDeclared: Bool = false
  ) {
    self.executors = executors
    self.pipelineConfig = pipelineConfig
    self.isDeclared = isDeclared
  }

  /// Whether there is nothing to write.
  public var isEmpty: Bool { executors.isEmpty && pipelineConfig == nil && !isDeclared }
}

/// A whole compiled file: the pipeline, and what a platform adds to it.
public struct PipelineDocument: Hashable, Sendable {
  /// The pipeline.
  public var pipeline: PipelineSpec
  /// What a platform adds.
  public var platform: PlatformSpec

  /// Creates a document.
  public init(pipeline: PipelineSpec, platform: PlatformSpec = .init()) {
    self.pipeline = pipeline
    self.platform = platform
  }
}
