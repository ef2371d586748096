public import KFPInterpreter
public import KFPSource
public import KFPSyntax

/// A notebook: the cells that were accepted, in order, and the compilation that they give together.
///
/// The law is *session ≡ file*: a session means exactly what the file means that its cells are when
/// they are written one after the other. So a change of cells compiles all of them, which takes
/// milliseconds, a new cell of a long session goes on where the others ended (`Session+Growing`), and a
/// cell that is refused changes nothing.
public struct Session: Sendable {
  /// A cell that was accepted.
  public struct Cell: Hashable, Sendable {
    /// The number of its prompt (`In[3]`).
    public var number: Int
    /// Its source, or its prose.
    public var text: String
    /// What it holds.
    public var kind: ScriptCell.Kind
    /// The words behind its `# %%`.
    public var title: String

    /// Creates a cell.
    public init(
      number: Int, text: String, kind: ScriptCell.Kind = .code, title: String = ""
    ) {
      self.number = number
      self.text = text
      self.kind = kind
      self.title = title
    }
  }

  /// The file that the session is, or would be.
  public let path: String
  /// What the session's script may ask of the world.
  public private(set) var capabilities: Capabilities
  /// The folder in which its cells look for files.
  public var workingFolder: String { capabilities.workingFolder }
  /// The accepted cells in order.
  public private(set) var cells: [Cell] = []
  /// What they mean.
  public private(set) var compilation: Compilation
  /// The number of the next prompt.
  public private(set) var nextNumber = 1
  /// What was done to the cells, for `undo`.
  private var past: [SessionChange] = []
  /// What was undone, the next to be done again last.
  private var future: [SessionChange] = []
  private(set) var memory = ParsedPieces()
  /// What stands behind the last cell.
  let growth = SessionGrowth()
  /// Which cells these are, among those of all copies of the session.
  private(set) var version = 0
  /// How many cells there are at least when new ones go on where the others ended.
  let growthBegins: Int
  private let clock = SessionClock()

  /// Starts an empty session.
  public init(path: String, capabilities: Capabilities) {
    self.init(path: path, capabilities: capabilities, growthBegins: 64)
  }

  /// Starts an empty session whose new cells go on where the others ended from a number of cells on.
  package init(path: String, capabilities: Capabilities, growthBegins: Int) {
    self.path = path
    self.capabilities = capabilities
    self.growthBegins = growthBegins
    compilation = compile(
      Script(pieces: [], kind: .script, path: path), capabilities: capabilities)
  }

  /// The view of the world in which the time that a cell was told stays what it was.
  var clockedCapabilities: Capabilities {
    var clocked = capabilities
    clocked.now = clock.reader(of: capabilities.now)
    return clocked
  }

  /// What became of a cell, or of a change of cells.
  public enum Answer: Sendable {
    /// It belongs to the session now; these values are to be shown once tasks have run. Its warnings
    /// are among the complaints.
    case accepted([Interpretation.Observation], complaints: [Diagnostic])
    /// It has errors, and nothing of it happened.
    case refused([Diagnostic], sources: SourceMap)
  }

  /// Checks a cell together with those before it and, without errors, adds it.
  public mutating func add(_ text: String) -> Answer {
    add(ScriptCell(kind: .code, title: "", text: text, line: 1))
  }

  /// Checks a cell of a script together with those before it and, without errors, adds it.
  public mutating func add(_ scriptCell: ScriptCell) -> Answer {
    let cell = Cell(
      number: nextNumber, text: scriptCell.text, kind: scriptCell.kind, title: scriptCell.title)
    nextNumber += 1
    if let refusal = append(cell) { return refusal }
    remember(SessionChange(.addition(cell)))
    return .accepted(observations(of: [cell.number]), complaints: complaints(about: [cell.number]))
  }

  /// Changes cells that are there, if what all give together has no errors.
  public mutating func apply(_ edit: SessionEdit) -> Answer {
    let before = cells
    let (after, touched) = edited(by: edit)
    if let refusal = take(after, touched) { return refusal }
    nextNumber = max(nextNumber, (after.map(\.number).max() ?? 0) + 1)
    remember(SessionChange(.replacement(before: before, after: after, by: edit)))
    return .accepted(observations(of: touched), complaints: complaints(about: touched))
  }

  /// Takes the last change back; gives it, or nil where there is none that can be taken back.
  public mutating func undo() -> SessionChange? { undo(1).first }

  /// Takes the last changes back in one step, the latest first; gives none where the cells before them do
  /// not hold together any more.
  public mutating func undo(_ count: Int) -> [SessionChange] {
    let changes = Array(past.suffix(count).reversed())
    guard !changes.isEmpty, take(changes.reduce(cells) { $1.undone($0) }) == nil else { return [] }
    past.removeLast(changes.count)
    future += changes
    return changes
  }

  /// Does again what was undone last; gives it, or nil where there is nothing.
  public mutating func redo() -> SessionChange? { redo(1).first }

  /// Does again in one step what was undone last.
  public mutating func redo(_ count: Int) -> [SessionChange] {
    let changes = Array(future.suffix(count).reversed())
    guard !changes.isEmpty, take(changes.reduce(cells) { $1.done($0) }) == nil else { return [] }
    future.removeLast(changes.count)
    past += changes
    return changes
  }

  /// How many changes `undo` could take back.
  public var undoableCount: Int { past.count }

  /// How many changes `redo` could do again.
  public var redoableCount: Int { future.count }

