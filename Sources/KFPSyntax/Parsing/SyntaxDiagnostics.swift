import KFPSource

/// Complaints about lines, blocks and the order of tokens.
extension Diagnostic {
  static func unexpected(
    _ found: String, expecting what: String, at span: Span, helps: [Help] = []
  ) -> Diagnostic {
    Diagnostic(
      "E0101", .error, "expected \(what), found \(found)",
      at: SourceLabel(span, "expected \(what)"), helps: helps)
  }

  static func missingColon(after name: String, at span: Span, isCertain: Bool) -> Diagnostic {
    Diagnostic(
      "E0102", .error, "`:` is missing behind \(name)", at: SourceLabel(span, "expected `:`"),
      helps: [
        Help("write `:`", edits: isCertain ? [TextEdit(span, replacement: ":")] : [])
      ])
  }

  static func keywordAsName(_ word: String, _ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0103", .error, "`\(word)` is a keyword and cannot be used as a name",
      at: SourceLabel(span, "expected \(what)"))
  }

  static func keywordAsValue(_ word: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0101", .error, "expected an expression, found the keyword `\(word)`",
      at: SourceLabel(span, "expected an expression"))
  }

  static func expectedCloser(
    _ mark: String, found: String, at span: Span, opening: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0104", .error, "expected `\(mark)`, found \(found)",
      at: SourceLabel(span, "expected `\(mark)`"),
      related: [SourceLabel(opening, "opened here")])
  }

  static func colonForEqual(at span: Span, behind name: Span) -> Diagnostic {
    Diagnostic(
      "E0104", .error, "expected `=`, found `:`", at: SourceLabel(span, "expected `=`"),
      related: [SourceLabel(name, "the name of an argument")],
      helps: [Help("write `=`", edits: [TextEdit(span, replacement: "=")])])
  }

  static func missingComma(after: Span, before: Span, isCertain: Bool) -> Diagnostic {
    let gap = Span(source: after.source, start: after.end, end: after.end)
    return Diagnostic(
      "E0105", .error, "a comma is missing between two elements",
      at: SourceLabel(before, "another element starts here"),
      related: [SourceLabel(after, "a comma is missing behind this")],
      helps: [Help("write `,`", edits: isCertain ? [TextEdit(gap, replacement: ",")] : [])])
  }

  static func missingOperator(found: String, at span: Span, behind: Span) -> Diagnostic {
    Diagnostic(
      "E0106", .error, "\(found) follows a finished statement on the same line",
      at: SourceLabel(span, "not expected here"),
      related: [SourceLabel(behind, "the statement could end here")])
  }

  static func equalInCondition(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0108", .error, "`=` assigns, it does not compare",
      at: SourceLabel(span, "a condition stands here"),
      helps: [Help("compare with `==`", edits: [TextEdit(span, replacement: "==")])])
  }

  static func equalInExpression(at span: Span, wanted: String) -> Diagnostic {
    Diagnostic(
      "E0108", .error, "`=` cannot stand inside an expression",
      at: SourceLabel(span, "expected \(wanted)"), helps: [Help("compare with `==`")])
  }

  static func callWithoutParentheses(
    _ name: Identifier, argument: Span, gap: Span
  ) -> Diagnostic {
    let end = Span(source: argument.source, start: argument.end, end: argument.end)
    return Diagnostic(
      "E0109", .error, "`\(name.text)` is a function: its arguments stand in parentheses",
      at: SourceLabel(name.span.union(argument), "parentheses are missing here"),
      helps: [
        Help(
          "write `\(name.text)(...)`",
          edits: name.text == "print"
            ? [TextEdit(gap, replacement: "("), TextEdit(end, replacement: ")")] : [])
      ])
  }

  static func unexpectedIndentation(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0110", .error, "the line is indented without a reason",
      at: SourceLabel(span, "no block starts on the line above"))
  }

  static func expectedBlock(of name: String, header: Span, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0111", .error, "\(name) has no indented block",
      at: SourceLabel(span, "an indented line is expected here"),
      related: [SourceLabel(header, "the block belongs to this")],
      helps: [Help("indent what belongs to \(name), or write `pass`")])
  }

  static func strayBranch(_ word: String, at span: Span, isBehindWith: Bool) -> Diagnostic {
    let owner = word == "else" || word == "elif" ? "`if`" : "`try`"
    return Diagnostic(
      "E0112", .error, "`\(word)` belongs to no statement above it",
      at: SourceLabel(span, "no \(owner) is open at this indentation"),
      notes: isBehindWith ? ["a `with` has no `\(word)`"] : [],
      helps: isBehindWith && (word == "else" || word == "elif")
        ? [
          Help(
            "behind `with dsl.If(...):`, write `with dsl."
              + (word == "else" ? "Else():`" : "Elif(...):`"))
        ] : [])
  }

  static func elseIf(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0113", .error, "`else if` is written `elif`", at: SourceLabel(span, "two words stand here"),
      helps: [Help("write `elif`", edits: [TextEdit(span, replacement: "elif")])])
  }

  static func tryWithoutHandler(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0114", .error, "`try` has neither `except` nor `finally`",
      at: SourceLabel(span, "nothing handles what this raises"))
  }

  static func mixedExcept(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0115", .error, "one `try` has both `except` and `except*`",
      at: SourceLabel(span, "the other form stands above"))
  }

  static func exceptStarWithoutType(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0115", .error, "`except*` names no exception type",
      at: SourceLabel(span, "a type is expected behind this"))
  }

  static func manyExceptTypes(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0116", .error, "several exception types stand in parentheses",
      at: SourceLabel(span, "parentheses are missing around these"),
      helps: [Help("write `except (A, B):`")])
  }

  static func decoratorWithoutDefinition(at span: Span, found: String) -> Diagnostic {
    Diagnostic(
      "E0117", .error, "a decorator stands before `def` or `class`, not before \(found)",
      at: SourceLabel(span, "this decorates nothing"))
  }

  static func importFromOrder(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0118", .error, "`from` stands before `import`",
      at: SourceLabel(span, "the order is the other way round"),
      helps: [Help("write `from module import name`")])
  }

  static func trailingImportComma(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0119", .error, "a comma at the end of an import needs parentheses around the names",
      at: SourceLabel(span, "no name follows"),
      helps: [Help("remove the comma", edits: [TextEdit(span, replacement: "")])])
  }

  static func walrusStatement(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0120", .error, "`:=` stands inside expressions only",
      at: SourceLabel(span, "a statement assigns with `=`"),
      helps: [Help("write `=`", edits: [TextEdit(span, replacement: "=")])])
  }
}
