/// The stages of a run, such as the cells of a notebook: the tasks of the pipeline itself start only
/// when those of all earlier stages have ended, and not at all when one of those failed.
struct Stages: Sendable {
  /// The stage of each task, by its number in the plan.
  private var numbers: [Int] = []
  /// How many tasks of each stage have not ended.
  private var open: [Int] = []
  /// The stage whose tasks may start.
  private var current = 0
  /// The first stage in which something failed.
  private var failed = Int.max

  /// Takes the stages of tasks by name. A task waits for what it takes, so it cannot be of an earlier
  /// stage than that; one that is not named belongs to the stage of what it takes.
  init(_ stages: [String: Int], plan: Plan) {
    guard !stages.isEmpty, plan.problem == nil else { return }
    numbers = plan.tasks.map { max(0, stages[$0.name] ?? 0) }
    var pending = Array(numbers.indices)
    while let number = pending.popLast() {
      for dependent in plan.dependents[number] where numbers[dependent] < numbers[number] {
        numbers[dependent] = numbers[number]
        pending.append(dependent)
      }
    }
    open = Array(repeating: 0, count: (numbers.max() ?? 0) + 1)
    for stage in numbers { open[stage] += 1 }
    advance()
  }

  init() {}

  /// Whether a task has to wait for its stage.
  func holds(_ number: Int) -> Bool {
    numbers.indices.contains(number) && numbers[number] > current
  }

  /// Whether a task is not to run, since something failed in an earlier stage.
  func forbids(_ number: Int) -> Bool {
    numbers.indices.contains(number) && numbers[number] > failed
  }

  /// Takes the end of a task; gives the tasks whose stage begins with it.
  mutating func end(_ number: Int, hasFailed: Bool) -> [Int] {
    guard numbers.indices.contains(number) else { return [] }
    let stage = numbers[number]
    open[stage] -= 1
    if hasFailed { failed = min(failed, stage) }
    let before = current
    advance()
    guard current > before else { return [] }
    return numbers.indices.filter { numbers[$0] > before && numbers[$0] <= current }
  }

  private mutating func advance() {
    while current + 1 < open.count, open[current] == 0 { current += 1 }
  }
}
