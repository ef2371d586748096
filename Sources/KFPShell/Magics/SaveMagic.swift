import KFPSession

/// `%save FILE`.
struct SaveMagic: Magic {
  let name = "save"
  let usage = "%save FILE"
  let summary = "write the session as a script"
  let discussion = """
    The script means what the session means: `kfps run FILE` runs it, `kfps repl FILE` starts a
    session with it. The session itself is kept all the time, too; `kfps --restore` brings it back.
    """
  let takes = MagicWords.file

  func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%save takes the name of a file, such as session.kfps")
      return
    }
    if prompt.write(prompt.session.text, to: words) { prompt.say("wrote \(words)") }
  }
}
