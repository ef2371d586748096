import Glibc
public import KFPInterpreter
import KFPRecord
public import KFPReport
public import KFPSession
import KFPSource
import Synchronization

/// The notebook at the terminal: reads cells, gives them to the session, runs what is new, and shows
/// what came of it.
public final class Prompt {
  /// The cells.
  var session: Session
  /// What their tasks left.
  let results: SessionResults
  let services: PromptServices
  let ink: Ink
  /// The name of what runs the tasks.
  var backend: String
  /// The file that the session is kept in.
  var file: SessionFile?
  /// Whether the new tasks of a cell run at once.
  var runsCells = true
  var isLeaving = false
  /// The signal that ended the session, if one did.
  public private(set) var endingSignal: Int32?
  /// Whether somebody types, in contrast to a script.
  var isTalking = false
  /// Whether Ctrl-C has stopped what the latest input began.
  var wasStopped = false
  /// Whether a cell was refused, a command could not be done or a task failed since the start; a
  /// script on standard input ends with status 1 then.
  var hasFailed = false
  /// What was typed, also in earlier sessions.
  var typed: [String] = []
  /// A cell that the user wants to edit in the next line.
  var recalled: (number: Int, text: String)?
  /// The seconds that the latest cell took.
  var latestTime: (checking: Double, running: Double)?
  /// Tasks of which it was said that a later cell defined their component anew.
  private var knownSuperseded: Set<SupersededTask> = []

  /// How a cell ended the script, with `sys.exit(...)`; the prompt is left with that status.
  public var ending: Interpretation.Ending? { session.compilation.interpretation.ending }

  /// Creates a prompt for an empty session.
  public init(
    path: String, backend: String, results: SessionResults, services: PromptServices, ink: Ink
  ) {
    session = Session(path: path, capabilities: services.capabilities)
    self.backend = backend
    self.results = results
    self.services = services
    self.ink = ink
  }

  /// Executes a script as the cells that it holds, stopping at the first that fails.
  public func execute(_ script: String) async -> Bool {
    for cell in scriptCells(of: script) {
      typed.append(cell.text)
      guard await handle(cell), !hasFailed, !isLeaving else { break }
    }
    return !hasFailed
  }

  /// Ends what is kept ready for tasks.
  public func close() async {
    await results.close()
  }

  /// Does what a text says. False where something of it was refused or stopped.
  func handle(_ text: String) async -> Bool {
    await handle(PromptInput.parts(of: text))
  }

  /// Does what a cell of a script says.
  func handle(_ cell: ScriptCell) async -> Bool {
    await handle(PromptInput.parts(of: cell))
  }

  /// Does one thing after the other, up to one that is refused or stopped.
  private func handle(_ parts: [PromptInput]) async -> Bool {
    wasStopped = false
    for (index, part) in parts.enumerated() {
      let isDone = await handle(part)
      guard !isLeaving else { return false }
      guard isDone, !wasStopped else {
        let rest = parts.count - index - 1
        if rest > 0, isTalking {
          let words = rest == 1 ? "what stands behind it was" : "the \(rest) behind it were"
          say(ink.faint("\(words) not taken; Up brings the text back"))
        }
        return false
      }
    }
    return true
  }

  private func handle(_ input: PromptInput) async -> Bool {
    switch input {
    case .magic(let name, let words): return await runMagic(name, words)
    case .shell(let command): runShell(command)
    case .question(let name, let wantsSource):
      await answer(name, wantsSource: wantsSource)
    case .farewell: isLeaving = true
    case .cell(let cell): return await evaluate(cell)
    }
    return true
  }

  /// Adds a cell to the session, runs what is new and shows the result. False where it was refused.
  func evaluate(_ cell: ScriptCell) async -> Bool {
    let number = session.nextNumber
    let start = monotonicTime()
    let answer = session.add(cell)
    let checked = monotonicTime()
    latestTime = (checked - start, 0)
    switch answer {
    case .refused(let diagnostics, let sources):
      show(diagnostics, sources: sources)
      hasFailed = true
      return false
    case .accepted(let observations, let complaints):
      if let added = session.cells.last { keep(.cell(added)) }
      show(complaints, sources: session.compilation.sources)
      saySuperseded()
      if runsCells { await runSession() }
      latestTime = (checked - start, monotonicTime() - checked)
      show(observations, number: number)
      if let ending {
        if let message = ending.message { say(message) }
        isLeaving = true
      }
      return true
    }
  }

