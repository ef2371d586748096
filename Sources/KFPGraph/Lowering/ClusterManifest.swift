public import KFPSpec
import KFPTypes
import OrderedCollections

/// How a pipeline is put into manifests for `kubectl apply`: what `KubernetesManifestOptions` says.
public struct ClusterManifest: Hashable, Sendable {
  /// The name of the `Pipeline`; that of the document where none is given.
  public var pipelineName: String?
  /// The name that people see.
  public var displayName: String?
  /// The name of the `PipelineVersion`.
  public var versionName: String?
  /// The version's name that people see.
  public var versionDisplayName: String?
  /// Where both belong.
  public var namespace: String?
  /// Whether a manifest of the `Pipeline` comes before that of its version.
  public var includesPipeline: Bool

  /// Creates options.
  public init(
    pipelineName: String? = nil, displayName: String? = nil, versionName: String? = nil,
    versionDisplayName: String? = nil, namespace: String? = nil, includesPipeline: Bool = false
  ) {
    self.pipelineName = pipelineName
    self.displayName = displayName
    self.versionName = versionName
    self.versionDisplayName = versionDisplayName
    self.namespace = namespace
    self.includesPipeline = includesPipeline
  }

  /// The text of the manifests of a document.
  public func text(of document: PipelineDocument, description: String?) -> String {
    let pipelineName = pipelineName ?? document.pipeline.info.name
    let displayName = nonEmpty(displayName) ?? pipelineName
    let versionName = nonEmpty(versionName) ?? pipelineName
    let versionDisplayName = nonEmpty(versionDisplayName) ?? versionName
    let description = nonEmpty(description)
    var manifests: [JSONValue] = []
    if includesPipeline {
      var spec: OrderedDictionary<String, JSONValue> = ["displayName": .string(displayName)]
      spec["description"] = description.map { .string($0) }
      manifests.append(manifest("Pipeline", named: pipelineName, spec))
    }
    let documents = document.jsonDocuments
    var spec: OrderedDictionary<String, JSONValue> = [
      "displayName": .string(versionDisplayName), "pipelineName": .string(pipelineName),
      "pipelineSpec": documents[0],
    ]
    spec["platformSpec"] = documents.dropFirst().first
    spec["description"] = description.map { .string($0) }
    manifests.append(manifest("PipelineVersion", named: versionName, spec))
    return yamlText(manifests)
  }

  private func manifest(
    _ kind: String, named name: String, _ spec: OrderedDictionary<String, JSONValue>
  ) -> JSONValue {
    var metadata: OrderedDictionary<String, JSONValue> = ["name": .string(name)]
    metadata["namespace"] = nonEmpty(namespace).map { .string($0) }
    return .object([
      "apiVersion": .string("pipelines.kubeflow.org/v2beta1"), "kind": .string(kind),
      "metadata": .object(metadata), "spec": .object(spec),
    ])
  }

  private func nonEmpty(_ text: String?) -> String? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension LoweredPipeline {
  /// The text of the file that a `compile` call writes.
  public func text(description: String?, as manifest: ClusterManifest?) -> String {
    manifest?.text(of: document, description: description) ?? text(description: description)
  }
}
