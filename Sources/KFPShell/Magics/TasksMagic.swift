import KFPRecord
import KFPReport
import KFPSession

/// `%tasks`.
struct TasksMagic: Magic {
  let name = "tasks"
  let usage = "%tasks"
  let summary = "list the tasks of the session and what they left"
  let discussion = "%show TASK tells more about one, %logs TASK what it printed."

  func run(_ words: String, in prompt: Prompt) async {
    guard let record = prompt.results.record else {
      prompt.complain("nothing has run yet")
      return
    }
    let text = ShownText(ink: prompt.ink, number: prompt.session.nextNumber)
    let superseded = prompt.session.supersededTasks
    for task in record.leaves {
      var lines = text.taskLines(task)
      if let old = superseded.first(where: { $0.task == task.path.name }), !lines.isEmpty {
        lines[0] += prompt.ink.odd(" (uses `\(old.component)` of In [\(old.usedDefinition)])")
      }
      for line in lines { prompt.say(line) }
    }
  }
}
