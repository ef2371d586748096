public import KFPInterpreter
public import KFPSource
public import KFPSyntax

/// A notebook: the cells that were accepted, in order, and the compilation that they give together.
///
/// The law is *session ≡ file*: a session means exactly what the file means that its cells are when
/// they are written one after the other. So every new cell compiles all of them, which takes
/// milliseconds, and a cell that is refused changes nothing.
public struct Session: Sendable {
  /// A cell that was accepted.
  public struct Cell: Hashable, Sendable {
    /// The number of its prompt (`In[3]`).
    public var number: Int
    /// Its source.
    public var text: String
  }

  /// The file that the session is, or would be.
  public let path: String
  /// What the session's script may ask of the world.
  public let capabilities: Capabilities
  /// The accepted cells in order.
  public private(set) var cells: [Cell] = []
  /// What they mean.
  public private(set) var compilation: Compilation
  /// The number of the next prompt.
  public private(set) var nextNumber = 1

  /// Starts an empty session.
  public init(path: String, capabilities: Capabilities) {
    self.path = path
    self.capabilities = capabilities
    compilation = compile(
      Script(pieces: [], kind: .script, path: path), capabilities: capabilities)
  }

  /// What became of a cell.
  public enum Answer: Sendable {
    /// It belongs to the session now; these values are to be shown once tasks have run. Its warnings
    /// are among the complaints.
    case accepted([Interpretation.Observation], complaints: [Diagnostic])
    /// It has errors, and nothing of it happened.
    case refused([Diagnostic], sources: SourceMap)
  }

  /// Checks a cell together with those before it and, without errors, adds it.
  public mutating func add(_ text: String) -> Answer {
    let cell = Cell(number: nextNumber, text: text)
    nextNumber += 1
    let attempt = compiled(cells + [cell])
    guard attempt.isSound else {
      return .refused(attempt.bag.sorted, sources: attempt.sources)
    }
    cells.append(cell)
    compilation = attempt
    return .accepted(observations(of: cell), complaints: complaints(about: cell))
  }

  /// Replaces all cells, if what they give together has no errors; gives the complaints otherwise.
  public mutating func replaceCells(with cells: [Cell]) -> Answer {
    let attempt = compiled(cells)
    guard attempt.isSound else {
      return .refused(attempt.bag.sorted, sources: attempt.sources)
    }
    self.cells = cells
    compilation = attempt
    return .accepted([], complaints: [])
  }

  /// The file that the session is: its cells, each behind a `# %%` line.
  public var text: String {
    cells.map { "# %%\n\($0.text)\($0.text.hasSuffix("\n") ? "" : "\n")" }.joined(separator: "\n")
  }

  /// Whether a text is a whole cell.
  public static func completeness(of text: String) -> InputCompleteness {
    var sources = SourceMap()
    return inputCompleteness(of: sources.add(name: "In", bytes: Array(text.utf8)))
  }

  /// The pipeline that a magic works on: the named one, or the one that the session means.
  public func chosenPipeline(
    named name: String?
  ) throws(PipelineChoiceProblem) -> ChosenPipeline {
    try compilation.interpretation.chosenPipeline(named: name)
  }

  private func compiled(_ cells: [Cell]) -> Compilation {
    let pieces = cells.map {
      Script.Piece(name: "In[\($0.number)]", bytes: Array($0.text.utf8))
    }
    return compile(
      Script(pieces: pieces, kind: .script, path: path), capabilities: capabilities)
  }

  private func observations(of cell: Cell) -> [Interpretation.Observation] {
    guard let source = source(of: cell) else { return [] }
    return compilation.interpretation.observations.filter { $0.span.source == source }
  }

  private func complaints(about cell: Cell) -> [Diagnostic] {
    guard let source = source(of: cell) else { return [] }
    return compilation.bag.sorted.filter { $0.primary?.span.source == source }
  }

  /// The texts of a compilation start with the cells, in order.
  private func source(of cell: Cell) -> SourceID? {
    cells.firstIndex { $0.number == cell.number }.map { SourceID(UInt32($0)) }
  }
}
