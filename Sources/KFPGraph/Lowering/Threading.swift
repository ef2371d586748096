import KFPSpec
import KFPTypes
import OrderedCollections

/// What passes through the borders of groups, and who waits for whom.
///
/// A task in a group sees only what its group passes on. So every value that a task uses is handed
/// down from group to group, from the level of its producer to the task: each group on the way gets
/// an input. Values that conditions compare count as used by every task below the condition, as in
/// the official compiler. Outputs go the other way: `Collected` and `OneOf` make the groups around
/// the producer hand its output up.
struct Threading {
  let wiring: Wiring
  /// The inputs of each group, by full name, in the order in which they were found.
  private(set) var inputs: [OrderedDictionary<String, Wire>]
  /// The outputs of each group, by name.
  private(set) var outputs: [OrderedDictionary<String, SurfacedOutput>]
  /// The siblings that each task and each group waits for, none twice.
  private(set) var dependencies: NodeTable<[Node]>
  /// The operands of the conditions around the tasks of each group, each once, with the innermost
  /// condition that compares it.
  private var inheritedOperands: [[(channel: Channel, condition: Int)]]

  /// An output that a group hands up.
  struct SurfacedOutput {
    let type: ChannelType
    /// Whether it is the output of whichever branch ran.
    let isOneOf: Bool
    let sources: [DAGSpec.OutputSelector]
  }

  private var outline: Outline { wiring.outline }

  init(_ wiring: Wiring) {
    self.wiring = wiring
    let graph = wiring.outline.graph
    inputs = Array(repeating: [:], count: graph.groups.count)
    outputs = Array(repeating: [:], count: graph.groups.count)
    dependencies = NodeTable(of: graph, repeating: [])
    inheritedOperands = Array(repeating: [], count: graph.groups.count)
    for group in outline.groups {
      inheritedOperands[group] = operandsInherited(by: group)
    }
    for index in graph.tasks.indices { threadTask(index) }
    for group in outline.groups { threadGroup(group) }
    for output in graph.returnedOutputs { surface(output.channel, for: nil) }
    dependencies.updateAll { $0.removeDuplicates() }
  }

  // MARK: Tasks and groups

  private mutating func threadTask(_ index: Int) {
    let task = outline.graph.tasks[index]
    let node = Node.task(index)
    let around = outline.groupsAround(node)
    for use in outline.uses[index] {
      guard let wire = wiring.wire(for: use.channel, usedBy: node) else { continue }
      surface(use.channel, for: node)
      thread(wire, through: around)
      if use.role != .setting { depend(node, on: wire) }
    }
    for (channel, condition) in inheritedOperands[around.last ?? 0] {
      guard let wire = wiring.wire(for: channel, usedBy: node) else { continue }
      surface(channel, for: node)
      thread(wire, through: reach(of: wire, comparedBy: condition, in: around))
      depend(node, on: wire)
    }
    for (setting, _) in task.settings {
      switch setting {
      case .afterTask(let other) where outline.owns(other):
        depend(node, on: .task(other.index))
      case .afterGroup(let group) where outline.owns(group):
        depend(node, on: .group(group.index))
      default: break
      }
    }
  }

  /// What a group needs for itself: the list of a loop, and the fields of constant items that its
  /// condition compares. Both stop at the group, so that no task inside is said to use them.
  private mutating func threadGroup(_ group: Int) {
    let around = outline.paths[group].dropLast()
    if let items = wiring.loopWires[group],
      case .loop(.channel(let channel), _) = outline.graph.groups[group].kind
    {
      surface(channel, for: .group(group))
      thread(items, through: Array(around))
      // The official compiler forgets this where no task uses the item.
      depend(.group(group), on: items)
    }
    for channel in outline.operands(of: group) where isFieldOfConstants(channel) {
      guard let wire = wiring.wire(for: channel, usedBy: .group(group)) else { continue }
      thread(wire, through: Array(around))
    }
  }

  private func operandsInherited(by group: Int) -> [(channel: Channel, condition: Int)] {
    let path = outline.paths[group]
    guard path.count > 1 else { return [] }
    var operands = inheritedOperands[path[path.count - 2]]
    for channel in outline.operands(of: group) where !isFieldOfConstants(channel) {
      // The condition further in reaches at least as far as those around it.
      if let place = operands.firstIndex(where: { $0.channel == channel }) {
        operands[place].condition = group
      } else {
        operands.append((channel, group))
      }
    }
    return operands
  }

  /// The groups that get an input for a value which a condition compares.
  ///
  /// Groups below the condition do not need it; they get it because the official compiler says so.
  /// It takes the value for the list of a loop, and stops there, where the name of the loop's item
  /// merely contains the name of the value. That does no harm below the condition, and is done here
  /// for the same document.
  private func reach(of wire: Wire, comparedBy condition: Int, in path: [Int]) -> [Int] {
    guard let depth = path.firstIndex(of: condition) else { return path }
    switch wire.source {
    case .input, .output: break
    case .item, .field: return path
    }
    let name = wiring.fullName(of: wire)
    for (index, group) in path.enumerated() {
      guard let item = wiring.itemNames[group], isEntered(group, after: wire),
        contains(item, name)
      else { continue }
      return Array(path[...max(index, depth)])
    }
    return path
  }

