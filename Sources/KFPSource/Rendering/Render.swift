/// The ways in which complaints can be written.
public enum DiagnosticStyle: Hashable, Sendable {
  /// With the source around each place. A line that would be wider than `width` is trimmed around what
  /// is marked; a `width` of 0 trims only lines that nobody wrote by hand.
  case human(colour: Bool, width: Int)
  /// One line each: `file:line:column: error[E0302]: message`.
  case short
  /// JSON Lines: one object a line with `code`, `severity`, `message`, `primary`, `related`,
  /// `notes` and `helps`.
  case json
  /// One document in the Static Analysis Results Interchange Format, version 2.1.0.
  case sarif
}

/// Writes complaints in one of the styles; a text that is not empty ends with a line feed.
///
/// The order is the given one. Control characters of the source are drawn as pictures, so that a
/// source cannot move the cursor of the terminal that shows a complaint about it.
public func render(
  _ diagnostics: [Diagnostic], sources: SourceMap, style: DiagnosticStyle
) -> String {
  switch style {
  case .human(let colour, let width):
    var output = ""
    let recent = RecentLayout()
    for (index, diagnostic) in diagnostics.enumerated() {
      if index > 0 { output += "\n" }
      var drawing = HumanDrawing(
        diagnostic: diagnostic, sources: sources, colour: colour, width: width, recent: recent)
      output += drawing.draw()
    }
    return output
  case .short:
    return diagnostics.map { shortLine($0, sources: sources) + "\n" }.joined()
  case .json:
    return diagnostics.map { jsonObject($0, sources: sources).text + "\n" }.joined()
  case .sarif:
    return sarifDocument(diagnostics, sources: sources).text + "\n"
  }
}

/// How many errors and warnings there are, in words: `2 errors and 1 warning`, or nil without any.
public func tally(of diagnostics: [Diagnostic]) -> String? {
  let errors = diagnostics.count { $0.severity == .error }
  let warnings = diagnostics.count { $0.severity == .warning }
  let words = [(errors, "error"), (warnings, "warning")]
    .filter { $0.0 > 0 }
    .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
  return words.isEmpty ? nil : words.joined(separator: " and ")
}

private func shortLine(_ diagnostic: Diagnostic, sources: SourceMap) -> String {
  let headline =
    "\(diagnostic.severity.rawValue)[\(diagnostic.code)]: \(printable(diagnostic.message))"
  guard let span = diagnostic.primary?.span, let source = sources[span.source] else {
    return headline
  }
  let position = source.position(at: span.start)
  return "\(printable(source.name)):\(position.line):\(position.column): \(headline)"
}
