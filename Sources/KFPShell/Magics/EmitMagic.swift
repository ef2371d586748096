import KFPSession
import KFPSpec

/// `%emit [FILE]`.
struct EmitMagic: Magic {
  let name = "emit"
  let usage = "%emit [FILE]"
  let summary = "write the session as a pipeline document, or show it"
  let discussion = """
    The document is what Kubeflow Pipelines and Vertex AI Pipelines run, the same as
    `kfps compile` makes of the file that %save writes. Without FILE it is shown.
    """
  let takes = MagicWords.file

  func run(_ words: String, in prompt: Prompt) async {
    guard let chosen = prompt.pipeline(named: nil) else { return }
    let text = render(chosen.document, description: chosen.description)
    guard !words.isEmpty else {
      prompt.say(text)
      return
    }
    if prompt.write(text, to: words) { prompt.say("wrote \(words)") }
  }
}
