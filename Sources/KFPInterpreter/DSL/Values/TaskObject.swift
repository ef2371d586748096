import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// A task as the script sees it: what a call of a component gives.
final class TaskObject: Object {
  /// Which task it is.
  let id: TaskID
  /// Its name in the pipeline.
  let name: String
  /// What it runs.
  let component: Component
  /// What messages call it: the callee of its call.
  let label: String
  /// The first name that the script gave it; nil where it has none.
  var variable: String?
  /// What the script calls it: by its name, or by the call.
  var spokenName: String { variable ?? label }
  /// The call.
  let span: Span
  /// The arguments as the script gave them.
  let arguments: [(name: String, value: Value)]

  let typeName = "task"

  init(
    id: TaskID, name: String, component: Component, label: String, span: Span,
    arguments: [(name: String, value: Value)]
  ) {
    self.id = id
    self.name = name
    self.component = component
    self.label = label
    self.span = span
    self.arguments = arguments
  }

  var attributeNames: [String] { Surface.task.map(\.name) }

  /// The outputs, for the binding of arguments.
  var outputTypes: [ArgumentType.Output] {
    component.outputs.map { .init(name: $0.name, type: $0.type.portType) }
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(self.name)
    case "output": return try output(at: span, in: evaluator)
    case "outputs": return .object(OutputsObject(self))
    case "inputs": return inputs
    case "dependent_tasks": return .list(ListObject(dependentTasks(in: evaluator)))
    case "channel_inputs":
      return .list(
        ListObject(
          arguments.compactMap { argument in
            if case .object(let channel as ChannelObject) = argument.value {
              return .object(channel)
            }
            return nil
          }))
    case "platform_config": return .dict(DictObject([:]))
    case "component_spec", "container_spec", "platform_spec", "pipeline_spec", "state":
      return .opaque(OpaqueValue(description: "task.\(name)", importSpan: self.span))
    default: break
    }
    guard let entry = Surface.taskEntry(name) else {
      throw evaluator.failure(.unknownTaskMember(name, of: self, at: span))
    }
    return .object(
      NativeFunction(name, acceptsUnknown: true) { (call, evaluator) throws(Raised) in
        // A mistake in one setting leaves the task usable for what follows in the chain.
        if call.hasUnknown { return .object(self) }
        do throws(Raised) {
          try self.set(SurfaceCall(call, to: entry, in: evaluator), entry.name, in: evaluator)
        } catch .reported {}
        return .object(self)
      })
  }

  private var inputs: Value {
    let members = DictObject([:])
    for (name, value) in arguments { members[name] = value }
    return .dict(members)
  }

  private func dependentTasks(in evaluator: Evaluator) -> [Value] {
    evaluator.studio.task(id).settings.compactMap { setting, _ in
      if case .afterTask(let task) = setting {
        return .string(evaluator.studio.task(task).name)
      }
      return nil
    }
  }

  /// `.output`: the only output.
  private func output(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value {
    guard let only = component.outputs.first, component.outputs.count == 1 else {
      throw evaluator.failure(.noSingleOutput(self, at: span))
    }
    return channel(of: only, label: "\(spokenName).output", at: span)
  }

  /// The run-time value of an output.
  func channel(of output: Component.Output, label: String, at span: Span) -> Value {
    let channel = Channel(origin: .output(id, name: output.name), type: output.type)
    return .object(ChannelObject(channel, label: label))
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    throw evaluator.failure(
      Diagnostic(
        "E0552", "`\(label)` is a task, which cannot be looped over",
        at: SourceLabel(span, "a task"),
        helps: [Help("loop at run time over an output that is a list: `with ParallelFor(...)`")]))
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(
      Diagnostic(
        "E0343", "a task has no elements; its outputs are in `.outputs`",
        at: SourceLabel(span, "a task"), helps: [Help("write `.outputs[...]`")]))
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    switch operation {
    case "==", "!=":
      if case .object(let other as TaskObject) = other {
        return .bool((other === self) == (operation == "=="))
      }
      if case .none = other { return .bool(operation == "!=") }
      throw evaluator.failure(.comparisonWithTask(self, at: span))
    case "in", "not in": return nil
    default:
      throw evaluator.failure(
        Diagnostic(
          "E0553", "`\(label)` is a task, which `\(operation)` cannot be applied to",
          at: SourceLabel(span, "a task"),
          helps: [Help("compute with its output in another component")]))
    }
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    throw evaluator.failure(
      Diagnostic(
        "E0558", "`\(spokenName)` is a task; write one of its outputs into the text",
        at: SourceLabel(span, "a task, not a value"),
        helps: component.outputs.count == 1 ? [Help("write `.output` behind the task")] : []))
  }

  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<task \(name)>"
  }

  var observed: Interpretation.Observation.Piece? { .task(name: name) }
}

/// `task.outputs`: the outputs by name.
final class OutputsObject: Object {
  /// The task.
  let task: TaskObject

  let typeName = "outputs of a task"

  init(_ task: TaskObject) { self.task = task }

  private static let methods = ["keys", "values", "items", "get"]

  var attributeNames: [String] { Self.methods }

  private func members(at span: Span, in evaluator: Evaluator) -> [(name: String, value: Value)] {
    task.component.outputs.map { output in
      (
        output.name,
        task.channel(of: output, label: "\(task.spokenName).outputs['\(output.name)']", at: span)
      )
    }
  }

