import CEditLine
import Glibc
import KFPSession
import Synchronization

/// The file that a session is kept in while it grows. Each note is one write at its end, so that a
/// process that is killed leaves all that happened before. It is locked as long as the session lives,
/// and comes into being with the first note.
final class SessionFile: Sendable {
  private struct State {
    var descriptor: Int32 = -1
    var hasFailed = false
  }

  /// The name by which `--restore` knows it.
  let name: String
  private let folder: String
  private let header: SessionNote
  private let state = Mutex(State())

  /// Prepares the file of a new session.
  init(folder: String, header: SessionNote) {
    name = Self.freshName()
    self.folder = folder
    self.header = header
  }

  /// Takes up the file of an earlier session; nil where somebody else has it.
  init?(resuming name: String, in folder: String) {
    self.name = name
    self.folder = folder
    header = .start(path: "", folder: "", backend: "")
    let descriptor = open(Self.path(name, in: folder), O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      return nil
    }
    // The last line may have been cut off.
    _ = Glibc.write(descriptor, "\n", 1)
    state.withLock { $0.descriptor = descriptor }
  }

  deinit {
    state.withLock { if $0.descriptor >= 0 { Glibc.close($0.descriptor) } }
  }

  /// Adds a note. A file that cannot be written costs the way back, not the session.
  func keep(_ note: SessionNote) {
    state.withLock { state in
      if state.descriptor < 0, !state.hasFailed {
        state.descriptor = create()
        state.hasFailed = state.descriptor < 0
        if state.descriptor >= 0 { Self.write(header.line, to: state.descriptor) }
      }
      if state.descriptor >= 0 { Self.write(note.line, to: state.descriptor) }
    }
  }

  /// The names of the sessions in a folder, the latest first.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [(name: String, time: Double)] = []
    while let entry = readdir(stream) {
      let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      guard file.hasSuffix(ending) else { continue }
      var status = stat()
      guard stat("\(folder)/\(file)", &status) == 0 else { continue }
      let time = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
      found.append((String(file.dropLast(ending.count)), time))
    }
    return found.sorted { $0.time > $1.time }.map(\.name)
  }

  /// The path of a session's file.
  static func path(_ name: String, in folder: String) -> String { "\(folder)/\(name)\(ending)" }

  private static let ending = ".jsonl"
  /// How many sessions are kept.
  private static let limit = 50

  private func create() -> Int32 {
    makeFolders(folder)
    for old in Self.names(in: folder).dropFirst(Self.limit - 1) { Self.remove(old, in: folder) }
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = open(Self.path(name, in: folder), flags, 0o600)
    if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
    return descriptor
  }

  /// Removes a session that nobody uses.
  private static func remove(_ name: String, in folder: String) {
    let path = path(name, in: folder)
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
    Glibc.close(descriptor)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }

  private static func freshName() -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y%m%d-%H%M%S", &parts)
    let stamp = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(stamp)-\(getpid())"
  }
}

/// Makes a folder and those around it, for this user alone.
func makeFolders(_ path: String) {
  var parent = path.hasPrefix("/") ? "" : "."
  for part in path.split(separator: "/") {
    parent += "/\(part)"
    mkdir(parent, 0o777)
  }
}
