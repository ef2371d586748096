import KFPReport
import KFPSession

/// `%graph [PIPELINE]`.
struct GraphMagic: Magic {
  let name = "graph"
  let usage = "%graph [PIPELINE]"
  let summary = "draw the session's pipeline, or a named one"
  let discussion = "Each task stands with what it takes and after what it runs."
  let takes = MagicWords.pipeline

  func run(_ words: String, in prompt: Prompt) async {
    guard let chosen = prompt.pipeline(named: words.isEmpty ? nil : words) else { return }
    prompt.say(graphText(of: chosen.document, ink: prompt.ink))
  }
}
