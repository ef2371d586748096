import KFPSource
import KFPTypes

extension Diagnostic {
  /// W0327: a setting that the SDK writes into the document and a cluster refuses.
  static func refusedByCluster(
    _ message: String, at span: Span, _ label: String, related: [SourceLabel] = [],
    helps: [Help] = []
  ) -> Diagnostic {
    Diagnostic(
      "W0327", .warning, message, at: SourceLabel(span, label), related: related,
      notes: ["Kubernetes refuses to start such a task"], helps: helps)
  }

  /// W0328: a number of accelerators of no kind.
  static func acceleratorsOfNoKind(at span: Span) -> Diagnostic {
    Diagnostic(
      "W0328", .warning, "this task asks for accelerators, but not for a kind of them",
      at: SourceLabel(span, "how many, and of what?"),
      notes: ["without a kind, nothing is asked of the cluster"],
      helps: [Help("write `.set_accelerator_type('nvidia.com/gpu')`, or the kind that is meant")])
  }
}

/// Settings are of a form that a cluster accepts: W0327 and W0328. Nothing here stops a compilation.
func checkClusterRefusals(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for task in flow.graph.tasks where !task.settings.isEmpty {
    var mounts: [String: Span] = [:]
    var count: Span?
    var hasKind = false
    for (setting, span) in task.settings {
      switch setting {
      case .environmentVariable(let name, _): checkVariable(name, at: span, &bag)
      case .containerImage(.constant(.string(""))): bag.report(.emptyImage(at: span))
      case .acceleratorLimit(let value): count = value.isNoCount ? nil : span
      case .acceleratorType(let value):
        hasKind = value != .constant(.string(""))
        // Of a kind, there is one unless a number is given.
        if !hasKind, count == nil { count = span }
      case .kubernetes(let setting):
        checkReferences(setting, at: span, &bag)
        checkForm(setting, at: span, &bag)
        guard let path = setting.mountPath else { continue }
        if let other = mounts.updateValue(span, forKey: path) {
          bag.report(
            .refusedByCluster(
              "two things are mounted at `\(path)`", at: span, "the second one",
              related: [SourceLabel(other, "the first one")],
              helps: [Help("mount each at a path of its own")]))
        }
      default: continue
      }
    }
    if let count, !hasKind { bag.report(.acceleratorsOfNoKind(at: count)) }
  }
}

private func listed(_ names: [String]) -> String {
  names.map { "`\($0)`" }.joined(separator: ", ")
}

private func checkVariable(_ name: String, at span: Span, _ bag: inout DiagnosticBag) {
  if name.isEmpty {
    bag.report(
      .refusedByCluster("this environment variable has no name", at: span, "a name of `''`"))
  } else if name.utf8.contains(UInt8(ascii: "=")) {
    bag.report(
      .refusedByCluster(
        "the name of the environment variable `\(name)` holds a `=`", at: span, "set here",
        helps: [Help("the first argument is the name, the second one the value")]))
  }
}

/// Names are texts; what is given as JSON is a dict or a list.
private func checkReferences(
  _ setting: KubernetesSetting, at span: Span, _ bag: inout DiagnosticBag
) {
  let wanted: [ParameterType]
  switch setting {
  case .nodeSelectorJSON, .nodeAffinityJSON: wanted = [.struct]
  case .tolerationJSON: wanted = [.struct, .list]
  default: wanted = [.string]
  }
  for channel in channels(in: setting) {
    guard let type = channel.type.portType else { continue }
    if case .parameter(let type) = type, wanted.contains(type) { continue }
    // Nothing is known of the items of an untyped list.
    if case .item = channel.origin, channel.type == .parameter(.string) { continue }
    let names = wanted.map(\.pythonName).joined(separator: " or ")
    bag.report(
      .refusedByCluster(
        "a run-time \(names) is wanted here, and \(type.pythonName) is given", at: span,
        "given here"))
  }
}

