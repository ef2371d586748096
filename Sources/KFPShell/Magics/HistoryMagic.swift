/// `%history [N|WORD]`.
struct HistoryMagic: Magic {
  let name = "history"
  let usage = "%history [N|WORD]"
  let summary = "list what was typed: the last N entries, or those with WORD in them"
  let discussion = """
    The history goes back to earlier sessions, and has commands and refused cells, too. The arrow keys
    walk through it, Ctrl-R searches it. Several sessions can write to it at a time.
    """

  func run(_ words: String, in prompt: Prompt) async {
    let entries = prompt.typed
    let meant: ArraySlice<String>
    if let count = words.isEmpty ? 20 : Int(words) {
      meant = entries.suffix(max(0, count))
    } else {
      meant = entries.filter { $0.contains(words) }.suffix(100)
    }
    if meant.isEmpty {
      prompt.say(words.isEmpty ? "nothing was typed yet" : "nothing with `\(words)` was typed")
    }
    for entry in meant {
      let lines = printableLines(entry).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() { prompt.say((index == 0 ? "> " : "  ") + line) }
    }
  }
}
