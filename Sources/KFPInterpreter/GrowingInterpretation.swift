public import KFPSource
public import KFPSyntax

/// The evaluation of a script that grows by one cell at a time, as a session does: a new cell is
/// evaluated behind the earlier ones, where a compilation would evaluate all of them again.
///
/// What an evaluation did to lists, objects and names cannot be taken back. So after a cell that was
/// refused, and after functions that nobody calls were rehearsed, it cannot go on, and another one has
/// to be made of the cells that count.
///
/// `@unchecked Sendable`: the evaluator inside is touched only on the thread of `onLargeStack`, for which
/// the caller waits; a value is used by one caller at a time.
public final class GrowingInterpretation: @unchecked Sendable {
  private var evaluator: Evaluator?
  /// The files and folders that the script has asked for.
  private let memory: WorldMemory

  /// Begins a script. `capabilities` are asked through a memory of what they answered.
  public init(kind: ScriptKind, path: String, capabilities: Capabilities) {
    memory = WorldMemory(capabilities)
    let evaluator = Evaluator(
      capabilities: memory.capabilities, kind: kind, path: path)
    evaluator.sources = SourceMap(forGrowingScript: ())
    evaluator.begin()
    self.evaluator = evaluator
  }

  deinit {
    // Values may be nested deeply; freeing them needs a stack like evaluating them.
    guard let handover = Handover(evaluator) else { return }
    evaluator = nil
    onLargeStack { _ in handover.drop() }
  }

  /// Whether it can go on: what it asked of the world would be answered as it was.
  public var isTopical: Bool { memory.isTopical }

  /// Evaluates further cells, which are known to be sound. False where it cannot go on behind them.
  public func advance(_ cells: [Tree]) -> Bool {
    onLargeStack { [self] stackLimit in
      guard let evaluator else { return false }
      evaluator.stackLimit = stackLimit
      for cell in cells { evaluator.sources.add(cell.source) }
      evaluator.advance(cells, areSeveral: true)
      let canGoOn =
        !evaluator.bag.containsError && !evaluator.isExhausted
        && evaluator.interpretation.ending == nil
      if !canGoOn { self.evaluator = nil }
      return canGoOn
    }
  }

  /// What the cells up to and with `cell` mean. `bag` holds what the parser and the checks said about
  /// that cell; what evaluating it says is added.
  public func conclude(
    with cell: Tree, reporting bag: inout DiagnosticBag
  ) -> (interpretation: Interpretation, sources: SourceMap, canGoOn: Bool) {
    let given = bag
    let result = onLargeStack { [self] stackLimit -> Conclusion? in
      guard let evaluator else { return nil }
      let said = evaluator.bag.diagnostics.count
      evaluator.stackLimit = stackLimit
      evaluator.isTextBroken = given.containsError
      evaluator.sources.add(cell.source)
      evaluator.advance([cell], areSeveral: true)
      let before = evaluator.bag
      let isSpent =
        evaluator.hasUncalledFunctions || evaluator.isExhausted
        || evaluator.interpretation.ending != nil
      let interpretation = evaluator.conclude()
      var all = given
      var news = DiagnosticBag()
      for diagnostic in evaluator.bag.diagnostics.dropFirst(said) { news.report(diagnostic) }
      report(news, of: [cell], meaning: interpretation, in: evaluator.sources, besides: &all)
      let canGoOn = !isSpent && !all.containsError && !evaluator.bag.containsError
      let sources = evaluator.sources
      if canGoOn { evaluator.bag = before } else { self.evaluator = nil }
      return Conclusion(
        interpretation: interpretation, sources: sources, bag: all, canGoOn: canGoOn)
    }
    guard let result else { return (Interpretation(), SourceMap(), false) }
    bag = result.bag
    return (result.interpretation, result.sources, result.canGoOn)
  }
}

/// What a conclusion gives.
private struct Conclusion: Sendable {
  let interpretation: Interpretation
  let sources: SourceMap
  let bag: DiagnosticBag
  let canGoOn: Bool
}

/// An evaluator on its way to the thread that frees it, and nothing else.
private final class Handover: @unchecked Sendable {
  private var evaluator: Evaluator?

  init?(_ evaluator: Evaluator?) {
    guard let evaluator else { return nil }
    self.evaluator = evaluator
  }

  func drop() { evaluator = nil }
}
