import KFPReport
import KFPSource
import KFPSyntax

/// Writes source in colours.
func put(code text: String, into page: inout Markup) {
  var sources = SourceMap()
  let source = sources.add(name: "cell", bytes: Array(text.utf8))
  var position = 0
  for piece in colouredPieces(of: source) {
    let start = Int(piece.span.start)
    let end = Int(piece.span.end)
    guard start >= position, end <= source.bytes.count else { continue }
    page.put(String(decoding: source.bytes[position..<start], as: UTF8.self))
    page.element(
      "span", [.init("class", className(of: piece.colour))],
      text: String(decoding: source.bytes[start..<end], as: UTF8.self))
    position = end
  }
  page.put(String(decoding: source.bytes[position...], as: UTF8.self))
}

private func className(of colour: PieceColour) -> String {
  switch colour {
  case .keyword: "k"
  case .string: "s"
  case .number: "n"
  case .comment: "c"
  case .decorator: "d"
  case .definition: "f"
  }
}
