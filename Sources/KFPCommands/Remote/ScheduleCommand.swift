import ArgumentParser
import KFPRemote
import KFPTypes

/// `kfps schedule`.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Run a pipeline again and again on a service.",
    discussion: """
      --cron takes five fields (`0 9 * * 1-5`: nine o'clock on working days), or six with seconds \
      first, which only Kubeflow Pipelines has; --every takes seconds, or a number with s, m, h or d.
      """)

  @Argument(help: "A .kfps script, a .py module, a .ipynb notebook or a compiled .yaml.")
  var file: String

  @OptionGroup var target: TargetOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions
  @OptionGroup var submissionOptions: SubmissionOptions

  @Option(help: ArgumentHelp("When runs start.", valueName: "fields"))
  var cron: String?

  @Option(help: ArgumentHelp("The time between starts.", valueName: "time"))
  var every: String?

  @Option(
    help: ArgumentHelp("The time of the first start, as 2026-01-31T09:00:00Z.", valueName: "time"))
  var start: String?

  @Option(help: ArgumentHelp("The time after which nothing starts.", valueName: "time"))
  var end: String?

  @Option(help: ArgumentHelp("How many runs may go on at once, from 1 to 10.", valueName: "n"))
  var concurrency = 1

  @Flag(help: "Do not make up for starts that were missed.")
  var noCatchup = false

  @Flag(help: "Make the schedule, but do not turn it on.")
  var disabled = false

  func run() throws {
    let recurrence = try self.recurrence()
    let connection = try target.connect()
    let submission = try submissionOptions.submission(
      of: file, source: source, pipeline: pipelineOptions, target: connection.target)
    let schedule = try reportingProblems { () throws(RemoteProblem) in
      try connection.service.schedule(submission, recurrence)
    }
    print(
      "schedule \(printed(schedule.name)) is at \(connection.target.kind.title) as "
        + printed(schedule.id))
    if let address = schedule.address { print(printed(address)) }
  }

  private func recurrence() throws -> Recurrence {
    var recurrence: Recurrence
    switch (cron, every) {
    case (let cron?, nil): recurrence = Recurrence(.cron(cron))
    case (nil, let every?): recurrence = Recurrence(.interval(try seconds(every)))
    default: throw failure("a schedule needs either `--cron FIELDS` or `--every TIME`")
    }
    guard (1...10).contains(concurrency) else {
      throw failure("`--concurrency` is a number from 1 to 10, not \(concurrency)")
    }
    for (name, time) in [("start", start), ("end", end)] {
      guard let time, !isTimestamp(time) else { continue }
      throw failure("`--\(name)` takes a time such as 2026-01-31T09:00:00Z, not `\(time)`")
    }
    recurrence.start = start
    recurrence.end = end
    recurrence.concurrency = concurrency
    recurrence.catchesUp = !noCatchup
    recurrence.isEnabled = !disabled
    return recurrence
  }

  private func seconds(_ text: String) throws -> Int {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let unit = text.last.flatMap { units[$0] }
    let number = Int(unit == nil ? text[...] : text.dropLast())
    let (total, isTooMuch) = (number ?? 0).multipliedReportingOverflow(by: unit ?? 1)
    guard total > 0, !isTooMuch else {
      throw failure("`--every` takes a time such as `3600`, `90m`, `6h` or `1d`, not `\(text)`")
    }
    return total
  }
}
