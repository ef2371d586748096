import KFPChecker
import KFPSource
import OrderedCollections

/// Calls of what is in modules that are not read. Where such a call makes a task, the document would
/// lack it, and nobody would see that before it runs.
extension Evaluator {
  /// Refuses a call that is most likely one of a component, or of a method of a task.
  func judge(callOf opaque: OpaqueValue, _ call: Call) throws(Raised) {
    let values = call.positional.map(\.value) + call.keywords.map(\.value)
    let takesRuntimeValue = values.contains { holdsRuntimeValue($0, depth: 0) }
    if !takesRuntimeValue {
      guard !studio.active.isEmpty else { return }
      let isFactory = opaque.description.hasPrefix("google_cloud_pipeline_components")
      guard isFactory || isOfCall(opaque) else { return }
    }
    let role = isOfCall(opaque) ? "a method of tasks" : "called in a pipeline"
    throw unreadTask(
      opaque, at: call.calleeSpan, takesRuntimeValue ? "given run-time values" : role)
  }

  /// The complaint about an argument that only Python could compute.
  func needed(argument opaque: OpaqueValue, at span: Span) -> Raised {
    let purpose = "given to a task here"
    return isOfCall(opaque)
      ? unreadTask(opaque, at: span, purpose) : needed(opaque, at: span, for: purpose)
  }

  private func unreadTask(_ opaque: OpaqueValue, at span: Span, _ label: String) -> Raised {
    let role = isOfCall(opaque) ? "belong to" : "make"
    return failure(
      Diagnostic(
        "E0205", "`\(opaque.description)` may \(role) a task, and its module is not read",
        at: SourceLabel(span, label),
        related: [SourceLabel(opaque.importSpan, "imported here")], helps: Self.waysToRead))
  }

  /// Warns of a call in a pipeline whose result nobody takes, as one does with tasks that end a
  /// pipeline. It may do something else: start a log, or open a connection.
  func judge(droppedResult opaque: OpaqueValue, at span: Span) {
    guard !studio.active.isEmpty, opaque.description.hasSuffix("(...)") else { return }
    let callee = opaque.description.dropLast("(...)".count)
    // Clients of services make no tasks.
    guard !callee.contains("("), !callee.contains("["), !callee.hasPrefix("google.cloud.") else {
      return
    }
    report(
      Diagnostic(
        "W0202", .warning,
        "if `\(callee)` makes a task, the document lacks it: its module is not read",
        at: SourceLabel(span, "called in a pipeline"),
        related: [SourceLabel(opaque.importSpan, "imported here")], helps: Self.waysToRead))
  }

  /// How a module of components comes to be read.
  static let waysToRead = [
    Help(
      "if it is a package of components, activate the environment that it is installed in, or name "
        + "its folder of packages with `--path .../site-packages`"),
    Help("or load the component from its document with `components.load_component_from_file(...)`"),
  ]

  /// Whether it is a method or output that the result of a call has if that is a task.
  private func isOfCall(_ opaque: OpaqueValue) -> Bool {
    (Surface.task.map(\.name) + ["outputs[...]"]).contains {
      opaque.description.hasSuffix("(...).\($0)")
    }
  }

  private func holdsRuntimeValue(_ value: Value, depth: Int) -> Bool {
    guard depth < 20 else { return false }
    switch value {
    case .object(let object): return object is ChannelObject || object is TaskObject
    case .string(let text): return !studio.embedded.channels(in: text).isEmpty
    case .list(let list):
      return list.elements.contains { holdsRuntimeValue($0, depth: depth + 1) }
    case .tuple(let values): return values.contains { holdsRuntimeValue($0, depth: depth + 1) }
    case .dict(let dict):
      return dict.members.values.contains { holdsRuntimeValue($0, depth: depth + 1) }
    case .none, .bool, .int, .float, .bytes, .set, .opaque, .unknown: return false
    }
  }
}