private func checkForm(
  _ setting: KubernetesSetting, at span: Span, _ bag: inout DiagnosticBag
) {
  switch setting {
  case .toleration(let toleration): check([toleration])
  case .tolerationJSON(let argument): check(argument.tolerations ?? [])
  case .nodeAffinity(let expressions, let fields, _):
    if expressions.isEmpty, fields.isEmpty {
      bag.report(.refusedByCluster("this affinity names nothing", at: span, "no expressions"))
    }
    for term in expressions + fields {
      if let problem = term.refusal { bag.report(.refusedByCluster(problem, at: span, "set here")) }
    }
  case .emptyDirectory(_, _, let medium?, _):
    guard medium != "", medium != "Memory", !medium.hasPrefix("HugePages") else { return }
    bag.report(
      .refusedByCluster(
        "there is no medium `\(medium)` for a directory", at: span, "set here",
        helps: [Help("leave `medium` out, or write `'Memory'`")]))
  case .ephemeralVolume(let volume):
    let known = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]
    let helps = [Help("choose one of \(listed(known))")]
    if volume.accessModes.isEmpty {
      bag.report(
        .refusedByCluster("this volume has no access mode", at: span, "none given", helps: helps))
    }
    for mode in volume.accessModes where !known.contains(mode) {
      bag.report(
        .refusedByCluster("there is no access mode `\(mode)`", at: span, "set here", helps: helps))
    }
  default: return
  }

  func check(_ tolerations: [KubernetesSetting.Toleration]) {
    for toleration in tolerations {
      guard let (problem, help) = toleration.refusal else { continue }
      bag.report(.refusedByCluster(problem, at: span, "set here", helps: [Help(help)]))
    }
  }
}

extension Diagnostic {
  fileprivate static func emptyImage(at span: Span) -> Diagnostic {
    .refusedByCluster(
      "the image of this task is an empty text", at: span, "no image",
      helps: [Help("leave it out: then the component's own image counts")])
  }
}

extension Argument {
  /// Whether it is no number from 1: nothing is asked for, or it is complained about elsewhere.
  fileprivate var isNoCount: Bool {
    switch self {
    case .constant(.string(let text)): Int(text) ?? 0 < 1
    case .constant(.integer(let number)): number < 1
    default: false
    }
  }
}

extension KubernetesSetting.Toleration {
  private static let comparisons = ["Equal", "Exists"]
  private static let effects = ["NoExecute", "NoSchedule", "PreferNoSchedule"]

  /// Why Kubernetes refuses the toleration, and what would do.
  fileprivate var refusal: (problem: String, help: String)? {
    if let comparison, !comparison.isEmpty, !Self.comparisons.contains(comparison) {
      return (
        "there is no operator `\(comparison)` for tolerations",
        "choose one of \(listed(Self.comparisons))"
      )
    }
    if let effect, !effect.isEmpty, !Self.effects.contains(effect) {
      return ("there is no effect `\(effect)`", "choose one of \(listed(Self.effects))")
    }
    if comparison == "Exists", let value, !value.isEmpty {
      return (
        "a toleration with `Exists` compares with no value, and `\(value)` is given",
        "leave `value` out, or write `operator='Equal'`"
      )
    }
    if comparison != "Exists", key?.isEmpty ?? true {
      return (
        "a toleration without a `key` is for all of them, which needs the operator `Exists`",
        "write `operator='Exists'`, or give a `key`"
      )
    }
    if seconds != nil, effect != "NoExecute" {
      return (
        "only a toleration of `NoExecute` lasts for a number of seconds",
        "write `effect='NoExecute'`, or leave `toleration_seconds` out"
      )
    }
    return nil
  }
}

extension KubernetesSetting.AffinityTerm {
  /// Why Kubernetes refuses the term.
  fileprivate var refusal: String? {
    switch comparison {
    case "In", "NotIn":
      values.isEmpty ? "the term `\(key)` compares with `\(comparison)`, but has no `values`" : nil
    case "Exists", "DoesNotExist":
      values.isEmpty ? nil : "the term `\(key)` has `values`, which `\(comparison)` does not take"
    case "Gt", "Lt":
      values.count == 1 ? nil : "the term `\(key)` compares with `\(comparison)`: with one value"
    default: nil
    }
  }
}

extension KubernetesSetting {
  /// Where something is mounted; nil for settings that mount nothing.
  fileprivate var mountPath: String? {
    switch self {
    case .secretAsVolume(_, let path, _), .configMapAsVolume(_, let path, _),
      .mountPVC(_, let path, _), .emptyDirectory(_, let path, _, _):
      path
    case .ephemeralVolume(let volume): volume.mountPath
    case .secretAsEnvironment, .configMapAsEnvironment, .nodeSelector, .nodeSelectorJSON,
      .toleration, .tolerationJSON, .nodeAffinity, .nodeAffinityJSON, .podLabel, .podAnnotation,
      .imagePullPolicy, .imagePullSecrets, .timeout, .fieldPathAsEnvironment, .securityContext:
      nil
    }
  }
}
