import KFPGraph
import KFPSource
import KFPTypes

/// A group of tasks: what `If(...)`, `ParallelFor(...)` and `ExitHandler(...)` give.
final class GroupObject: Object {
  /// Which group it is.
  let id: GroupID
  /// What `with ... as x` binds; nil is the group itself.
  let item: ChannelObject?
  /// What it is to the user: `an If`, `a ParallelFor`.
  let kindName: String
  /// Whether it is an exit handler, the only group that tasks can run after.
  let isExitHandler: Bool

  init(id: GroupID, item: ChannelObject? = nil, kindName: String, isExitHandler: Bool = false) {
    self.id = id
    self.item = item
    self.kindName = kindName
    self.isExitHandler = isExitHandler
  }

  let typeName = "group of tasks"

  var attributeNames: [String] { ["name", "display_name"] }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let group = evaluator.studio.group(id)
    switch name {
    case "display_name": return group.displayName.map { .string($0) } ?? Value.none
    case "name":
      let stem =
        switch group.kind {
        case .pipeline: "pipeline"
        case .if, .elif, .else: "condition"
        case .branches: "condition-branches"
        case .loop: "for-loop"
        case .exitHandler: "exit-handler"
        }
      return .string("\(stem)-\(group.number)")
    default: return nil
    }
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let current = evaluator.studio.current(at: span)
    guard current == id.pipeline else {
      throw evaluator.failure(
        Diagnostic(
          "E0574", "this group belongs to \(evaluator.studio[id.pipeline].title)",
          at: SourceLabel(span, "a group of another pipeline")))
    }
    evaluator.studio[current].graph.enter(id, at: span)
    evaluator.studio[current].entered.append(id)
    return .object(item ?? self)
  }

  func exit(at span: Span, in evaluator: Evaluator) throws(Raised) {
    evaluator.studio[id.pipeline].graph.leave(id)
    if let position = evaluator.studio[id.pipeline].entered.lastIndex(of: id) {
      evaluator.studio[id.pipeline].entered.removeSubrange(position...)
    }
  }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    if evaluator.isInInstalledPackage { return true }
    throw evaluator.failure(
      Diagnostic(
        "E0556", "\(kindName) is entered by `with`; it decides nothing here",
        at: SourceLabel(span, "always true"), helps: [Help("write `with ...:` in place of `if`")]))
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    throw evaluator.failure(
      Diagnostic(
        "E0552", "\(kindName) is entered by `with`, not by `for`",
        at: SourceLabel(span, "a group of tasks"),
        helps: item == nil ? [] : [Help("write `with ... as item:` in place of `for item in ...:`")]
      ))
  }
}

extension Evaluator {
  /// `If`, `Elif`, `Else`, `Condition`, `ParallelFor`, `ExitHandler`.
  func makeGroup(_ name: String, _ call: SurfaceCall) throws(Raised) -> Value {
    let span = call.call.span
    if name == "Else", case .object(let given) = call["name"],
      given is ConditionObject || given is ChannelObject
    {
      throw failure(
        Diagnostic(
          "E0335", "`Else` takes no condition",
          at: SourceLabel(call.span("name"), "a condition"),
          helps: [Help("write `Elif(...)` for another condition")]))
    }
    let displayName = try call.text("name", "the name of a group", in: self)
    switch name {
    case "If", "Condition":
      return group(.if(try condition(call, name)), "an \(name)", displayName, at: span)
    case "Elif": return group(.elif(try condition(call, name)), "an Elif", displayName, at: span)
    case "Else": return group(.else, "an Else", displayName, at: span)
    case "ExitHandler": return try exitHandler(call, displayName)
    default: return try makeLoop(call, displayName)
    }
  }

  private func group(
    _ kind: Graph.Group.Kind, _ kindName: String, _ displayName: String?, at span: Span
  ) -> Value {
    let pipeline = studio.current(at: span)
    let id = studio[pipeline].graph.makeGroup(kind, displayName: displayName, at: span)
    return .object(GroupObject(id: id, kindName: kindName))
  }

  private func condition(_ call: SurfaceCall, _ name: String) throws(Raised) -> Condition {
    let span = call.span("condition")
    let value = call["condition"] ?? .none
    let problem: String
    var helps: [Help] = []
    switch value {
    case .unknown: throw .reported
    case .opaque(let value): throw needed(value, at: span, for: "decides a branch here")
    case .object(let object as ConditionObject):
      let pipeline = studio.current(at: span)
      for case .channel(let channel) in [object.condition.left, object.condition.right] {
        try refuseForeign(channel, label: nil, at: span, in: pipeline)
      }
      return object.condition
    case .object(let channel as ChannelObject):
      problem = "`\(channel.label)` is a value, not a comparison"
      if channel.parameterType == .boolean {
        let text = sourceText(of: span)
        helps = [
          Help(
            "write `\(text) == True`",
            edits: [
              TextEdit(
                Span(source: span.source, start: span.end, end: span.end), replacement: " == True")
            ])
        ]
      } else {
        helps = [Help("compare it: `\(name)(\(channel.label) == ...)`")]
      }
    case .bool(let value):
      throw failure(
        Diagnostic(
          "E0565", "this condition is \(value ? "True" : "False") whenever the pipeline runs",
          at: SourceLabel(span, "known already"),
          notes: ["`\(name)(...)` compares a run-time value with something"],
          helps: [Help("use a plain `if` for what is known when the script is read")]))
    case .string:
      problem = "a str is not a comparison"
      helps = [Help("write the comparison itself, without quotes")]
    case let value: problem = "\(kindName(of: value)) is not a comparison"
    }
    throw failure(
      Diagnostic(
        "E0565", "`\(name)` takes a comparison with a run-time value, and \(problem)",
        at: SourceLabel(span, "not a comparison"), helps: helps))
  }

  private func exitHandler(_ call: SurfaceCall, _ displayName: String?) throws(Raised) -> Value {
    let span = call.span("exit_task")
    switch call["exit_task"] ?? .none {
    case .unknown: throw .reported
    case .object(let task as TaskObject):
      let pipeline = studio.current(at: span)
      guard task.id.pipeline == pipeline else {
        throw failure(.afterForeignTask(task, at: span))
      }
      let id = studio[pipeline].graph.makeGroup(
        .exitHandler(task.id), displayName: displayName, at: call.call.span)
      return .object(
        GroupObject(id: id, kindName: "an ExitHandler", isExitHandler: true))
    case .object(let component as ComponentObject):
      throw failure(
        Diagnostic(
          "E0566", "`ExitHandler` takes a task, and `\(component.label)` is not called yet",
          at: SourceLabel(span, "a component, not a task"),
          helps: [Help("call it: `\(component.label)(...)`")]))
    case let value:
      throw failure(
        Diagnostic(
          "E0566", "`ExitHandler` takes a task, and this is \(kindName(of: value))",
          at: SourceLabel(span, "not a task"),
          helps: value.isChannel ? [Help("name the task whose output this is")] : []))
    }
  }
}
