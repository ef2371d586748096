import KFPSource

/// What can be nested too deeply.
enum NestedThing {
  case brackets, blocks, expressions, fields
}

/// Complaints about characters, numbers and strings.
extension Diagnostic {
  static func notUTF8(_ byte: UInt8, at span: Span) -> Diagnostic {
    let hex = String(byte, radix: 16, uppercase: true)
    return Diagnostic(
      "E0001", .error, "the text is not UTF-8: byte 0x\(hex) cannot stand here",
      at: SourceLabel(span, "this byte belongs to another encoding"),
      helps: [Help("save the file as UTF-8")])
  }

  static func foreignEncoding(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0002", .error, "the text says that it is written in `\(name)`, only UTF-8 is read",
      at: SourceLabel(span, "another encoding is named here"),
      helps: [Help("save the file as UTF-8 and remove this comment")])
  }

  static func nullByte(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0003", .error, "the text contains a null byte", at: SourceLabel(span, "this byte is zero"))
  }

  static func wideText(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0001", .error, "the text is UTF-16, and only UTF-8 is read",
      at: SourceLabel(span, "two bytes for each character"), helps: [Help("save it as UTF-8")])
  }

  static func unexpectedCharacter(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0004", .error, "unexpected character \(described(scalar))",
      at: SourceLabel(span, "no name or operator contains this character"))
  }

  static func lookalike(_ scalar: Unicode.Scalar, _ plain: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0004", .error, "unexpected character \(described(scalar))",
      at: SourceLabel(span, "this looks like `\(plain)` but is another character"),
      helps: [Help("write `\(plain)`", edits: [TextEdit(span, replacement: plain)])])
  }

  static func unusualSpace(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0004", .error, "unexpected character \(described(scalar))",
      at: SourceLabel(span, "this looks like a blank but is another character"),
      helps: [
        Help("write an ordinary blank", edits: [TextEdit(span, replacement: " ")])
      ])
  }

  static func invisibleCharacter(_ scalar: Unicode.Scalar, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0004", .error, "unexpected character \(described(scalar))",
      at: SourceLabel(span, "an invisible character stands here"),
      helps: [Help("remove it", edits: [TextEdit(span, replacement: "")])])
  }

  private static func described(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned,
      .privateUse, .surrogate:
      return code
    default:
      return "`\(scalar)` (\(code))"
    }
  }

  static func unexpectedBackslash(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0005", .error, "something follows the backslash that continues the line",
      at: SourceLabel(span, "a backslash must be the last character of its line"))
  }

  static func endAfterBackslash(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0006", .error, "the text ends where a line is continued",
      at: SourceLabel(span, "this backslash announces another line"))
  }

  static func curlyQuotes(
    opening: Span, closing: Span?, straight: String, isCertain: Bool
  ) -> Diagnostic {
    var edits: [TextEdit] = []
    if isCertain, let closing {
      edits = [
        TextEdit(opening, replacement: straight), TextEdit(closing, replacement: straight),
      ]
    }
    return Diagnostic(
      "E0007", .error, "a typographic quote does not start a string",
      at: SourceLabel(opening, "this quote is curly"),
      related: closing.map { [SourceLabel($0, "and this one")] } ?? [],
      helps: [Help("write straight quotes: `\(straight)`", edits: edits)])
  }

  static func unclosedString(at span: Span, quote: UInt8) -> Diagnostic {
    let mark = String(decoding: [quote], as: UTF8.self)
    return Diagnostic(
      "E0008", .error, "the string is not closed on its line",
      at: SourceLabel(span, "a closing `\(mark)` is missing"),
      helps: [
        Help("close it with `\(mark)`, or write `\(mark)\(mark)\(mark)` around several lines")
      ])
  }

  static func unclosedTripleQuotes(at span: Span, quote: UInt8) -> Diagnostic {
    let mark = String(decoding: [quote, quote, quote], as: UTF8.self)
    return Diagnostic(
      "E0009", .error, "the string that starts with `\(mark)` is never closed",
      at: SourceLabel(span, "opened here, and the text ends inside it"))
  }

  static func malformedNumber(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0010", .error, "malformed \(name) number",
      at: SourceLabel(span, "this is neither a number nor a name"))
  }

  static func digitOutsideBase(_ digit: UInt8, base: String, at span: Span) -> Diagnostic {
    let digit = String(decoding: [digit], as: UTF8.self)
    return Diagnostic(
      "E0010", .error, "`\(digit)` is no \(base) digit",
      at: SourceLabel(span, "this digit is too large"))
  }

  static func leadingZeros(at span: Span, digits: String) -> Diagnostic {
    Diagnostic(
      "E0011", .error, "a decimal number cannot start with zeros",
      at: SourceLabel(span, "`\(digits)` is meant, or an octal number"),
      helps: [Help("write `\(digits)`, or `0o\(digits)` for an octal number")])
  }

  static func integerTooLarge(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0012", .error, "the number has too many digits",
      at: SourceLabel(span, "at most 4300 digits can be read"))
  }

  static func singleRightBrace(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0013", .error, "a single `}` stands in an f-string",
      at: SourceLabel(span, "no field is open here"),
      helps: [Help("write `}}` for the character itself")])
  }

  static func unclosedField(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0014", .error, "a field of the f-string is never closed",
      at: SourceLabel(span, "opened here"),
      helps: [Help("close it with `}`, or write `{{` for the character itself")])
  }

  static func unknownEscape(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0001", .warning, "`\(text)` is not an escape: the backslash stays in the string",
      at: SourceLabel(span, "this backslash means itself"),
      helps: [Help("write `\\\(text)`, or put `r` before the string")])
  }

  static func malformedEscape(_ text: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0015", .error, "the escape `\(text)` is incomplete or names no character",
      at: SourceLabel(span, "no character is meant by this"))
  }

  static func loneSurrogate(at span: Span) -> Diagnostic {
    Diagnostic(
      "W0002", .warning, "half of a surrogate pair is no character",
      at: SourceLabel(span, "this becomes U+FFFD"))
  }

  static func nonASCIIBytes(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0016", .error, "a bytes literal holds ASCII characters only",
      at: SourceLabel(span, "this is not ASCII"),
      helps: [Help("write the bytes as escapes, such as `\\xff`")])
  }

  static func unclosedBracket(_ bracket: UInt8, at span: Span, isField: Bool) -> Diagnostic {
    if isField { return .unclosedField(at: span) }
    let mark = String(decoding: [bracket], as: UTF8.self)
    return Diagnostic(
      "E0017", .error, "`\(mark)` is never closed", at: SourceLabel(span, "opened here"),
      helps: [Help("write the missing `\(closing(bracket))`")])
  }

  static func unmatchedBracket(_ bracket: UInt8, at span: Span) -> Diagnostic {
    let mark = String(decoding: [bracket], as: UTF8.self)
    return Diagnostic(
      "E0018", .error, "`\(mark)` closes nothing",
      at: SourceLabel(span, "no bracket is open here"))
  }

  static func mismatchedBracket(
    _ bracket: UInt8, at span: Span, opening: UInt8, openedAt: Span
  ) -> Diagnostic {
    let mark = String(decoding: [bracket], as: UTF8.self)
    let open = String(decoding: [opening], as: UTF8.self)
    return Diagnostic(
      "E0018", .error, "`\(mark)` does not close `\(open)`",
      at: SourceLabel(span, "`\(closing(opening))` is expected here"),
      related: [SourceLabel(openedAt, "opened here")])
  }

  private static func closing(_ bracket: UInt8) -> String {
    switch bracket {
    case Byte.leftParenthesis: ")"
    case Byte.leftBracket: "]"
    default: "}"
    }
  }

  static func mixedTabs(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0019", .error, "tabs and blanks are mixed in the indentation",
      at: SourceLabel(span, "how deep this is depends on the width of a tab"),
      helps: [Help("indent with blanks only")])
  }

  static func unmatchedDedent(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0020", .error, "the indentation matches no line above",
      at: SourceLabel(span, "no open block starts at this column"))
  }

  static func tooDeeplyNested(at span: Span, what: NestedThing) -> Diagnostic {
    let (message, limit) =
      switch what {
      case .brackets: ("brackets are nested too deeply", "at most 200 can be open")
      case .blocks: ("blocks are nested too deeply", "at most 99 can be open")
      case .fields: ("fields of an f-string are nested too deeply", "at most 3 can be open")
      case .expressions: ("the expression is nested too deeply", "at most 200 levels can be read")
      }
    return Diagnostic("E0107", .error, message, at: SourceLabel(span, limit))
  }
}
