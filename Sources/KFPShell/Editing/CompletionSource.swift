import KFPSession
import Synchronization

/// Answers Tab: magics, file names behind those that take one, and the names of the session.
final class CompletionSource: Sendable {
  private let names = Mutex<SessionNames?>(nil)

  /// Takes the names of the session as it is now.
  func update(with session: Session) {
    let current = SessionNames(of: session)
    names.withLock { $0 = current }
  }

  /// What could stand at the end of `text`, and how many scalars of it each completion replaces.
  func completions(
    before text: String, services: PromptServices
  ) -> (replacing: Int, [Completion]) {
    if text.hasPrefix("%"), !text.contains(where: \.isWhitespace) {
      let magics = allMagics.filter { "%\($0.name)".hasPrefix(text) && "%\($0.name)" != text }
      return (
        text.unicodeScalars.count,
        magics.map { Completion(text: "%\($0.name)", detail: $0.summary) }
      )
    }
    if text.hasPrefix("%") { return files(startingWith: text, services) }
    guard let names = names.withLock({ $0 }) else { return (0, []) }
    let (replacing, suggestions) = names.suggestions(before: text)
    return (replacing, suggestions.map { Completion(text: $0.text, detail: $0.detail) })
  }

  private func files(
    startingWith text: String, _ services: PromptServices
  ) -> (replacing: Int, [Completion]) {
    let word = text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    let path = text.last?.isWhitespace == true ? "" : word
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let beginning = slash.map { path[path.index(after: $0)...] } ?? path[...]
    let names = services.listFolder(folder.isEmpty ? "." : folder)
      .filter { $0.hasPrefix(beginning) && (!$0.hasPrefix(".") || beginning.hasPrefix(".")) }
    return (path.unicodeScalars.count, names.map { Completion(text: folder + $0, detail: "") })
  }
}
