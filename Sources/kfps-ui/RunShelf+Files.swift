import Glibc
import KFPCommands
import KFPRecord
import KFPReport
import KFPRunner
import KFPServer
import Synchronization

extension RunShelf {
  /// The runs of a folder.
  static func runs(in folder: String) -> RunShelf {
    let journals = JournalCache(folder: folder)
    return RunShelf(
      folder: folder,
      list: { journals.records() },
      material: { id in
        let stored = try? StoredRun.find(id.text, in: folder, among: journals.records())
        return try? stored?.material()
      },
      journal: { id, offset in tail(of: RunFolder(id, in: folder).journal, from: offset) },
      logs: { id, task in
        guard let record = journals.records().first(where: { $0.id == id }) else { return [] }
        return StoredRun(record, RunFolder(id, in: folder)).logs(of: task)
      },
      judged: { StoredRun($0, RunFolder($0.id, in: folder)).record })
  }
}

/// The records of a folder's runs. A journal is read again when its size or time has changed.
private final class JournalCache: Sendable {
  private struct Entry {
    var size: Int
    var time: timespec
    var record: RunRecord
  }

  private let folder: String
  private let entries = Mutex<[String: Entry]>([:])

  init(folder: String) {
    self.folder = folder
  }

  /// The runs, newest first.
  func records() -> [RunRecord] {
    entries.withLock { entries in
      var fresh: [String: Entry] = [:]
      for name in FileSystem.list(folder) ?? [] {
        let path = "\(folder)/\(name)/journal.jsonl"
        var status = stat()
        guard stat(path, &status) == 0 else { continue }
        let known = entries[name]
        if let known, known.size == Int(status.st_size),
          known.time.tv_sec == status.st_mtim.tv_sec,
          known.time.tv_nsec == status.st_mtim.tv_nsec
        {
          fresh[name] = known
        } else if let bytes = try? FileSystem.read(path) {
          let record = RunRecord(events: readJournal(bytes))
          // A folder by another name than its run's cannot be asked for by that name.
          guard record.id.text == name else { continue }
          fresh[name] = Entry(size: bytes.count, time: status.st_mtim, record: record)
        }
      }
      entries = fresh
      return fresh.values.map { StoredRun($0.record, RunFolder($0.record.id, in: folder)).record }
        .sorted { $0.started > $1.started }
    }
  }
}

/// The bytes of a file behind an offset.
private func tail(of path: String, from offset: Int) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return [] }
  defer { close(descriptor) }
  guard lseek(descriptor, offset, SEEK_SET) >= 0 else { return [] }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return bytes }
    bytes.append(contentsOf: buffer[..<count])
  }
}
