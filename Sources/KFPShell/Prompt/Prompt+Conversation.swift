import KFPReport
import KFPSession
import KFPSyntax

/// Talking to a person.
extension Prompt {
  /// Reads cells from the terminal until the user leaves.
  public func converse(greeting: String) async {
    isTalking = true
    let names = CompletionSource()
    let questions = EditorQuestions(
      state: { Self.state(of: $0) },
      completions: { [services] in names.completions(before: $0, services: services) })
    guard let reader = makeReader(questions) else {
      return complain("this terminal cannot be used")
    }
    let history = services.historyFile.map { HistoryFile(path: $0) }
    history?.load(into: reader)
    typed = reader.entries
    say(greeting)
    while !isLeaving {
      names.update(with: session)
      await read(from: reader, history)
    }
    await close()
  }

  private func makeReader(_ questions: EditorQuestions) -> (any CellReader)? {
    guard TerminalKind.ofEnvironment == .capable else {
      return PlainReader(questions: questions)
    }
    return LineEditor(
      questions: questions, notices: NoticeBoard(), editorFile: services.editorFile)
  }

  private func read(from reader: any CellReader, _ history: HistoryFile?) async {
    let recalled = recalled
    self.recalled = nil
    switch reader.readCell(prompt: promptText(recalled?.number), recalled: recalled?.text) {
    case .cell(let text):
      guard text.contains(where: { !$0.isWhitespace }) else { return }
      reader.remember(text)
      history?.add(text)
      typed.append(text)
      if let recalled {
        await replace(recalled.number, with: text)
      } else {
        _ = await handle(text)
      }
    case .interrupted:
      if let recalled { say("In [\(recalled.number)] stays as it was") }
    case .end:
      say("")
      isLeaving = true
    case .terminated(let number):
      say("")
      leave(because: number)
    }
  }

  private func promptText(_ number: Int?) -> String {
    let text = "In [\(number ?? session.nextNumber)]: "
    return ink.isColourful ? "\u{1}\u{1B}[32m\u{1}\(text)\u{1}\u{1B}[0m\u{1}" : text
  }

  /// Commands of the prompt are one line; everything else is complete when the parser says so.
  private static func state(of text: String) -> InputState {
    let start = text.trimmed
    if start.isEmpty || start.hasPrefix("!") { return .complete }
    if start.hasPrefix("%") {
      // `%time` takes a cell; other commands are one line.
      guard start.hasPrefix("%time "), case let cell = start.dropFirst(6).trimmed, !cell.isEmpty
      else { return .complete }
      return completeness(of: cell + (text.hasSuffix("\n") ? "\n" : ""))
    }
    return completeness(of: text)
  }

  private static func completeness(of text: String) -> InputState {
    switch Session.completeness(of: text + "\n") {
    case .complete, .invalid: return .complete
    case .incomplete(let indent): return .incomplete(indent: indent)
    }
  }
}
