import KFPRecord
import KFPReport
import KFPSession
import KFPTypes
import OrderedCollections

/// What the words behind a magic name; where there is no such thing, that is said.
extension Prompt {
  /// The cell of a number.
  func cell(_ words: String, of magic: some Magic) -> Session.Cell? {
    guard let number = Int(words) else {
      complain("%\(magic.name) takes the number of a cell; %cells lists them")
      return nil
    }
    guard let cell = session.cell(number) else {
      complain("there is no cell \(number); %cells lists them")
      return nil
    }
    return cell
  }

  /// The task of a name.
  func task(_ words: String) -> TaskRecord? {
    guard let record = results.record else {
      complain("nothing has run yet")
      return nil
    }
    let tasks = record.tasks.values
    if let task = tasks.last(where: { $0.path.text == words }) { return task }
    let named = record.leaves.filter { $0.path.name == words }
    if let task = named.last { return task }
    complain(
      words.isEmpty
        ? "this takes the name of a task; %tasks lists them"
        : "there is no task `\(printable(words))`; %tasks lists them")
    return nil
  }

  /// The pipeline of a name, or the one that the session means.
  func pipeline(named name: String?) -> ChosenPipeline? {
    do {
      return try session.chosenPipeline(named: name)
    } catch {
      complain(PipelineChoiceText.describe(error, in: "the session"))
      return nil
    }
  }

  /// The text of a file.
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

  /// Goes to another folder, where all cells hold there.
  func changeFolder(to path: String) async -> Bool {
    let earlier = session.workingFolder
    switch services.changeFolder(path) {
    case .failure(let problem):
      complain(problem.text)
      return false
    case .success(let capabilities):
      let before = session
      if case .refused(let diagnostics, let sources) = session.move(to: capabilities) {
        _ = services.changeFolder(earlier)
        show(diagnostics, sources: sources)
        complain("the cells do not hold together there; the folder stays")
        return false
      }
      await settle(since: before)
      return true
    }
  }

  /// Runs a pipeline by itself and tells what it gives.
  func run(_ chosen: ChosenPipeline, arguments: OrderedDictionary<String, JSONValue>) async {
    let outcome = await watched(detail: .normal) { [results, session] control, tell in
      await results.run(
        chosen, arguments: arguments, in: session, control: control, onEvent: tell)
    }
    if outcome == .failed || outcome == .cancelled { hasFailed = true }
  }

  /// Says what a name is.
  func answer(_ name: String, wantsSource: Bool) async {
    if name.hasPrefix("%") { return await HelpMagic().run(name, in: self) }
    guard let found = session.inspection(of: name) else {
      complain("nothing is called `\(printable(name))`")
      return
    }
    let place = found.cell.map { ink.faint("  (In [\($0)])") } ?? ""
    say(printableLines(found.headline) + place)
    if !found.documentation.isEmpty { say(printableLines(found.documentation)) }
    guard wantsSource else { return }
    if let source = found.source {
      say(printableLines(source))
    } else {
      say(ink.faint("its source is not in a cell"))
    }
  }
}

/// Text of several lines as a terminal may show it.
func printableLines(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { printable(String($0)) }.joined(separator: "\n")
}
