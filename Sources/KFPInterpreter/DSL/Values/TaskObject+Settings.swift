import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes

extension TaskObject {
  /// Does what a method of a task does.
  func set(_ call: SurfaceCall, _ name: String, in evaluator: Evaluator) throws(Raised) {
    switch name {
    case "set_caching_options": try setCaching(call, in: evaluator)
    case "set_cpu_request":
      configure(
        .cpuRequest(try quantity("cpu", call, Quantity.cpu, in: evaluator)), call, evaluator)
    case "set_cpu_limit":
      configure(.cpuLimit(try quantity("cpu", call, Quantity.cpu, in: evaluator)), call, evaluator)
    case "set_memory_request":
      configure(
        .memoryRequest(try quantity("memory", call, Quantity.memory, in: evaluator)), call,
        evaluator)
    case "set_memory_limit":
      configure(
        .memoryLimit(try quantity("memory", call, Quantity.memory, in: evaluator)), call, evaluator)
    case "set_accelerator_type", "add_node_selector_constraint":
      try requireContainer(name, call, in: evaluator)
      configure(
        .acceleratorType(
          try textOrChannel("accelerator", "the kind of accelerator", call, in: evaluator)), call,
        evaluator)
    case "set_accelerator_limit":
      configure(.acceleratorLimit(try count("limit", call, in: evaluator)), call, evaluator)
    case "set_gpu_limit":
      let callee = call.call.calleeSpan
      let start = max(callee.start, callee.end - min(callee.end, UInt32(name.utf8.count)))
      evaluator.report(
        .oldAcceleratorLimit(at: Span(source: callee.source, start: start, end: callee.end)))
      configure(.acceleratorLimit(try count("gpu", call, in: evaluator)), call, evaluator)
    case "set_retry": try setRetry(call, in: evaluator)
    case "set_display_name":
      guard let text = try call.text("name", "a display name", in: evaluator) else {
        throw evaluator.failure(
          .wrongKind(
            "a display name", wanted: "a str", .none, at: call.span("name"), in: evaluator))
      }
      configure(.displayName(text), call, evaluator)
    case "set_env_variable": try setEnvironment(call, in: evaluator)
    case "set_debug_pause": try setDebugPause(call, in: evaluator)
    case "set_container_image":
      try requireContainer(name, call, in: evaluator)
      let image = try textOrChannel(
        "name", "an image", call, in: evaluator)
      configure(.containerImage(image), call, evaluator)
    case "after": try runAfter(call, in: evaluator)
    case "ignore_upstream_failure": configure(.ignoreUpstreamFailure, call, evaluator)
    default: break
    }
  }

  private func configure(_ setting: TaskSetting, _ call: SurfaceCall, _ evaluator: Evaluator) {
    evaluator.studio.configure(id, setting, at: call.call.span)
  }

  /// Complains where the task is an importer or a pipeline, which have no container.
  private func requireContainer(
    _ method: String, _ call: SurfaceCall, in evaluator: Evaluator
  ) throws(Raised) {
    if case .container = component.implementation { return }
    let kind =
      if case .importer = component.implementation { "an importer" } else { "a pipeline" }
    throw evaluator.failure(
      Diagnostic(
        "E0351", "`\(method)` sets something of a container, and `\(label)` is \(kind)",
        at: SourceLabel(call.call.calleeSpan, "no container to set this on"),
        related: [SourceLabel(span, "\(kind), not a component with a container")],
        helps: kind == "a pipeline"
          ? [Help("set it on the tasks inside the pipeline")] : []))
  }

  private func setCaching(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    guard let isEnabled = try call.flag("enable_caching", "`enable_caching`", in: evaluator) else {
      throw evaluator.failure(
        .wrongKind(
          "`enable_caching`", wanted: "True or False", .none, at: call.span("enable_caching"),
          in: evaluator))
    }
    let key = try call.text("cache_key", "a cache key", in: evaluator)
    configure(.caching(isEnabled: isEnabled, key: key), call, evaluator)
  }

