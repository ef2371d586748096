import KFPSource
import KFPSyntax

/// Evaluates script time. One evaluator belongs to one compilation and one thread.
final class Evaluator {
  /// What was complained about so far.
  var bag = DiagnosticBag()
  /// What of the world the script may ask.
  let capabilities: Capabilities
  /// The pipelines being built and built, and everything else that the DSL remembers.
  let studio = PipelineStudio()

  init(capabilities: Capabilities) {
    self.capabilities = capabilities
  }

  /// Reports a complaint and gives the error that ends the evaluation of the expression.
  func failure(_ diagnostic: Diagnostic) -> Raised {
    bag.report(diagnostic)
    return .reported
  }
}
