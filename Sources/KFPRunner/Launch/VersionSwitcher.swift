import Glibc
import KFPRecord

/// A script that stands for an interpreter and chooses one each time (pyenv, asdf and the like). That
/// takes it a fifth of a second, so what it chose is remembered until one of the files that decide
/// changes.
struct VersionSwitcher: Sendable {
  private let memory: String

  /// The switcher that a command name leads to, or nil where it leads to an interpreter itself.
  init?(of name: String, environment: [String: String], cacheFolder: String) {
    guard let script = Self.program(name, environment: environment), Self.isScript(script) else {
      return nil
    }
    var facts = [
      script, environment["PYENV_VERSION"] ?? "", environment["ASDF_PYTHON_VERSION"] ?? "",
    ]
    for file in Self.decidingFiles(script, environment: environment) {
      facts.append("\(file) \(Self.changeTime(of: file))")
    }
    memory = "\(cacheFolder)/interpreters/\(sha256(facts.joined(separator: "\n").utf8).prefix(32))"
  }

  /// What it chose last time, if that is still there.
  var knownInterpreter: String? {
    guard let path = Files.text(memory), path.hasPrefix("/"), access(path, X_OK) == 0 else {
      return nil
    }
    return path
  }

  /// Remembers what it chose. Where that cannot be written it is chosen again next time.
  func remember(_ interpreter: String) {
    guard knownInterpreter != interpreter, let slash = memory.lastIndex(of: "/") else { return }
    _ = Files.makeFolder(String(memory[..<slash]))
    _ = Files.replace(memory, interpreter)
  }

  private static func program(_ name: String, environment: [String: String]) -> String? {
    if name.contains("/") { return name }
    return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }

  private static func isScript(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var start: [UInt8] = [0, 0]
    return read(descriptor, &start, 2) == 2 && start == Array("#!".utf8)
  }

  /// The files in which such scripts look for the version: in this folder and those above it, in the
  /// user's home, and in the switcher's own folder.
  private static func decidingFiles(
    _ script: String, environment: [String: String]
  ) -> [String] {
    var folders: [String] = []
    var folder = Files.absolute(".")
    while !folder.isEmpty {
      folders.append(folder)
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    if let home = environment["HOME"] { folders.append(home) }
    let own = script.split(separator: "/").dropLast(2).map { "/\($0)" }.joined()
    return folders.flatMap { ["\($0)/.python-version", "\($0)/.tool-versions"] }
      + [script, "\(own)/version"]
  }

  private static func changeTime(of path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "none" }
    return "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}
