import KFPInterpreter
public import KFPNotebook
public import KFPReport
public import KFPSession
import KFPSource

/// Walks through a lesson at the terminal: shows its texts, runs its cells, and checks what is written
/// for its exercises.
///
/// All cells belong to one session, as at the prompt. What is written for an exercise is a cell like any
/// other; then the lesson's check is tried on a copy of the session. A cell whose tasks do not pass the
/// check is taken back, so that the session stays what the lesson builds.
public final class LessonGuide {
  let lesson: Lesson
  let words: LessonWords
  let services: LessonServices
  let results: SessionResults
  let ink: Ink
  let width: Int
  var session: Session
  var progress: LessonProgress
  /// The session whose names Tab completes.
  let names = NamesForCompletion(nil)
  /// What the editor starts with.
  var prefill = ""
  /// What it started with the last time.
  let started = StartedText()
  var isLeaving = false
  private let file: LessonProgressFile

  /// Creates a guide that goes on where `file` says.
  public init(
    _ lesson: Lesson, language: LessonLanguage, file: LessonProgressFile, startsOver: Bool,
    results: SessionResults, services: LessonServices, ink: Ink, width: Int
  ) {
    self.lesson = lesson
    self.file = file
    self.results = results
    self.services = services
    self.ink = ink
    self.width = width
    words = LessonWords.words(of: language)
    session = Session(path: "\(lesson.name).kfps", capabilities: services.capabilities)
    progress = file.progress(of: lesson.name)
    if startsOver || progress.step >= lesson.steps.count {
      let isFinished = progress.isFinished
      progress = LessonProgress()
      progress.isFinished = isFinished
    }
  }

  /// Goes through the lesson until its end or until the user leaves; true at its end. `commands` are
  /// what to type to come back here and to go on.
  public func walk(comeBack: String, next: String?) async -> Bool {
    guard let editor = makeReader() else {
      say("this terminal cannot be used")
      return false
    }
    say(ink.faint(plain(words.usage)))
    await bringBack()
    while progress.step < lesson.steps.count, !isLeaving {
      await take(lesson.steps[progress.step], editor)
      if !isLeaving { progress.step += 1 }
      keep()
    }
    await results.close()
    guard !isLeaving else {
      say(ink.faint(words.left("`\(comeBack)`")))
      return false
    }
    progress.isFinished = true
    progress.step = 0
    progress.cells = []
    keep()
    say(ink.good(words.finished))
    if let next { say(words.next("`\(next)`")) }
    return true
  }

  /// Brings the session back that was left.
  private func bringBack() async {
    guard progress.step > 0 else { return }
    say(words.welcomeBack(progress.step + 1, lesson.steps.count))
    for cell in progress.cells { _ = session.add(cell) }
    _ = await results.run(session) { _, _ in }
    // The text before the step belongs to it.
    if case .text(let text) = lesson.steps[progress.step - 1] { show(text) }
  }

  private func keep() {
    if let problem = file.keep(progress, of: lesson.name) { say(ink.odd(problem)) }
  }

  private func take(_ step: Lesson.Step, _ editor: any CellReader) async {
    switch step {
    case .text(let text): show(text)
    case .run(let code): await run(code, editor)
    case .exercise(let exercise): await practise(exercise, editor)
    }
  }

  /// A cell that is only to be run; whatever else is typed is a cell of one's own.
  private func run(_ code: String, _ editor: any CellReader) async {
    showCode(code)
    while !isLeaving {
      let text = read(editor, prompt: words.runIt)
      switch command(in: text) {
      case .nothing, .skip, .solution:
        if await evaluate(code) { progress.cells.append(code) }
        say("")
        return
      case .again: showCode(code)
      case .hint: say(words.noHint)
      case .help: showHelp()
      case .foreign: say(ink.odd(plain(words.noCommands)))
      case .leave: isLeaving = true
      case .cell(let own): if await evaluate(own) { progress.cells.append(own) }
      case .dropped: continue
      }
    }
  }

  private func practise(_ exercise: Lesson.Exercise, _ editor: any CellReader) async {
    show(exercise)
    prefill = exercise.start
    while !isLeaving {
      let text = read(editor, prompt: "In [\(session.nextNumber)]: ")
      switch command(in: text) {
      case .nothing: continue
      case .dropped: prefill = ""
      case .again:
        show(exercise)
        prefill = exercise.start
      case .help:
        showHelp()
        prefill = started.text
      case .foreign:
        say(ink.odd(plain(words.noCommands)))
        prefill = started.text
      case .hint:
        exercise.hint.isEmpty ? say(words.noHint) : show(exercise.hint)
        prefill = started.text
      case .solution:
        say(words.hereIsTheSolution)
        prefill = exercise.solution
      case .skip:
        say(words.skipped)
        showCode(exercise.solution)
        if await evaluate(exercise.solution) { progress.cells.append(exercise.solution) }
        return
      case .leave: isLeaving = true
      case .cell(let own): if await attempt(own, exercise) { return }
      }
    }
  }

  /// Takes a cell as an answer; true where the check holds.
  private func attempt(_ text: String, _ exercise: Lesson.Exercise) async -> Bool {
    let before = session
    guard await evaluate(text) else {
      say(ink.odd(plain(words.refused)))
      prefill = text
      return false
    }
    guard let complaint = await complaint(of: exercise.check) else {
      say(ink.good(words.done) + "\n\n")
      progress.cells.append(text)
      return true
    }
    say("\(ink.odd(words.notYet)) \(complaint)")
    let names = \Session.compilation.interpretation.sessionTaskNames.count
    if session[keyPath: names] > before[keyPath: names] {
      session = before
      prefill = text
      say(ink.faint(plain(words.takenBack)))
    } else {
      progress.cells.append(text)
    }
    return false
  }

  /// Why a check does not hold, or nil where it does.
  private func complaint(of check: String) async -> String? {
    guard !check.isEmpty else { return nil }
    var trial = session
    switch trial.add(check) {
    case .refused(let diagnostics, _):
      let errors = diagnostics.filter { $0.severity == .error }
      return (errors.first ?? diagnostics.first)?.message ?? words.notYet
    case .accepted(let observations, _):
      let outcome = await results.run(trial) { _, _ in }
      let shown = trial.shown(observations, in: results.record)
      let text = ShownText(ink: Ink(isColourful: false), number: nil)
      for observation in shown where observation.reason.isAssertion {
        if let line = text.lines(of: observation).first { return withoutPrefix(line) }
      }
      return outcome == .failed ? words.aTaskFailed : nil
    }
  }

  /// The message of an assertion alone, where it has one.
  private func withoutPrefix(_ line: String) -> String {
    guard line.hasPrefix("assertion failed: "),
      let end = line.range(of: ": ", after: "assertion failed: ".count)
    else { return line }
    return String(line[end...])
  }
}

extension Shown.Reason {
  fileprivate var isAssertion: Bool {
    if case .asserted = self { true } else { false }
  }
}

extension String {
  /// The place behind the next occurrence of `mark`, which has two bytes, from a number of characters on.
  fileprivate func range(of mark: String, after count: Int) -> String.Index? {
    var index = self.index(startIndex, offsetBy: count, limitedBy: endIndex) ?? endIndex
    while index < endIndex {
      if self[index...].hasPrefix(mark) {
        return self.index(index, offsetBy: mark.count)
      }
      index = self.index(after: index)
    }
    return nil
  }
}