  /// Whether a group is below the level of a wire's producer.
  private func isEntered(_ group: Int, after wire: Wire) -> Bool {
    guard case .output(let producer, _) = wire.source else { return true }
    return !outline.isAround(group, outline.parent(of: producer))
  }

  private func contains(_ text: String, _ part: String) -> Bool {
    let text = Array(text.utf8)
    let part = Array(part.utf8)
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }

  private func isFieldOfConstants(_ channel: Channel) -> Bool {
    guard case .field(let group, _) = channel.origin, outline.owns(group),
      case .loop(.constants, _) = outline.graph.groups[group.index].kind
    else { return false }
    return true
  }

  // MARK: Down

  /// Gives every group on the way from the producer of a wire to its user an input for it.
  private mutating func thread(_ wire: Wire, through path: [Int]) {
    // Most values travel as themselves, under one name all the way.
    var named: (carrier: Wire, name: String)?
    for group in path.dropFirst() {
      guard let carrier = wiring.carrier(of: wire, into: group) else { continue }
      if case .output(let producer, _) = carrier.source,
        outline.isAround(group, outline.parent(of: producer))
      {
        continue
      }
      let name =
        if let named, named.carrier == carrier { named.name } else {
          wiring.fullName(of: carrier)
        }
      named = (carrier, name)
      if inputs[group][name] == nil { inputs[group][name] = carrier }
    }
  }

  // MARK: Up

  /// Makes the groups around the producers of a `Collected` or a `OneOf` hand their outputs up.
  private mutating func surface(_ channel: Channel, for user: Node?) {
    switch channel.origin {
    case .collected(let inner):
      guard case .output(let task, let key) = inner.origin, outline.owns(task),
        case .group(let top)? = wiring.surface(of: task.index, for: user)
      else { return }
      _ = handUp(task.index, key: key, type: collectedType(of: inner.type), to: top)
    case .oneOf(let branches, let number, let channels):
      guard outline.owns(branches), branches.index > 0 else { return }
      surfaceOneOf(of: branches.index, number: number, channels, type: channel.type)
    case .item(let group), .field(let group, _):
      guard outline.owns(group), case .loop(.channel(let items), _)? = kind(of: group.index)
      else { return }
      surface(items, for: .group(group.index))
    case .input, .output:
      return
    }
  }

  private mutating func surfaceOneOf(
    of branches: Int, number: Int, _ channels: [Channel], type: ChannelType
  ) {
    let name = wiring.inputName("\(outline.groupNames[branches])-oneof-\(number)")
    guard outputs[branches][name] == nil else { return }
    var sources: [DAGSpec.OutputSelector] = []
    for channel in channels {
      guard case .output(let task, let key) = channel.origin, outline.owns(task) else { continue }
      let path = outline.groupsAround(.task(task.index))
      guard let depth = path.firstIndex(of: branches), depth + 1 < path.count else { continue }
      sources.append(handUp(task.index, key: key, type: channel.type, to: path[depth + 1]))
    }
    outputs[branches][name] = SurfacedOutput(type: type, isOneOf: true, sources: sources)
  }

  /// Hands an output of a task up to a group around it, and returns where it is found above that.
  private mutating func handUp(
    _ task: Int, key: String, type: ChannelType, to top: Int
  ) -> DAGSpec.OutputSelector {
    let name = wiring.inputName("\(outline.graph.tasks[task].name)-\(key)")
    var source = DAGSpec.OutputSelector(
      producerSubtask: outline.graph.tasks[task].name, outputKey: key)
    for group in outline.groupsAround(.task(task)).reversed() {
      if outputs[group][name] == nil {
        outputs[group][name] = SurfacedOutput(type: type, isOneOf: false, sources: [source])
      }
      source = DAGSpec.OutputSelector(
        producerSubtask: outline.groupNames[group], outputKey: name)
      if group == top { break }
    }
    return source
  }

  private func kind(of group: Int) -> Graph.Group.Kind? {
    outline.graph.groups[group].kind
  }

  // MARK: Waiting

  private mutating func depend(_ user: Node, on wire: Wire) {
    guard let producer = wiring.producer(of: wire) else { return }
    depend(user, on: producer)
  }

  /// Of two nodes, only the outermost ones around them that do not hold both wait for each other.
  private mutating func depend(_ user: Node, on producer: Node) {
    guard let (first, second) = outline.divergence(producer, user) else { return }
    dependencies[second].append(first)
  }
}

extension [Node] {
  /// Sorts the nodes and keeps one of each.
  fileprivate mutating func removeDuplicates() {
    guard count > 1 else { return }
    sort()
    var kept = 1
    for index in 1..<count where self[index] != self[kept - 1] {
      self[kept] = self[index]
      kept += 1
    }
    removeSubrange(kept...)
  }
}
