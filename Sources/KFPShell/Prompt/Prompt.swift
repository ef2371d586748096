import Glibc
import KFPInterpreter
import KFPRecord
public import KFPReport
public import KFPSession
import KFPSource
import KFPSyntax
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
  let width: Int
  /// Whether the new tasks of a cell run at once.
  var runsCells = true
  var isLeaving = false
  /// Whether a cell was refused or a task failed since the start; a script on standard input ends with
  /// status 1 then.
  var hasFailed = false

  /// Creates a prompt for an empty session.
  public init(
    path: String, results: SessionResults, services: PromptServices, ink: Ink, width: Int
  ) {
    session = Session(path: path, capabilities: services.capabilities)
    self.results = results
    self.services = services
    self.ink = ink
    self.width = width
  }

  /// Reads cells from the terminal until the user leaves.
  public func converse(greeting: String) async {
    let notices = NoticeBoard()
    let names = CompletionSource()
    let questions = EditorQuestions(
      state: { Self.state(of: $0) },
      completions: { [services] in names.completions(before: $0, services: services) })
    guard
      let editor = LineEditor(
        questions: questions, notices: notices, editorFile: services.editorFile)
    else { return complain("libedit cannot use this terminal") }
    let history = services.historyFile.map { HistoryFile(path: $0) }
    history?.load(into: editor)
    say(greeting)
    while !isLeaving {
      names.update(with: session)
      switch editor.readCell(prompt: promptText) {
      case .cell(let text):
        guard text.contains(where: { !$0.isWhitespace }) else { continue }
        editor.remember(text)
        history?.add(text)
        _ = await handle(text)
      case .interrupted: continue
      case .end:
        say("")
        isLeaving = true
      }
    }
    await results.close()
  }

  /// Executes a script as the cells that it holds, stopping at the first that fails.
  public func execute(_ script: String) async -> Bool {
    for cell in scriptCells(of: script) where cell.kind == .code {
      guard await handle(cell.text), !hasFailed, !isLeaving else { break }
    }
    await results.close()
    return !hasFailed
  }

  /// Does what a cell says: a magic, a command for the shell, a question, or KFP Script.
  func handle(_ text: String) async -> Bool {
    let words = text.trimmed
    if words.hasPrefix("%") {
      await runMagic(words.dropFirst())
      return true
    }
    if words.hasPrefix("!") {
      runShell(String(words.dropFirst()))
      return true
    }
    if Self.farewells.contains(words) {
      isLeaving = true
      return true
    }
    return await evaluate(text)
  }

  /// What people type to leave; as a cell it would end the script there, for all cells to come.
  private static let farewells: Set<String> = ["exit", "quit", "exit()", "quit()"]

  /// Adds a cell to the session, runs what is new and shows the result. False where it was refused.
  func evaluate(_ text: String) async -> Bool {
    let number = session.nextNumber
    switch session.add(text) {
    case .refused(let diagnostics, let sources):
      show(diagnostics, sources: sources)
      hasFailed = true
      return false
    case .accepted(let observations, let complaints):
      show(complaints, sources: session.compilation.sources)
      if runsCells { await runSession() }
      let text = ShownText(ink: ink, number: number)
      for shown in session.shown(observations, in: results.record) {
        for line in text.lines(of: shown) { say(line) }
      }
      return true
    }
  }

  /// Runs the tasks of the session that have no result yet.
  func runSession() async {
    let lines = Mutex(RunLines(ink: ink, detail: .cell))
    let control = CellControl()
    let relay = InterruptRelay { control.stop() }
    let outcome = await results.run(session, control: control) { event in
      let texts = lines.withLock { $0.lines(for: event) }
      for text in texts { writeTerminal(text + "\n") }
    }
    relay.end()
    if outcome == .failed || outcome == .cancelled { hasFailed = true }
  }

  /// Takes other cells instead of the session's, if they hold together.
  func replaceCells(_ cells: [Session.Cell]) async {
    switch session.replaceCells(with: cells) {
    case .refused(let diagnostics, let sources):
      show(diagnostics, sources: sources)
      complain("the other cells need it; nothing was changed")
    case .accepted:
      if runsCells { await runSession() }
    }
  }

  /// Prints a line.
  func say(_ text: String) {
    writeTerminal(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Prints a line about something that could not be done.
  func complain(_ text: String) {
    say("\(ink.bad("error")): \(text)")
  }

  /// Draws complaints.
  func show(_ diagnostics: [Diagnostic], sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    say(
      render(
        diagnostics, sources: sources, style: .human(colour: ink.isColourful, width: width)))
  }

  private var promptText: String {
    let text = "In [\(session.nextNumber)]: "
    return ink.isColourful ? "\u{1}\u{1B}[32m\u{1}\(text)\u{1}\u{1B}[0m\u{1}" : text
  }

  private func runMagic(_ text: Substring) async {
    let name = text.prefix { !$0.isWhitespace }
    let words = String(text.dropFirst(name.count)).trimmed
    guard let magic = allMagics.first(where: { $0.name == name }) else {
      complain("there is no %\(name); %help lists all")
      return
    }
    await magic.run(words, in: self)
  }

  private func runShell(_ command: String) {
    let status = command.withCString { system($0) }
    if status != 0 { say(ink.faint("exit status \((status >> 8) & 0xFF)")) }
  }

  /// Commands of the prompt are one line; everything else is complete when the parser says so.
  private static func state(of text: String) -> InputState {
    let start = text.trimmed
    if start.isEmpty || start.hasPrefix("%") || start.hasPrefix("!") { return .complete }
    switch Session.completeness(of: text + "\n") {
    case .complete, .invalid: return .complete
    case .incomplete(let indent): return .incomplete(indent: indent)
    }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}

extension Prompt {
  /// The text of a file; where there is none, that is said.
  func read(_ path: String) -> String? {
    switch services.readFile(path) {
    case .success(let text): return text
    case .failure(let problem):
      complain(problem.text)
      return nil
    }
  }

  /// Writes a file; where that fails, it is said.
  func write(_ text: String, to path: String) -> Bool {
    guard let problem = services.writeFile(text, path) else { return true }
    complain(problem.text)
    return false
  }
}
