import KFPSource
import KFPSyntax

/// The text of a function as the official SDK ships it: from `def` on, without decorators and
/// common indentation, up to the last line that Python's `inspect` counts to it.
struct FunctionSource {
  /// The text; nil where the SDK would ship nothing, silently.
  let text: String?

  init(of function: FunctionObject) {
    guard let definition = function.definition, !definition.isAsync else {
      text = nil
      return
    }
    let tree = function.unit.tree
    let source = tree.source
    let span = definition.spanWithDecorators
    let first = source.line(at: span.start)
    var last = source.line(at: span.end > span.start ? span.end - 1 : span.end)
    let body = definition.body.first.map { tree.span(of: $0).start } ?? span.end
    let bodyLine = source.line(at: body)
    if bodyLine > source.line(at: definition.name.span.start) {
      let column = source.position(at: body).column
      last = Self.lastLine(after: last, bodyColumn: column, in: source)
    }
    let lines = Self.dedented((first...max(first, last)).map { source.lineText($0) })
    guard let start = lines.firstIndex(where: { $0.hasPrefix("def") }) else {
      text = nil
      return
    }
    text = lines[start...].joined(separator: "\n") + "\n"
  }

  /// The last line, where comments that are indented like the body follow it.
  private static func lastLine(
    after end: Int, bodyColumn: Int, in source: SourceText
  ) -> Int {
    var last = end
    var line = end + 1
    while line <= source.lineStarts.count {
      let text = source.lineText(line)
      let indent = text.unicodeScalars.prefix { $0 == " " || $0 == "\t" || $0 == "\u{c}" }.count
      guard let first = text.unicodeScalars.dropFirst(indent).first else {
        line += 1
        continue
      }
      guard first == "#" else { break }
      if indent + 1 >= bodyColumn { last = line }
      line += 1
    }
    return last
  }

  /// `textwrap.dedent`.
  private static func dedented(_ lines: [String]) -> [String] {
    var margin: [UInt8]?
    for line in lines {
      let bytes = Array(line.utf8)
      let indent = bytes.prefix { $0 == 0x20 || $0 == 0x09 }
      guard indent.count < bytes.count else { continue }
      guard let current = margin else {
        margin = Array(indent)
        continue
      }
      let common = zip(current, indent).prefix { $0 == $1 }.count
      margin = Array(current.prefix(common))
    }
    let count = margin?.count ?? 0
    return lines.map { line in
      let isBlank = line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      return isBlank ? "" : String(decoding: Array(line.utf8.dropFirst(count)), as: UTF8.self)
    }
  }
}
