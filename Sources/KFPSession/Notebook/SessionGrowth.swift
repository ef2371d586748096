import KFPChecker
import KFPInterpreter
import KFPSource
import KFPSyntax
import Synchronization

/// What is kept of a session's cells so that the next one need not begin at the first: a check and an
/// evaluation that stand behind the last cell, and, since those are used up when a cell is refused, a
/// second pair, which is made in the background.
///
/// Copies of a session share it; the one whose cells it stands behind may use it.
final class SessionGrowth: Sendable {
  /// A check and an evaluation behind the same cells.
  struct Position: Sendable {
    var check: GrowingCheck
    let evaluation: GrowingInterpretation
  }

  private struct State {
    /// The version that `position` stands behind.
    var version = 0
    var latestVersion = 0
    var position: Position?
    /// The second pair, behind all cells but the pending ones.
    var spare: Later<Position?>?
    var pending: [Tree] = []
  }

  private let state = Mutex(State())
  /// With more pending cells than this the second pair is taken further in the background.
  private static let patience = 64

  /// Takes what stands behind the cells of a version of the session; nil where there is nothing, or
  /// where the world has changed since.
  func takePosition(of version: Int) -> Position? {
    let (position, spare, pending) = state.withLock {
      state -> (Position?, Later<Position?>?, [Tree]) in
      guard state.version == version else { return (nil, nil, []) }
      if let position = state.position {
        state.position = nil
        return (position, nil, [])
      }
      defer { (state.spare, state.pending) = (nil, []) }
      return (nil, state.spare, state.pending)
    }
    let found = position ?? spare?.value.flatMap { $0.advanced(by: pending) }
    guard let found, found.evaluation.isTopical else {
      if found != nil { forget() }
      return nil
    }
    return found
  }

  /// Gives back what stands behind the cells of a version now; nil where it was used up. `added` is the
  /// cell that this version has more than the last one, and `make` makes another pair.
  func keep(
    _ position: Position?, of version: Int, added: Tree?,
    make: @escaping @Sendable () -> Position?
  ) {
    state.withLock { state in
      state.version = version
      state.position = position
      if let added { state.pending.append(added) }
      guard let spare = state.spare else {
        state.pending = []
        state.spare = Later(make)
        return
      }
      guard state.pending.count > Self.patience else { return }
      let pending = state.pending
      state.pending = []
      state.spare = Later { spare.value?.advanced(by: pending) }
    }
  }

  /// Forgets everything: the cells are others now. A pair behind them is made in the background.
  func begin(of version: Int, make: @escaping @Sendable () -> Position?) {
    forget()
    state.withLock { ($0.version, $0.spare) = (version, Later(make)) }
  }

  /// Forgets everything.
  func forget() {
    state.withLock { ($0.position, $0.spare, $0.pending) = (nil, nil, []) }
  }

  /// A number that no version has yet.
  func nextVersion() -> Int {
    state.withLock { state in
      state.latestVersion += 1
      return state.latestVersion
    }
  }
}

extension SessionGrowth.Position {
  /// Makes a pair behind cells that were accepted.
  init?(behind cells: [Tree], path: String, capabilities: Capabilities) {
    let evaluation = GrowingInterpretation(
      kind: .script, path: path, capabilities: capabilities)
    guard evaluation.advance(cells) else { return nil }
    self.init(check: GrowingCheck(cells, prelude: .script), evaluation: evaluation)
  }

  /// The pair behind further cells that were accepted.
  func advanced(by cells: [Tree]) -> Self? {
    var result = self
    for cell in cells {
      var bag = DiagnosticBag()
      result.check.add(cell, reporting: &bag)
    }
    return cells.isEmpty || evaluation.advance(cells) ? result : nil
  }
}
