import KFPSource
import KFPTypes

/// The artifact classes of `google_cloud_pipeline_components`, which pipelines for Vertex AI name.
/// The components of that package are documents that the script's computer may not have.
extension PipelineStudio {
  private static let googleClasses = [
    "VertexModel", "VertexEndpoint", "VertexBatchPredictionJob", "VertexDataset", "BQMLModel",
    "BQTable", "UnmanagedContainerModel", "ClassificationMetrics", "RegressionMetrics",
    "ForecastingMetrics",
  ]

  func registerGoogleArtifacts(in evaluator: Evaluator) {
    let name = "google_cloud_pipeline_components.types.artifact_types"
    let root = Self.artifactClasses.first
    let module = ModuleObject(
      name,
      members: Self.googleClasses.map { className in
        (
          className,
          .object(
            ArtifactClass(
              name: className, module: name,
              schema: ArtifactSchema(title: "google.\(className)"), base: root))
        )
      })
    evaluator.nativeModules[name] = module
    evaluator.nativeModules["google_cloud_pipeline_components.types"] = ModuleObject(
      "google_cloud_pipeline_components.types", members: [("artifact_types", .object(module))])
  }
}