  /// The outputs as a dictionary, for returning them from a pipeline.
  func dictionary(at span: Span, in evaluator: Evaluator) -> DictObject {
    let result = DictObject([:])
    for (name, value) in members(at: span, in: evaluator) { result[name] = value }
    return result
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard case .string(let name) = key else {
      if case .unknown = key { return .unknown }
      throw evaluator.failure(
        Diagnostic(
          "E0342", "outputs are taken by name, and \(evaluator.kindName(of: key)) is given",
          at: SourceLabel(span, "no name of an output"),
          notes: task.component.outputs.count <= 8
            ? ["its outputs are \(quotedList(task.component.outputs.map(\.name)))"] : []))
    }
    guard let output = task.component.outputs.first(where: { $0.name == name }) else {
      throw evaluator.failure(.unknownOutput("`\(name)`", of: task, at: span, name: name))
    }
    return task.channel(of: output, label: evaluator.sourceText(of: span), at: span)
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard Self.methods.contains(name) else {
      if task.component.outputs.contains(where: { $0.name == name }) {
        throw evaluator.failure(
          Diagnostic(
            "E0342", "an output is written `.outputs['\(name)']`",
            at: SourceLabel(span, "not an attribute"),
            helps: [Help("write `\(task.spokenName).outputs['\(name)']`")]))
      }
      return nil
    }
    return .object(
      NativeFunction(name) { (call, evaluator) throws(Raised) in
        let members = self.members(at: call.span, in: evaluator)
        switch name {
        case "keys": return .list(ListObject(members.map { .string($0.name) }))
        case "values": return .list(ListObject(members.map(\.value)))
        case "items":
          return .list(ListObject(members.map { .tuple([.string($0.name), $0.value]) }))
        default:
          if case .string(let key) = call.first,
            let found = members.first(where: { $0.name == key })
          {
            return found.value
          }
          return call.positional.count > 1 ? call.positional[1].value : .none
        }
      })
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    throw evaluator.failure(
      Diagnostic(
        "E0342", "outputs are taken in square brackets",
        at: SourceLabel(call.span, "called like a function"),
        helps: [Help("write `.outputs[...]`")]))
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    task.component.outputs.map { .string($0.name) }
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? {
    task.component.outputs.count
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    guard operation == "in", isReflected, case .string(let name) = other else { return nil }
    return .bool(task.component.outputs.contains { $0.name == name })
  }
}

// MARK: - Complaints

extension Diagnostic {
  static func unpackedTask(_ task: TaskObject, at span: Span) -> Diagnostic {
    let names = task.component.outputs.map(\.name)
    return Diagnostic(
      "E0552", "`\(task.label)` is a task, which cannot be taken apart like a tuple",
      at: SourceLabel(span, "names for its outputs"),
      notes: names.isEmpty
        ? ["the task has no outputs"]
        : names.count <= 8 ? ["its outputs are \(quotedList(names))"] : [],
      helps: names.first.map {
        [
          Help(
            "give the task a name, and take its outputs from it: "
              + (names.count == 1 ? "`task.output`" : "`task.outputs['\($0)']`"))
        ]
      } ?? [])
  }

  static func noSingleOutput(_ task: TaskObject, at span: Span) -> Diagnostic {
    let names = task.component.outputs.map(\.name)
    let declared = task.component.declaration.map {
      [SourceLabel($0, "`\(task.label)` is defined here")]
    }
    guard !names.isEmpty else {
      return Diagnostic(
        "E0341", "`\(task.label)` has no output",
        at: SourceLabel(span, "nothing comes out of the task"), related: declared ?? [],
        helps: [Help("declare what the component returns: `-> str`, or use `.after(...)`")])
    }
    return Diagnostic(
      "E0341", "`\(task.label)` has \(names.count) outputs, so `.output` does not say which",
      at: SourceLabel(span, "which one?"), related: declared ?? [],
      notes: names.count <= 8 ? ["its outputs are \(quotedList(names))"] : [],
      helps: [Help("write `.outputs['\(names.first ?? "")']`, or the name that is meant")])
  }

  static func unknownOutput(
    _ shown: String, of task: TaskObject, at span: Span, name: String = ""
  ) -> Diagnostic {
    let names = task.component.outputs.map(\.name)
    let meant = nearestName(to: name, among: names)
    var notes: [String] = []
    if names.isEmpty {
      notes = ["it has no outputs"]
    } else if meant == nil, names.count <= 8 {
      notes = ["its outputs are \(quotedList(names))"]
    }
    return Diagnostic(
      "E0342", "`\(task.label)` has no output \(shown)",
      at: SourceLabel(span, meant.map { "did you mean `\($0)`?" } ?? "no such output"),
      related: task.component.declaration.map {
        [SourceLabel($0, "`\(task.label)` is defined here")]
      } ?? [], notes: notes)
  }

  static func unknownTaskMember(_ name: String, of task: TaskObject, at span: Span) -> Diagnostic {
    if task.component.outputs.contains(where: { $0.name == name }) {
      return Diagnostic(
        "E0342", "an output of a task is written `.outputs['\(name)']`",
        at: SourceLabel(span, "`\(name)` is an output"))
    }
    if let help = helpForOldMethod(name) {
      return Diagnostic(
        "E0344", "`\(name)` belongs to the first SDK; a task has it no more",
        at: SourceLabel(span, "an idiom of the first SDK"),
        related: [SourceLabel(task.span, "the task")], helps: [help])
    }
    let meant = nearestName(to: name, among: Surface.task.map(\.name))
    return Diagnostic(
      "E0344", "a task has no `\(name)`",
      at: SourceLabel(span, meant.map { "did you mean `\($0)`?" } ?? "no such method or property"),
      related: [SourceLabel(task.span, "the task")])
  }
}
