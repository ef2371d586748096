import KFPTypes

/// A channel as it travels through the document: the identity under which groups pass it on.
///
/// Channels of the script become wires when they are seen from where they are used: a collected
/// output is then the output of the outermost loop that the user is not in, and a `OneOf` the output
/// of its set of branches.
struct Wire: Hashable {
  let source: Source
  let type: ChannelType

  enum Source: Hashable {
    case input(String)
    case output(Node, key: String)
    case item(Int)
    case field(Int, key: String)
  }
}

/// Turns channels into wires, and knows what wires are called. It is a class because everything that
/// looks at the graph afterwards shares it.
final class Wiring {
  let outline: Outline
  /// What each loop over a channel runs over, by group.
  private(set) var loopWires: [Int: Wire] = [:]
  /// The names of the items of loops, without the prefix of inputs, by group.
  private(set) var itemNames: [Int: String] = [:]

  init(_ outline: Outline) {
    self.outline = outline
    for group in outline.groups {
      guard case .loop(let items, _) = outline.graph.groups[group].kind else { continue }
      switch items {
      case .constants:
        itemNames[group] = "loop-item-param-\(outline.graph.groups[group].itemNumber ?? 0)"
      case .channel(let channel):
        guard let wire = wire(for: channel, usedBy: .group(group)) else { continue }
        loopWires[group] = wire
        itemNames[group] = "\(fullName(of: wire))-loop-item"
      }
    }
    renameShadowingItems()
  }

  /// The wire of a channel, seen from the node that uses it; nil for a channel that does not exist
  /// in this pipeline, which `checkTopology` reports.
  func wire(for channel: Channel, usedBy user: Node?) -> Wire? {
    switch channel.origin {
    case .input(let pipeline, let name):
      guard pipeline == outline.graph.id else { return nil }
      return Wire(source: .input(name), type: channel.type)
    case .output(let task, let name):
      guard outline.owns(task) else { return nil }
      return Wire(source: .output(.task(task.index), key: name), type: channel.type)
    case .item(let group):
      guard outline.owns(group) else { return nil }
      return Wire(source: .item(group.index), type: channel.type)
    case .field(let group, let key):
      guard outline.owns(group) else { return nil }
      return Wire(source: .field(group.index, key: key), type: channel.type)
    case .oneOf(let branches, let number, _):
      guard outline.owns(branches), branches.index > 0 else { return nil }
      let name = inputName("\(outline.groupNames[branches.index])-oneof-\(number)")
      return Wire(source: .output(.group(branches.index), key: name), type: channel.type)
    case .collected(let inner):
      guard case .output(let task, let key) = inner.origin, outline.owns(task),
        case .group(let surface)? = surface(of: task.index, for: user)
      else { return nil }
      let name = inputName("\(outline.graph.tasks[task.index].name)-\(key)")
      return Wire(
        source: .output(.group(surface), key: name), type: collectedType(of: inner.type))
    }
  }

  /// The outermost node around a task that its user is not in.
  func surface(of task: Int, for user: Node?) -> Node? {
    let producer = Node.task(task)
    guard let user else {
      return outline.groupsAround(producer).dropFirst().first.map(Node.group) ?? producer
    }
    return outline.divergence(producer, user)?.left
  }

  /// What the wire is called in names of inputs: `task-output`, or the name of a pipeline's input.
  func fullName(of wire: Wire) -> String {
    switch wire.source {
    case .input(let name): name
    case .output(let node, let key): "\(outline.name(of: node))-\(key)"
    case .item(let loop): itemNames[loop] ?? "loop-item"
    case .field(let loop, let key): "\(itemNames[loop] ?? "loop-item")-subvar-\(key)"
    }
  }

  /// The input under which a group passes on something with this full name.
  func inputName(_ fullName: String) -> String {
    "pipelinechannel--\(fullName)"
  }

  /// The item of a loop as a wire.
  func itemWire(of loop: Int) -> Wire {
    var type = ChannelType.parameter(.string)
    if case .loop(let items, _) = outline.graph.groups[loop].kind {
      switch items {
      case .constants: type = loopItemType(of: items) ?? type
      case .channel(let channel):
        let items = Channel(origin: channel.origin, type: loopWires[loop]?.type ?? channel.type)
        type = loopItemType(of: .channel(items)) ?? type
      }
    }
    return Wire(source: .item(loop), type: type)
  }

  /// What carries a wire into a group from right outside: an item travels as itself inside its
  /// loop, and as what the loop runs over before it; nil for an item of constants outside its loop.
  func carrier(of wire: Wire, into group: Int) -> Wire? {
    var current = wire
    while true {
      switch current.source {
      case .input, .output: return current
      case .item(let loop), .field(let loop, _):
        if loop != group, outline.isAround(loop, group) { return itemWire(of: loop) }
        guard let items = loopWires[loop] else { return nil }
        current = items
      }
    }
  }

  /// The task or group at the bottom of a wire: of an item, what produces the list.
  func producer(of wire: Wire) -> Node? {
    var current = wire
    while true {
      switch current.source {
      case .input: return nil
      case .output(let node, _): return node
      case .item(let loop), .field(let loop, _):
        guard let items = loopWires[loop] else { return nil }
        current = items
      }
    }
  }

  /// Two nested loops over one list would call their items alike. Where the outer item is used
  /// inside the inner loop, the inner one gets a name of its own.
  private func renameShadowingItems() {
    var shadowed: [Int: Set<Int>] = [:]
    for (loop, name) in itemNames {
      for outer in outline.paths[loop].dropLast() where itemNames[outer] == name {
        shadowed[outer, default: []].insert(loop)
      }
    }
    guard !shadowed.isEmpty else { return }
    var renamed: Set<Int> = []
    for (index, task) in outline.graph.tasks.enumerated() {
      let around = Set(outline.groupsAround(.task(index)))
      let channels =
        task.arguments.flatMap(\.value.channels) + task.settings.flatMap(\.setting.channels)
        + around.flatMap(outline.operands)
      for channel in channels {
        guard let outer = loop(of: channel), let inner = shadowed[outer] else { continue }
        renamed.formUnion(inner.intersection(around))
      }
    }
    for loop in renamed.sorted() {
      let depth = outline.paths[loop].filter { itemNames[$0] == itemNames[loop] }.count
      itemNames[loop] = "\(itemNames[loop] ?? "loop-item")-\(max(2, depth))"
    }
  }

  private func loop(of channel: Channel) -> Int? {
    switch channel.origin {
    case .item(let group), .field(let group, _): group.index
    case .input, .output, .oneOf, .collected: nil
    }
  }
}
