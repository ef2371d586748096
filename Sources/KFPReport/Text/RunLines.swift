public import KFPRecord
import OrderedCollections

/// Tells a run line by line as its events come in: each task when it starts, what it prints, and what
/// it leaves.
public struct RunLines: Sendable {
  /// How much is told.
  public enum Detail: Hashable, Sendable {
    /// Failures and the result only.
    case quiet
    /// What is new to a notebook's cell: tasks that run, without head and end of the run.
    case cell
    /// Tasks and their logs.
    case normal
    /// Groups, inputs and keys, too.
    case verbose
  }

  private let ink: Ink
  private let detail: Detail
  private let names: TaskNames
  private var started: [TaskPath: Double] = [:]
  private var runStarted: Double = 0
  /// What a task printed last: what is told already need not be told again with its failure.
  private var lastLogLine: [TaskPath: String] = [:]

  /// Creates a teller; with the names of the document it says what groups do.
  public init(ink: Ink, detail: Detail, names: TaskNames = TaskNames()) {
    self.ink = ink
    self.detail = detail
    self.names = names
  }

  /// The lines that an event is worth, without line ends.
  public mutating func lines(for event: Event) -> [String] {
    switch event.kind {
    case .runStarted(let start):
      runStarted = event.time
      return detail == .quiet || detail == .cell ? [] : [header(start)]
    case .taskReady(let path, _, _, let inputs):
      return detail == .verbose ? values(inputs, of: path, arrow: "←") : []
    case .taskLaunched(let path, let attempt, _):
      started[path] = event.time
      let again = attempt > 1 ? ink.odd(" (attempt \(attempt))") : ""
      return detail == .quiet ? [] : [line(path, "started") + again]
    case .logLine(let path, let text):
      guard detail != .quiet else { return [] }
      lastLogLine[path] = text
      return [line(path, "\(ink.faint("|")) \(printable(text))")]
    case .attemptFailed(let path, let attempt, let failure, let delay):
      guard let delay else { return [] }
      return [
        line(path, ink.odd("attempt \(attempt) failed: \(printable(failure.message))")),
        line(path, "trying again in \(durationText(delay))"),
      ]
    case .taskSucceeded(let path, let outputs, let source):
      return succeeded(path, outputs, source, at: event.time)
    case .taskSkipped(let path, let reason):
      return detail == .quiet ? [] : [line(path, ink.faint("skipped: \(printable(reason))"))]
    case .taskFailed(let path, let failure):
      return [line(path, ink.bad("failed") + elapsed(path, event.time))]
        + explanation(of: failure, told: lastLogLine[path])
    case .taskCancelled(let path):
      return [line(path, ink.odd("cancelled"))]
    case .note(let path, let text):
      return detail == .quiet ? [] : [line(path, ink.odd(printable(text)))]
    case .groupStarted(let path, let iterations):
      guard detail == .verbose else { return [] }
      return [line(path, iterations.map { "\($0) iterations" } ?? "entered")]
    case .groupFinished, .runResumed:
      return []
    case .cancelRequested:
      return [ink.odd("stopping; running tasks are told to end")]
    case .runFinished(let state, let outputs, let failure):
      return ending(state, outputs, failure, at: event.time)
    }
  }

  private func header(_ start: RunStart) -> String {
    "\(ink.strong(printable(start.pipeline))) \(ink.faint("run \(start.id) on \(start.backend)"))"
  }

  private func line(_ path: TaskPath, _ text: String) -> String {
    "\(ink.name(printable(names.name(of: path)))) \(text)"
  }

  private func elapsed(_ path: TaskPath, _ time: Double) -> String {
    guard let start = started[path] else { return "" }
    return ink.faint(" after \(durationText(max(0, time - start)))")
  }

  private func succeeded(
    _ path: TaskPath, _ outputs: PortValues, _ source: ResultSource, at time: Double
  ) -> [String] {
    guard detail != .quiet, detail != .cell || source != .session else { return [] }
    let word =
      switch source {
      case .ran: ink.good("finished") + elapsed(path, time)
      case .cache: ink.good("cached")
      case .session: ink.good("known already")
      case .journal: ink.good("finished before")
      }
    return [line(path, word)] + values(outputs, of: path, arrow: "→")
  }

  private func values(_ values: PortValues, of path: TaskPath, arrow: String) -> [String] {
    let parameters = values.parameters.map { name, value in "\(name) = \(shortText(of: value))" }
    let artifacts = values.artifacts.map { name, list in "\(name) = \(shortText(of: list))" }
    return (parameters + artifacts).map { line(path, "\(ink.faint(arrow)) \(printable($0))") }
  }

  private func explanation(of failure: TaskFailure, told: String?) -> [String] {
    var lines: [String] = []
    if let place = failure.place {
      lines.append("  at \(ink.strong("\(printable(place.file)):\(place.line)"))")
    }
    lines.append("  \(printable(failure.message))")
    var detail = failure.detail[...]
    while detail.last?.isNewline == true { detail.removeLast() }
    let details = detail.split(separator: "\n", omittingEmptySubsequences: false)
    guard !detail.isEmpty, told.map({ $0[...] }) != details.last else { return lines }
    lines += details.map { "  \(ink.faint("|")) \(printable(String($0)))" }
    return lines
  }

  private func ending(
    _ state: TaskState, _ outputs: PortValues, _ failure: TaskFailure?, at time: Double
  ) -> [String] {
    let took = ink.faint(" in \(durationText(max(0, time - runStarted)))")
    if detail == .cell, state != .cancelled { return [] }
    switch state {
    case .succeeded:
      var lines = detail == .quiet ? [] : [ink.good("succeeded") + took]
      for (name, value) in outputs.parameters {
        lines.append(
          "\(ink.strong(printable(name))) = \(printable(shortText(of: value, limit: 400)))")
      }
      for (name, artifacts) in outputs.artifacts {
        lines.append(
          "\(ink.strong(printable(name))) = \(printable(shortText(of: artifacts, limit: 400)))")
      }
      return lines
    case .cancelled:
      return [ink.odd("cancelled") + took]
    default:
      return [ink.bad("failed") + took + (failure.map { ": \(printable($0.message))" } ?? "")]
    }
  }
}
