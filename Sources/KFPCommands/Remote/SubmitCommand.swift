import ArgumentParser
import KFPRecord
import KFPRemote
import KFPTypes
import OrderedCollections

/// `kfps submit`.
struct SubmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Run a pipeline on Kubeflow Pipelines or Vertex AI Pipelines.",
    discussion: """
      FILE is source or a compiled document. What the target cannot do is said before anything is \
      sent. The pipeline is uploaded, unless the service has it already, and a run is started; its \
      name and its address are printed.

      Targets stand in ~/.config/kfps/targets.toml; the book's chapter on clusters describes them.

      The exit status is 0 when the run was started (with --watch: when it succeeded), 1 when \
      the source has errors, the service refuses or the run failed, 2 where the command line, a file \
      or the target cannot be used, 130 when it was stopped by Ctrl-C. The run then goes on.
      """)

  @Argument(help: "A .kfps script, a .py module, a .ipynb notebook or a compiled .yaml.")
  var file: String

  @OptionGroup var target: TargetOptions
  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions
  @OptionGroup var submissionOptions: SubmissionOptions

  @Flag(help: "Follow the run to its end.")
  var watch = false

  @Flag(help: "Only say what the target cannot do; send nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON object; with --watch the run's events, too.")
  var json = false

  func run() throws {
    let connection = try target.connect()
    let submission = try submissionOptions.submission(
      of: file, source: source, pipeline: pipelineOptions, target: connection.target)
    guard !dryRun else { return }
    let run = try reportingProblems { () throws(RemoteProblem) in
      try connection.service.submit(submission)
    }
    tell(run, of: connection.target)
    guard watch else { return }
    try RemoteWatch(connection: connection, isJSON: json).follow(run, submission.document)
  }

  private func tell(_ run: RemoteRun, of target: Target) {
    guard json else {
      say("run \(printed(run.name)) is at \(target.kind.title) as \(printed(run.id))")
      if let address = run.address { say(printed(address)) }
      return
    }
    var members: OrderedDictionary<String, JSONValue> = [
      "run": .string(run.id), "name": .string(run.name), "state": .string(run.state.rawValue),
    ]
    if let address = run.address { members["address"] = .string(address) }
    say(JSONValue.object(members).jsonText())
  }

  /// Prints a line at once: what follows a run writes past the buffer of `print`.
  private func say(_ line: String) { try? FileSystem.write(line + "\n", to: "-") }
}
