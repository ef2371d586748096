import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPTypes
import OrderedCollections

/// `kfps runs`.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs of this folder, newest first.")

  @OptionGroup var options: StoredRunOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("List so many runs only.", valueName: "n"))
  var number: Int?

  @Flag(help: "Print one JSON object a run.")
  var json = false

  func run() async throws {
    var records = listRuns(in: options.runs).map(\.judged)
    if let number { records = Array(records.suffix(max(0, number))) }
    guard !json else {
      for record in records.reversed() { print(facts(of: record).jsonText()) }
      return
    }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard !records.isEmpty else {
      return printError("there are no runs in `\(options.runs)`")
    }
    for line in runTable(records, now: Double(time(nil)), ink: ink) { print(line) }
  }

  private func facts(of record: RunRecord) -> JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "run": .string(record.id.text), "pipeline": .string(record.pipeline),
      "state": .string(record.state.rawValue), "started": .double(record.started),
      "tasks": .integer(record.leaves.count),
    ]
    if let finished = record.finished { members["finished"] = .double(finished) }
    return .object(members)
  }
}

/// `kfps show`.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell what happened in a run, or to one of its tasks.",
    discussion: "Without RUN it is the latest run.")

  @Argument(help: "A run's name, the beginning of its name, or its folder.")
  var run: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A task's path, such as for-loop-1[3]/train.", valueName: "path"))
  var task: String?

  @OptionGroup var options: StoredRunOptions

  func run() async throws {
    let stored = try StoredRun.find(run, options)
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard let task else {
      let document = try? stored.document().document
      for line in recordLines(of: stored.record, ink: ink) { print(line) }
      for line in summaryLines(of: stored.record, in: document, ink: ink) { print(line) }
      print(ink.faint("files in \(stored.folder.path)"))
      return
    }
    let record = try stored.task(task)
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
