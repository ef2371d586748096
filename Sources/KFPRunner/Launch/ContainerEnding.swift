import Glibc
import KFPRecord

/// How a container ended badly, and what that means: the engine tells its own failures from those of the
/// task by the status 125 to 127 and a line on standard error.
struct ContainerEnding: Sendable {
  var end: ProcessEnd
  var image: String
  var engine: String
  /// The last lines of the log.
  var tail: [String]

  /// The failure of a task.
  func failure(of command: ResolvedCommand, _ prepared: PreparedTask) -> TaskFailure {
    let path = prepared.task.path
    let detail = tail.suffix(15).joined(separator: "\n")
    if Files.exists("\(prepared.folder)/failure.json") { return taskFailure(end, tail, prepared) }
    switch end {
    case .notStarted(E2BIG): return tooLong(path)
    case .notStarted: return engineFailure("\(path)")
    case .exited(125) where hasEngineLine: return engineFailure("\(path)")
    case .exited(126), .exited(127):
      let program = command.command.first ?? "its command"
      guard tail.contains(where: isAboutCommand) else { return taskFailure(end, tail, prepared) }
      return TaskFailure(
        .command, "`\(path)` cannot run `\(program)` in the image `\(image)`", detail: detail)
    case .exited(137) where Files.exists("\(prepared.folder)/oom") && command.memoryLimit == nil:
      return TaskFailure(
        .memory, "`\(path)` was killed because there was no memory left", detail: detail)
    case .exited(137) where !(command.memoryLimit ?? "").isEmpty:
      return TaskFailure(
        .memory,
        "`\(path)` was killed, most likely for using more than \(command.memoryLimit ?? "") of "
          + "memory", detail: detail)
    case .exited, .signalled: return taskFailure(end, tail, prepared)
    }
  }

  /// The failure of building an environment.
  func failure(installing packages: [String], _ prepared: PreparedTask) -> TaskFailure {
    switch end {
    case .notStarted: return engineFailure("\(prepared.task.path)")
    case .exited(125) where hasEngineLine: return engineFailure("\(prepared.task.path)")
    default:
      let list = packages.map { "`\($0)`" }.joined(separator: ", ")
      return TaskFailure(
        .engine, "pip could not install \(list) in the image `\(image)`",
        detail: tail.suffix(20).joined(separator: "\n"))
    }
  }

  private var hasEngineLine: Bool {
    tail.contains { line in
      ["error:", "docker:", "cannot connect", "see '"].contains { line.lowercased().hasPrefix($0) }
    }
  }

  private func isAboutCommand(_ line: String) -> Bool {
    line.contains("executable file not found") || line.contains("OCI runtime")
      || line.contains("not found") || line.contains("permission denied")
      || line.contains("no such file or directory")
  }

  private func engineFailure(_ path: String) -> TaskFailure {
    if case .notStarted = end {
      return TaskFailure(
        .engine, "the container engine `\(engine)` cannot be started; is it installed?")
    }
    let text = tail.joined(separator: "\n").lowercased()
    let detail = tail.suffix(10).joined(separator: "\n")
    let ofDeadEngine = [
      "cannot connect to the docker daemon", "is the docker daemon running",
      "cannot connect to podman", "unable to connect to podman",
    ]
    if ofDeadEngine.contains(where: { text.contains($0) }) {
      return TaskFailure(
        .engine, "the container engine `\(engine)` does not answer; is its service running?",
        detail: detail)
    }
    let ofImage = [
      "image not known", "unable to find image", "no such image", "pull access denied",
      "initializing source", "manifest unknown", "short-name", "unable to copy from source",
    ]
    if ofImage.contains(where: { text.contains($0) }) {
      return TaskFailure(
        .image,
        "the image `\(image)` of `\(path)` is not here and could not be fetched; `--image-map` can "
          + "name another", detail: detail)
    }
    return TaskFailure(
      .engine, "the container engine `\(engine)` could not run `\(path)`", detail: detail)
  }
}
