import KFPSession
import KFPSyntax

/// What a text means that was typed or pasted at the prompt, or that a script has as a cell.
enum PromptInput: Hashable, Sendable {
  /// `%name words`.
  case magic(name: String, words: String)
  /// `!command`.
  case shell(String)
  /// `name?`, or `name??`, which wants the source, too.
  case question(name: String, wantsSource: Bool)
  /// What people type to leave; as a cell it would end the script there, for all cells to come.
  case farewell
  case cell(ScriptCell)

  /// The parts of a text: it is divided at `# %%` lines, and commands may stand in front of a cell.
  static func parts(of text: String) -> [PromptInput] {
    guard text.utf8.contains(UInt8(ascii: "#")), hasMark(text) else {
      return parts(of: ScriptCell(kind: .code, title: "", text: text, line: 1))
    }
    return scriptCells(of: text).flatMap(parts(of:))
  }

  /// The parts of a cell.
  static func parts(of cell: ScriptCell) -> [PromptInput] {
    guard cell.kind == .code else { return [.cell(cell)] }
    var parts: [PromptInput] = []
    var rest = cell.text[...]
    while true {
      let line = rest.prefix { $0 != "\n" }
      let words = line.trimmed
      let behind = rest[line.endIndex...].dropFirst()
      if words.isEmpty, !behind.isEmpty {
        // Blank lines before a command; those before a cell are the user's own.
        guard let next = command(in: behind.drop { $0.isWhitespace }) else { break }
        _ = next
        rest = behind.drop { $0.isWhitespace }
        continue
      }
      guard let part = command(in: line) else { break }
      if case .magic(let name, let first) = part, knownMagic(name)?.takesLines == true {
        let lines = behind.isEmpty ? first : first + "\n" + behind
        return parts + [.magic(name: name, words: lines.trimmedAtEnd)]
      }
      parts.append(part)
      rest = behind
    }
    guard rest.contains(where: { !$0.isWhitespace }) else { return parts }
    var code = cell
    guard let next = laterCommand(in: rest) else {
      code.text = String(rest)
      return parts + [.cell(code)]
    }
    code.text = String(rest[..<next])
    var behind = cell
    behind.title = ""
    behind.text = String(rest[next...])
    return parts + [.cell(code)] + Self.parts(of: behind)
  }

  /// The first line behind the first that is a command: one that looks like it and does not go on with
  /// what stands before it, as a line inside brackets or a string does.
  private static func laterCommand(in text: Substring) -> String.Index? {
    var rest = text
    while let end = rest.firstIndex(of: "\n") {
      rest = rest[end...].dropFirst()
      guard looksLikeCommand(rest.prefix { $0 != "\n" }) else { continue }
      switch Session.completeness(of: text[..<rest.startIndex] + "\n") {
      case .complete, .invalid: return rest.startIndex
      case .incomplete: continue
      }
    }
    return nil
  }

  private static func looksLikeCommand(_ line: Substring) -> Bool {
    switch command(in: line) {
    case .magic(let name, _)?: line.hasPrefix("%") && knownMagic(name) != nil
    case .shell?: line.hasPrefix("!")
    case .question?: line.first?.isWhitespace == false
    case .farewell?, .cell?, nil: false
    }
  }

  /// The command that a text begins with, if its first line is one.
  private static func command(in text: Substring) -> PromptInput? {
    let line = text.prefix { $0 != "\n" }.trimmed
    if line.hasPrefix("%") {
      let name = line.dropFirst().prefix { !$0.isWhitespace }
      let words = line.dropFirst(name.count + 1).trimmed
      if name.hasSuffix("?") {
        return .question(name: "%" + name.filter { $0 != "?" }, wantsSource: false)
      }
      return .magic(name: String(name), words: words)
    }
    if line.hasPrefix("!") { return .shell(line.dropFirst().trimmed) }
    if ["exit", "quit", "exit()", "quit()"].contains(line) { return .farewell }
    return question(in: line)
  }

  private static func question(in line: String) -> PromptInput? {
    guard line.hasSuffix("?") || line.hasPrefix("?") else { return nil }
    let name = line.trimmed { $0 == "?" }
    let isName =
      !name.isEmpty
      && name.allSatisfy { $0 == "." || $0 == "_" || $0 == "%" || $0.isLetter || $0.isNumber }
    guard isName else { return nil }
    return .question(name: name, wantsSource: line.hasSuffix("??") || line.hasPrefix("??"))
  }

  private static func hasMark(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      line.hasPrefix("#") && line.dropFirst().drop { $0 == " " }.hasPrefix("%%")
    }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmed: String { trimmed(where: \.isWhitespace) }

  /// Without blanks at the end.
  var trimmedAtEnd: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Without certain characters at both ends.
  func trimmed(where isUnwanted: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isUnwanted(first) { text.removeFirst() }
    while let last = text.last, isUnwanted(last) { text.removeLast() }
    return String(text)
  }
}
