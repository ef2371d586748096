/// A lesson of the tutorial: a notebook whose cells are texts, cells to run, and exercises.
///
/// An exercise is a cell of comments, `# %% [exercise]`, that says what to do and may end with a fence
/// of code to begin with. Behind it stand, in any order, a `[hint]` (comments), a `[solution]` and a
/// `[check]`: cells of code like any other, which is why a lesson is also a script that runs as it is.
public struct Lesson: Hashable, Sendable {
  /// The name by which it is chosen.
  public let name: String
  /// Its title.
  public let title: String
  /// The notebook that it is.
  public let notebook: Notebook
  /// What happens in it, in order.
  public let steps: [Step]

  /// Something that happens in a lesson.
  public enum Step: Hashable, Sendable {
    /// A text in Markdown.
    case text(String)
    /// A cell to run.
    case run(String)
    /// A cell to write.
    case exercise(Exercise)
  }

  /// A cell to write.
  public struct Exercise: Hashable, Sendable {
    /// Its title.
    public var title: String
    /// What to do, in Markdown.
    public var task: String
    /// The code to begin with; may be empty.
    public var start: String
    /// Help, in Markdown.
    public var hint = ""
    /// Code that does it.
    public var solution = ""
    /// Code whose assertions hold when it is done.
    public var check = ""
  }

  /// Reads a lesson in percent format.
  public init(name: String, text: String) {
    self.name = name
    notebook = KFPNotebook.notebook(percent: text)
    title = notebook.title ?? name
    steps = lessonSteps(of: notebook)
  }
}

private func lessonSteps(of notebook: Notebook) -> [Lesson.Step] {
  var steps: [Lesson.Step] = []
  var open: Lesson.Exercise?
  func finish() {
    if let exercise = open { steps.append(.exercise(exercise)) }
    open = nil
  }
  for cell in notebook.cells {
    switch (cell.kind, cell.role) {
    case (.code, "exercise"):
      finish()
      open = exercise(cell)
    case (.code, "hint"): open?.hint = uncommentedText(of: cell)
    case (.code, "solution"): open?.solution = cell.text
    case (.code, "check"): open?.check = cell.text
    case (.markdown, _):
      finish()
      steps.append(.text(cell.text))
    case (.code, _):
      finish()
      steps.append(.run(cell.text))
    case (.raw, _), (.kernel, _): break
    }
  }
  finish()
  return steps
}

/// A last fence of the task is the code to begin with.
private func exercise(_ cell: NotebookCell) -> Lesson.Exercise {
  var lines = uncommentedText(of: cell).lines.map(String.init)
  var start: [String] = []
  if lines.last?.hasPrefix("```") == true,
    let open = lines.dropLast().lastIndex(where: { $0.hasPrefix("```") })
  {
    start = Array(lines[(open + 1)...].dropLast())
    lines.removeSubrange(open...)
  }
  return Lesson.Exercise(
    title: cell.title, task: lines.joined(separator: "\n"), start: start.joined(separator: "\n"))
}
