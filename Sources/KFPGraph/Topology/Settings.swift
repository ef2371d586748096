import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

extension Diagnostic {
  /// A setting of a container on a task without one.
  static func settingWithoutContainer(
    _ task: String, _ what: String, _ kind: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0325", "\(task) is \(kind), which has no \(what)",
      at: SourceLabel(span, "set on \(kind)"),
      helps: kind == "a pipeline" ? [Help("set it on the tasks inside the pipeline")] : [])
  }

  /// A setting that the component passes on, and does not say so.
  static func settingNotPassedOn(
    _ task: String, _ field: String, at span: Span, component: Span?
  ) -> Diagnostic {
    Diagnostic(
      "E0326", "\(task) passes its settings on, but not `\(field)`",
      at: SourceLabel(span, "would have no effect"),
      related: component.map {
        [SourceLabel($0, "`\(field)` is not among its `task_config_passthroughs`")]
      } ?? [],
      helps: [Help("add `TaskConfigField.\(field)` to `task_config_passthroughs`")])
  }

  /// A run-time setting that needs an input which the component has itself.
  static func settingOverInput(
    _ task: String, _ input: String, at span: Span, argument: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0327", "this run-time setting would replace the input `\(input)` of \(task)",
      at: SourceLabel(span, "uses an input called `\(input)`, too"),
      related: [SourceLabel(argument, "`\(input)` is given here")],
      helps: [Help("rename the input of the component")])
  }
}

extension Diagnostic {
  /// A field of a loop's item in a Kubernetes setting.
  static func fieldInPlatformSetting(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0329", "\(value) cannot be used in a Kubernetes setting",
      at: SourceLabel(span, "uses a field"),
      notes: ["Kubernetes settings can refer to whole values only"],
      helps: [Help("loop over a list of texts, or let a component give the text")])
  }
}

/// Settings are made where they have an effect.
func checkSettings(_ flow: GraphFlow, _ bag: inout DiagnosticBag) {
  for task in flow.graph.tasks {
    switch task.component.implementation {
    case .container: flow.checkPassthroughs(of: task, &bag)
    case .importer: flow.checkNoContainer(task, "an importer", &bag)
    case .pipeline: flow.checkNoContainer(task, "a pipeline", &bag)
    }
    flow.checkInputs(of: task, &bag)
  }
}

extension GraphFlow {
  fileprivate func checkNoContainer(
    _ task: Graph.Task, _ kind: String, _ bag: inout DiagnosticBag
  ) {
    for (setting, span) in task.settings {
      guard let what = setting.containerFeature else { continue }
      bag.report(.settingWithoutContainer("`\(task.name)`", what, kind, at: span))
    }
  }

  fileprivate func checkPassthroughs(of task: Graph.Task, _ bag: inout DiagnosticBag) {
    let fields = Set(task.component.taskConfigPassthroughs.map(\.field))
    guard !fields.isEmpty else { return }
    for (setting, span) in task.settings {
      guard let field = setting.passthroughField, !fields.contains(field) else { continue }
      bag.report(
        .settingNotPassedOn(
          "`\(task.name)`", field, at: span, component: task.component.declaration))
    }
  }

  fileprivate func checkInputs(of task: Graph.Task, _ bag: inout DiagnosticBag) {
    for (setting, span) in task.settings {
      if case .kubernetes = setting {
        for channel in setting.channels {
          guard case .field = channel.origin else { continue }
          bag.report(.fieldInPlatformSetting(describe(channel), at: span))
        }
      }
      guard !setting.channels.isEmpty, let input = setting.injectedInput,
        let argument = task.arguments.first(where: { $0.name == input })
      else { continue }
      bag.report(.settingOverInput("`\(task.name)`", input, at: span, argument: argument.span))
    }
  }
}

extension TaskSetting {
  /// What a task needs a container for; nil for settings of all tasks.
  fileprivate var containerFeature: String? {
    switch self {
    case .cpuRequest, .cpuLimit: "cores"
    case .memoryRequest, .memoryLimit: "memory"
    case .acceleratorType, .acceleratorLimit: "accelerators"
    case .environmentVariable: "environment variables"
    case .containerImage: "image"
    case .kubernetes: "Kubernetes settings"
    case .caching, .retry, .displayName, .afterTask, .afterGroup, .ignoreUpstreamFailure: nil
    }
  }

  /// The input that a run-time value in it gets.
  fileprivate var injectedInput: String? {
    switch self {
    case .cpuRequest: "cpu_request"
    case .cpuLimit: "cpu_limit"
    case .memoryRequest: "memory_request"
    case .memoryLimit: "memory_limit"
    case .acceleratorType: "accelerator_type"
    case .acceleratorLimit: "accelerator_count"
    case .containerImage: "base_image"
    case .environmentVariable, .kubernetes, .caching, .retry, .displayName, .afterTask,
      .afterGroup, .ignoreUpstreamFailure:
      nil
    }
  }

  /// The field of `TaskConfigField` that it belongs to.
  fileprivate var passthroughField: String? {
    switch self {
    case .cpuRequest, .cpuLimit, .memoryRequest, .memoryLimit, .acceleratorType,
      .acceleratorLimit:
      return "RESOURCES"
    case .environmentVariable: return "ENV"
    case .kubernetes(let setting):
      let config = kubernetesConfig(settings: [setting]) { _ in .object([:]) }
      let fields = [
        "tolerations": "KUBERNETES_TOLERATIONS", "nodeSelector": "KUBERNETES_NODE_SELECTOR",
        "nodeAffinity": "KUBERNETES_AFFINITY", "pvcMount": "KUBERNETES_VOLUMES",
        "secretAsVolume": "KUBERNETES_VOLUMES", "configMapAsVolume": "KUBERNETES_VOLUMES",
      ]
      return config.objectValue?.keys.lazy.compactMap { fields[$0] }.first
    case .containerImage, .caching, .retry, .displayName, .afterTask, .afterGroup,
      .ignoreUpstreamFailure:
      return nil
    }
  }
}
