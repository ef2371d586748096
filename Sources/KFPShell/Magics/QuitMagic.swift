/// `%quit`.
struct QuitMagic: Magic {
  let name = "quit"
  let usage = "%quit"
  let summary = "leave"
  let discussion = "So do exit, quit and Ctrl-D. `kfps --restore` brings the session back."

  func run(_ words: String, in prompt: Prompt) async {
    prompt.isLeaving = true
  }
}