  /// A CPU or memory quantity: a text of the right form, or a run-time value.
  private func quantity(
    _ name: String, _ call: SurfaceCall, _ form: Quantity, in evaluator: Evaluator
  ) throws(Raised) -> KFPGraph.Argument {
    try requireContainer(call.name, call, in: evaluator)
    let value = call[name] ?? .none
    switch value {
    case .object(let channel as ChannelObject):
      try evaluator.refuseForeign(
        channel.channel, label: channel.label, at: call.span(name), in: id.pipeline)
      return .channel(channel.channel)
    case .string(let text):
      if evaluator.studio.embedded.segments(of: text) != nil {
        return try evaluator.textArgument(from: text, at: call.span(name), for: id.pipeline)
      }
      guard form.accepts(text) else {
        throw evaluator.failure(
          Diagnostic(
            "E0352", "`\(text)` is not an amount of \(form.noun)",
            at: SourceLabel(call.span(name), "not understood"), notes: [form.explanation],
            helps: text.hasSuffix("B") && form.accepts(String(text.dropLast()))
              ? [
                Help(
                  "write `'\(text.dropLast())'`",
                  edits: [TextEdit(call.span(name), replacement: "'\(text.dropLast())'")])
              ] : []))
      }
      return .constant(.string(text))
    case .int(let number):
      throw evaluator.failure(
        Diagnostic(
          "E0352", "an amount of \(form.noun) is written as a str",
          at: SourceLabel(call.span(name), "this is an int"), notes: [form.explanation],
          helps: form.accepts(String(number))
            ? [
              Help(
                "write `'\(number)'`",
                edits: [TextEdit(call.span(name), replacement: "'\(number)'")])
            ] : []))
    default:
      throw evaluator.failure(
        .wrongKind(
          "an amount of \(form.noun)", wanted: "a str", value, at: call.span(name), in: evaluator))
    }
  }

