import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPTypes
import OrderedCollections

/// What of a run a command is about.
struct RunSelection: ParsableArguments {
  @Argument(help: "A run's name, the beginning of its name, or its folder; without it the latest.")
  var run: String?

  @Argument(help: "A task's path, such as for-loop-1[3]/train.")
  var task: String?

  @Option(
    name: [.customShort("t"), .customLong("task")],
    help: ArgumentHelp("The task, where the run is the latest.", valueName: "path"))
  var taskOption: String?

  @OptionGroup var options: StoredRunOptions

  func validate() throws {
    if task != nil, taskOption != nil { throw ValidationError("one task is asked for twice") }
  }

  /// The path of the task, if one is asked for.
  var path: String? { task ?? taskOption }

  /// The run.
  func stored() throws -> StoredRun { try StoredRun.find(run, options) }
}

/// `kfps show`.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell what happened in a run, or to one of its tasks.",
    discussion: "Without RUN it is the latest run.")

  @OptionGroup var selection: RunSelection

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let stored = try selection.stored()
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard let task = selection.path else {
      guard !json else { return print(stored.record.json.jsonText()) }
      let document = try? stored.document().document
      for line in recordLines(of: stored.record, ink: ink) { print(line) }
      for line in summaryLines(of: stored.record, in: document, ink: ink) { print(line) }
      print(ink.faint("files in \(stored.folder.path)"))
      return
    }
    let record = try stored.task(task)
    guard !json else { return print(record.json.jsonText()) }
    for line in recordLines(of: record, ink: ink) { print(line) }
  }
}

extension StoredRun {
  /// The task of a path on the command line.
  func task(_ path: String) throws -> TaskRecord {
    guard let task = record.tasks[TaskPath(path)] else {
      throw failure("there is no task `\(path)` in `\(record.id)`; `kfps show` lists them")
    }
    return task
  }
}
