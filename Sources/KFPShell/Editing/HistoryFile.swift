import CEditLine
import Glibc

/// The history on disk, which several sessions may share: each adds its cells to what the file holds at
/// that moment, under a lock, and replaces the file as a whole.
struct HistoryFile {
  let path: String

  /// Takes the cells of earlier sessions.
  func load(into editor: LineEditor) {
    editor.loadHistory(from: path)
  }

  /// Adds a cell. A file that cannot be written costs the history, not the session.
  func add(_ cell: String) {
    makeFolder()
    let lock = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { return }
    defer { close(lock) }
    guard flock(lock, LOCK_EX) == 0, let history = cel_history_open(2000) else { return }
    defer { cel_history_close(history) }
    _ = cel_history_load(history, path)
    _ = cel_history_enter(history, cell)
    let temporary = path + ".new"
    if cel_history_save(history, temporary) >= 0 { rename(temporary, path) }
  }

  private func makeFolder() {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    var parent = ""
    for part in folder.split(separator: "/") {
      parent += "/\(part)"
      mkdir(parent, 0o700)
    }
  }
}
