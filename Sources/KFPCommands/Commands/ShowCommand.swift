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

  @Argument(help: "A task, such as train, or train[3] in a loop.")
  var task: String?

  @Option(
    name: [.customShort("t"), .customLong("task")],
    help: ArgumentHelp("The task, where the run is the latest.", valueName: "name"))
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
    discussion: """
      Without RUN it is the latest run. At a target (--to) a run is named by its identifier or its \
      whole name.
      """)

  @OptionGroup var selection: RunSelection
  @OptionGroup var target: TargetOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print values of a task as a whole, however long.")
  var full = false

  func run() async throws {
    guard !target.isGiven else {
      return try RemoteListing(connection: try target.connect())
        .show(selection.run, task: selection.path, isJSON: json)
    }
    let stored = try selection.stored()
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    let names = stored.names
    guard let task = selection.path else {
      guard !json else { return print(stored.record.json.jsonText()) }
      let document = try? stored.document().document
      for line in recordLines(of: stored.record, names: names, ink: ink) { print(line) }
      for line in summaryLines(of: stored.record, in: document, ink: ink) { print(line) }
      print(ink.faint("files in \(stored.folder.path)"))
      return
    }
    let record = try stored.task(task)
    guard !json else { return print(record.json.jsonText()) }
    let limit = full ? Int.max : 2000
    for line in recordLines(of: record, names: names, limit: limit, ink: ink) { print(line) }
  }
}

extension StoredRun {
  /// The names of the run's tasks as their author knows them.
  var names: TaskNames {
    (try? document().document).map { TaskNames(of: $0) } ?? TaskNames()
  }

  /// The task of a name or a path on the command line.
  func task(_ name: String) throws -> TaskRecord {
    let path = names.path(named: name, among: record.tasks.keys)
    guard let path, let task = record.tasks[path] else {
      throw failure("there is no task `\(name)` in `\(record.id)`; `kfps show` lists them")
    }
    return task
  }
}
