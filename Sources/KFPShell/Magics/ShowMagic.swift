import KFPRecord
import KFPReport
import KFPSession

/// `%show TASK`.
struct ShowMagic: Magic {
  let name = "show"
  let usage = "%show TASK"
  let summary = "show all that is known about a task"
  let discussion = """
    Its state, duration, inputs, outputs, attempts, and the key of its result. TASK is a name as
    %tasks lists it; a task of a loop is named with its iteration, such as for-loop-1[0]/train.
    """
  let takes = MagicWords.task

  func run(_ words: String, in prompt: Prompt) async {
    guard let task = prompt.task(words) else { return }
    for line in recordLines(of: task, ink: prompt.ink) { prompt.say(line) }
    for old in prompt.session.supersededTasks where old.task == task.path.name {
      prompt.say(prompt.ink.odd(old.sentence))
    }
  }
}
