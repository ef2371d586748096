import KFPGraph

/// What the DSL remembers during a compilation: the pipelines being built, innermost last.
final class PipelineStudio {
  /// The graphs being built; the first is the session pipeline.
  var graphs: [Graph] = []
}
