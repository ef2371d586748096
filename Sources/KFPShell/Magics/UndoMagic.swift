import KFPSession

/// `%undo [N]`.
struct UndoMagic: Magic {
  let name = "undo"
  let usage = "%undo [N]"
  let summary = "take the last change of the cells back, or the last N"
  let discussion = """
    A change is a new cell, an edit, a deletion, a move or a reset. Results are kept, so that %redo
    runs nothing again. What tasks did to the world is not undone.
    """

  func run(_ words: String, in prompt: Prompt) async {
    guard let count = words.isEmpty ? 1 : Int(words), count > 0 else {
      prompt.complain("%undo takes the number of changes to take back")
      return
    }
    let possible = prompt.session.undoableCount
    guard count <= possible else {
      prompt.complain(
        possible == 0
          ? "there is no cell to take back"
          : "there \(possible == 1 ? "is" : "are") only \(counted(possible, "change")) to take back"
      )
      return
    }
    await prompt.undo(count)
  }
}
