import KFPSession

/// `%backend [NAME]`.
struct BackendMagic: Magic {
  let name = "backend"
  let usage = "%backend [NAME]"
  let summary = "say or choose what runs the tasks"
  let discussion = """
    subprocess runs Python components as processes of this computer, podman and docker run containers,
    auto takes what fits the pipeline and is there. Results that another one left are not used.
    """
  let takes = MagicWords.backend

  func run(_ words: String, in prompt: Prompt) async {
    let names = prompt.services.backendNames
    if !words.isEmpty {
      guard names.contains(words), let make = prompt.services.makeLauncher(words) else {
        prompt.complain(
          "there is no backend `\(words)`; there is \(names.joined(separator: ", "))")
        return
      }
      await prompt.results.changeLauncher(to: make)
      prompt.backend = words
      prompt.keep(.backend(words))
    }
    prompt.say("tasks run with \(prompt.backend)")
  }
}
