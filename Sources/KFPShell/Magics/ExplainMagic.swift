import KFPReport
import KFPSession

/// `%explain CODE`.
struct ExplainMagic: Magic {
  let name = "explain"
  let usage = "%explain CODE"
  let summary = "say what a code such as E0302 means"
  let discussion = "The page has a program with the mistake and one without it."

  func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%explain takes a code, such as %explain E0302")
      return
    }
    guard let page = explainedCode(words.uppercased()) else {
      prompt.complain("there is no code `\(printable(words))`")
      return
    }
    prompt.say(page)
  }
}
