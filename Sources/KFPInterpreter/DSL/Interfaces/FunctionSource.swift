import KFPSyntax

/// The text of a function that a component ships.
struct FunctionSource {
  /// The text; nil where the SDK would ship nothing, silently, and for lambdas.
  let text: String?

  init(of function: FunctionObject) {
    guard let definition = function.definition,
      definitionTextLoss(of: definition, in: function.unit.tree) == nil
    else {
      text = nil
      return
    }
    let shipped = definitionText(of: definition, in: function.unit.tree)
    text = shipped.isEmpty ? nil : shipped
  }
}
