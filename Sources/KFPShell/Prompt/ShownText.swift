import KFPRecord
package import KFPReport
package import KFPSession
import KFPTypes
import OrderedCollections

/// What a cell shows, as lines of the terminal.
package struct ShownText {
  let ink: Ink
  /// The number of the cell's prompt, for `Out[3]:`, or nil where results stand under their cell.
  let number: Int?

  /// Creates a way of showing.
  package init(ink: Ink, number: Int?) {
    self.ink = ink
    self.number = number
  }

  /// The lines of one thing.
  package func lines(of shown: Shown) -> [String] {
    switch shown.reason {
    case .printed:
      return [shown.pieces.map(plain).joined()]
    case .asserted:
      guard let line = shown.pieces.first.flatMap(brokenAssertion) else { return [] }
      guard case .text(let message)? = shown.pieces.dropFirst().first else { return [line] }
      return ["\(line): \(printableLines(message))"]
    case .result:
      let mark = number.map { ink.odd("Out[\($0)]: ") } ?? ""
      // Several pieces are a text, or a list, with values of tasks in it.
      var lines =
        shown.pieces.count > 1
        ? shown.pieces.map { described($0).joined(separator: "\n") }.joined()
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        : shown.pieces.flatMap(described)
      if let first = lines.first { lines[0] = mark + first }
      return lines
    }
  }

  /// A value inside printed text: strings without quotes, as Python prints them.
  private func plain(_ piece: Shown.Piece) -> String {
    if case .value(.string(let text)) = piece { return printableLines(text) }
    return described(piece).joined(separator: "\n")
  }

  private func brokenAssertion(_ piece: Shown.Piece) -> String? {
    switch piece {
    case .value(.bool(true)): return nil
    case .value(let value): return ink.bad("assertion failed: ") + printable(shortText(of: value))
    case .text(let text): return text.isEmpty ? nil : ink.bad("assertion failed: ") + text
    default: return described(piece).first
    }
  }

  private func described(_ piece: Shown.Piece) -> [String] {
    switch piece {
    case .text(let text): return [printableLines(text)]
    case .value(let value): return [printable(shortText(of: value, limit: 2000))]
    case .artifacts(let artifacts): return artifactLines(artifacts)
    case .task(let task, let signature): return taskLines(task, signature: signature)
    case .many(let pieces): return pieces.flatMap(described)
    case .missing(let reason): return [ink.faint(printable(reason))]
    case .component(let signature): return ["component \(printable(signature))"]
    case .pipeline(let name, let document):
      guard let document else { return ["pipeline \(printable(name))"] }
      let lines = graphText(of: document, ink: ink).split(separator: "\n").map(String.init)
      return lines.enumerated().map { $0 == 0 ? "pipeline " + $1 : $1 }
    }
  }

  func taskLines(_ task: TaskRecord, signature: String = "") -> [String] {
    let state = task.state == .succeeded ? ink.good("succeeded") : ink.bad(task.state.rawValue)
    var took = ""
    if let finished = task.finished, task.source == .ran {
      took = ink.faint(" in \(durationText(max(0, finished - task.worked)))")
    }
    let type = signature.isEmpty ? "" : ink.faint(" of ") + printable(signature) + ":"
    var lines = ["task \(ink.name(printable(task.path.text)))\(type) \(state)\(took)"]
    if let failure = task.failure {
      lines += printableLines(failure.message).split(separator: "\n").map { "  \($0)" }
    }
    for (name, value) in task.outputs.parameters {
      lines.append("  \(printable(name)) = \(printable(shortText(of: value, limit: 400)))")
    }
    for (name, artifacts) in task.outputs.artifacts {
      let described = artifactLines(artifacts)
      lines.append("  \(printable(name)) = \(described.first ?? "")")
      lines += described.dropFirst().map { "    " + $0 }
    }
    return lines
  }

  private func artifactLines(_ artifacts: [RuntimeArtifact]) -> [String] {
    artifacts.flatMap { artifact -> [String] in
      var lines = [printable("\(artifact.schema.title) at \(artifact.uri)")]
      lines += metadataLines(of: artifact).map { "  " + $0 }
      return lines
    }
  }
}
