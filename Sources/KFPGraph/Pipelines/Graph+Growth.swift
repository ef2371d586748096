public import KFPSource
import KFPTypes

extension Graph {
  /// What is needed to number and nest what comes next.
  struct Growth: Sendable {
    /// The groups that were entered and not left, outermost first.
    var openGroups = [0]
    /// The number that the next group gets.
    var nextNumber = 1
    /// The names of the tasks so far.
    var taskNames = UniqueNames()
    /// How many `OneOf`s each set of branches has, by the index of the group that holds it.
    var oneOfCounts: [Int: Int] = [:]

    /// Takes the next number of a group.
    mutating func takeNumber() -> Int {
      defer { nextNumber += 1 }
      return nextNumber
    }
  }

  /// Adds a call of a component in the group that was entered last.
  public mutating func addTask(
    of component: Component, label: String? = nil, arguments: [BoundArgument], at span: Span
  ) -> TaskID {
    let base = ComponentName.sanitized(component.name)
    let task = Task(
      name: growth.taskNames.take(base.isEmpty ? "task" : base), label: label ?? component.name,
      component: component,
      arguments: arguments, parent: GroupID(pipeline: id, index: growth.openGroups.last ?? 0),
      span: span)
    tasks.append(task)
    return TaskID(pipeline: id, index: tasks.count - 1)
  }

  /// Remembers how the script calls a task.
  public mutating func name(_ task: TaskID, _ variable: String) {
    guard task.pipeline == id, tasks.indices.contains(task.index) else { return }
    tasks[task.index].variable = variable
  }

  /// Sets something on a task.
  public mutating func configure(_ task: TaskID, _ setting: TaskSetting, at span: Span) {
    guard task.pipeline == id, tasks.indices.contains(task.index) else { return }
    tasks[task.index].settings.append((setting, span))
  }

  /// Constructs a group without entering it, as `ParallelFor(...)` before `with` does.
  public mutating func makeGroup(_ kind: Group.Kind, displayName: String?, at span: Span) -> GroupID
  {
    var group = Group(kind: kind, number: 0, displayName: displayName, parent: nil, span: span)
    switch kind {
    case .loop(.constants, _):
      group.itemNumber = growth.takeNumber()
    case .exitHandler(let task):
      if task.pipeline == id, tasks.indices.contains(task.index) {
        tasks[task.index].isExitTask = true
      }
    case .elif, .else:
      group.predecessor = continuedCondition
    case .pipeline, .if, .branches, .loop(.channel, _):
      break
    }
    groups.append(group)
    return GroupID(pipeline: id, index: groups.count - 1)
  }

  /// Enters a group (`__enter__`).
  public mutating func enter(_ group: GroupID, at span: Span) {
    guard group.pipeline == id, groups.indices.contains(group.index), group.index > 0 else {
      return
    }
    groups[group.index].entries += 1
    if groups[group.index].entries == 1 { attach(group.index) }
    growth.openGroups.append(group.index)
  }

  /// Leaves a group (`__exit__`).
  public mutating func leave(_ group: GroupID) {
    guard let depth = growth.openGroups.lastIndex(of: group.index), depth > 0 else { return }
    growth.openGroups.removeSubrange(depth...)
  }

  /// Makes the channel that stands for whichever of these channels' branches ran.
  ///
  /// The set of branches is the one that holds the task of the first channel; where there is none,
  /// it is the pipeline itself, which `checkTopology` reports.
  public mutating func makeOneOf(_ channels: [Channel]) -> Channel {
    let branches = channels.first.flatMap { setOfBranches(around: $0) } ?? 0
    growth.oneOfCounts[branches, default: 0] += 1
    return Channel(
      origin: .oneOf(
        branches: GroupID(pipeline: id, index: branches),
        number: growth.oneOfCounts[branches, default: 1], channels),
      type: channels.first?.type ?? .parameter(.string))
  }

  /// The condition that an `Elif` or `Else` constructed now continues.
  private var continuedCondition: GroupID? {
    guard let open = growth.openGroups.last, var last = groups[open].children.last else {
      return nil
    }
    if case .branches = groups[last].kind {
      guard let branch = groups[last].children.last else { return nil }
      last = branch
    }
    switch groups[last].kind {
    case .if, .elif: return GroupID(pipeline: id, index: last)
    case .pipeline, .else, .branches, .loop, .exitHandler: return nil
    }
  }

  /// Gives a group its place and its number.
  private mutating func attach(_ group: Int) {
    var parent = growth.openGroups.last ?? 0
    if let predecessor = groups[group].predecessor {
      parent = branches(holding: predecessor.index) ?? parent
    }
    groups[group].number = growth.takeNumber()
    groups[group].parent = GroupID(pipeline: id, index: parent)
    groups[parent].children.append(group)
  }

  /// The set of branches that a condition is in; where there is none, it is made around it. The set
  /// then takes the number of the condition, as if it had been entered first.
  private mutating func branches(holding condition: Int) -> Int? {
    guard let parent = groups[condition].parent?.index else { return nil }
    if case .branches = groups[parent].kind { return parent }
    guard let place = groups[parent].children.lastIndex(of: condition) else { return nil }
    var set = Group(
      kind: .branches, number: groups[condition].number, displayName: nil,
      parent: groups[condition].parent, span: groups[condition].span)
    set.entries = 1
    set.children = [condition]
    groups[condition].number = growth.takeNumber()
    groups.append(set)
    let index = groups.count - 1
    groups[condition].parent = GroupID(pipeline: id, index: index)
    groups[parent].children[place] = index
    return index
  }

  /// The set of branches that holds the task of a channel.
  private func setOfBranches(around channel: Channel) -> Int? {
    guard case .output(let task, _) = channel.origin, task.pipeline == id,
      tasks.indices.contains(task.index)
    else { return nil }
    var group: Int? = tasks[task.index].parent.index
    while let current = group {
      let parent = groups[current].parent?.index
      if let parent, case .branches = groups[parent].kind { return parent }
      group = parent
    }
    return nil
  }
}
