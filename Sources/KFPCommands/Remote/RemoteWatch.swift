import ArgumentParser
import Glibc
import KFPRecord
import KFPRemote
import KFPReport
import KFPSpec

/// Follows a run of a service with the display of local runs.
struct RemoteWatch {
  let connection: RemoteConnection
  let isJSON: Bool

  /// The longest time without an answer.
  private static let patience = 300.0

  /// Follows a run to its end; what is not a success ends the command.
  func follow(_ run: RemoteRun, _ document: PipelineDocument?) throws {
    connection.watchInterrupts()
    let isLive = !isJSON && isLiveTerminal()
    let style: EventPrinter.Style =
      isJSON ? .json : isLive ? .live(.normal) : .lines(.normal)
    let names = document.map { TaskNames(of: $0) } ?? TaskNames()
    let printer = EventPrinter(style: style, names: names)
    var journal = RemoteJournal(
      id: RunID(run.name), backend: connection.target.name, documentDigest: "")
    var record = RunRecord()
    var latest = run
    var silentSince: Double?
    while true {
      for event in journal.events(for: latest) {
        record.apply(event)
        printer.tell(event)
      }
      guard !latest.state.isFinal else { break }
      try wait(for: run, printer)
      do throws(RemoteProblem) {
        latest = try connection.service.refreshed(latest)
        silentSince = nil
      } catch {
        try judge(error, about: run, &silentSince)
      }
    }
    try end(record, document, isLive: isLive)
  }

  /// Waits until the next look, while the display goes on.
  private func wait(for run: RemoteRun, _ printer: EventPrinter) throws {
    let end = presentTime() + connection.target.pollInterval
    while presentTime() < end {
      guard connection.pause(min(0.25, end - presentTime())) else { throw left(run) }
      printer.refresh()
    }
  }

  private func left(_ run: RemoteRun) -> ExitCode {
    printError("the run goes on; `kfps cancel \(run.id)` with the same target stops it")
    return ExitCode(130)
  }

  /// A service may be away for a while.
  private func judge(_ problem: RemoteProblem, about run: RemoteRun, _ silentSince: inout Double?)
    throws
  {
    switch problem.kind {
    case .cancelled: throw left(run)
    case .unreachable, .timeout, .unavailable, .answer:
      let since = silentSince ?? presentTime()
      silentSince = since
      guard presentTime() - since > Self.patience else { return }
    default: break
    }
    let code = failure(of: problem)
    printError("the run goes on; `kfps show \(run.id)` with the same target tells how far it is")
    throw code
  }

  private func end(_ record: RunRecord, _ document: PipelineDocument?, isLive: Bool) throws {
    if isLive {
      let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
      for line in summaryLines(of: record, in: document, ink: ink) { print(line) }
    }
    switch record.state {
    case .succeeded: return
    default: throw ExitStatus.failure
    }
  }
}

/// Whether lines on standard output can be drawn again: on a terminal that knows how.
func isLiveTerminal() -> Bool {
  guard isatty(STDOUT_FILENO) == 1, getenv("CI") == nil, let term = getenv("TERM") else {
    return false
  }
  return String(cString: term) != "dumb"
}

/// A text of a service without control characters.
func printed(_ text: String) -> String { printable(text) }
