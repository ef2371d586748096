import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

/// `kfp.kubernetes`.
extension PipelineStudio {
  func makeKubernetes() -> ModuleObject {
    let module = ModuleObject("kfp.kubernetes")
    for entry in Surface.kubernetes {
      module.define(entry.name, acceptsUnknown: true) { (call, evaluator) throws(Raised) in
        if entry.name == "CreatePVC" || entry.name == "DeletePVC" { return .unknown }
        return try KubernetesCall(SurfaceCall(call, to: entry, in: evaluator), evaluator).apply(
          entry.name)
      }
    }
    for (name, component) in [
      ("CreatePVC", Component.createPVC), ("DeletePVC", Component.deletePVC),
    ] {
      module[name] = .object(ComponentObject(component, label: name, declaration: nil))
    }
    return module
  }
}

/// A call of a function of `kfp.kubernetes`, which sets something on a task.
struct KubernetesCall {
  private let call: SurfaceCall
  private let evaluator: Evaluator

  init(_ call: SurfaceCall, _ evaluator: Evaluator) {
    self.call = call
    self.evaluator = evaluator
  }

  /// Sets it, and gives the task.
  func apply(_ name: String) throws(Raised) -> Value {
    let value = call["task"] ?? .none
    guard case .object(let task as TaskObject) = value else {
      if case .unknown = value { return .unknown }
      throw evaluator.failure(
        Diagnostic(
          "E0348",
          "`\(name)` sets something on a task, and this is \(evaluator.kindName(of: value))",
          at: SourceLabel(call.span("task"), "not a task")))
    }
    // A mistake in one setting leaves the task usable for what follows.
    if call.call.hasUnknown { return .object(task) }
    do throws(Raised) {
      try requirePrimitive(task, name)
      let setting = try setting(name, task)
      if let problem = setting.problems.first {
        throw evaluator.failure(.kubernetes(problem, in: name, at: call.call.span))
      }
      evaluator.studio.configure(task.id, .kubernetes(setting), at: call.call.span)
    } catch .reported {}
    return .object(task)
  }

  private func requirePrimitive(_ task: TaskObject, _ name: String) throws(Raised) {
    guard case .pipeline = task.component.implementation else { return }
    throw evaluator.failure(
      Diagnostic(
        "E0351", "`\(name)` sets something of a pod, and `\(task.label)` is a pipeline",
        at: SourceLabel(call.span("task"), "no pod of its own"),
        helps: [Help("set it on the tasks inside the pipeline")]))
  }

  private func setting(_ name: String, _ task: TaskObject) throws(Raised) -> KubernetesSetting {
    switch name {
    case "use_secret_as_env":
      return .secretAsEnvironment(
        name: try reference("secret_name", task), variables: try pairs("secret_key_to_env"),
        isOptional: try flag("optional"))
    case "use_secret_as_volume":
      return .secretAsVolume(
        name: try reference("secret_name", task), mountPath: try text("mount_path"),
        isOptional: try flag("optional"))
    case "use_config_map_as_env":
      return .configMapAsEnvironment(
        name: try reference("config_map_name", task),
        variables: try pairs("config_map_key_to_env"), isOptional: try flag("optional"))
    case "use_config_map_as_volume":
      return .configMapAsVolume(
        name: try reference("config_map_name", task), mountPath: try text("mount_path"),
        isOptional: try flag("optional"))
    case "mount_pvc":
      return .mountPVC(
        name: try reference("pvc_name", task), mountPath: try text("mount_path"),
        subPath: try optionalText("sub_path") ?? "")
    case "add_node_selector":
      return .nodeSelector(key: try text("label_key"), value: try text("label_value"))
    case "add_node_selector_json":
      return .nodeSelectorJSON(try reference("node_selector_json", task))
    case "add_toleration":
      return .toleration(
        .init(
          key: try optionalText("key"), comparison: try optionalText("operator"),
          value: try optionalText("value"), effect: try optionalText("effect"),
          seconds: try integer("toleration_seconds")))
    case "add_toleration_json": return .tolerationJSON(try reference("toleration_json", task))
    default: return try otherSetting(name, task)
    }
  }

