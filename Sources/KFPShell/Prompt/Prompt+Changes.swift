import KFPReport
import KFPSession

/// Changes of cells that are there already: they are said, and what they make stale runs again.
extension Prompt {
  /// Changes a cell, if the others hold together then. False where they do not.
  @discardableResult func apply(_ edit: SessionEdit) async -> Bool {
    let before = session
    switch session.apply(edit) {
    case .refused(let diagnostics, let sources):
      show(diagnostics, sources: sources)
      complain("the cells do not hold together then; nothing was changed")
      return false
    case .accepted(let observations, let complaints):
      keepCells()
      show(complaints, sources: session.compilation.sources)
      await settle(since: before)
      if case .replace(let number, _) = edit { show(observations, number: number) }
      return true
    }
  }

  /// Gives a cell another text, which may be several cells.
  func replace(_ number: Int, with text: String) async {
    let cells = scriptCells(of: text)
    guard !cells.isEmpty else {
      complain("there is no text; %delete \(number) removes the cell")
      return
    }
    if cells.count == 1, let old = session.cell(number), cells[0].text == old.text.trimmedAtEnd,
      cells[0].kind == old.kind
    {
      say("In [\(number)] stays as it was")
      return
    }
    // What was refused stays in the line, to be mended.
    if await !apply(.replace(number: number, with: cells)), isTalking { recalled = (number, text) }
  }

  /// Takes changes back.
  func undo(_ count: Int) async {
    let before = session
    let changes = session.undo(count)
    guard !changes.isEmpty else {
      complain("the earlier cells do not hold together any more; nothing was taken back")
      return
    }
    for change in changes { say("took \(change.words) back") }
    keepCells()
    await settle(since: before)
  }

  /// Does changes again.
  func redo(_ count: Int) async {
    let before = session
    let changes = session.redo(count)
    guard !changes.isEmpty else {
      complain("the later cells do not hold together any more; nothing was done again")
      return
    }
    for change in changes { say("did \(change.words) again") }
    keepCells()
    await settle(since: before)
  }

  /// Says what became stale, runs it, and says how much ran.
  func settle(since before: Session) async {
    let changes = session.taskChanges(since: before)
    for stale in changes.stale {
      say(ink.odd("stale") + ": \(ink.name(printable(stale.task))), \(stale.reason)")
    }
    if !changes.gone.isEmpty {
      say(ink.faint("gone: " + changes.gone.map(printable).joined(separator: ", ")))
    }
    saySuperseded()
    guard runsCells else {
      if !changes.stale.isEmpty { say("%run runs what is stale") }
      return
    }
    await runSession()
    if !changes.stale.isEmpty { sayWhatRan() }
  }

  /// Says how many tasks the latest run started, and how many had a result.
  func sayWhatRan() {
    let ran = results.startedTasks.count
    let kept = results.keptCount
    let rest = kept == 0 ? "" : ", \(kept) kept \(kept == 1 ? "its result" : "their results")"
    say(ink.faint("\(counted(ran, "task")) ran\(rest)"))
  }

  private func keepCells() {
    keep(.cells(session.cells, nextNumber: session.nextNumber))
  }
}
