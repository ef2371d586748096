public import KFPReport
import KFPSource
import KFPSyntax

/// Source as lines of a terminal, in colours where there are any.
public func codeLines(of text: String, ink: Ink) -> [String] {
  guard ink.isColourful else { return text.lines.map { printable(String($0)) } }
  var sources = SourceMap()
  let source = sources.add(name: "cell", bytes: Array(text.utf8))
  var result = ""
  var position = 0
  func put(_ range: Range<Int>, _ paint: (String) -> String) {
    let part = String(decoding: source.bytes[range], as: UTF8.self)
    result += part.lines.map { $0.isEmpty ? "" : paint(printable(String($0))) }
      .joined(separator: "\n")
  }
  for piece in colouredPieces(of: source) {
    let start = Int(piece.span.start)
    guard start >= position else { continue }
    put(position..<start) { $0 }
    put(start..<Int(piece.span.end)) { ink.paint($0, piece.colour) }
    position = Int(piece.span.end)
  }
  put(position..<source.bytes.count) { $0 }
  return result.lines.map(String.init)
}

extension Ink {
  fileprivate func paint(_ text: String, _ colour: PieceColour) -> String {
    switch colour {
    case .keyword: coloured(text, "35")
    case .string: coloured(text, "32")
    case .number: coloured(text, "33")
    case .comment: faint(text)
    case .decorator, .definition: coloured(text, "36")
    }
  }

  private func coloured(_ text: String, _ code: String) -> String {
    isColourful ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
