import KFPSource
import KFPTypes

/// A finished graph, with what flows through it: what is judged, and then lowered.
public struct GraphFlow {
  let wiring: Wiring
  let threading: Threading
  /// Everything that uses a run-time value: tasks, conditions and loops.
  let allUses: [UseAt]

  var outline: Outline { wiring.outline }
  /// The graph itself.
  public var graph: Graph { wiring.outline.graph }

  /// Follows the values of a graph to where they are used.
  public init(_ graph: Graph) {
    let outline = Outline(graph)
    wiring = Wiring(outline)
    threading = Threading(wiring)
    allUses = Self.allUses(in: outline)
  }

  private static func allUses(in outline: Outline) -> [UseAt] {
    let graph = outline.graph
    var uses: [UseAt] = []
    for (index, own) in outline.uses.enumerated() {
      uses += own.map { UseAt(channel: $0.channel, user: .task(index), span: $0.span) }
    }
    for group in outline.groups {
      let span = graph.groups[group].span
      switch graph.groups[group].kind {
      case .if(let condition), .elif(let condition):
        uses += (condition.left.channels + condition.right.channels).map {
          UseAt(channel: $0, user: .group(group), span: span)
        }
      case .loop(.channel(let channel), _):
        uses.append(UseAt(channel: channel, user: .group(group), span: span))
      case .pipeline, .else, .branches, .loop(.constants, _), .exitHandler:
        break
      }
    }
    return uses
  }

  /// What people call a group: `loop`, `If`, ...
  func noun(of group: Int) -> String {
    switch graph.groups[group].kind {
    case .pipeline: "pipeline"
    case .if: "`If`"
    case .elif: "`Elif`"
    case .else: "`Else`"
    case .branches: "`If`"
    case .loop: "loop"
    case .exitHandler: "exit handler"
    }
  }

  /// What people call a task, in backquotes.
  func name(of task: TaskID) -> String {
    outline.owns(task) ? name(ofTaskAt: task.index) : "the task"
  }

  /// What people call a task, in backquotes: its component, and where several tasks run that, the name
  /// that the script gave the task. Only where it gave none, the name with a number tells them apart.
  func name(ofTaskAt index: Int) -> String {
    let task = graph.tasks[index]
    let isOnly = graph.tasks.allSatisfy { $0.label != task.label || $0.span == task.span }
    return "`\(isOnly ? task.label : task.variable ?? task.name)`"
  }

  /// What people call a value: `the output of train`, `the item of this loop`.
  func describe(_ channel: Channel) -> String {
    switch channel.origin {
    case .input(_, let name): "the pipeline's input `\(name)`"
    case .output(let task, let name):
      name == "Output"
        ? "the output of \(self.name(of: task))" : "the output `\(name)` of \(self.name(of: task))"
    case .item: "the item of a loop"
    case .field(_, let key): "`\(key)` of the item of a loop"
    case .oneOf: "a `OneOf`"
    case .collected: "a collected list"
    }
  }

  /// What the user of a value is called.
  func describe(_ user: Node) -> String {
    switch user {
    case .task(let index): name(ofTaskAt: index)
    case .group(let group): "this \(noun(of: group))"
    }
  }
}

/// A run-time value and the place where it is used.
struct UseAt {
  let channel: Channel
  let user: Node
  let span: Span
}
