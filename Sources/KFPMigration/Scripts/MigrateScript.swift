public import KFPChecker
public import KFPSource
import KFPSyntax

/// What became of the cells of a script of the first SDK.
public struct ScriptMigration: Sendable {
  /// The cells with their new texts, in a map of their own.
  public var sources: SourceMap
  /// What a person should know about the changes, at places of the new texts.
  public var diagnostics: [Diagnostic]
}

/// Rewrites the cells of a script of the first SDK for the second one, as far as that is mechanical.
/// Everything else stays as it is. `readFile` reads the component files that the script names.
public func migrateScript(
  _ texts: [SourceText], prelude: Prelude, readFile: @escaping (String) -> [UInt8]? = { _ in nil }
) -> ScriptMigration {
  var texts = texts
  var notes: [RewritingNote] = []
  var isTransitional = false
  for round in 0..<maximumRounds {
    var bag = DiagnosticBag()
    let trees = texts.map { parse($0, reporting: &bag) }
    // Nobody knows what the lines around an unreadable one mean.
    guard !bag.containsError else { break }
    var rewriting = Rewriting(trees, prelude: prelude, readFile: readFile)
    if round == 0 { isTransitional = rewriting.usesTransitionalModule }
    rewriting.isTransitional = isTransitional
    rewriting.run()
    guard rewriting.hasChanged else { break }
    notes = notes.map { $0.moved(through: rewriting.edits[$0.cell]) }
    notes += rewriting.notes.map { $0.moved(through: rewriting.edits[$0.cell]) }
    texts = rewriting.edits.map {
      SourceText(id: $0.source.id, name: $0.source.name, bytes: $0.result)
    }
  }
  var sources = SourceMap()
  for text in texts { _ = sources.add(name: text.name, bytes: text.bytes) }
  let diagnostics = notes.map { note in
    let text = sources.texts[note.cell]
    let end = text.bytes[min(Int(note.offset), text.bytes.count)...].firstIndex {
      $0 == 0x0A || $0 == 0x0D
    }
    let span = Span(
      source: text.id, start: note.offset, end: end.map { UInt32($0) } ?? note.offset + 1)
    return Diagnostic(note.code, .warning, note.message, at: SourceLabel(span, "left for a person"))
  }
  return ScriptMigration(sources: sources, diagnostics: diagnostics)
}

/// A script that is not done by then rewrites itself for ever.
private let maximumRounds = 40

/// Puts a comment above each line that something is said about.
public func withRemarks(_ diagnostics: [Diagnostic], in text: SourceText) -> String {
  var remarks: [Int: [String]] = [:]
  var bag = DiagnosticBag()
  var tree: Tree?
  for diagnostic in diagnostics where diagnostic.severity != .note {
    guard let span = diagnostic.primary?.span, span.source == text.id else { continue }
    let parsed = tree ?? parse(text, reporting: &bag)
    tree = parsed
    let line = text.line(at: parsed.statementStart(at: span.start))
    let help = diagnostic.helps.first.map { "; " + $0.text } ?? ""
    let remark = "\(remarkMark)\(diagnostic.message)\(help)"
    if !remarks[line, default: []].contains(remark) { remarks[line, default: []].append(remark) }
  }
  var result = ""
  for line in 1...max(1, text.lineStarts.count) {
    let start = Int(text.lineStarts[line - 1])
    let end = line < text.lineStarts.count ? Int(text.lineStarts[line]) : text.bytes.count
    let bytes = text.bytes[start..<end]
    let blanks = String(decoding: bytes.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
    for remark in remarks[line] ?? [] {
      let isThere = result.hasSuffix(blanks + remark + "\n")
      if !isThere { result += blanks + remark + "\n" }
    }
    result += String(decoding: bytes, as: UTF8.self)
  }
  return result
}

extension Tree {
  /// Where the innermost statement begins that holds an offset, so that a comment can stand above it.
  fileprivate func statementStart(at offset: UInt32) -> UInt32 {
    var best = offset
    forEachStatement(in: body) { id in
      var span = span(of: id)
      if case .functionDef(let definition) = self[id] { span = definition.spanWithDecorators }
      if case .classDef(let definition) = self[id] { span = definition.spanWithDecorators }
      guard span.start <= offset, offset < span.end else { return false }
      best = span.start
      return true
    }
    return best
  }
}

extension RewritingNote {
  /// The note where its place went.
  fileprivate func moved(through edits: Edits) -> RewritingNote {
    var copy = self
    var shift = 0
    for edit in edits.edits where edit.span.start < offset {
      if edit.span.end <= offset {
        shift += edit.replacement.utf8.count - Int(edit.span.end - edit.span.start)
      } else {
        shift -= Int(offset - edit.span.start)
      }
    }
    copy.offset = UInt32(max(0, Int(offset) + shift))
    return copy
  }
}
