public import KFPSource

/// What a piece of source is, for showing it in colours.
public enum PieceColour: String, Hashable, Sendable, CaseIterable {
  case keyword, string, number, comment, decorator, definition
}

/// A piece of source that has a colour.
public struct ColouredPiece: Hashable, Sendable {
  /// What it is.
  public let colour: PieceColour
  /// Where it stands.
  public let span: Span
}

/// The pieces of a text that have a colour, in order; what is between them is plain.
public func colouredPieces(of source: SourceText) -> [ColouredPiece] {
  var lexer = Lexer(source, recovers: true)
  let lexed = lexer.lex()
  var pieces = lexed.comments.map { ColouredPiece(colour: .comment, span: $0) }
  var before: TokenKind = .newline
  for token in lexed.tokens where token.end > token.start {
    if let colour = colour(of: token.kind, behind: before) {
      pieces.append(
        ColouredPiece(
          colour: colour, span: Span(source: source.id, start: token.start, end: token.end)))
    }
    // A dotted name behind `@` is a decorator as a whole.
    if !(before == .at && token.kind == .name || before == .at && token.kind == .dot) {
      before = token.kind
    }
    if token.kind == .at, !isAtLineStart(token, in: source) { before = .plus }
  }
  return pieces.sorted { $0.span.start < $1.span.start }
}

private func colour(of kind: TokenKind, behind before: TokenKind) -> PieceColour? {
  switch kind {
  case .string, .fStringStart, .fStringMiddle, .fStringEnd: .string
  case .number: .number
  case .name where before == .defKeyword || before == .classKeyword: .definition
  case .name where before == .at: .decorator
  case .at where before == .newline || before == .dedent || before == .indent: .decorator
  default: kind.isKeyword ? .keyword : nil
  }
}

private func isAtLineStart(_ token: Token, in source: SourceText) -> Bool {
  var index = Int(token.start)
  while index > 0, source.bytes[index - 1] == Byte.space || source.bytes[index - 1] == Byte.tab {
    index -= 1
  }
  return index == 0 || source.bytes[index - 1].endsLine
}
