import KFPReport

/// `%time [CELL]`.
struct TimeMagic: Magic {
  let name = "time"
  let usage = "%time [CELL]"
  let summary = "take a cell and say how long it took, or say it of the last one"
  let discussion = """
    The cell becomes part of the session as any other. The time to check it and the time that its
    tasks took are told apart.
    """
  let takesLines = true
  let takes = MagicWords.expression

  func run(_ words: String, in prompt: Prompt) async {
    if !words.isEmpty { guard await prompt.handle(words) else { return } }
    guard let time = prompt.latestTime else {
      prompt.complain("there was no cell yet")
      return
    }
    prompt.say(
      "checked in \(durationText(time.checking)), tasks took \(durationText(time.running))")
  }
}
