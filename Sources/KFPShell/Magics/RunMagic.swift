import KFPRecord
import KFPSession

/// `%run [PIPELINE [INPUT=VALUE ...]]`.
struct RunMagic: Magic {
  let name = "run"
  let usage = "%run [PIPELINE [INPUT=VALUE ...]]"
  let summary = "run the session's tasks that have no result, or a pipeline by itself"
  let discussion = """
    Without words it runs the session: tasks that failed or were stopped are tried again, those with a
    result are not; %rerun runs those, too. With the name of a pipeline or component of the session it
    runs that, with values for its inputs: %run train epochs=3 name=tiny. Values are written as for
    `kfps run -p`: texts as they are, everything else as JSON.
    """
  let takes = MagicWords.pipeline

  func run(_ words: String, in prompt: Prompt) async {
    guard words.isEmpty else { return await runPipeline(words, in: prompt) }
    prompt.results.retry()
    await prompt.runSession()
    guard let record = prompt.results.record else {
      prompt.complain("the session has no task at top level")
      return
    }
    prompt.say("\(counted(record.leaves.count, "task")): \(record.state.rawValue)")
  }

  private func runPipeline(_ words: String, in prompt: Prompt) async {
    let words = shellWords(words)
    guard let name = words.first, let chosen = prompt.pipeline(named: name) else { return }
    switch prompt.services.inputValues(Array(words.dropFirst()), chosen.document) {
    case .failure(let problem): prompt.complain(problem.text)
    case .success(let values): await prompt.run(chosen, arguments: values)
    }
  }
}

/// Words between blanks; quotes hold blanks together, as in a shell.
func shellWords(_ text: String) -> [String] {
  var words: [String] = []
  var word = ""
  var quote: Character?
  var isOpen = false
  for character in text {
    if let open = quote {
      if character == open { quote = nil } else { word.append(character) }
    } else if character == "'" || character == "\"" {
      quote = character
      isOpen = true
    } else if character == " " {
      if isOpen || !word.isEmpty { words.append(word) }
      (word, isOpen) = ("", false)
    } else {
      word.append(character)
    }
  }
  if isOpen || !word.isEmpty { words.append(word) }
  return words
}
