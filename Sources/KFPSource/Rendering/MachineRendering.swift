/// One complaint as an object of the JSON Lines style.
///
/// A place is `{"file", "line", "column", "endLine", "endColumn", "startByte", "endByte"}`; lines
/// and columns start at 1, columns count Unicode scalars, ends are exclusive, bytes start at 0.
/// `primary` and `related` are places with a `text`; an edit is a place with its `replacement`.
func jsonObject(_ diagnostic: Diagnostic, sources: SourceMap) -> MachineText {
  var members: [(String, MachineText)] = [
    ("code", .text(diagnostic.code.description)),
    ("severity", .text(diagnostic.severity.rawValue)),
    ("message", .text(diagnostic.message)),
  ]
  if let primary = diagnostic.primary {
    members.append(("primary", labelObject(primary, sources)))
  }
  members.append(("related", .array(diagnostic.related.map { labelObject($0, sources) })))
  members.append(("notes", .array(diagnostic.notes.map(MachineText.text))))
  let helps = diagnostic.helps.map { help in
    MachineText.object([
      ("text", .text(help.text)),
      (
        "edits",
        .array(
          help.edits.map { edit in
            .object(place(edit.span, sources) + [("replacement", .text(edit.replacement))])
          })
      ),
    ])
  }
  members.append(("helps", .array(helps)))
  return .object(members)
}

private func labelObject(_ label: SourceLabel, _ sources: SourceMap) -> MachineText {
  .object(place(label.span, sources) + [("text", .text(label.text))])
}

private func place(_ span: Span, _ sources: SourceMap) -> [(String, MachineText)] {
  guard let source = sources[span.source] else { return [] }
  let start = source.position(at: span.start)
  let end = source.position(at: span.end)
  return [
    ("file", .text(source.name)),
    ("line", .number(start.line)), ("column", .number(start.column)),
    ("endLine", .number(end.line)), ("endColumn", .number(end.column)),
    ("startByte", .number(Int(span.start))), ("endByte", .number(Int(span.end))),
  ]
}

/// All complaints as one SARIF document, which code hosts and editors read.
func sarifDocument(_ diagnostics: [Diagnostic], sources: SourceMap) -> MachineText {
  let codes = Set(diagnostics.map(\.code)).sorted()
  let rules = codes.map { code in
    MachineText.object([
      ("id", .text(code.description)),
      ("help", .object([("text", .text("kfps explain \(code) says more"))])),
    ])
  }
  let results = diagnostics.map { diagnostic in
    sarifResult(diagnostic, rule: codes.firstIndex(of: diagnostic.code) ?? 0, sources: sources)
  }
  let driver = MachineText.object([("name", .text("kfps")), ("rules", .array(rules))])
  let run = MachineText.object([
    ("tool", .object([("driver", driver)])),
    ("columnKind", .text("unicodeCodePoints")),
    ("results", .array(results)),
  ])
  return .object([
    ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")),
    ("version", .text("2.1.0")),
    ("runs", .array([run])),
  ])
}

private func sarifResult(
  _ diagnostic: Diagnostic, rule: Int, sources: SourceMap
) -> MachineText {
  let remarks =
    diagnostic.notes.map { "note: \($0)" } + diagnostic.helps.map { "help: \($0.text)" }
  let message = ([diagnostic.message] + remarks).joined(separator: "\n")
  var members: [(String, MachineText)] = [
    ("ruleId", .text(diagnostic.code.description)),
    ("ruleIndex", .number(rule)),
    ("level", .text(diagnostic.severity.rawValue)),
    ("message", .object([("text", .text(message))])),
  ]
  if let primary = diagnostic.primary {
    members.append(("locations", .array([sarifLocation(primary, sources)])))
  }
  if !diagnostic.related.isEmpty {
    let related = diagnostic.related.map { sarifLocation($0, sources) }
    members.append(("relatedLocations", .array(related)))
  }
  let fixes = diagnostic.helps.filter { !$0.edits.isEmpty }.map { sarifFix($0, sources) }
  if !fixes.isEmpty { members.append(("fixes", .array(fixes))) }
  return .object(members)
}

private func sarifLocation(_ label: SourceLabel, _ sources: SourceMap) -> MachineText {
  var members: [(String, MachineText)] = [
    (
      "physicalLocation",
      .object([
        ("artifactLocation", sarifFile(label.span, sources)),
        ("region", sarifRegion(label.span, sources)),
      ])
    )
  ]
  if !label.text.isEmpty { members.append(("message", .object([("text", .text(label.text))]))) }
  return .object(members)
}

private func sarifFix(_ help: Help, _ sources: SourceMap) -> MachineText {
  let changes = help.edits.map { edit in
    MachineText.object([
      ("artifactLocation", sarifFile(edit.span, sources)),
      (
        "replacements",
        .array([
          .object([
            ("deletedRegion", sarifRegion(edit.span, sources)),
            ("insertedContent", .object([("text", .text(edit.replacement))])),
          ])
        ])
      ),
    ])
  }
  return .object([
    ("description", .object([("text", .text(help.text))])),
    ("artifactChanges", .array(changes)),
  ])
}

private func sarifFile(_ span: Span, _ sources: SourceMap) -> MachineText {
  .object([("uri", .text(relativeReference(to: sources[span.source]?.name ?? "")))])
}

private func sarifRegion(_ span: Span, _ sources: SourceMap) -> MachineText {
  let members = place(span, sources).filter { member in
    ["endColumn", "endLine"].contains(member.0)
  }
  guard let source = sources[span.source] else { return .object([]) }
  let start = source.position(at: span.start)
  return .object(
    [("startLine", .number(start.line)), ("startColumn", .number(start.column))] + members)
}

/// A path as a relative reference of RFC 3986: bytes that have a meaning there are percent-encoded.
private func relativeReference(to path: String) -> String {
  var reference = ""
  for byte in path.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      reference.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      reference += "%" + (byte < 16 ? "0" : "") + digits
    }
  }
  return reference
}
