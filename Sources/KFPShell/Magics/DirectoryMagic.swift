import KFPReport
import KFPSession

/// `%cd [FOLDER]`.
struct DirectoryMagic: Magic {
  let name = "cd"
  let usage = "%cd [FOLDER]"
  let summary = "say or change the folder in which files are found"
  let discussion = """
    Files that cells read are looked for there from then on, so the cells are checked again; if one
    does not hold any more, the folder stays. Runs are kept where the session began.
    """
  let takes = MagicWords.file

  func run(_ words: String, in prompt: Prompt) async {
    if !words.isEmpty { guard await prompt.changeFolder(to: words) else { return } }
    prompt.say(printable(prompt.session.workingFolder))
  }
}
