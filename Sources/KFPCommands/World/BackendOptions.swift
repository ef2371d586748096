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

  @Option(help: "When images are fetched: never, missing or always.")
  var pull: PullPolicy = .missing

  @Option(
    help: ArgumentHelp("The network of containers, as the engine names it.", valueName: "name"))
  var network: String?

  @Option(
    help: ArgumentHelp(
      "An environment variable for all tasks; a name alone takes this process's value.",
      valueName: "name[=value]"))
  var env: [String] = []

  @Option(help: ArgumentHelp("A file of environment variables for all tasks.", valueName: "file"))
  var envFile: [String] = []

  @Option(
    help: ArgumentHelp("A folder for a volume claim of the pipeline.", valueName: "claim=folder"))
  var mount: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file or folder for a secret or config map of the pipeline.", valueName: "secret=file"))
  var secret: [String] = []

  @Option(help: ArgumentHelp("The folder that keeps runs.", valueName: "folder"))
  var runs = BackendOptions.usualRuns

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

  func validate() throws {
    let pairs = [("image-map", imageMap), ("mount", mount), ("secret", secret)]
    for (option, texts) in pairs {
      if let text = texts.first(where: { !$0.contains("=") }) {
        throw ValidationError("`--\(option) \(text)` lacks a `=` between its two sides")
      }
    }
    if let parallel, parallel < 1 { throw ValidationError("`--parallel` takes 1 or more") }
    if let taskTimeout, !(taskTimeout > 0) {
      throw ValidationError("`--task-timeout` takes a number of seconds above 0")
    }
  }

  /// Where runs are kept unless an option says otherwise.
  static let usualRuns = ".kfps/runs"

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
  /// What runs the tasks of a document; a choice that the user did not make is said in one line.
  func launcher(for document: PipelineDocument) async throws -> any Launcher {
    if let chosen = try launcherForAnyDocument() { return chosen }
    let choice = await BackendChoice.choose(
      for: document, options: containerOptions, settings: try settings())
    printError("auto: \(choice.reason)")
    return choice.launcher
  }

  /// What runs tasks, where that does not depend on the document.
  func launcherForAnyDocument() throws -> (any Launcher)? {
    switch backend {
    case .subprocess: SubprocessLauncher(settings: try settings())
    case .podman, .docker:
      ContainerLauncher(options: containerOptions, settings: try settings())
    case .auto: nil
    }
  }

  private func settings() throws -> LaunchSettings {
    LaunchSettings(
      isFaithful: faithful, environment: try taskEnvironment(), claims: pairs(mount),
      secrets: pairs(secret))
  }

  private var containerOptions: ContainerOptions {
    ContainerOptions(
      engine: backend == .docker ? "docker" : "podman", imageMap: pairs(imageMap),
      pull: pull.option, network: network)
  }

  private func pairs(_ texts: [String]) -> [String: String] {
    texts.reduce(into: [:]) { pairs, text in
      guard let equals = text.firstIndex(of: "=") else { return }
      pairs[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
  }

  /// The variables of `--env-file` and `--env`, the latter winning; a name alone takes the value
  /// that this process has.
  private func taskEnvironment() throws -> [String: String] {
    var lines: [String] = []
    for file in envFile {
      do throws(FileProblem) {
        lines += String(decoding: try FileSystem.read(file), as: UTF8.self)
          .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
      } catch {
        throw failure(error.description)
      }
    }
    let own = environmentVariables()
    var variables: [String: String] = [:]
    for line in lines + env {
      if let equals = line.firstIndex(of: "=") {
        variables[String(line[..<equals])] = String(line[line.index(after: equals)...])
      } else if let value = own[line] {
        variables[line] = value
      }
    }
    return variables
  }
}

/// When images are fetched.
enum PullPolicy: String, ExpressibleByArgument, CaseIterable {
  case never, missing, always

  var option: ContainerOptions.Pull {
    switch self {
    case .never: .never
    case .missing: .missing
    case .always: .always
    }
  }
}