  /// Takes cells that were saved, as they were numbered.
  public mutating func restore(_ cells: [Cell], nextNumber: Int) -> Answer {
    if let refusal = take(cells) { return refusal }
    self.nextNumber = max(nextNumber, (cells.map(\.number).max() ?? 0) + 1)
    (past, future) = ([], [])
    return .accepted([], complaints: [])
  }

  /// Takes another view of the world, if all cells hold in it.
  public mutating func move(to capabilities: Capabilities) -> Answer {
    let earlier = self.capabilities
    self.capabilities = capabilities
    guard let refusal = take(cells) else { return .accepted([], complaints: []) }
    self.capabilities = earlier
    return refusal
  }

  /// What a text would mean as the next cell, which it does not become.
  func trial(of text: String) -> Compilation {
    let asked = clock.count
    defer { clock.forget(after: asked) }
    let cell = Cell(number: nextNumber, text: text)
    if let growth = grown(by: cell, keepsIt: false) { return growth.compilation }
    var copy = memory
    return compiled(cells + [cell], &copy)
  }

  /// All that there is to say about the cells: a cell that was added may have settled what was odd about
  /// an earlier one.
  public var complaints: [Diagnostic] {
    var copy = memory
    return compiled(cells, &copy).bag.sorted
  }

  /// The cell of a number.
  public func cell(_ number: Int) -> Cell? { cells.first { $0.number == number } }

  /// The file that the session is: its cells, each behind a `# %%` line.
  public var text: String { scriptText(of: cells) }

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

  /// The cell that a place of the compilation's texts is in.
  func cell(at span: Span) -> Cell? { cells[safe: Int(span.source.rawValue)] }

  /// The tree of a cell.
  func tree(ofCellAt index: Int) -> Tree? { memory.tree(at: index) }

  /// Adds a cell if all hold together then; gives the refusal otherwise.
  private mutating func append(_ cell: Cell) -> Answer? {
    let asked = clock.count
    guard let growth = grown(by: cell, keepsIt: true) else {
      return take(cells + [cell], [cell.number])
    }
    if let refusal = refusal(of: growth.compilation, for: cells + [cell], [cell.number], asked) {
      return refusal
    }
    cells.append(cell)
    memory.append(growth.text, growth.tree, growth.parsed)
    compilation = growth.compilation
    version = growth.version
    return nil
  }

  /// Takes cells if they hold together; gives the refusal otherwise. It tells nothing that was only odd
  /// about cells that are not touched.
  private mutating func take(_ cells: [Cell], _ touched: Set<Int> = []) -> Answer? {
    let asked = clock.count
    var pieces = memory
    let attempt = compiled(cells, &pieces)
    if let refusal = refusal(of: attempt, for: cells, touched, asked) { return refusal }
    self.cells = cells
    memory = pieces
    compilation = attempt
    version = growth.nextVersion()
    if cells.count >= growthBegins { growth.begin(of: version, make: maker(of: memory)) }
    return nil
  }

  private func refusal(
    of attempt: Compilation, for cells: [Cell], _ touched: Set<Int>, _ asked: Int
  ) -> Answer? {
    guard !attempt.isSound else { return nil }
    clock.forget(after: asked)
    let told = attempt.bag.sorted.filter { diagnostic in
      guard diagnostic.severity == .warning, let span = diagnostic.primary?.span,
        let cell = cells[safe: Int(span.source.rawValue)]
      else { return true }
      return touched.contains(cell.number)
    }
    return .refused(told, sources: attempt.sources)
  }

  private mutating func remember(_ change: SessionChange) {
    past.append(change)
    future = []
  }

  private func compiled(_ cells: [Cell], _ memory: inout ParsedPieces) -> Compilation {
    let pieces = cells.map { Script.Piece(name: $0.name, bytes: $0.code) }
    return compile(
      Script(pieces: pieces, kind: .script, path: path), capabilities: clockedCapabilities,
      remembering: &memory)
  }

  /// What a cell wants to be seen.
  public func observations(ofCell number: Int) -> [Interpretation.Observation] {
    observations(of: [number])
  }

  private func observations(of numbers: Set<Int>) -> [Interpretation.Observation] {
    compilation.interpretation.observations.filter { observation in
      cell(at: observation.span).map { numbers.contains($0.number) } ?? false
    }
  }

  private func complaints(about numbers: Set<Int>) -> [Diagnostic] {
    compilation.bag.sorted.filter { diagnostic in
      guard let span = diagnostic.primary?.span, let cell = cell(at: span) else { return false }
      return numbers.contains(cell.number)
    }
  }

  /// The cells after an edit, and the numbers of those with a new text.
  private func edited(by edit: SessionEdit) -> (cells: [Cell], touched: Set<Int>) {
    var cells = cells
    guard let place = edit.number.flatMap({ number in cells.firstIndex { $0.number == number } })
    else { return (edit == .clear ? [] : cells, []) }
    switch edit {
    case .clear: return ([], [])
    case .delete: cells.remove(at: place)
    case .move(_, let other):
      let cell = cells.remove(at: place)
      let target = other.flatMap { number in cells.firstIndex { $0.number == number } }
      cells.insert(cell, at: target ?? cells.endIndex)
    case .replace(let number, let parts):
      var numbers = [number]
      for offset in parts.indices.dropFirst() { numbers.append(nextNumber + offset - 1) }
      let replacements = zip(parts, numbers).map { part, number in
        Cell(number: number, text: part.text, kind: part.kind, title: part.title)
      }
      cells.replaceSubrange(place...place, with: replacements)
      return (cells, Set(numbers))
    }
    return (cells, [])
  }
}
