import ArgumentParser
import Glibc
import KFPChecker
import KFPInterpreter
import KFPSession
import KFPSource

/// The work of `kfps check`.
struct CheckJob: CommandJob {
  /// Files and folders.
  var files: [String]
  /// How complaints are printed.
  var format = CheckCommand.Format.human
  /// Whether fixes that are certain are applied.
  var fixes = false
  /// Whether fixes are only shown.
  var isDryRun = false
  /// Whether to warn of what is only untidy.
  var isPedantic = false
  /// The folders in which modules are looked for.
  var modulePaths: [String] = []

  func run() throws {
    var all = SourceMap()
    var diagnostics: [Diagnostic] = []
    var cannotUse = false
    var endings: [String] = []
    var status = ExitCode.success
    for path in files.flatMap(SourceFolder.sources(under:)) {
      do {
        switch try Input.read(path) {
        case .document(let bytes, let name):
          diagnostics += documentComplaints(bytes, name: name, adding: &all)
        case .script(let given):
          let (script, compilation) = try checked(given, at: path)
          diagnostics += complaints(about: script, compilation, adding: &all)
          guard let ending = compilation.interpretation.ending, ending.status != 0 else { break }
          endings.append(description(of: ending, in: compilation.sources))
          if status == .success { status = ExitCode(ending.status) }
        }
      } catch {
        printError("error: \(error)")
        cannotUse = true
      }
    }
    let text = render(diagnostics, sources: all, style: style)
    if !text.isEmpty { print(text, terminator: text.hasSuffix("\n") ? "" : "\n") }
    for ending in endings { printError(ending) }
    if cannotUse { throw ExitStatus.usage }
    if diagnostics.contains(where: { $0.severity == .error }) {
      throw ExitStatus.failure
    }
    guard status == .success else { throw status }
  }

  private var style: DiagnosticStyle {
    switch format {
    case .human:
      .human(colour: isColourful(STDOUT_FILENO), width: terminalWidth(STDOUT_FILENO))
    case .short: .short
    case .json: .json
    case .sarif: .sarif
    }
  }

  /// Checks one script. With `--fix` it is repaired first, and what is left is checked anew: it may hold
  /// more that can be repaired.
  private func checked(_ script: Script, at path: String) throws -> (Script, Compilation) {
    var script = script
    var compilation = compiled(script)
    guard fixes else { return (script, compilation) }
    var count = 0
    for _ in 0..<8 {
      let applied = try applyFixes(of: compilation, in: script, path: path)
      guard applied > 0, !isDryRun, case .script(let repaired) = try Input.read(path) else { break }
      count += applied
      script = repaired
      compilation = compiled(script)
    }
    if count > 0 { printError("\(path): \(count) fixed") }
    return (script, compilation)
  }

  private func compiled(_ script: Script) -> Compilation {
    compile(
      script, capabilities: .ofProcess(modulePaths: modulePaths, arguments: []),
      options: CheckOptions(isPedantic: isPedantic))
  }

  /// The complaints about one script; its texts join those of the others, so that one report covers
  /// all.
  private func complaints(
    about script: Script, _ compilation: Compilation, adding all: inout SourceMap
  ) -> [Diagnostic] {
    let offset = UInt32(all.texts.count)
    for text in compilation.sources.texts { _ = all.add(name: text.name, bytes: text.bytes) }
    return compilation.complaints(about: script).map { $0.moved(by: offset) }
  }

  /// Applies what is certain, or shows it; gives how many fixes that are.
  private func applyFixes(
    of compilation: Compilation, in script: Script, path: String
  ) throws -> Int {
    guard script.isRepairable, let text = compilation.sources.texts.first else { return 0 }
    let fixed = applyEdits(compilation.bag.sorted, to: text)
    guard fixed.appliedCount > 0 else { return 0 }
    if isDryRun {
      let original = String(decoding: text.bytes, as: UTF8.self)
      let change = unifiedDiff(from: original, to: fixed.text, name: path)
      // Who reads the complaints as JSON gets nothing else on standard output.
      switch format {
      case .human, .short: print(change, terminator: "")
      case .json, .sarif: printError(change)
      }
    } else {
      try FileSystem.write(fixed.text, to: path)
    }
    return fixed.appliedCount
  }
}

extension Diagnostic {
  /// The same complaint in a map where its texts have moved by `offset` places.
  func moved(by offset: UInt32) -> Diagnostic {
    func moved(_ span: Span) -> Span {
      Span(source: SourceID(span.source.rawValue + offset), start: span.start, end: span.end)
    }
    func moved(_ label: SourceLabel) -> SourceLabel { SourceLabel(moved(label.span), label.text) }
    return Diagnostic(
      code, severity, message, at: primary.map { moved($0) }, related: related.map { moved($0) },
      notes: notes,
      helps: helps.map { help in
        Help(
          help.text, edits: help.edits.map { TextEdit(moved($0.span), replacement: $0.replacement) }
        )
      })
  }
}
