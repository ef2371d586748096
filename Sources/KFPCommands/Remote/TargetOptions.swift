import ArgumentParser
import Glibc
import KFPRemote
import OrderedCollections
import Synchronization

/// Options that name a target, or describe one without a file.
struct TargetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The target, by its name in targets.toml.", valueName: "name"))
  var to: String?

  @Option(help: ArgumentHelp("The address of a Kubeflow Pipelines.", valueName: "url"))
  var host: String?

  @Option(help: ArgumentHelp("The namespace there.", valueName: "name"))
  var namespace: String?

  @Option(help: ArgumentHelp("A project of Vertex AI.", valueName: "name"))
  var project: String?

  @Option(help: ArgumentHelp("The region of Vertex AI.", valueName: "name"))
  var region: String?

  @Option(help: ArgumentHelp("A file that holds the token.", valueName: "file"))
  var tokenFile: String?

  @Option(help: ArgumentHelp("The key of a service account of Google Cloud.", valueName: "file"))
  var keyFile: String?

  @Option(
    help: ArgumentHelp("The authorities to trust in place of the system's.", valueName: "file"))
  var ca: String?

  /// Whether a target is meant at all, by commands that can do without.
  var isGiven: Bool { to != nil || host != nil || project != nil }

  /// The settings that are given here.
  private var settings: Settings {
    let values = [
      ("host", host), ("namespace", namespace), ("project", project), ("region", region),
      ("token-file", tokenFile), ("key-file", keyFile), ("ca", ca),
    ]
    var settings: Settings = [:]
    for case (let key, let value?) in values { settings[key] = .text(value) }
    return settings
  }

  /// Connects to the target; where that is not possible, that is said and the command ends.
  func connect() throws -> RemoteConnection {
    try reportingProblems { () throws(RemoteProblem) in
      let environment = environmentVariables()
      let file = try TargetFile.read(TargetFile.path(environment: environment))
      if file.exposesSecrets {
        printError("warning: others can read the secrets in `\(file.path)`; `chmod 600` it")
      }
      let target = try file.target(
        named: to, overrides: settings, environment: environment,
        workingFolder: FileSystem.workingFolder)
      return RemoteConnection(target)
    }
  }
}

/// A target that commands talk to.
struct RemoteConnection {
  let target: Target
  let service: any RemoteService
  private let interruption = Interruption()

  init(_ target: Target) {
    let interruption = self.interruption
    self.target = target
    service = target.connect(
      RemoteWorld(
        transport: CurlTransport(options: target.connection) { interruption.isWanted },
        pause: { interruption.pause($0) },
        now: presentTime))
  }

  /// From now on Ctrl-C does not end the process but what it waits for.
  func watchInterrupts() {
    let interruption = self.interruption
    Interrupts.watch { interruption.want() }
  }

  /// Whether Ctrl-C was pressed.
  var isInterrupted: Bool { interruption.isWanted }

  /// Waits; whether to go on.
  func pause(_ seconds: Double) -> Bool { interruption.pause(seconds) }
}

/// Whether somebody wants to stop.
private final class Interruption: Sendable {
  private let flag = Atomic(false)

  var isWanted: Bool { flag.load(ordering: .relaxed) }

  func want() { flag.store(true, ordering: .relaxed) }

  func pause(_ seconds: Double) -> Bool {
    let end = presentTime() + seconds
    while !isWanted, presentTime() < end {
      usleep(UInt32(min(100_000, max(1, (end - presentTime()) * 1e6))))
    }
    return !isWanted
  }
}

/// Does something with a service; a problem is said and ends the command.
func reportingProblems<Result>(
  _ body: () throws(RemoteProblem) -> Result
) throws -> Result {
  do throws(RemoteProblem) {
    return try body()
  } catch {
    throw failure(of: error)
  }
}

/// Says a problem; the error that ends the process.
func failure(of problem: RemoteProblem) -> ExitCode {
  let status =
    switch problem.kind {
    case .target, .credentials, .unsupported: ExitStatus.usage
    case .cancelled: ExitCode(130)
    default: ExitStatus.failure
    }
  let code = failure(problem.message, status: status)
  if let help = problem.help { printError("  = help: \(help)") }
  return code
}
