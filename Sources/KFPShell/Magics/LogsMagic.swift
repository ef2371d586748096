import KFPRecord
import KFPSession

/// `%logs TASK`.
struct LogsMagic: Magic {
  let name = "logs"
  let usage = "%logs TASK"
  let summary = "show what a task printed"
  let discussion = "TASK is a name as %tasks lists it."
  let takes = MagicWords.task

  func run(_ words: String, in prompt: Prompt) async {
    guard let task = prompt.task(words) else { return }
    let text = prompt.results.log(of: task)
    prompt.say(
      text.isEmpty ? "`\(task.path)` printed nothing in this session" : printableLines(text))
  }
}
