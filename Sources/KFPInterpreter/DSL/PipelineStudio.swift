import KFPGraph

/// What the DSL remembers during a compilation: the pipelines being built, innermost last.
final class PipelineStudio {
  /// The graphs being built; the first is the session pipeline.
  var graphs: [Graph] = []
}

extension PipelineStudio {
  /// Registers the modules and the prelude of the DSL.
  func register(in evaluator: Evaluator) {}
  /// Adds pipelines, components and compile calls once everything was evaluated.
  func assemble(_ interpretation: inout Interpretation, in evaluator: Evaluator) {}
  /// The pieces of a text that holds run-time values.
  func pieces(of text: String) -> [Interpretation.Observation.Piece] { [.text(text)] }
}
