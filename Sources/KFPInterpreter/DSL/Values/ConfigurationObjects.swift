import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// `PipelineConfig(...)`.
final class PipelineConfigObject: Object {
  /// The configuration.
  var config = PipelineConfig()

  let typeName = "PipelineConfig"

  init(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    if call.has("workspace") {
      guard case .object(let workspace as WorkspaceConfigObject) = call["workspace"] else {
        throw evaluator.failure(
          .wrongKind(
            "`workspace`", wanted: "a WorkspaceConfig", call["workspace"] ?? .none,
            at: call.span("workspace"), in: evaluator))
      }
      self.workspace = workspace
    }
    config.secondsAfterFinished = try Self.seconds("ttl_seconds_after_finished", call, evaluator)
    config.secondsAfterSuccess = try Self.seconds("ttl_seconds_after_success", call, evaluator)
    config.secondsAfterFailure = try Self.seconds("ttl_seconds_after_failure", call, evaluator)
    config.activeDeadlineSeconds = try Self.seconds("active_deadline_seconds", call, evaluator)
    if let problem = complete.problems.first {
      throw evaluator.failure(.configuration(problem, at: call.call.span))
    }
  }

  private var workspace: WorkspaceConfigObject?

  /// The configuration with the workspace as it is now.
  var complete: PipelineConfig {
    var result = config
    result.workspace = workspace?.workspace
    return result
  }

  private static func seconds(
    _ name: String, _ call: SurfaceCall, _ evaluator: Evaluator
  ) throws(Raised) -> Int? {
    guard let value = try call.integer(name, "`\(name)`", in: evaluator) else { return nil }
    guard 0...Int(Int32.max) ~= value else {
      throw evaluator.failure(
        .configuration(
          .secondsOutOfRange(keyword: name, value: value), at: call.span(name)))
    }
    return value
  }

  let attributeNames = ["workspace"]

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    name == "workspace" ? workspace.map { .object($0) } ?? Value.none : nil
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    switch (name, value) {
    case ("workspace", .object(let object as WorkspaceConfigObject)): workspace = object
    case ("ttl_seconds_after_finished", .int(let value)): config.secondsAfterFinished = value
    case ("ttl_seconds_after_success", .int(let value)): config.secondsAfterSuccess = value
    case ("ttl_seconds_after_failure", .int(let value)): config.secondsAfterFailure = value
    case ("active_deadline_seconds", .int(let value)): config.activeDeadlineSeconds = value
    default: return false
    }
    return true
  }
}

/// `WorkspaceConfig(...)`.
final class WorkspaceConfigObject: Object {
  /// The workspace.
  private(set) var workspace: PipelineConfig.Workspace

  let typeName = "WorkspaceConfig"

  init(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    workspace = PipelineConfig.Workspace(
      size: try Self.size(call["size"] ?? .none, at: call.span("size"), in: evaluator))
    if call.has("kubernetes") {
      guard case .object(let object as KubernetesWorkspaceObject) = call["kubernetes"] else {
        throw evaluator.failure(
          .wrongKind(
            "`kubernetes`", wanted: "a KubernetesWorkspaceConfig", call["kubernetes"] ?? .none,
            at: call.span("kubernetes"), in: evaluator))
      }
      workspace.claimPatch = object.patch
    }
  }

  private static func size(
    _ value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    let text: String
    switch value {
    case .string(let value): text = value
    case .int(let value): text = String(value)
    case .unknown: throw .reported
    default:
      throw evaluator.failure(
        .wrongKind("the size of a workspace", wanted: "a str", value, at: span, in: evaluator))
    }
    var config = PipelineConfig()
    config.workspace = PipelineConfig.Workspace(size: text)
    if let problem = config.problems.first {
      throw evaluator.failure(.configuration(problem, at: span))
    }
    return text
  }

