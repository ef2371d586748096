import ArgumentParser
import KFPRunner
import KFPSpec

/// What runs the tasks.
enum Backend: String, ExpressibleByArgument, CaseIterable {
  case auto, subprocess, podman, docker
}

/// Options of every command that runs tasks.
struct BackendOptions: ParsableArguments {
  @Option(help: "What runs the tasks: auto, subprocess, podman or docker.")
  var backend: Backend = .auto

  @Option(
    help: ArgumentHelp(
      "An image to use instead of one that the pipeline names; may be given several times.",
      valueName: "image=other"))
  var imageMap: [String] = []

  @Option(help: ArgumentHelp("The folder that keeps runs.", valueName: "folder"))
  var runs = ".kfps/runs"

  @Option(
    help: ArgumentHelp("Where artifacts go, instead of the pipeline's root.", valueName: "folder"))
  var root: String?

  @Flag(help: "Neither use results of earlier runs nor keep them for later ones.")
  var noCache = false

  @Option(help: ArgumentHelp("How many tasks may run at once.", valueName: "n"))
  var parallel: Int?

  @Option(
    help: ArgumentHelp("The seconds that one attempt of a task may take.", valueName: "seconds"))
  var taskTimeout: Double?

  @Flag(help: "Run commands exactly as the document has them, not with the built-in executor.")
  var faithful = false

  /// How runs are carried out.
  var runOptions: RunOptions {
    var options = RunOptions(
      runsFolder: runs, root: root, cache: noCache ? nil : ResultCache(),
      taskTimeout: taskTimeout)
    if let parallel { options.maximumParallelTasks = max(1, parallel) }
    return options
  }
}

extension BackendOptions {
  /// What runs the tasks of a document.
  func launcher(
    for document: PipelineDocument, settings: LaunchSettings
  ) async throws -> any Launcher {
    SubprocessLauncher(settings: settings)
  }
}
