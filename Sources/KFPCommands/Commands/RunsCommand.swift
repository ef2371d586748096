import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPTypes

/// `kfps runs`.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the runs of this folder, newest first, or remove some.",
    subcommands: [ListRunsCommand.self, PruneRunsCommand.self],
    defaultSubcommand: ListRunsCommand.self)
}

/// `kfps runs list`.
struct ListRunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs of this folder, or of a target, newest first.")

  @OptionGroup var options: StoredRunOptions
  @OptionGroup var target: TargetOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("List so many runs only.", valueName: "n"))
  var number: Int?

  @Flag(help: "Print one JSON object a run.")
  var json = false

  func run() async throws {
    guard !target.isGiven else {
      let listing = RemoteListing(connection: try target.connect())
      return try listing.list(limit: max(0, number ?? 20), isJSON: json)
    }
    var records = StoredRun.all(in: options.runs).map(\.record)
    if let number { records = Array(records.suffix(max(0, number))) }
    guard !json else {
      for record in records.reversed() { print(record.factsJSON.jsonText()) }
      return
    }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard !records.isEmpty else {
      return printError("there are no runs in `\(options.runs)`")
    }
    for line in runTable(records, now: presentTime(), ink: ink) { print(line) }
  }
}

/// `kfps runs prune`.
struct PruneRunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Remove old runs with all their files.",
    discussion: """
      With both options, a run is removed that is neither among the newest N nor younger than AGE. A \
      run that goes on is never removed. Results in the cache whose files were in a removed run are \
      not used any more.
      """)

  @OptionGroup var options: StoredRunOptions

  @Option(help: ArgumentHelp("Keep the newest runs, so many.", valueName: "n"))
  var keep: Int?

  @Option(
    help: ArgumentHelp(
      "Remove only what ended longer ago, such as 12h, 30d or 2w.", valueName: "age"))
  var olderThan: String?

  @Flag(name: .shortAndLong, help: "Only say what would be removed.")
  var dryRun = false

  func validate() throws {
    guard keep != nil || olderThan != nil else {
      throw ValidationError("say what stays: `--keep N`, `--older-than AGE`, or both")
    }
    if let keep, keep < 0 { throw ValidationError("`--keep` takes 0 or more") }
    if let olderThan, age(olderThan) == nil {
      throw ValidationError("`--older-than` takes a time such as 90m, 12h, 30d or 2w")
    }
  }

  func run() async throws {
    let runs = StoredRun.all(in: options.runs)
    let latest = olderThan.flatMap(age).map { presentTime() - $0 } ?? .infinity
    var isComplete = true
    for stored in runs.dropLast(keep ?? 0) where stored.record.state.isFinal {
      let record = stored.record
      guard record.finished ?? record.started < latest else { continue }
      guard !dryRun else {
        print("would remove \(record.id)")
        continue
      }
      if stored.folder.remove() {
        print("removed \(record.id)")
      } else if !stored.folder.isLive {
        isComplete = false
        printError("error: `\(stored.folder.path)` cannot be removed as a whole")
      }
    }
    guard isComplete else { throw ExitStatus.usage }
  }

  /// The seconds of a time such as `12h`.
  private func age(_ text: String) -> Double? {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Double(text.dropLast()),
      count >= 0, count.isFinite
    else { return nil }
    return count * unit
  }
}

extension StoredRun {
  /// The runs of a folder, oldest first.
  static func all(in runs: String) -> [StoredRun] {
    listRuns(in: runs).map { StoredRun($0, RunFolder($0.id, in: runs)) }
  }
}
