import CEditLine
import Glibc
import Synchronization

/// Where running tasks leave lines for the terminal while a cell is being typed. It is the only part
/// of the editor that other threads may touch.
final class NoticeBoard: Sendable {
  /// It can be read when there is something to take.
  let descriptor: Int32
  private let writing: Int32
  private let texts = Mutex<[String]>([])

  init() {
    var ends: [Int32] = [-1, -1]
    if cel_pipe(&ends) != 0 { ends = [-1, -1] }
    descriptor = ends[0]
    writing = ends[1]
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if writing >= 0 { close(writing) }
  }

  /// Leaves a text that ends its line.
  func post(_ text: String) {
    texts.withLock { $0.append(text) }
    var byte: UInt8 = 1
    _ = write(writing, &byte, 1)
  }

  /// Takes all texts.
  func take() -> [String] {
    var bytes = [UInt8](repeating: 0, count: 256)
    while bytes.withUnsafeMutableBytes({ read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
    return texts.withLock { texts in
      defer { texts = [] }
      return texts
    }
  }
}
