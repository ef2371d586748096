public import KFPSpec
public import KFPTypes
import OrderedCollections

extension PipelineDocument {
  /// The document with caching on or off for every task, as the official clients set it.
  public func withCaching(_ isEnabled: Bool) -> PipelineDocument {
    var document = self
    document.pipeline.root = document.pipeline.root.withCaching(isEnabled)
    document.pipeline.components = document.pipeline.components.mapValues {
      $0.withCaching(isEnabled)
    }
    return document
  }

  /// Reads the values that a service keeps; nil where they are no pipeline.
  public init?(remote documents: [JSONValue]) {
    guard !documents.isEmpty else { return nil }
    let text = documents.map { $0.jsonText() }.joined(separator: "\n---\n")
    guard let reading = try? readDocument(text) else { return nil }
    self = reading.document
  }
}

extension ComponentSpec {
  fileprivate func withCaching(_ isEnabled: Bool) -> ComponentSpec {
    guard case .dag(var dag) = implementation else { return self }
    for name in dag.tasks.keys {
      let key = dag.tasks[name]?.cachingOptions?.key
      dag.tasks[name]?.cachingOptions = TaskSpec.CachingOptions(
        isEnabled: isEnabled, key: isEnabled ? key : nil)
    }
    var component = self
    component.implementation = .dag(dag)
    return component
  }
}
