import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPTypes
import OrderedCollections

/// `kfps logs`.
struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Print what the tasks of a run printed.",
    discussion: "Without RUN it is the latest run.")

  @OptionGroup var selection: RunSelection

  @Flag(name: .shortAndLong, help: "Go on printing until the task or the run has ended.")
  var follow = false

  @Flag(help: "Print one JSON object a line of a log: `task` and `line`.")
  var json = false

  func run() async throws {
    var stored = try selection.stored()
    // A task of a run that goes on may not have started yet.
    let names = stored.names
    let only: TaskPath? =
      if let name = selection.path {
        follow && stored.folder.isLive
          ? names.path(named: name, among: stored.record.tasks.keys) ?? TaskPath(name)
          : try stored.task(name).path
      } else {
        nil
      }
    let form: LogReader.Form = json ? .json : only == nil ? .named : .plain
    var reader = LogReader(
      form: form, names: names, ink: Ink(isColourful: isColourful(STDOUT_FILENO)))
    while true {
      let hasEnded = !follow || !stored.folder.isLive || only.map(stored.hasEnded) == true
      for task in stored.record.leaves where only == nil || task.path == only {
        for attempt in 1..<max(1, task.attempts.count) {
          let file = stored.folder.log(task.path, attempt: attempt)
          try reader.copy(file, of: task.path, toEnd: true)
        }
        try reader.copy(stored.folder.log(task.path), of: task.path, toEnd: hasEnded)
      }
      if hasEnded { return }
      try await Task.sleep(for: .milliseconds(200))
      stored = StoredRun(RunRecord(events: stored.folder.events()), stored.folder)
    }
  }
}

extension StoredRun {
  fileprivate func hasEnded(_ path: TaskPath) -> Bool {
    record.tasks[path]?.state.isFinal ?? false
  }
}

/// Copies logs to standard output piece by piece, and knows how far it is with each.
private struct LogReader {
  enum Form {
    /// As it is for another program, and without control characters for a terminal.
    case plain
    /// Each line behind the name of its task.
    case named
    case json
  }

  let form: Form
  let names: TaskNames
  let ink: Ink
  /// How far each file has been copied. A file keeps its place when an attempt's log is put aside.
  private var offsets: [ino_t: Int] = [:]

  init(form: Form, names: TaskNames, ink: Ink) {
    self.form = form
    self.names = names
    self.ink = ink
  }

  private static let pieceSize = 1 << 20

  /// Copies what is new of a log: whole lines only, unless it has ended.
  mutating func copy(_ file: String, of task: TaskPath, toEnd: Bool) throws {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    let identity = status.st_ino
    var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
    while true {
      let offset = offsets[identity, default: 0]
      let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
      guard count > 0 else { return }
      var piece = buffer[..<count]
      if let end = piece.lastIndex(of: UInt8(ascii: "\n")) {
        piece = piece[...end]
      } else if !toEnd, count < Self.pieceSize {
        return
      }
      offsets[identity] = offset + piece.count
      try writeOutput(text(of: piece, task), to: "-")
    }
  }

  private func text(of bytes: ArraySlice<UInt8>, _ task: TaskPath) -> String {
    if form == .plain, isatty(STDOUT_FILENO) != 1 { return String(decoding: bytes, as: UTF8.self) }
    let content = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.map { line(String(decoding: $0, as: UTF8.self), task) + "\n" }.joined()
  }

  private func line(_ text: String, _ task: TaskPath) -> String {
    switch form {
    case .plain: printable(text)
    case .named:
      "\(ink.name(printable(names.name(of: task)))) \(ink.faint("|")) \(printable(text))"
    case .json:
      JSONValue.object(["task": .string(task.text), "line": .string(text)]).jsonText()
    }
  }
}
