public import Foundation
import Glibc
import Synchronization

/// A program in a pseudo-terminal, typed at and read as a person would.
public final class Terminal: Sendable {
  private let master: Int32
  private let process: pid_t
  private let screen = Mutex<[UInt8]>([])

  /// Why a terminal could not be used.
  public struct Problem: Error, CustomStringConvertible {
    /// What happened, with what the terminal showed.
    public let description: String
  }

  /// Starts a program with the terminal as its controlling one.
  public init(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], columns: Int = 100,
    rows: Int = 30
  ) throws {
    let (master, name) = try Self.openPair()
    self.master = master
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let startsSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, startsSession)

    // Somebody sits at a terminal, also where the tests themselves run unattended.
    let variables = ProcessInfo.processInfo.environment
      .filter { $0.key != "CI" }
      .merging(["TERM": "xterm-256color", "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
      .map { "\($0)=\($1)" }
    var identity: pid_t = 0
    let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder.path] + arguments
    let status = withCStrings(command) { command in
      withCStrings(variables) { variables in
        posix_spawn(&identity, "/bin/sh", &actions, &attributes, command, variables)
      }
    }
    guard status == 0 else {
      close(master)
      throw Problem(description: "cannot start \(arguments): \(String(cString: strerror(status)))")
    }
    process = identity
  }

  /// Opens a pseudo-terminal and gives its master end and the name of the other. The Glibc module has
  /// no `posix_openpt`, so this asks the device itself.
  private static func openPair() throws -> (master: Int32, name: String) {
    let unlock: UInt = 0x4004_5431
    let number: UInt = 0x8004_5430
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var index: UInt32 = 0
    guard master >= 0, ioctl(master, unlock, &locked) == 0, ioctl(master, number, &index) == 0
    else { throw Problem(description: "no pseudo-terminal") }
    return (master, "/dev/pts/\(index)")
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
    close(master)
  }

  /// Types text; control characters are keys (`\r` is Enter, `\u{3}` is Ctrl-C).
  public func type(_ text: String) {
    for chunk in Array(text.utf8).chunks(of: 512) {
      chunk.withUnsafeBytes { _ = write(master, $0.baseAddress, $0.count) }
      collect(for: 5)
    }
  }

  /// Sends the program a signal.
  public func send(_ signal: Int32) { kill(process, signal) }

  /// Whether the terminal echoes what is typed, as it does where no program has taken it over.
  public var echoes: Bool {
    var settings = termios()
    return tcgetattr(master, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
      && settings.c_lflag & tcflag_t(ICANON) != 0
  }

  /// All that was shown since the last `expect`, after some time.
  public func shown(after seconds: Double) -> String {
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline { collect(for: 20) }
    return screen.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// Changes the size of the window.
  public func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Waits until the text was shown since the last `expect`, and forgets what stands before its end.
  @discardableResult
  public func expect(_ text: String, within seconds: Double = 20) throws -> String {
    let wanted = Array(text.utf8)
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      let found: [UInt8]? = screen.withLock { bytes in
        guard let range = bytes.firstRange(of: wanted) else { return nil }
        let before = Array(bytes[..<range.upperBound])
        bytes.removeSubrange(..<range.upperBound)
        return before
      }
      if let found { return String(decoding: found, as: UTF8.self) }
      guard Date() < deadline else {
        let shown = screen.withLock { String(decoding: $0, as: UTF8.self) }
        throw Problem(
          description: "waited for \(text.debugDescription), got \(shown.debugDescription)")
      }
      collect(for: 50)
    }
  }

  /// Waits for the end of the program and gives its exit status; 128 and the signal if it was killed.
  public func waitForExit(within seconds: Double = 20) throws -> Int32 {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) != process {
      guard Date() < deadline else { throw Problem(description: "the program does not end") }
      collect(for: 20)
    }
    // Its last words may still stand in the terminal.
    while collect(for: 0) {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Takes what is shown within some time; false where nothing was.
  @discardableResult
  private func collect(for milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0, descriptor.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = buffer.withUnsafeMutableBytes { read(master, $0.baseAddress, $0.count) }
    guard count > 0 else { return false }
    screen.withLock { $0.append(contentsOf: buffer[..<count]) }
    return true
  }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}

extension [UInt8] {
  fileprivate func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
