import KFPSession

/// `%delete N`.
struct DeleteMagic: Magic {
  let name = "delete"
  let usage = "%delete N"
  let summary = "remove cell N; nothing happens if others need it"
  let discussion = "%undo brings it back."
  let takes = MagicWords.cell

  func run(_ words: String, in prompt: Prompt) async {
    guard let cell = prompt.cell(words, of: self) else { return }
    if await prompt.apply(.delete(number: cell.number)) {
      prompt.say("removed In [\(cell.number)]")
    }
  }
}
