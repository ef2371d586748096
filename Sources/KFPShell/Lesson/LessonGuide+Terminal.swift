import KFPNotebook
import KFPReport
import KFPSession
import KFPSource
import KFPSyntax
import Synchronization

/// How the guide reads and writes.
extension LessonGuide {
  /// What someone typed.
  enum Typed {
    case nothing
    /// Ctrl-C.
    case dropped
    case hint, solution, skip, again, help, leave
    /// A command of the prompt, such as `%emit`.
    case foreign
    case cell(String)
  }

  func command(in input: CellInput) -> Typed {
    switch input {
    case .interrupted: return .dropped
    case .end, .terminated:
      say("")
      return .leave
    case .cell(let text):
      var word = text.trimmed.lowercased()
      let isMagic = word.hasPrefix("%")
      if isMagic { word.removeFirst() }
      if let command = Self.commands[word] ?? started.command(behindIt: text) { return command }
      return isMagic || word.hasPrefix("!") ? .foreign : .cell(text)
    }
  }

  /// The command that a word is.
  static func command(of word: String) -> Typed? { commands[word] }

  private static let commands: [String: Typed] = [
    "": .nothing, "hint": .hint, "solution": .solution, "skip": .skip, "again": .again,
    "help": .help, "?": .help, "quit": .leave, "exit": .leave, "quit()": .leave, "exit()": .leave,
  ]

  /// Commands are one line; everything else is complete when the parser says so.
  static func state(of text: String, startedWith started: StartedText) -> InputState {
    let word = text.trimmed
    if word.isEmpty || word.hasPrefix("%") || commands[word.lowercased()] != nil
      || started.command(behindIt: text) != nil
    {
      return .complete
    }
    switch Session.completeness(of: text + "\n") {
    case .complete, .invalid: return .complete
    case .incomplete(let indent): return .incomplete(indent: indent)
    }
  }

  /// Reads a cell; the editor starts with what is to be changed.
  func read(_ editor: any CellReader, prompt: String) -> CellInput {
    let coloured = ink.isColourful ? "\u{1}\u{1B}[32m\u{1}\(prompt)\u{1}\u{1B}[0m\u{1}" : prompt
    let start = prefill
    prefill = ""
    let now = session
    names.withLock { $0 = now }
    started.text = start
    let input = editor.readCell(prompt: coloured, recalled: start.isEmpty ? nil : start)
    if case .cell(let text) = input, started.command(behindIt: text) == nil {
      editor.remember(text)
    }
    return input
  }

  /// Opens what reads cells: an editor of lines, or what a plain terminal allows.
  func makeReader() -> (any CellReader)? {
    let (names, started) = (names, started)
    let questions = EditorQuestions(
      state: { Self.state(of: $0, startedWith: started) },
      completions: { text in
        guard let session = names.withLock({ $0 }) else { return (0, []) }
        let (replacing, found) = SessionNames(of: session).suggestions(before: text)
        return (replacing, found.map { Completion(text: $0.text, detail: $0.detail) })
      })
    guard TerminalKind.ofEnvironment == .capable else { return PlainReader(questions: questions) }
    return LineEditor(
      questions: questions, notices: NoticeBoard(), editorFile: services.editorFile)
  }

  /// Adds a cell to the session, runs its tasks and shows what it shows; false where it was refused.
  func evaluate(_ text: String) async -> Bool {
    let number = session.nextNumber
    switch session.add(text) {
    case .refused(let diagnostics, let sources):
      show(diagnostics, sources)
      return false
    case .accepted(let observations, let complaints):
      show(complaints, session.compilation.sources)
      await runTasks()
      let shownText = ShownText(ink: ink, number: number)
      for shown in session.shown(observations, in: results.record) {
        for line in shownText.lines(of: shown) { say(line) }
      }
      return true
    }
  }

  private func runTasks() async {
    let lines = Mutex(RunLines(ink: ink, detail: .cell))
    let control = CellControl()
    let relay = InterruptRelay { _ in control.stop() }
    let echo = QuietTerminal()
    _ = await results.run(session, control: control) { event, isNews in
      guard isNews else { return }
      for text in lines.withLock({ $0.lines(for: event) }) { writeTerminal(text + "\n") }
    }
    echo.end()
    relay.end()
  }

  private func show(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    say(
      render(
        diagnostics.map(\.withoutEdits), sources: sources,
        style: .human(colour: ink.isColourful, width: width)))
  }

  func say(_ text: String) {
    writeTerminal(text.hasSuffix("\n") ? text : text + "\n")
  }

  func show(_ markdown: String) {
    let lines = markdownLines(of: markdown, width: width - 2, ink: ink)
    say("\n" + lines.joined(separator: "\n") + "\n\n")
  }

  func show(_ exercise: Lesson.Exercise) {
    let title = exercise.title.isEmpty ? words.exercise : "\(words.exercise): \(exercise.title)"
    say(ink.strong("✎ " + title))
    show(exercise.task)
  }

  func showCode(_ code: String) {
    say(codeLines(of: code, ink: ink).map { ink.faint("│ ") + $0 }.joined(separator: "\n"))
  }

  func showHelp() {
    let width = words.help.map(\.0.count).max() ?? 0
    for (name, text) in words.help {
      say("  \(ink.name(name))\(String(repeating: " ", count: width - name.count))  \(text)")
    }
  }

  /// A sentence with its `marks` as the terminal shows them.
  func plain(_ text: String) -> String {
    markdownLines(of: text, width: width, ink: Ink(isColourful: false)).joined(separator: "\n")
  }
}

/// A session behind a lock.
final class NamesForCompletion: Sendable {
  private let session: Mutex<Session?>

  init(_ session: Session?) { self.session = Mutex(session) }

  func withLock<Result: Sendable>(_ body: (inout Session?) -> Result) -> Result {
    session.withLock { body(&$0) }
  }
}
