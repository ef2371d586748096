import KFPSession

/// `%redo [N]`.
struct RedoMagic: Magic {
  let name = "redo"
  let usage = "%redo [N]"
  let summary = "do again what %undo took back, or the last N"
  let discussion = "A new cell or another change ends what can be done again."

  func run(_ words: String, in prompt: Prompt) async {
    guard let count = words.isEmpty ? 1 : Int(words), count > 0 else {
      prompt.complain("%redo takes the number of changes to do again")
      return
    }
    let possible = prompt.session.redoableCount
    guard count <= possible else {
      prompt.complain(
        possible == 0
          ? "there is nothing to do again"
          : "there \(possible == 1 ? "is" : "are") only \(counted(possible, "change")) to do again")
      return
    }
    await prompt.redo(count)
  }
}