  let attributeNames = ["size", "get_workspace", "set_size", "set_kubernetes_config"]

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "size": return .string(workspace.size)
    case "get_workspace":
      return .object(
        NativeFunction(name) { (_, _) throws(Raised) in
          let result = DictObject([:])
          result["size"] = .string(self.workspace.size)
          return .dict(result)
        })
    case "set_size":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          let value = call.keyword("size") ?? call.first
          self.workspace.size = try Self.size(value, at: call.span, in: evaluator)
          return .none
        })
    case "set_kubernetes_config":
      return .object(
        NativeFunction(name) { (call, _) throws(Raised) in
          let value = call.keyword("kubernetes_config") ?? call.first
          if case .object(let object as KubernetesWorkspaceObject) = value {
            self.workspace.claimPatch = object.patch
          }
          return .none
        })
    default: return nil
    }
  }
}

/// `KubernetesWorkspaceConfig(...)`.
final class KubernetesWorkspaceObject: Object {
  /// What is changed in the claim of the volume.
  private(set) var patch: JSONValue

  let typeName = "KubernetesWorkspaceConfig"

  init(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    patch =
      call.has("pvcSpecPatch")
      ? try evaluator.json(
        from: call["pvcSpecPatch"] ?? .none, place: "`pvcSpecPatch`", at: call.span("pvcSpecPatch"))
      : .object([:])
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard name == "set_pvcSpecPatch" else { return nil }
    return .object(
      NativeFunction(name) { (call, evaluator) throws(Raised) in
        let value = call.keyword("patch") ?? call.first
        self.patch = try evaluator.json(from: value, place: "`pvcSpecPatch`", at: call.span)
        return .none
      })
  }
}

/// A member of `TaskConfigField`.
final class TaskConfigFieldObject: Object {
  /// Its name.
  let name: String
  /// Its number.
  let number: Int

  let typeName = "TaskConfigField"

  init(_ name: String, number: Int) {
    self.name = name
    self.number = number
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": .string(self.name)
    case "value": .int(number)
    default: nil
    }
  }

  /// The enumeration with its members.
  static var enumeration: ModuleObject {
    guard case .enumeration(let names)? = Surface.dslEntry("TaskConfigField")?.kind else {
      return ModuleObject("TaskConfigField")
    }
    return ModuleObject(
      "TaskConfigField",
      members: names.enumerated().map { index, name in
        (name, .object(TaskConfigFieldObject(name, number: index + 1)))
      })
  }
}

/// `TaskConfigPassthrough(...)`.
final class TaskConfigPassthroughObject: Object {
  /// The setting.
  let passthrough: Component.Passthrough

  let typeName = "TaskConfigPassthrough"

  init(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    guard case .object(let field as TaskConfigFieldObject) = call["field"] else {
      throw evaluator.failure(
        .wrongKind(
          "`field`", wanted: "a TaskConfigField", call["field"] ?? .none, at: call.span("field"),
          in: evaluator))
    }
    passthrough = Component.Passthrough(
      settingNamed: field.name,
      appliesToTask: try call.flag("apply_to_task", "`apply_to_task`", in: evaluator) ?? false)
  }
}

/// Something that is accepted and has no effect here: a client, a local runner.
final class IdleObject: Object {
  let typeName: String

  init(_ typeName: String) { self.typeName = typeName }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    if name.hasPrefix("__") { return nil }
    return .object(IdleObject("\(typeName).\(name)"))
  }

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    .object(IdleObject("\(typeName)(...)"))
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    .object(IdleObject("\(typeName)[...]"))
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { .object(self) }
}

extension Diagnostic {
  static func configuration(_ problem: PipelineConfig.Problem, at span: Span) -> Diagnostic {
    switch problem {
    case .emptyWorkspaceSize:
      Diagnostic(
        "E0470", "the size of a workspace is empty", at: SourceLabel(span, "how large is it?"),
        helps: [Help("write a size such as `'25Gi'`")])
    case .workspaceSize(let size):
      Diagnostic(
        "E0470", "`\(size)` is not a size", at: SourceLabel(span, "not understood"),
        notes: ["a size is a number and a unit: `25Gi`, `500Mi`, `1.5T`"])
    case .secondsOutOfRange(let keyword, let value):
      Diagnostic(
        "E0471", "`\(keyword)` is \(value), which is not a number of seconds from 0 to 2147483647",
        at: SourceLabel(span, "out of range"))
    }
  }
}
