import CPOSIX
import Glibc

/// What a container waits at that was started ahead of its task: a named pipe, of which it reads one byte.
///
/// The runner holds the pipe open, so that the container reads the end of the stream, and ends, when the
/// runner is gone, however that came.
final class StartGate: Sendable {
  /// The named pipe, which the container sees under the same path.
  let path: String
  private let descriptor: Int32

  /// Makes a closed gate; nil when that is not possible.
  init?(path: String) {
    self.path = path
    // To open a named pipe for both keeps from waiting for who reads it.
    guard mkfifo(path, 0o644) == 0 else { return nil }
    descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    unlink(path)
  }

  /// Lets the task begin.
  func open() { send("1") }

  /// Lets the container end without a task.
  func refuse() { send("0") }

  private func send(_ word: Unicode.Scalar) {
    var byte = UInt8(ascii: word)
    _ = write(descriptor, &byte, 1)
  }
}
