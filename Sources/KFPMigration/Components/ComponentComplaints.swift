import KFPSource
import KFPSpec
import KFPTypes

/// What is to say about an old component document: W0130 to W0134.
struct ComponentComplaints {
  let source: SourceText
  private(set) var diagnostics: [Diagnostic] = []
  /// The sentences that stand above the new component.
  private(set) var remarks: [String] = []

  init(source: SourceText) {
    self.source = source
  }

  mutating func reportValue(of name: String, type: LocatedJSON?, at mark: YAMLMark) {
    let what = type?.text.map { "of the type `\($0)`" } ?? "without a type"
    diagnostics.append(
      Diagnostic(
        "W0130", .note, "`\(name)` is \(what), but given by value, so it is a text now",
        at: SourceLabel(span(at: mark), "given by `inputValue`"),
        notes: [
          "what is given by value has one of the types str, int, float, bool, list and dict"
        ]))
  }

  mutating func reportFile(of name: String, type: String, at mark: YAMLMark) {
    report(
      "W0130", "`\(name)` is of the type `\(type)`, but read from a file, so it is an artifact now",
      at: mark, "read by `inputPath`",
      note: "only an artifact comes as a file; constants cannot be given to it")
  }

  mutating func reportLostDefault(of name: String, _ value: LocatedJSON) {
    report(
      "W0131", "the default of `\(name)` is lost, because an artifact has none", at: value.mark,
      "dropped")
  }

  mutating func reportName(_ name: String, _ what: String, now new: String, at mark: YAMLMark) {
    report(
      "W0132", "the \(what) `\(name)` is called `\(new)` now", at: mark, "cannot be a name here",
      note: "inputs and outputs are parameters of one function")
  }

  mutating func reportEnvironment(of document: LocatedJSON) {
    let variables = document["implementation"]?["container"]?["env"]
    for member in variables?.members ?? [] {
      let value = PythonText.literal(member.value.text ?? "")
      report(
        "W0133", "a component has no environment: `\(member.key)` is set on its tasks",
        at: member.keyMark, "not part of the component any more",
        note: "write `task.set_env_variable("
          + "name=\(PythonText.literal(member.key)), value=\(value))`")
    }
  }

  /// Programs that write to places of their own choice: now they are told where to write.
  mutating func reportFileOutputs(of document: LocatedJSON) {
    let files = document["implementation"]?["container"]?["fileOutputs"]
    for member in files?.members ?? [] {
      let path = member.value.text ?? ""
      report(
        "W0134",
        "the output `\(member.key)` is expected at a place that the program gets as an argument, "
          + "no more at `\(path)`", at: member.keyMark, "not looked for any more",
        note: "give the program the output's path, or copy the file there")
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, at mark: YAMLMark, _ label: String,
    note: String? = nil
  ) {
    remarks.append(message + (code == "W0133" ? "; \(note ?? "")" : ""))
    diagnostics.append(
      Diagnostic(
        code, .warning, message, at: SourceLabel(span(at: mark), label),
        notes: note.map { [$0] } ?? []))
  }

  /// The word at a mark.
  private func span(at mark: YAMLMark) -> Span {
    let line = min(max(mark.line, 1), source.lineStarts.count)
    let text = source.lineText(line)
    let before = text.unicodeScalars.prefix(max(0, mark.column - 1))
    let start = source.lineStarts[line - 1] + UInt32(String(before).utf8.count)
    var end = start
    let stops: [UInt8] = [0x0A, 0x0D, 0x2C, 0x7D, 0x3A, 0x20]
    while Int(end) < source.bytes.count, !stops.contains(source.bytes[Int(end)]) { end += 1 }
    return Span(source: source.id, start: start, end: max(end, start + 1))
  }
}
