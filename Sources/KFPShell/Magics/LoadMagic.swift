import KFPSession

/// `%load FILE`.
struct LoadMagic: Magic {
  let name = "load"
  let usage = "%load FILE"
  let summary = "add the cells of a script to the session"
  let discussion = """
    A script is divided at its `# %%` lines. It stops at the first cell that is refused; the cells
    before it are part of the session then.
    """
  let takes = MagicWords.file

  func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%load takes the name of a script, such as pipeline.kfps")
      return
    }
    guard let text = prompt.read(words) else { return }
    for cell in scriptCells(of: text) {
      guard await prompt.handle(cell) else {
        prompt.say("stopped at line \(cell.line) of \(words)")
        return
      }
    }
  }
}