  /// Runs the tasks of the session that have no result yet.
  func runSession() async {
    let outcome = await watched { [results, session] control, tell in
      await results.run(session, control: control, onEvent: tell)
    }
    if outcome == .failed || outcome == .cancelled { hasFailed = true }
  }

  /// Runs something so that Ctrl-C stops it and its events are told.
  func watched(
    detail: RunLines.Detail = .cell,
    _ run: (CellControl, @escaping @Sendable (Event, Bool) -> Void) async -> SessionResults.Outcome
  ) async -> SessionResults.Outcome {
    let progress = CellProgress(ink: ink, detail: detail)
    let control = CellControl()
    let ending = Mutex<Int32?>(nil)
    let isStopped = Mutex(false)
    let relay = InterruptRelay { number in
      control.stop()
      isStopped.withLock { $0 = true }
      guard number != SIGINT else { return }
      ending.withLock { $0 = number }
      control.stop()
    }
    let quiet = isTalking ? QuietTerminal() : nil
    let draws = isTalking && TerminalKind.ofEnvironment == .capable
    let outcome = await withTaskGroup(of: Void.self) { group in
      if draws { group.addTask { await progress.drawUntilCancelled() } }
      defer { group.cancelAll() }
      return await run(control) { event, isNews in progress.take(event, isNews: isNews) }
    }
    progress.end()
    quiet?.end()
    relay.end()
    if isStopped.withLock({ $0 }) { wasStopped = true }
    if let number = ending.withLock({ $0 }) { leave(because: number) }
    return outcome
  }

  /// Leaves since a signal asks for it.
  func leave(because number: Int32) {
    endingSignal = number
    isLeaving = true
  }

  /// Keeps something in the session's file.
  func keep(_ note: SessionNote) { file?.keep(note) }

  /// Prints a line.
  func say(_ text: String) {
    writeTerminal(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Prints a line about something that could not be done.
  func complain(_ text: String) {
    hasFailed = true
    say("\(ink.bad("error")): \(text)")
  }

  /// Draws complaints.
  func show(_ diagnostics: [Diagnostic], sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    say(
      render(
        diagnostics.map(\.withoutEdits), sources: sources,
        style: .human(colour: ink.isColourful, width: services.width())))
  }

  /// Shows what a cell wants to be seen.
  func show(_ observations: [Interpretation.Observation], number: Int) {
    let text = ShownText(ink: ink, number: number)
    for shown in session.shown(observations, in: results.record) {
      for line in text.lines(of: shown) { say(line) }
    }
  }

  /// Says which tasks use a component that the latest cell has defined anew, once.
  func saySuperseded() {
    let superseded = session.supersededTasks
    for task in superseded where !knownSuperseded.contains(task) {
      say("\(ink.odd("note")): \(task.sentence)")
    }
    knownSuperseded = Set(superseded)
  }

  private func runMagic(_ name: String, _ words: String) async -> Bool {
    guard let magic = knownMagic(name) else {
      complain("there is no %\(printable(name)); %help lists all")
      return false
    }
    let hadFailed = hasFailed
    hasFailed = false
    await magic.run(words, in: self)
    defer { hasFailed = hasFailed || hadFailed }
    return !hasFailed
  }

  private func runShell(_ command: String) {
    let status = command.withCString { system($0) }
    guard status != 0 else { return }
    let signal = status & 0x7F
    // The terminal has echoed a Ctrl-C into the line.
    if signal != 0 { say("") }
    say(
      ink.faint(signal == 0 ? "exit status \((status >> 8) & 0xFF)" : "ended by signal \(signal)"))
    hasFailed = true
  }
}

/// Seconds of a clock that nobody sets.
func monotonicTime() -> Double {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