  private func otherSetting(
    _ name: String, _ task: TaskObject
  ) throws(Raised) -> KubernetesSetting {
    switch name {
    case "add_node_affinity":
      return .nodeAffinity(
        expressions: try terms("match_expressions"), fields: try terms("match_fields"),
        weight: try integer("weight"))
    case "add_node_affinity_json":
      return .nodeAffinityJSON(try reference("node_affinity_json", task))
    case "add_pod_label":
      return .podLabel(key: try text("label_key"), value: try text("label_value"))
    case "add_pod_annotation":
      return .podAnnotation(key: try text("annotation_key"), value: try text("annotation_value"))
    case "set_image_pull_policy": return .imagePullPolicy(try text("policy"))
    case "set_image_pull_secrets": return .imagePullSecrets(try references("secret_names", task))
    case "set_timeout": return .timeout(seconds: try integer("seconds") ?? 0)
    case "use_field_path_as_env":
      return .fieldPathAsEnvironment(
        name: try text("env_name"), fieldPath: try text("field_path"))
    case "empty_dir_mount":
      return .emptyDirectory(
        volumeName: try text("volume_name"), mountPath: try text("mount_path"),
        medium: try optionalText("medium"), sizeLimit: try optionalText("size_limit"))
    case "set_security_context":
      return .securityContext(
        user: try integer("run_as_user"), group: try integer("run_as_group"),
        isNonRoot: try call.flag("run_as_non_root", "`run_as_non_root`", in: evaluator))
    default:
      return .ephemeralVolume(
        .init(
          name: try text("volume_name"), mountPath: try text("mount_path"),
          accessModes: try call.texts("access_modes", "`access_modes`", in: evaluator) ?? [],
          size: try text("size"), storageClassName: try optionalText("storage_class_name"),
          labels: try dictionary("labels"), annotations: try dictionary("annotations")))
    }
  }

  // MARK: Arguments

  private func text(_ name: String) throws(Raised) -> String {
    guard let text = try optionalText(name) else {
      throw evaluator.failure(
        .wrongKind("`\(name)`", wanted: "a str", .none, at: call.span(name), in: evaluator))
    }
    return text
  }

  private func optionalText(_ name: String) throws(Raised) -> String? {
    try call.text(name, "`\(name)`", in: evaluator)
  }

  private func flag(_ name: String) throws(Raised) -> Bool {
    try call.flag(name, "`\(name)`", in: evaluator) ?? false
  }

  private func integer(_ name: String) throws(Raised) -> Int? {
    try call.integer(name, "`\(name)`", in: evaluator)
  }

  private func dictionary(_ name: String) throws(Raised) -> OrderedDictionary<String, String> {
    guard call.has(name) else { return [:] }
    var result: OrderedDictionary<String, String> = [:]
    for (key, value) in try pairs(name) { result[key] = value }
    return result
  }

  private func pairs(_ name: String) throws(Raised) -> OrderedDictionary<String, String> {
    let json = try evaluator.json(
      from: call[name] ?? .none, place: "`\(name)`", at: call.span(name))
    guard case .object(let members) = json else {
      throw evaluator.failure(
        .wrongKind(
          "`\(name)`", wanted: "a dict", call[name] ?? .none, at: call.span(name), in: evaluator))
    }
    var result: OrderedDictionary<String, String> = [:]
    for (key, value) in members {
      guard case .string(let text) = value else {
        throw evaluator.failure(
          Diagnostic(
            "E0335", "the values of `\(name)` must be str",
            at: SourceLabel(call.span(name), "`\(key)` is not")))
      }
      result[key] = text
    }
    return result
  }

  /// A name or value that may be a run-time value.
  private func reference(_ name: String, _ task: TaskObject) throws(Raised) -> KFPGraph.Argument {
    try reference(call[name] ?? .none, name, task)
  }

