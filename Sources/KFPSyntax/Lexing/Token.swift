/// One token: its kind and the bytes it covers.
struct Token: Equatable {
  var kind: TokenKind
  /// The offset of the first byte.
  var start: UInt32
  /// The offset behind the last byte.
  var end: UInt32
}

/// The kinds of tokens. Soft keywords (`match`, `case`, `type`, `_`) are names.
enum TokenKind: UInt8 {
  // Structure.
  case endOfText, newline, indent, dedent
  /// Bytes that were complained about already.
  case unreadable

  // What expressions are made of.
  case name, number, string
  case fStringStart, fStringMiddle, fStringEnd

  // Keywords, in alphabetical order.
  case falseKeyword, noneKeyword, trueKeyword
  case andKeyword, asKeyword, assertKeyword, asyncKeyword, awaitKeyword, breakKeyword
  case classKeyword, continueKeyword, defKeyword, delKeyword, elifKeyword, elseKeyword
  case exceptKeyword, finallyKeyword, forKeyword, fromKeyword, globalKeyword, ifKeyword
  case importKeyword, inKeyword, isKeyword, lambdaKeyword, nonlocalKeyword, notKeyword
  case orKeyword, passKeyword, raiseKeyword, returnKeyword, tryKeyword, whileKeyword
  case withKeyword, yieldKeyword

  // Brackets and punctuation.
  case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, colon, semicolon, dot, ellipsis, arrow, exclamation
  case equal, colonEqual

  // Operators.
  case plus, minus, star, slash, doubleSlash, percent, at, doubleStar
  case leftShift, rightShift, ampersand, pipe, caret, tilde
  case less, lessEqual, greater, greaterEqual, equalEqual, notEqual

  // Augmented assignment.
  case plusEqual, minusEqual, starEqual, slashEqual, doubleSlashEqual, percentEqual, atEqual
  case doubleStarEqual, leftShiftEqual, rightShiftEqual, ampersandEqual, pipeEqual, caretEqual

  /// Whether the token shapes lines and holds no text of its own.
  var isStructural: Bool { rawValue <= TokenKind.dedent.rawValue }

  /// Whether the token is a hard keyword.
  var isKeyword: Bool {
    rawValue >= TokenKind.falseKeyword.rawValue && rawValue <= TokenKind.yieldKeyword.rawValue
  }
}

/// The hard keywords, found by their bytes packed into one integer.
struct KeywordTable {
  private var keys = [UInt64](repeating: 0, count: 256)
  private var kinds = [TokenKind](repeating: .name, count: 256)

  static let words: [(String, TokenKind)] = [
    ("False", .falseKeyword), ("None", .noneKeyword), ("True", .trueKeyword),
    ("and", .andKeyword), ("as", .asKeyword), ("assert", .assertKeyword),
    ("async", .asyncKeyword), ("await", .awaitKeyword), ("break", .breakKeyword),
    ("class", .classKeyword), ("continue", .continueKeyword), ("def", .defKeyword),
    ("del", .delKeyword), ("elif", .elifKeyword), ("else", .elseKeyword),
    ("except", .exceptKeyword), ("finally", .finallyKeyword), ("for", .forKeyword),
    ("from", .fromKeyword), ("global", .globalKeyword), ("if", .ifKeyword),
    ("import", .importKeyword), ("in", .inKeyword), ("is", .isKeyword),
    ("lambda", .lambdaKeyword), ("nonlocal", .nonlocalKeyword), ("not", .notKeyword),
    ("or", .orKeyword), ("pass", .passKeyword), ("raise", .raiseKeyword),
    ("return", .returnKeyword), ("try", .tryKeyword), ("while", .whileKeyword),
    ("with", .withKeyword), ("yield", .yieldKeyword),
  ]

  static let shared = KeywordTable()

  init() {
    for (word, kind) in Self.words {
      var packed: UInt64 = 0
      for byte in word.utf8 { packed = packed << 8 | UInt64(byte) }
      var slot = Self.slot(packed)
      while keys[slot] != 0 { slot = (slot + 1) & 255 }
      keys[slot] = packed
      kinds[slot] = kind
    }
  }

  private static func slot(_ packed: UInt64) -> Int {
    Int((packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  /// The kind of a word of at most eight bytes, packed with its first byte highest.
  func kind(ofPacked packed: UInt64) -> TokenKind {
    var slot = Self.slot(packed)
    while keys[slot] != 0 {
      if keys[slot] == packed { return kinds[slot] }
      slot = (slot + 1) & 255
    }
    return .name
  }
}

extension TokenKind {
  /// How a complaint calls the token when its own text would not do, or nil.
  var fixedDescription: String? {
    switch self {
    case .endOfText: "the end of the text"
    case .newline: "the end of the line"
    case .indent: "an indented line"
    case .dedent: "the end of the block"
    case .fStringStart, .fStringMiddle, .fStringEnd: "an f-string"
    case .string: "a string"
    default: nil
    }
  }
}
