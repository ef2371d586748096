import KFPSession
import Synchronization

/// Answers Tab: magics, file names behind those that take one, and the names of the session.
final class CompletionSource: Sendable {
  private struct State {
    var session: Session?
    var names: SessionNames?
  }

  private let state = Mutex(State())

  /// Takes the session as it is now; its names are gathered when they are asked for.
  func update(with session: Session) {
    state.withLock { $0 = State(session: session) }
  }

  /// What could stand at the end of `text`, and how many scalars of it each completion replaces.
  func completions(
    before text: String, services: PromptServices
  ) -> (replacing: Int, [Completion]) {
    if text.hasPrefix("%") || text.hasPrefix("!") {
      guard let blank = text.firstIndex(where: \.isWhitespace) else {
        return text.hasPrefix("%") ? magics(startingWith: text) : (0, [])
      }
      if text.hasPrefix("!") { return files(startingWith: text, services) }
      let magic = knownMagic(text[..<blank].dropFirst())
      return words(magic?.takes ?? .nothing, String(text[blank...]), services)
    }
    if let path = openString(in: text) {
      let found = files(startingWith: path, services)
      if !found.1.isEmpty { return found }
    }
    return ofSession(before: text)
  }

  private func magics(startingWith text: String) -> (replacing: Int, [Completion]) {
    let found = allMagics.filter { "%\($0.name)".hasPrefix(text) && "%\($0.name)" != text }
    return (
      text.unicodeScalars.count,
      found.map { Completion(text: "%\($0.name)", detail: $0.summary) }
    )
  }

  /// What could stand behind a magic, at the end of what stands there already.
  private func words(
    _ wanted: MagicWords, _ text: String, _ services: PromptServices
  ) -> (replacing: Int, [Completion]) {
    let possible: [Suggestion]
    switch wanted {
    case .file: return files(startingWith: text, services)
    case .expression: return ofSession(before: text)
    case .nothing: return (0, [])
    case .cell: possible = names?.cellNumbers ?? []
    case .task: possible = names?.taskNames ?? []
    case .pipeline:
      let named = text.split(separator: " ").first.map(String.init) ?? ""
      let isNamed = text.drop { $0 == " " }.contains(" ")
      possible = (isNamed ? names?.inputNames(of: named) : names?.pipelineNames) ?? []
    case .magic: possible = allMagics.map { Suggestion(text: $0.name, detail: $0.summary) }
    case .backend: possible = services.backendNames.map { Suggestion(text: $0) }
    case .word(let words): possible = words.map { Suggestion(text: $0) }
    }
    let word = text.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
    let found = possible.filter { $0.text.hasPrefix(word) && $0.text != word }
    return (
      word.unicodeScalars.count, found.map { Completion(text: $0.text, detail: $0.detail) }
    )
  }

  private func ofSession(before text: String) -> (replacing: Int, [Completion]) {
    guard let names else { return (0, []) }
    let (replacing, suggestions) = names.suggestions(before: text)
    return (replacing, suggestions.map { Completion(text: $0.text, detail: $0.detail) })
  }

  /// The names of the session, gathered when they are asked for first.
  private var names: SessionNames? {
    state.withLock { state in
      if state.names == nil { state.names = state.session.map(SessionNames.init(of:)) }
      return state.names
    }
  }

  /// What stands in a string that is open at the end of the last line, if it looks like a path: other
  /// strings are not completed.
  private func openString(in text: String) -> String? {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    var quote: Character?
    var start = line.endIndex
    for index in line.indices {
      if let open = quote {
        if line[index] == open { quote = nil }
      } else if line[index] == "\"" || line[index] == "'" {
        quote = line[index]
        start = line.index(after: index)
      }
    }
    guard quote != nil, !line[..<start].dropLast().hasSuffix(".outputs[") else { return nil }
    return String(line[start...])
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
