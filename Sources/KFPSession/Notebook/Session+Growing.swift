import KFPChecker
import KFPInterpreter
import KFPSource
import KFPSyntax

/// A new cell is judged and evaluated behind the others, in the state in which they left the session,
/// once there are so many that doing all again would be felt. What comes out is the same: where that is
/// not certain, all is done again.
extension Session {
  /// What all cells and one more mean together; nil where that has to be found out from the beginning.
  /// `keepsIt` says whether the cell is to belong to the session, if it is sound.
  func grown(by cell: Cell, keepsIt: Bool) -> Growth? {
    guard cells.count >= growthBegins, var position = growth.takePosition(of: version) else {
      return nil
    }
    var bag = DiagnosticBag()
    let text = SourceText(id: SourceID(UInt32(cells.count)), name: cell.name, bytes: cell.code)
    let tree = parse(text, reporting: &bag)
    let parsed = bag
    guard !bag.diagnostics.contains(where: { $0.code == "E0001" }) else {
      growth.forget()
      return nil
    }
    position.check.add(tree, reporting: &bag)
    let (interpretation, sources, canGoOn) = position.evaluation.conclude(
      with: tree, reporting: &bag)
    bag.removeWarningsAroundErrors()
    var all = compilation.bag
    all.report(contentsOf: bag)
    let isAccepted = keepsIt && !bag.containsError
    let next = isAccepted ? growth.nextVersion() : version
    growth.keep(
      canGoOn && isAccepted ? position : nil, of: next, added: isAccepted ? tree : nil,
      make: maker(of: memory, and: isAccepted ? tree : nil))
    return Growth(
      compilation: Compilation(sources: sources, bag: all, interpretation: interpretation),
      text: text, tree: tree, parsed: parsed, version: next)
  }

  /// Makes what stands behind cells.
  func maker(
    of pieces: ParsedPieces, and last: Tree? = nil
  ) -> @Sendable () -> SessionGrowth.Position? {
    let (path, capabilities) = (path, clockedCapabilities)
    return {
      let trees = pieces.trees + (last.map { [$0] } ?? [])
      return SessionGrowth.Position(behind: trees, path: path, capabilities: capabilities)
    }
  }
}

/// What a session became with one more cell.
struct Growth {
  let compilation: Compilation
  let text: SourceText
  let tree: Tree
  let parsed: DiagnosticBag
  let version: Int
}

extension Session.Cell {
  /// What its text is called in complaints.
  var name: String { "In[\(number)]" }

  /// What is compiled of it. Cells of text are empty pieces, so that a text of the compilation and its
  /// cell have one index.
  var code: [UInt8] { kind == .code ? Array(text.utf8) : [] }
}
