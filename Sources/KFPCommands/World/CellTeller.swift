import KFPNotebook
import KFPRecord
import KFPReport
import KFPSession
import KFPShell
import Synchronization

/// Tells a run cell by cell: a heading when a cell begins, its source if wanted, what its tasks do, and
/// what it shows when they have ended.
final class CellTeller: Sendable {
  private struct State {
    /// The cell whose tasks run, counted from 0; -1 before the first.
    var cell = -1
    var record = RunRecord()
    var outputs: [Int: [CellOutput]] = [:]
    var lines: RunLines
    var hasBrokenAssertion = false
  }

  private let cells: CompiledCells
  private let stages: [String: Int]
  private let detail: Detail
  private let ink: Ink
  private let say: @Sendable ([String]) -> Void
  private let state: Mutex<State>

  /// How much is told of a cell beside its results.
  enum Detail { case results, headings, source }

  /// Tells through `say`; events themselves are told by someone else.
  init(
    _ cells: CompiledCells, detail: Detail, ink: Ink,
    say: @escaping @Sendable ([String]) -> Void
  ) {
    self.cells = cells
    stages = cells.stages
    let isOne = cells.codeCells.count < 2
    self.detail = isOne && detail == .headings ? .results : detail
    self.ink = ink
    self.say = say
    state = Mutex(State(lines: RunLines(ink: Ink(isColourful: false), detail: .cell)))
  }

  /// Takes an event before it is told itself; false where it says nothing that is worth telling.
  func take(_ event: Event) -> Bool {
    state.withLock { state in
      state.record.apply(event)
      if case .taskSkipped(_, let reason) = event.kind, reason == earlierCellFailed {
        return false
      }
      if case .runStarted = event.kind { return true }
      let cell = event.kind.path.flatMap { stages[$0.outermost] } ?? 0
      if cell > state.cell { advance(to: cell, &state) }
      if case .runFinished(let end, _, _) = event.kind {
        close(&state, hasFailed: end != .succeeded)
      }
      state.outputs[state.cell, default: []] +=
        state.lines.lines(for: event).map { .printed($0) }
      return true
    }
  }

  /// Tells all cells of a notebook that has nothing to run.
  func tellAll() {
    state.withLock { close(&$0, hasFailed: false) }
  }

  /// What each code cell showed.
  var outputs: [Int: [CellOutput]] { state.withLock { $0.outputs } }

  /// Tells what is left when the run has ended.
  private func close(_ state: inout State, hasFailed: Bool) {
    let last = cells.codeCells.count - 1
    guard hasFailed else {
      advance(to: last, &state)
      return showResults(of: last, &state)
    }
    showResults(of: state.cell, &state)
    guard state.cell < last else { return }
    say([ink.odd("cells from [\(state.cell + 2)] on were not executed")])
  }

  /// Whether something that a cell asserts does not hold.
  var hasBrokenAssertion: Bool { state.withLock { $0.hasBrokenAssertion } }

  private func advance(to cell: Int, _ state: inout State) {
    while state.cell < cell {
      if state.cell >= 0 { showResults(of: state.cell, &state) }
      state.cell += 1
      say(heading(of: state.cell))
    }
  }

  private func heading(of cell: Int) -> [String] {
    let isSilent =
      cells.isComment(cell) && cells.notebook.cells[cells.codeCells[cell]].title.isEmpty
    guard detail == .source || detail == .headings && !isSilent else { return [] }
    var lines: [String] = []
    if detail == .source {
      let before = cell > 0 ? cells.codeCells[cell - 1] + 1 : 0
      for text in cells.notebook.cells[before..<cells.codeCells[cell]] where text.kind == .markdown
      {
        lines += [""] + markdownLines(of: text.text, width: 80, ink: ink)
      }
      lines.append("")
    }
    let heading = printable(cells.title(of: cell))
    lines.append("\(ink.odd("[\(cell + 1)]")) \(ink.strong(heading))")
    if detail == .source {
      let code = codeLines(of: cells.notebook.cells[cells.codeCells[cell]].text, ink: ink)
      lines += code.map { ink.faint("│ ") + $0 }
    }
    return lines
  }

  private func showResults(of cell: Int, _ state: inout State) {
    guard cell >= 0 else { return }
    for shown in cells.compilation.shown(cells.observations(of: cell), in: state.record) {
      let lines = ShownText(ink: ink, number: nil).lines(of: shown)
      guard !lines.isEmpty else { continue }
      say(lines.map { ink.faint("= ") + withoutEnd($0) })
      let plain = withoutEnd(
        ShownText(ink: Ink(isColourful: false), number: nil).lines(of: shown)
          .joined(separator: "\n"))
      let output: CellOutput =
        switch shown.reason {
        case .printed: .printed(plain)
        case .result: .result(plain)
        case .asserted: .failure(plain)
        }
      if case .failure = output { state.hasBrokenAssertion = true }
      state.outputs[cell, default: []].append(output)
    }
  }
}

/// What is printed ends its line itself.
private func withoutEnd(_ text: String) -> String {
  text.hasSuffix("\n") ? String(text.dropLast()) : text
}

/// Why the tasks of later cells are skipped, as the scheduler says it.
private let earlierCellFailed = "an earlier cell failed"

extension TaskPath {
  /// The name of the outermost group or task.
  fileprivate var outermost: String {
    String(text.prefix { $0 != "/" && $0 != "[" })
  }
}

extension Notebook {
  /// The notebook with what its code cells showed; `codeCells` are their positions.
  func showing(_ outputs: [Int: [CellOutput]], codeCells: [Int]) -> Notebook {
    var result = self
    for (number, index) in codeCells.enumerated() {
      result.cells[index].number = number + 1
      result.cells[index].outputs = merged(outputs[number] ?? [])
    }
    return result
  }

  /// Lines that were printed one after the other are one output.
  private func merged(_ outputs: [CellOutput]) -> [CellOutput] {
    var result: [CellOutput] = []
    for output in outputs {
      if case .printed(let line) = output, case .printed(let before)? = result.last {
        result[result.count - 1] = .printed(before + "\n" + line)
      } else {
        result.append(output)
      }
    }
    return result
  }
}
