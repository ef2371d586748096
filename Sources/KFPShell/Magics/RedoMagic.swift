/// `%redo`.
struct RedoMagic: Magic {
  let name = "redo"
  let usage = "%redo"
  let summary = "do again what %undo took back"
  let discussion = "A new cell or another change ends what can be done again."

  func run(_ words: String, in prompt: Prompt) async {
    await prompt.redo()
  }
}
