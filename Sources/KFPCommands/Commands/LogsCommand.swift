import ArgumentParser
import Glibc
import KFPRecord
import KFPReport

/// `kfps logs`.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Print what the tasks of a run printed.",
    discussion: "Without RUN it is the latest run.")

  @Argument(help: "A run's name, the beginning of its name, or its folder.")
  var run: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("One task only, by its path.", valueName: "path"))
  var task: String?

  @OptionGroup var options: StoredRunOptions

  func run() async throws {
    let stored = try StoredRun.find(run, options)
    if let task {
      let record = try stored.task(task)
      guard let log = stored.log(of: record.path) else { return }
      return try writeOutput(text(of: log), to: "-")
    }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    for task in stored.record.leaves {
      guard let log = stored.log(of: task.path) else { continue }
      let name = "\(ink.name(printable(task.path.text))) \(ink.faint("|")) "
      let lines = lines(of: log).map { name + printable($0) + "\n" }
      try writeOutput(lines.joined(), to: "-")
    }
  }

  /// A log as it is for another program, and without control characters for a terminal.
  private func text(of log: [UInt8]) -> String {
    guard isatty(STDOUT_FILENO) == 1 else { return String(decoding: log, as: UTF8.self) }
    return lines(of: log).map { printable($0) + "\n" }.joined()
  }

  private func lines(of log: [UInt8]) -> [String] {
    let bytes = log.last == UInt8(ascii: "\n") ? log.dropLast() : log[...]
    return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