  private func references(
    _ name: String, _ task: TaskObject
  ) throws(Raised) -> [KFPGraph.Argument] {
    let values: [Value]
    switch call[name] ?? .none {
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    case .string(let text):
      throw evaluator.failure(.textForList("`\(name)`", text, at: call.span(name)))
    case let value:
      throw evaluator.failure(
        .wrongKind("`\(name)`", wanted: "a list", value, at: call.span(name), in: evaluator))
    }
    var result: [KFPGraph.Argument] = []
    for value in values { result.append(try reference(value, name, task)) }
    return result
  }

  private func reference(
    _ value: Value, _ name: String, _ task: TaskObject
  ) throws(Raised) -> KFPGraph.Argument {
    let span = call.span(name)
    switch value {
    case .object(let channel as ChannelObject):
      try evaluator.refuseForeign(
        channel.channel, label: channel.label, at: span, in: task.id.pipeline)
      return .channel(channel.channel)
    case .object(let producer as TaskObject):
      throw evaluator.failure(
        Diagnostic(
          "E0305", "`\(producer.label)` is a task; `\(name)` takes one of its outputs",
          at: SourceLabel(span, "a task, not a value")))
    case .list, .dict, .string:
      return .constant(try evaluator.json(from: value, place: "`\(name)`", at: span))
    default:
      throw evaluator.failure(
        .wrongKind(
          "`\(name)`", wanted: "a str or a run-time value", value, at: span, in: evaluator))
    }
  }

  private func terms(_ name: String) throws(Raised) -> [KubernetesSetting.AffinityTerm] {
    guard call.has(name) else { return [] }
    let json = try evaluator.json(
      from: call[name] ?? .none, place: "`\(name)`", at: call.span(name))
    guard case .array(let elements) = json else {
      throw evaluator.failure(
        .wrongKind(
          "`\(name)`", wanted: "a list of dicts", call[name] ?? .none, at: call.span(name),
          in: evaluator))
    }
    return elements.map { element in
      KubernetesSetting.AffinityTerm(
        key: element["key"]?.stringValue ?? "",
        comparison: element["operator"]?.stringValue ?? "",
        values: element["values"]?.arrayValue?.compactMap(\.stringValue) ?? [])
    }
  }
}

extension Diagnostic {
  static func kubernetes(
    _ problem: KubernetesProblem, in name: String, at span: Span
  ) -> Diagnostic {
    let (text, label): (String, String) =
      switch problem {
      case .nameNotTextOrChannel: ("a name is a text or a single run-time value", "neither")
      case .oneOfAsName: ("the output of a set of branches cannot be a name", "from branches")
      case .negativeTimeout(let seconds): ("a timeout of \(seconds) seconds is negative", "below 0")
      case .unknownPullPolicy(let policy):
        ("`\(policy)` is no pull policy: Always, Never, IfNotPresent", "not known")
      case .emptySecurityContext: ("this security context sets nothing", "nothing is given")
      case .negativeUser(let id): ("the user \(id) is negative", "below 0")
      case .negativeGroup(let id): ("the group \(id) is negative", "below 0")
      case .affinityTermWithoutKey: ("a term of the affinity has no `key`", "`key` missing")
      case .affinityTermWithoutOperator(let key):
        ("the term `\(key)` of the affinity has no `operator`", "`operator` missing")
      case .unknownAffinityOperator(let name, let key):
        (
          "the term `\(key)` has the operator `\(name)`, which is none of "
            + KubernetesSetting.AffinityTerm.comparisons.joined(separator: ", "), "not known"
        )
      case .affinityWeight(let weight):
        ("the weight \(weight) is not from 1 to 100", "out of range")
      case .unknownAffinityKey(let key): ("a node affinity has no `\(key)`", "not known")
      case .tolerationNotDictionary:
        ("tolerations are a dict, a list of dicts, or a run-time value", "something else")
      }
    return Diagnostic("E0359", "in `\(name)`, \(text)", at: SourceLabel(span, label))
  }
}