  /// A count of accelerators.
  private func count(
    _ name: String, _ call: SurfaceCall, in evaluator: Evaluator
  ) throws(Raised) -> KFPGraph.Argument {
    try requireContainer("set_accelerator_limit", call, in: evaluator)
    switch call[name] ?? .none {
    case .object(let channel as ChannelObject):
      try evaluator.refuseForeign(
        channel.channel, label: channel.label, at: call.span(name), in: id.pipeline)
      return .channel(channel.channel)
    case .int(let number) where number >= 0: return .constant(.string(String(number)))
    case .string(let text) where !text.isEmpty && text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }):
      return .constant(.string(text))
    case .string(let text) where evaluator.studio.embedded.segments(of: text) != nil:
      return try evaluator.textArgument(from: text, at: call.span(name), for: id.pipeline)
    case let value:
      throw evaluator.failure(
        Diagnostic(
          "E0353", "the number of accelerators must be a whole number from 0",
          at: SourceLabel(call.span(name), "this is \(evaluator.kindName(of: value))")))
    }
  }

  private func textOrChannel(
    _ name: String, _ place: String, _ call: SurfaceCall, in evaluator: Evaluator
  ) throws(Raised) -> KFPGraph.Argument {
    switch call[name] ?? .none {
    case .object(let channel as ChannelObject):
      try evaluator.refuseForeign(
        channel.channel, label: channel.label, at: call.span(name), in: id.pipeline)
      return .channel(channel.channel)
    case .string(let text):
      guard let segments = evaluator.studio.embedded.segments(of: text) else {
        return .constant(.string(text))
      }
      let count = segments.count { if case .channel = $0 { true } else { false } }
      guard count == 1 else {
        throw evaluator.failure(
          Diagnostic(
            "E0354", "\(place) can hold one run-time value, and this one holds \(count)",
            at: SourceLabel(call.span(name), "a text with run-time values"),
            helps: [Help("build the whole text in a component and pass that")]))
      }
      return try evaluator.textArgument(from: text, at: call.span(name), for: id.pipeline)
    case let value:
      throw evaluator.failure(
        .wrongKind(
          place, wanted: "a str or a run-time str", value, at: call.span(name), in: evaluator))
    }
  }

  private func setRetry(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    let count = try call.integer("num_retries", "the number of retries", in: evaluator)
    if let count, count < 0 {
      throw evaluator.failure(
        Diagnostic(
          "E0355", "the number of retries cannot be negative",
          at: SourceLabel(call.span("num_retries"), "less than 0")))
    }
    var factor: Double?
    switch call["backoff_factor"] ?? .none {
    case .none: break
    case .int(let value): factor = Double(value)
    case .float(let value): factor = value
    case let value:
      throw evaluator.failure(
        .wrongKind(
          "the backoff factor", wanted: "a number", value, at: call.span("backoff_factor"),
          in: evaluator))
    }
    let duration = try duration("backoff_duration", call, in: evaluator)
    let limit = try self.duration("backoff_max_duration", call, in: evaluator)
    configure(
      .retry(
        count: count, backoffDuration: duration, backoffFactor: factor, backoffMaxDuration: limit),
      call, evaluator)
  }

  private func duration(
    _ name: String, _ call: SurfaceCall, in evaluator: Evaluator
  ) throws(Raised) -> String? {
    guard let text = try call.text(name, "a duration", in: evaluator) else { return nil }
    guard Quantity.isDuration(text) else {
      throw evaluator.failure(
        Diagnostic(
          "E0356", "`\(text)` is not a duration",
          at: SourceLabel(call.span(name), "not understood"),
          notes: ["a duration is a whole number and a unit: `30s`, `5m`, `2h`, `1d`, `1w`"]))
    }
    return text
  }

  private func setEnvironment(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    try requireContainer("set_env_variable", call, in: evaluator)
    if case .object(let channel as ChannelObject) = call["value"] {
      throw evaluator.failure(.environmentNotConstant(channel, at: call.span("value")))
    }
    guard let name = try call.text("name", "the name of an environment variable", in: evaluator),
      let value = try call.text("value", "the value of an environment variable", in: evaluator)
    else {
      throw evaluator.failure(
        Diagnostic(
          "E0335", "an environment variable has a name and a value that are str",
          at: SourceLabel(call.call.span, "None is given")))
    }
    configure(.environmentVariable(name: name, value: value), call, evaluator)
  }

  private func setDebugPause(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    try requireContainer("set_debug_pause", call, in: evaluator)
    let before = try call.flag("before", "`before`", in: evaluator) ?? false
    let after = try call.flag("after", "`after`", in: evaluator) ?? true
    let onError = try call.flag("on_error", "`on_error`", in: evaluator) ?? false
    guard before || after, after || !onError else {
      throw evaluator.failure(
        Diagnostic(
          "E0357",
          onError
            ? "`on_error=True` pauses after the task, which `after=False` forbids"
            : "a debug pause that is neither before nor after the task does nothing",
          at: SourceLabel(call.call.span, onError ? "contradicts itself" : "no pause")))
    }
    let names = [
      (before, "ARGO_DEBUG_PAUSE_BEFORE"), (after && !onError, "ARGO_DEBUG_PAUSE_AFTER"),
      (onError, "ARGO_DEBUG_PAUSE_ON_ERROR"),
    ]
    for (isSet, name) in names where isSet {
      configure(.environmentVariable(name: name, value: "true"), call, evaluator)
    }
  }

  private func runAfter(_ call: SurfaceCall, in evaluator: Evaluator) throws(Raised) {
    for argument in call.variadic {
      switch argument.value {
      case .object(let task as TaskObject):
        guard task.id.pipeline == id.pipeline else {
          throw evaluator.failure(.afterForeignTask(task, at: argument.span))
        }
        evaluator.studio.configure(id, .afterTask(task.id), at: argument.span)
      case .object(let group as GroupObject) where group.isExitHandler:
        evaluator.studio.configure(id, .afterGroup(group.id), at: argument.span)
      case .object(let group as GroupObject):
        throw evaluator.failure(.afterGroup(group, at: argument.span))
      case .unknown: continue
      case let value:
        throw evaluator.failure(
          .afterOther(evaluator.kindName(of: value), value, at: argument.span))
      }
    }
  }
}

