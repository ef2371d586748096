import KFPSource
import KFPSyntax
import OrderedCollections

/// Functions that nobody calls are evaluated as well, at the very end and with arguments that are not
/// known, so that a call in them that cannot be right is found before somebody calls them.
///
/// Nothing of a rehearsal is kept but complaints, and of these only such as do not depend on what the
/// arguments are: calls of components, components, values that run time must know. What an `if` chooses
/// is not known either, so both ways are gone.
extension Evaluator {
  /// Whether there are functions to rehearse.
  var hasUncalledFunctions: Bool {
    definedFunctions.keys.contains { !invokedFunctions.contains($0) }
  }

  /// Rehearses the functions of the main script that were not called.
  func rehearse() {
    guard !isExhausted, interpretation.ending == nil else { return }
    let outcome = bag
    isRehearsing = true
    defer { isRehearsing = false }
    var index = 0
    // A rehearsal may define functions, which are rehearsed then.
    var budget = 1_000_000
    while index < definedFunctions.count, budget > 0 {
      let function = definedFunctions.values[index]
      index += 1
      guard !invokedFunctions.contains(function.span) else { continue }
      remainingSteps = min(budget, 100_000)
      budget -= remainingSteps
      frames = []
      do throws(Raised) { try rehearse(function) } catch {}
      budget += max(0, remainingSteps)
    }
    let found = bag.diagnostics.dropFirst(outcome.diagnostics.count)
    bag = outcome
    for diagnostic in found where Self.isIndependentOfArguments(diagnostic) {
      bag.report(diagnostic)
    }
  }

  private func rehearse(_ function: FunctionObject) throws(Raised) {
    var arguments: OrderedDictionary<String, Value> = [:]
    for parameter in function.parameters.all { arguments[parameter.name.text] = .unknown }
    _ = try invoke(function, arguments: arguments)
  }

  private static func isIndependentOfArguments(_ diagnostic: Diagnostic) -> Bool {
    let code = diagnostic.code.description
    // Whether a pipeline has tasks, or one is being built, depends on who calls.
    if code.hasPrefix("E045") { return false }
    return code.hasPrefix("E03") || code.hasPrefix("E04") || code.hasPrefix("E05")
  }
}
