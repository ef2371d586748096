import KFPSession

/// `%reset`.
struct ResetMagic: Magic {
  let name = "reset"
  let usage = "%reset"
  let summary = "forget all cells and results"
  let discussion = """
    The files of earlier runs stay, and so does the cache of results, which %cache tells of. %undo
    brings the cells back, but not their results.
    """

  func run(_ words: String, in prompt: Prompt) async {
    let count = prompt.session.cells.count
    await prompt.apply(.clear)
    prompt.results.forget()
    prompt.say("forgot \(counted(count, "cell"))")
  }
}