extension Value {
  /// Whether it is a run-time value.
  var isChannel: Bool {
    if case .object(let object) = self { object is ChannelObject } else { false }
  }
}

/// The forms of amounts that a container can be given.
struct Quantity {
  /// What it is an amount of.
  let noun: String
  /// What is accepted.
  let explanation: String
  /// Whether a text has the form.
  let accepts: @Sendable (String) -> Bool

  static let cpu = Quantity(
    noun: "processors", explanation: "processors are written `2`, `0.5` or `500m`"
  ) { text in
    var bytes = Array(text.utf8)[...]
    if bytes.last == UInt8(ascii: "m") { bytes.removeLast() }
    let halves = bytes.split(
      separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard let last = halves.last, !last.isEmpty, halves.count <= 2 else { return false }
    return halves.allSatisfy { $0.allSatisfy { 0x30...0x39 ~= $0 } }
  }

  static let memory = Quantity(
    noun: "memory", explanation: "memory is written `512Mi`, `4G`, `2Gi`: a whole number and a unit"
  ) { text in
    let bytes = Array(text.utf8)
    let digits = bytes.prefix { 0x30...0x39 ~= $0 }
    let units: Set<String> = [
      "", "E", "Ei", "P", "Pi", "T", "Ti", "G", "Gi", "M", "Mi", "K", "Ki",
    ]
    return !digits.isEmpty
      && units.contains(String(decoding: bytes[digits.count...], as: UTF8.self))
  }

  /// Whether a text is a whole number and a word whose first letter is a unit.
  static func isDuration(_ text: String) -> Bool {
    let bytes = Array(text.utf8).filter { $0 != 0x20 }
    let digits = bytes.prefix { 0x30...0x39 ~= $0 }
    guard !digits.isEmpty, digits.count < bytes.count else { return false }
    let unit = bytes[digits.count...]
    guard let first = unit.first, "smhdw".utf8.contains(first) else { return false }
    return unit.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
  }
}

extension Diagnostic {
  static func environmentNotConstant(_ channel: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0559",
      "the value of an environment variable must be known when the pipeline is put together",
      at: SourceLabel(span, "`\(channel.label)` is a run-time \(channel.typeDescription)"),
      notes: ["a run-time value exists only when tasks run"],
      helps: [Help("pass it as an input of the component instead")])
  }

  static func afterForeignTask(_ task: TaskObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0574", "`\(task.label)` belongs to another pipeline",
      at: SourceLabel(span, "a task of another pipeline"),
      related: [SourceLabel(task.span, "created here")])
  }

  static func afterGroup(_ group: GroupObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0358", "`after` takes tasks and exit handlers, and this is \(group.kindName)",
      at: SourceLabel(span, "\(group.kindName)"),
      helps: [Help("name the tasks inside the group")])
  }

  static func afterOther(_ kind: String, _ value: Value, at span: Span) -> Diagnostic {
    var helps: [Help] = []
    switch value {
    case .list, .tuple: helps = [Help("give the tasks one by one: `.after(*...)`")]
    case .string: helps = [Help("give the task itself, by the name that it has in the script")]
    case .opaque: helps = Evaluator.waysToRead
    default: if value.isChannel { helps = [Help("name the task whose output this is")] }
    }
    return Diagnostic(
      "E0358", "`after` takes tasks, and this is \(kind)", at: SourceLabel(span, "not a task"),
      helps: helps)
  }
}
