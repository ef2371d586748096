import KFPSession

/// `%cache [on|off]`.
struct CacheMagic: Magic {
  let name = "cache"
  let usage = "%cache [on|off]"
  let summary = "whether results of earlier sessions are used, and kept for later ones"
  let discussion = """
    The session always keeps its own results; %rerun runs a task again nevertheless. A task that
    switched caching off, with set_caching_options(False), neither uses nor leaves a kept result.
    """
  let takes = MagicWords.word(["on", "off"])

  func run(_ words: String, in prompt: Prompt) async {
    switch words {
    case "on": prompt.results.usesCache = true
    case "off": prompt.results.usesCache = false
    case "": break
    default: return prompt.complain("%cache takes on or off")
    }
    guard prompt.results.usesCache else {
      prompt.say("results of earlier sessions are not used, and none are kept")
      return
    }
    let (folder, count) = prompt.results.cacheSummary
    prompt.say("\(counted(count, "result")) of all sessions in \(folder)")
  }
}
