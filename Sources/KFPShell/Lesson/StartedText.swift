import Synchronization

/// The text that the editor of an exercise started with. A pupil who wants a hint types `hint` where the
/// cursor is, which is right behind it; that is no part of the cell.
final class StartedText: Sendable {
  private let content = Mutex("")

  /// The text.
  var text: String {
    get { content.withLock { $0 } }
    set { content.withLock { $0 = newValue } }
  }

  /// The command that is all that was typed behind the text.
  func command(behindIt typed: String) -> LessonGuide.Typed? {
    let start = text
    guard !start.isEmpty, typed.hasPrefix(start) else { return nil }
    let word = typed.dropFirst(start.count).trimmed.lowercased()
    return word.count > 1 ? LessonGuide.command(of: word) : nil
  }
}
