import KFPSource

/// Complaints about expressions, targets, parameters and patterns.
extension Diagnostic {
  static func notATarget(
    _ what: String, at span: Span, role: TargetRole, isComparable: Bool
  ) -> Diagnostic {
    let message =
      switch role {
      case .deletion: "\(what) cannot be deleted"
      case .annotation: "\(what) cannot have a type annotation"
      case .augmentedAssignment: "\(what) cannot be changed by an assignment with an operator"
      default: "\(what) cannot be assigned to"
      }
    return Diagnostic(
      "E0130", .error, message,
      at: SourceLabel(
        span,
        role == .deletion
          ? "a name, an attribute or an item can be deleted"
          : "a name, an attribute or an item can stand here"),
      helps: role == .assignment && isComparable ? [Help("compare with `==`")] : [])
  }

  static func walrusTarget(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0131", .error, "`:=` gives a value to a name, not to \(what)",
      at: SourceLabel(span, "a name is expected here"))
  }

  static func bareWalrusInSlice(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0131", .error, "`:=` in a slice needs parentheses",
      at: SourceLabel(span, "parentheses are missing around this"))
  }

  static func expectedElse(at span: Span, condition: Span) -> Diagnostic {
    Diagnostic(
      "E0132", .error, "a conditional expression needs `else`",
      at: SourceLabel(span, "expected `else`"),
      related: [SourceLabel(condition, "what it is without the condition is not said")])
  }

  static func starredAlone(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0133", .error, "a starred expression stands in a list, tuple, set or call only",
      at: SourceLabel(span, "nothing collects these"))
  }

  static func unpackingInComprehension(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0134", .error, "a comprehension cannot unpack its element",
      at: SourceLabel(span, "one element is expected here"))
  }

  static func misplacedDictKey(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0135", .error, "\(what) cannot be a dictionary key without parentheses",
      at: SourceLabel(span, "this stands before `:`"))
  }

  static func expectedDictColon(found: String, at span: Span, key: Span) -> Diagnostic {
    Diagnostic(
      "E0136", .error, "expected `:` and a value, found \(found)",
      at: SourceLabel(span, "expected `:`"),
      related: [SourceLabel(key, "this key of the dictionary has no value")])
  }

  static func expectedDictValue(found: String, at span: Span, key: Span) -> Diagnostic {
    Diagnostic(
      "E0136", .error, "expected a value behind `:`, found \(found)",
      at: SourceLabel(span, "expected a value"),
      related: [SourceLabel(key, "this key of the dictionary has no value")])
  }

  static func emptySubscript(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0137", .error, "the brackets are empty", at: SourceLabel(span, "an index is missing"))
  }

  static func mixedBytesAndText(bytes: Span, text: Span) -> Diagnostic {
    Diagnostic(
      "E0138", .error, "bytes and text cannot be joined",
      at: SourceLabel(bytes, "these are bytes"), related: [SourceLabel(text, "this is text")])
  }

  static func emptyField(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0139", .error, "a field of the f-string is empty",
      at: SourceLabel(span, "an expression is missing"),
      helps: [Help("write `{{` and `}}` for the characters themselves")])
  }

  static func unknownConversion(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0140", .error, "unknown conversion in an f-string",
      at: SourceLabel(span, "`!s`, `!r` or `!a` can stand here"))
  }

  static func expectedFieldEnd(found: String, at span: Span, opening: Span) -> Diagnostic {
    Diagnostic(
      "E0141", .error, "expected `}`, found \(found)",
      at: SourceLabel(span, "expected `}`, `!`, `:` or `=`"),
      related: [SourceLabel(opening, "the field starts here")])
  }

  // MARK: Calls

  static func positionalBehindKeyword(
    at span: Span, keyword: Span, isUnpacking: Bool
  ) -> Diagnostic {
    Diagnostic(
      "E0142", .error, "an argument without a name follows one with a name",
      at: SourceLabel(span, "this needs a name, or must stand further left"),
      related: [
        SourceLabel(keyword, isUnpacking ? "names are unpacked here" : "this has a name")
      ])
  }

  static func unpackingOrder(at span: Span, after: Span) -> Diagnostic {
    Diagnostic(
      "E0142", .error, "`*` arguments follow `**` arguments",
      at: SourceLabel(span, "move this left"),
      related: [SourceLabel(after, "names are unpacked here")])
  }

  static func repeatedKeyword(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "E0143", .error, "the argument `\(name)` is given twice",
      at: SourceLabel(span, "given again here"),
      related: [SourceLabel(first, "first given here")])
  }

  static func expressionAsKeyword(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0144", .error, "\(what) cannot be the name of an argument",
      at: SourceLabel(span, "a name is expected before `=`"),
      helps: [Help("compare with `==`")])
  }

  static func bareGenerator(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0145", .error, "a generator expression beside other arguments needs parentheses",
      at: SourceLabel(span, "parentheses are missing around this"),
      helps: [
        Help(
          "put parentheses around it",
          edits: [])
      ])
  }

  static func missingArgumentValue(_ name: String, at span: Span, found: String) -> Diagnostic {
    Diagnostic(
      "E0146", .error, "`\(name)=` has no value",
      at: SourceLabel(span, "expected a value behind `=`, found \(found)"))
  }

  // MARK: Parameters

  static func missingDefault(_ name: String, at span: Span, firstDefault: Span) -> Diagnostic {
    Diagnostic(
      "E0150", .error, "the parameter `\(name)` without a default follows one with a default",
      at: SourceLabel(span, "this needs a default, or must stand further left"),
      related: [SourceLabel(firstDefault, "this has a default")])
  }

  static func repeatedParameter(_ name: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "E0151", .error, "two parameters are called `\(name)`",
      at: SourceLabel(span, "the name is taken"), related: [SourceLabel(first, "first used here")])
  }

  static func repeatedParameterMark(_ mark: String, at span: Span, first: Span) -> Diagnostic {
    Diagnostic(
      "E0152", .error, "`\(mark)` stands twice among the parameters",
      at: SourceLabel(span, "again here"),
      related: [SourceLabel(first, "first here")])
  }

  static func slashBehindStar(at span: Span, star: Span) -> Diagnostic {
    Diagnostic(
      "E0152", .error, "`/` stands before `*` among the parameters",
      at: SourceLabel(span, "too late"),
      related: [SourceLabel(star, "`*` stands here")])
  }

  static func slashWithoutParameters(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0152", .error, "a parameter stands before `/`",
      at: SourceLabel(span, "no parameter stands before this"))
  }

  static func bareStarWithoutNames(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0153", .error, "a parameter with a name must follow `*`",
      at: SourceLabel(span, "nothing follows this"))
  }

  static func defaultOfVariadic(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0154", .error, "`\(name)` cannot have a default",
      at: SourceLabel(span, "a default is given here"))
  }

  static func parameterBehindKeywordVariadic(at span: Span, last: Span) -> Diagnostic {
    Diagnostic(
      "E0155", .error, "no parameter can follow the `**` parameter",
      at: SourceLabel(span, "too late"),
      related: [SourceLabel(last, "this must be the last one")])
  }

  static func emptyTypeParameters(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0156", .error, "the type parameters are empty", at: SourceLabel(span, "a name is missing"))
  }

  static func boundOfVariadic(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0157", .error, "the type parameter `\(name)` cannot have a bound",
      at: SourceLabel(span, "only one without `*` can"))
  }

  // MARK: Patterns

  static func starPatternAlone(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0160", .error, "a starred pattern stands in a sequence only",
      at: SourceLabel(span, "nothing is collected here"))
  }

  static func wildcardAsName(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0161", .error, "`_` matches anything and names nothing",
      at: SourceLabel(span, "a name is expected here"))
  }

  static func fStringPattern(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0162", .error, "an f-string cannot be a pattern",
      at: SourceLabel(span, "a plain string can stand here"))
  }

  static func complexPattern(_ wanted: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0163", .error, "a complex number is a real number and an imaginary number",
      at: SourceLabel(span, "\(wanted) is expected here"))
  }

  static func positionalPatternBehindKeyword(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0164", .error, "a pattern without a name follows one with a name",
      at: SourceLabel(span, "move this left"))
  }

  static func patternBehindRest(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0165", .error, "nothing can follow the `**` pattern",
      at: SourceLabel(span, "this must stand last"))
  }
}
