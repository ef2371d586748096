import CPOSIX
import Glibc
import KFPRecord
import KFPTypes

/// A Python interpreter: its own path (not that of a version switcher) and its version.
struct Interpreter: Hashable, Sendable {
  var path: String
  var version: String

  /// Whether a module can be imported; nothing is imported to find out.
  func has(_ module: String, environment: [String: String], on reactor: Reactor) async -> Bool {
    let program = """
      import importlib.util, sys
      sys.exit(0 if importlib.util.find_spec(sys.argv[1]) else 1)
      """
    let answer = await capture(
      Command(arguments: [path, "-c", program, module], environment: environment), on: reactor)
    return answer.end == .exited(0)
  }
}

/// Puts the files of our executor into a folder of their own, named by their content.
func installExecutor(in cacheFolder: String) throws(TaskFailure) -> String {
  let content = executorSource.map { "\($0.name)\n\($0.text)" }.joined(separator: "\n")
  let folder = "\(cacheFolder)/executor-\(sha256(content.utf8).prefix(16))"
  let package = "\(folder)/kfps_executor"
  if Files.exists("\(folder)/complete") { return folder }
  guard Files.makeFolder(package) else {
    throw TaskFailure(.files, "`\(folder)` cannot be made")
  }
  for (name, text) in executorSource where !Files.replace("\(package)/\(name)", text + "\n") {
    throw TaskFailure(.files, "`\(package)/\(name)` cannot be written")
  }
  _ = Files.replace("\(folder)/complete", "")
  return folder
}

/// Environments with the packages that components ask for, built once per set of packages.
struct PythonEnvironments: Sendable {
  var folder: String
  var base: Interpreter
  var environment: [String: String]
  var reactor: Reactor

  /// The interpreter of an environment that has these packages; it is built if need be.
  func interpreter(
    packages: [String], options: [String], log: LogSink.Settings, cancellation: Cancellation
  ) async throws(TaskFailure) -> String {
    let digest = key(packages, options).prefix(32)
    let place = "\(folder)/\(digest)"
    let python = "\(place)/bin/python"
    let content = packages.joined(separator: "\n") + "\n"
    try await makeOnce(place, content, cancellation) { () async throws(TaskFailure) in
      try await build(place, python, packages, options, log, cancellation)
    }
    return python
  }

  /// The name of an environment: what goes into it, in whatever order, and the interpreter it is for.
  func key(_ packages: [String], _ options: [String]) -> String {
    sha256(
      jsonText(
        .array([
          .string(base.path), .string(base.version),
          .array(Set(packages).sorted().map(JSONValue.string)),
          .array(options.map(JSONValue.string)),
        ]), .canonical
      ).utf8)
  }

  private func build(
    _ place: String, _ python: String, _ packages: [String], _ options: [String],
    _ log: LogSink.Settings, _ cancellation: Cancellation
  ) async throws(TaskFailure) {
    let steps = [
      [base.path, "-m", "venv", place],
      [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + options
        + packages,
    ]
    for step in steps {
      guard let sink = LogSink(log) else { throw TaskFailure(.engine, "no pipe can be opened") }
      let handle = ProcessHandle()
      cancellation.onCancel { _ in handle.signal(SIGKILL) }
      let end = await run(
        Command(arguments: step, environment: environment), log: sink, on: reactor,
        handle: handle)
      guard end == .exited(0) else {
        let list = packages.map { "`\($0)`" }.joined(separator: ", ")
        throw TaskFailure(
          .engine, "pip could not install \(list)",
          detail: sink.tail.suffix(20).joined(separator: "\n"))
      }
    }
  }
}

/// Makes a folder once, however many runs want it at the same time: the first makes it, the others wait.
/// What an interrupted attempt left is not trusted. `content` is written into it at the end.
func makeOnce(
  _ place: String, _ content: String, _ cancellation: Cancellation,
  isolation: isolated (any Actor)? = #isolation,
  _ make: () async throws(TaskFailure) -> Void
) async throws(TaskFailure) {
  if Files.exists("\(place)/complete") { return }
  let parent = String(place[..<(place.lastIndex(of: "/") ?? place.startIndex)])
  guard Files.makeFolder(parent) else { throw TaskFailure(.files, "`\(parent)` cannot be made") }
  let lock = kfp_open_for_writing("\(place).lock", 1)
  guard lock >= 0 else { throw TaskFailure(.files, "`\(place).lock` cannot be written") }
  defer { close(lock) }
  while kfp_lock(lock, 0) != 0 {
    if cancellation.reason != nil { throw TaskFailure(.task, "cancelled") }
    try? await Task.sleep(for: .milliseconds(50))
  }
  if Files.exists("\(place)/complete") { return }
  Files.remove(place)
  do throws(TaskFailure) {
    try await make()
  } catch {
    Files.remove(place)
    throw error
  }
  guard Files.replace("\(place)/complete", content) else {
    throw TaskFailure(.files, "`\(place)` cannot be written")
  }
}

/// Removes the environments that components with packages have run in; says how many. One that is being
/// built is left.
public func removePythonEnvironments(cacheFolder: String = standardCacheFolder()) -> Int {
  var count = 0
  for folder in ["envs", "container-envs"].map({ "\(cacheFolder)/\($0)" }) {
    for name in Files.names(in: folder) where !name.hasSuffix(".lock") {
      let lock = kfp_open_for_writing("\(folder)/\(name).lock", 1)
      guard lock >= 0 else { continue }
      defer { close(lock) }
      guard kfp_lock(lock, 0) == 0 else { continue }
      Files.remove("\(folder)/\(name)")
      count += 1
    }
  }
  return count
}

extension LogSink {
  /// Where lines go.
  struct Settings: Sendable {
    var file: String
    var onLine: @Sendable (String) -> Void
  }

  /// Opens a log that continues the file.
  convenience init?(_ settings: Settings) {
    self.init(file: settings.file, append: true, onLine: settings.onLine)
  }
}
