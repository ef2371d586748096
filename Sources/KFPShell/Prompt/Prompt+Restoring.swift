import KFPRecord
import KFPReport
import KFPSession

/// Bringing a session back.
extension Prompt {
  /// Brings the latest session of this folder back, or a named one. False where there is none, which
  /// is said.
  public func restore(named name: String?) async -> Bool {
    guard let folder = services.sessionsFolder else { return false }
    let names = name.map { [$0] } ?? SessionFile.names(in: folder)
    for candidate in names {
      let path = SessionFile.path(candidate, in: folder)
      guard case .success(let text) = services.readFile(path) else { continue }
      let saved = SavedSession(bytes: Array(text.utf8))
      guard !saved.cells.isEmpty else { continue }
      guard let file = SessionFile(resuming: candidate, in: folder) else {
        say("the session `\(candidate)` is open elsewhere")
        if name != nil { return false }
        continue
      }
      await take(saved, from: file)
      return true
    }
    let known = SessionFile.names(in: folder)
    switch name {
    case nil: complain("there is no session to bring back in `\(folder)`")
    case let name? where known.contains(name):
      complain("the session `\(name)` has no cells")
    case let name?:
      complain("there is no session `\(name)`; there is \(known.prefix(8).joined(separator: ", "))")
    }
    return false
  }

  private func take(_ saved: SavedSession, from file: SessionFile) async {
    // Results belong to what ran the tasks.
    if let name = saved.backend, backend == "auto", let make = services.makeLauncher(name) {
      await results.changeLauncher(to: make)
      backend = name
    }
    if saved.backend != backend { file.keep(.backend(backend)) }
    session = Session(path: saved.path, capabilities: services.capabilities)
    if case .refused(let diagnostics, let sources) = session.restore(
      saved.cells, nextNumber: saved.nextNumber)
    {
      show(diagnostics, sources: sources)
      takeOneByOne(saved)
    }
    results.restore(saved)
    keepNotes(in: file)
    let tasks = results.record?.leaves.filter { $0.state == .succeeded }.count ?? 0
    say("brought back \(counted(session.cells.count, "cell")) and \(counted(tasks, "result"))")
    if saved.interruptedCount > 0 {
      say(
        "\(counted(saved.interruptedCount, "task")) \(saved.interruptedCount == 1 ? "was" : "were") "
          + "running when the session ended; %run goes on")
    }
  }

  /// The world may have changed, so that not all cells hold together any more.
  private func takeOneByOne(_ saved: SavedSession) {
    var cells: [Session.Cell] = []
    for cell in saved.cells {
      if case .accepted = session.restore(cells + [cell], nextNumber: saved.nextNumber) {
        cells.append(cell)
      } else {
        say("In [\(cell.number)] does not hold any more and was left out")
      }
    }
  }

  /// Keeps the session in a file of its own from its first cell on.
  public func keepSession() {
    guard file == nil, let folder = services.sessionsFolder else { return }
    let header = SessionNote.start(
      path: session.path, folder: session.workingFolder, backend: backend)
    keepNotes(in: SessionFile(folder: folder, header: header))
  }

  /// Keeps the session in a file from now on.
  func keepNotes(in file: SessionFile) {
    self.file = file
    results.keepNotes { file.keep($0) }
  }
}
