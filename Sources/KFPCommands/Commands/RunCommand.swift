import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPSession
import KFPSpec

/// `kfps run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline on this computer.",
    discussion: """
      FILE is source or a compiled document, ours or the official SDK's. Independent tasks run at \
      the same time; what a run leaves is kept in a folder of its own. Tasks at the top level of a \
      script run cell by cell, where `# %%` lines make it a notebook.

      With --resume, FILE is the name of a run (without it: the latest that did not succeed), and \
      that run goes on with the same document, arguments and options: what has succeeded is not done \
      again.

      The exit status is 0 when the run succeeded, 1 when it failed or the source has errors, 2 \
      where the command line or a file cannot be used, 130 when it was stopped by Ctrl-C.
      """)

  @Argument(
    help: "A .kfps script, a .py module, a .ipynb notebook or a compiled .yaml.",
    completion: .source)
  var file: String?

  @Flag(help: "Take up a run that was interrupted, stopped or failed.")
  var resume = false

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions
  @OptionGroup var backendOptions: BackendOptions

  @Flag(name: .shortAndLong, help: "Print failures and the result only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print groups and inputs, too.")
  var verbose = false

  @Flag(help: "Print the run's events, one JSON object a line.")
  var json = false

  @Flag(help: "Show the source and the result of each cell of a script.")
  var cells = false

  @Flag(help: "Show the page of the run in the browser at the end.")
  var open = false

  func validate() throws {
    guard resume else {
      guard file != nil else { throw ValidationError("Missing expected argument '<file>'") }
      return
    }
    guard pipelineOptions.parameters.isEmpty, pipelineOptions.pipeline == nil else {
      throw ValidationError("`--resume` goes on with the pipeline and arguments that the run has")
    }
  }

  func run() async throws {
    let stored = resume ? try StoredRun.findForResuming(file, backendOptions.runs) : nil
    var backendOptions = backendOptions
    if let stored { backendOptions.complete(from: stored) }
    let early = try backendOptions.launcherForAnyDocument()
    if let early { Task { await early.warmUp() } }
    let target =
      try stored.map(RunTarget.init) ?? RunTarget.read(file ?? "", source, pipelineOptions)
    let values =
      try stored?.record.arguments ?? pipelineOptions.completeValues(for: target.document)
    var options = backendOptions.runOptions
    options.documentText = target.text
    options.origins = target.origins
    options.id = stored?.record.id
    options.invocation = backendOptions.json
    if let stored { options.runsFolder = stored.runsFolder }
    let control = options.control
    Interrupts.watch { control.stop() }
    let launcher =
      if let early { early } else { try await backendOptions.launcher(for: target.document) }
    let printer = EventPrinter(style: style, names: TaskNames(of: target.document))
    let cells = teller(of: target, printer)
    options.stages = target.stages
    let record = await record(of: target, values, options, launcher, printer, cells)
    await launcher.close()
    try show(record, of: target.document, in: options.runsFolder)
    switch record.state {
    case .succeeded where cells?.hasBrokenAssertion == true: throw ExitStatus.failure
    case .succeeded: return
    case .cancelled: throw ExitCode(130)
    default: throw ExitStatus.failure
    }
  }

  private func record(
    of target: RunTarget, _ values: ParameterValues, _ options: RunOptions,
    _ launcher: any Launcher, _ printer: EventPrinter, _ cells: CellTeller?
  ) async -> RunRecord {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while (try? await Task.sleep(for: .milliseconds(250))) != nil { printer.refresh() }
      }
      defer { group.cancelAll() }
      return await Runner.run(
        document: target.document, arguments: values, options: options, launcher: launcher,
        onEvent: { event in
          guard cells?.take(event) ?? true else { return }
          printer.tell(event)
        })
    }
  }

  /// What tells the cells of a notebook whose tasks are run.
  private func teller(of target: RunTarget, _ printer: EventPrinter) -> CellTeller? {
    guard let compiled = target.cells, cells || target.isOfCells else { return nil }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    return CellTeller(
      compiled, detail: cells ? .source : quiet ? .results : .headings, ink: ink
    ) { lines in
      guard !lines.isEmpty else { return }
      printer.say(lines)
    }
  }

  private var style: EventPrinter.Style {
    if json { return .json }
    if quiet { return .lines(.quiet) }
    let detail: RunLines.Detail = verbose ? .verbose : .normal
    return isLive ? .live(detail) : .lines(detail)
  }

  /// Whether lines can be drawn again: on a terminal that knows how.
  private var isLive: Bool {
    guard isatty(STDOUT_FILENO) == 1, getenv("CI") == nil, let term = getenv("TERM") else {
      return false
    }
    return String(cString: term) != "dumb"
  }

  /// What is said and done after the run.
  private func show(
    _ record: RunRecord, of document: PipelineDocument, in runs: String
  ) throws {
    var stored = StoredRunOptions()
    stored.runs = runs
    if !quiet, !json {
      let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
      for line in summaryLines(of: record, in: document, ink: ink) { print(line) }
      print(ink.strong("files         ") + "\(runs)/\(RunFolder(record.id, in: runs).name)")
      if !open { print(ink.strong("page          ") + "kfps open \(record.id)") }
    }
    if open { try StoredRun.find(record.id.text, stored).openPage() }
  }
}
