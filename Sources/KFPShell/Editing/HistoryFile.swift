import CEditLine
import Glibc

/// The history on disk, which several sessions may share: each adds its cells at the end, under a lock.
/// A file that has grown long is written anew when a session starts.
struct HistoryFile {
  let path: String

  /// How many entries a new file holds.
  private static let limit: Int32 = 2000

  /// Takes the cells of earlier sessions.
  func load(into reader: any CellReader) {
    shortenIfLong()
    reader.loadHistory(from: path)
  }

  /// Adds a cell. A file that cannot be written costs the history, not the session.
  func add(_ cell: String) {
    if let slash = path.lastIndex(of: "/") { makeFolders(String(path[..<slash])) }
    locked { _ = cel_history_append(path, cell) }
  }

  /// The entries of a file, the oldest first.
  static func entries(of path: String) -> [String] {
    guard let history = cel_history_open(limit) else { return [] }
    defer { cel_history_close(history) }
    guard cel_history_load(history, path) >= 0 else { return [] }
    var entries: [String] = []
    var entry = cel_history_last(history)
    while let text = entry {
      entries.append(String(cString: text))
      entry = cel_history_newer(history)
    }
    return entries
  }

  /// Beyond a megabyte, only the latest entries stay.
  private func shortenIfLong() {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 1 << 20 else { return }
    locked {
      guard let history = cel_history_open(Self.limit) else { return }
      defer { cel_history_close(history) }
      let temporary = path + ".new"
      guard cel_history_load(history, path) >= 0, cel_history_save(history, temporary) >= 0 else {
        return
      }
      rename(temporary, path)
    }
  }

  /// Does something while no other session touches the file.
  private func locked(_ action: () -> Void) {
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return }
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0 else { return }
    action()
  }
}
