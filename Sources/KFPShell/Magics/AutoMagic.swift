/// `%auto [on|off]`.
struct AutoMagic: Magic {
  let name = "auto"
  let usage = "%auto [on|off]"
  let summary = "whether the tasks of a cell run at once"
  let discussion = "With %auto off, cells are only checked, and %run runs what is new."
  let takes = MagicWords.word(["on", "off"])

  func run(_ words: String, in prompt: Prompt) async {
    switch words {
    case "on": prompt.runsCells = true
    case "off": prompt.runsCells = false
    case "": break
    default: return prompt.complain("%auto takes on or off")
    }
    prompt.say("tasks of a cell \(prompt.runsCells ? "run at once" : "wait for %run")")
  }
}
