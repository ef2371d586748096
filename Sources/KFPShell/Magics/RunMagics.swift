import KFPRecord
import KFPReport
import KFPSession

/// `%run`.
struct RunMagic: Magic {
  let name = "run"
  let usage = "%run"
  let summary = "run the session's tasks; those with a result are not run again"

  func run(_ words: String, in prompt: Prompt) async {
    prompt.results.retry()
    await prompt.runSession()
    guard let record = prompt.results.record else {
      prompt.complain("the session has no task at top level")
      return
    }
    prompt.say("\(record.leaves.count) tasks: \(record.state.rawValue)")
  }
}

/// `%tasks`.
struct TasksMagic: Magic {
  let name = "tasks"
  let usage = "%tasks"
  let summary = "list the tasks of the session and what they left"

  func run(_ words: String, in prompt: Prompt) async {
    guard let record = prompt.results.record else {
      prompt.complain("nothing has run yet")
      return
    }
    let text = ShownText(ink: prompt.ink, number: prompt.session.nextNumber)
    for task in record.leaves {
      for line in text.taskLines(task) { prompt.say(line) }
    }
  }
}

/// `%logs TASK`.
struct LogsMagic: Magic {
  let name = "logs"
  let usage = "%logs TASK"
  let summary = "show what a task printed"

  func run(_ words: String, in prompt: Prompt) async {
    guard let record = prompt.results.record,
      let task = record.leaves.last(where: { $0.path.text == words || $0.path.name == words })
    else {
      prompt.complain("there is no task `\(words)`; %tasks lists them")
      return
    }
    prompt.say(printableLines(prompt.results.log(of: task)))
  }
}
