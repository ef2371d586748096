import CPOSIX
import Glibc
import Synchronization

/// Takes what a task writes to its standard output and error: into the log file, and line by line to
/// whoever watches. It holds one unfinished line at most, writes at most `fileLimit` bytes, and
/// passes over lines when they come faster than anybody can read them.
final class LogSink: Sendable {
  /// The end that the task writes to; it is closed when the task has it.
  let writeEnd: Int32
  private let readEnd: Int32
  private let file: Int32
  private let state: Mutex<State>
  private let onLine: @Sendable (String) -> Void
  private let fileLimit: Int

  private static let longestLine = 8192
  private static let linesPerSecond = 2000

  private struct State {
    var line: [UInt8] = []
    var tail: [String] = []
    var written = 0
    var second = 0
    var shown = 0
    var passedOver = 0
    var isClosed = false
  }

  /// Opens the log; nil when there is no pipe to be had.
  init?(
    file path: String, append: Bool, fileLimit: Int = 256 << 20,
    onLine: @escaping @Sendable (String) -> Void
  ) {
    var ends: [Int32] = [-1, -1]
    guard kfp_pipe(&ends) == 0 else { return nil }
    kfp_set_nonblocking(ends[0])
    (readEnd, writeEnd) = (ends[0], ends[1])
    // Without a file (a full disk) the lines still arrive.
    file = kfp_open_for_writing(path, append ? 1 : 0)
    self.onLine = onLine
    self.fileLimit = fileLimit
    state = Mutex(State())
  }

  /// Starts reading on the reactor.
  func start(on reactor: Reactor) {
    reactor.watch(readEnd) { [self] in
      if !drain(limit: 1 << 20) { stopReading(reactor) }
    }
  }

  /// Reads what is there and ends; a process that was left behind cannot keep the log open.
  func finish(on reactor: Reactor) {
    _ = drain(limit: 8 << 20)
    stopReading(reactor)
    let rest = state.withLock { state in
      state.isClosed = true
      return state.line
    }
    if !rest.isEmpty { show(rest) }
    let passedOver = state.withLock { $0.passedOver }
    if passedOver > 0 { onLine("(\(passedOver) more lines are in the log)") }
    if file >= 0 { close(file) }
  }

  /// The last lines, for a failure's report.
  var tail: [String] { state.withLock { $0.tail } }

  private func stopReading(_ reactor: Reactor) {
    let wasOpen = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard wasOpen else { return }
    reactor.unwatch(readEnd)
    close(readEnd)
  }

  /// Reads until nothing is there; false at the end of the stream.
  private func drain(limit: Int) -> Bool {
    if state.withLock({ $0.isClosed }) { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < limit {
      let count = read(readEnd, &buffer, buffer.count)
      if count == 0 { return false }
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      total += count
      take(buffer[..<count])
    }
    return true
  }

  private func take(_ bytes: ArraySlice<UInt8>) {
    save(bytes)
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count, let base = buffer.baseAddress {
        let room = buffer.count - start
        guard let end = memchr(base + start, 10, room) else { break }
        let length = UnsafeRawPointer(end) - (base + start)
        take(line: UnsafeRawBufferPointer(start: base + start, count: length))
        start += length + 1
      }
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
      state.withLock { $0.line.append(contentsOf: rest.prefix(Self.longestLine - $0.line.count)) }
    }
  }

  /// Takes the end of a line. Making a text of it is what costs, so lines beyond the number that is
  /// shown in a second are only counted.
  private func take(line bytes: UnsafeRawBufferPointer) {
    let second = Int(monotonicSeconds())
    let line = state.withLock { state -> [UInt8]? in
      if state.second != second { (state.second, state.shown) = (second, 0) }
      state.shown += 1
      guard state.shown <= Self.linesPerSecond else {
        state.passedOver += 1
        state.line.removeAll(keepingCapacity: true)
        return nil
      }
      defer { state.line = [] }
      return state.line + bytes.prefix(Self.longestLine - state.line.count)
    }
    if let line { show(line) }
  }

  private func save(_ bytes: ArraySlice<UInt8>) {
    guard file >= 0 else { return }
    let room = state.withLock { state in
      defer { state.written += bytes.count }
      return fileLimit - state.written
    }
    guard room > 0 else { return }
    write(bytes.prefix(room), to: file)
    if room < bytes.count {
      write(ArraySlice("\n(kfps: the log is too long and ends here)\n".utf8), to: file)
    }
  }

  private func show(_ bytes: [UInt8]) {
    let end = bytes.last == UInt8(ascii: "\r") ? bytes.count - 1 : bytes.count
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    state.withLock { state in
      state.tail.append(text)
      if state.tail.count > 40 { state.tail.removeFirst(20) }
    }
    onLine(text)
  }
}

/// Writes all bytes, as far as the system takes them; false when it did not take all.
@discardableResult
func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { buffer in
    var offset = 0
    while offset < buffer.count, let base = buffer.baseAddress {
      let count = Glibc.write(descriptor, base + offset, buffer.count - offset)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      offset += count
    }
    return true
  }
}
