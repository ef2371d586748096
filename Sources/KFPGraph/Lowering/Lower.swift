public import KFPSource
public import KFPSpec
public import OrderedCollections

/// A compiled pipeline, and where its parts come from in the source.
public struct LoweredPipeline: Sendable {
  /// The document.
  public var document: PipelineDocument
  /// The definition behind each executor label, for tracebacks and links.
  public var executorOrigins: OrderedDictionary<String, Span>
  /// The calls behind the tasks, by component of the document (`root`, `comp-for-loop-1`) and task.
  public var taskOrigins: OrderedDictionary<String, OrderedDictionary<String, Span>>

  /// Creates a compiled pipeline.
  public init(
    document: PipelineDocument, executorOrigins: OrderedDictionary<String, Span> = [:],
    taskOrigins: OrderedDictionary<String, OrderedDictionary<String, Span>> = [:]
  ) {
    self.document = document
    self.executorOrigins = executorOrigins
    self.taskOrigins = taskOrigins
  }
}

/// Judges which flows of a finished graph are legal, and reports those that are not.
public func checkTopology(_ graph: Graph, reporting bag: inout DiagnosticBag) {}

/// Turns a graph without complaints into a document.
public func lower(_ graph: Graph) -> LoweredPipeline {
  LoweredPipeline(
    document: PipelineDocument(
      pipeline: PipelineSpec(
        info: PipelineInfo(name: graph.header.name),
        root: ComponentSpec(implementation: .none))))
}
