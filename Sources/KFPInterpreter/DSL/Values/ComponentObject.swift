import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes

/// A component or pipeline as the script sees it: what a decorator or a loader gives.
final class ComponentObject: Object {
  /// What it is.
  let component: Component
  /// What the script calls it.
  let label: String
  /// Where its name is defined; nil for those that were loaded.
  let declaration: Span?
  /// The compiled pipeline, where it is one.
  let pipeline: LoweredPipeline?
  /// Which pipeline it is, where it was built here.
  let pipelineID: PipelineID?
  /// Whether it was loaded from a document.
  let isLoaded: Bool
  /// The function behind it.
  let function: FunctionObject?
  /// The module that defines it.
  let module: String

  init(
    _ component: Component, label: String, declaration: Span?, pipeline: LoweredPipeline? = nil,
    pipelineID: PipelineID? = nil, isLoaded: Bool = false, function: FunctionObject? = nil,
    module: String = "__main__"
  ) {
    self.component = component
    self.label = label
    self.declaration = declaration
    self.pipeline = pipeline
    self.pipelineID = pipelineID
    self.isLoaded = isLoaded
    self.function = function
    self.module = module
  }

  var isPipeline: Bool {
    if case .pipeline = component.implementation { true } else { false }
  }

  var typeName: String { isPipeline ? "pipeline" : "component" }

  var attributeNames: [String] { ["name", "description", "component_spec", "pipeline_spec"] }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(component.name)
    case "description": return component.description.map { .string($0) } ?? Value.none
    case "__name__": return .string(label)
    case "__doc__": return function?.docstring.map { .string($0) } ?? Value.none
    case "python_func", "pipeline_func": return function.map { .object($0) }
    case "required_inputs":
      return .list(
        ListObject(component.inputs.filter { !$0.isOptional }.map { .string($0.name) }))
    case "component_spec", "pipeline_spec", "platform_spec", "execute":
      return .opaque(
        OpaqueValue(description: "\(label).\(name)", importSpan: declaration ?? span))
    case "output", "outputs", "after":
      throw evaluator.failure(
        Diagnostic(
          "E0345", "`\(label)` is a \(typeName); only a call of it has `\(name)`",
          at: SourceLabel(span, "not called yet"),
          helps: [Help("call it first: `\(label)(...).\(name)`")]))
    default: return nil
    }
  }

  /// The signature that calls are bound to.
  private(set) lazy var signature = CallSignature(
    name: label,
    inputs: component.inputs.map { input in
      .init(
        name: input.name, type: input.type.portType, isRequired: !input.isOptional,
        declaration: input.declaration)
    }, declaration: declaration)

  func call(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value? {
    if evaluator.studio.containerDepth > 0 {
      throw evaluator.failure(
        Diagnostic(
          "E0489", "a container component describes a container and cannot call `\(label)`",
          at: SourceLabel(call.span, "a task inside a component")))
    }
    let pipeline = evaluator.studio.current(at: call.span)
    if let pipelineID, pipelineID == pipeline {
      throw evaluator.failure(
        Diagnostic(
          "E0346", "`\(label)` calls itself", at: SourceLabel(call.span, "called inside itself")))
    }
    evaluator.charge(steps: Evaluator.stepsOfNode)
    let arguments = try boundArguments(call, in: pipeline, evaluator)
    let id = evaluator.studio[pipeline].graph.addTask(
      of: component, label: label, arguments: arguments.bound, at: call.span)
    evaluator.applyCachingDefault(to: id, at: call.span)
    if let pipelineID {
      evaluator.studio.calledPipelines.insert(pipelineID)
      evaluator.doubtConfiguration(of: pipelineID, label: label, at: call.calleeSpan)
    }
    let task = TaskObject(
      id: id, name: evaluator.studio.task(id).name, component: component, label: label,
      span: call.span, arguments: arguments.given)
    evaluator.studio.remember(task)
    return .object(task)
  }

  private func boundArguments(
    _ call: Call, in pipeline: PipelineID, _ evaluator: Evaluator
  ) throws(Raised) -> (bound: [Graph.BoundArgument], given: [(name: String, value: Value)]) {
    var arguments: [CallArgument] = []
    var values: [KFPGraph.Argument?] = []
    var raw: [Value] = []
    func add(_ value: Value, at span: Span, keyword: (name: String, span: Span)?) {
      var type = ArgumentType.unknown
      var converted: KFPGraph.Argument?
      // What is wrong with a value is said at once; the call is still checked for the rest.
      do throws(Raised) {
        (type, converted) = try evaluator.argument(from: value, at: span, for: pipeline)
      } catch {}
      arguments.append(
        CallArgument(
          keyword: keyword, type: type, text: evaluator.sourceText(of: span), span: span))
      values.append(converted)
      raw.append(value)
    }
    for argument in call.positional { add(argument.value, at: argument.span, keyword: nil) }
    for argument in call.keywords {
      add(argument.value, at: argument.span, keyword: (argument.name, argument.nameSpan))
    }
    let bound = KFPChecker.bind(
      arguments, to: signature, calleeSpan: call.calleeSpan, reporting: &evaluator.bag)
    var result: [Graph.BoundArgument] = []
    var given: [(name: String, value: Value)] = []
    for (input, argument) in bound.arguments {
      let name = component.inputs[input].name
      given.append((name, raw[argument]))
      guard let value = values[argument] else { continue }
      evaluator.doubt(
        value, for: component.inputs[input], of: label, at: arguments[argument].span)
      result.append(
        Graph.BoundArgument(name: name, value: value, span: arguments[argument].span))
    }
    return (result, given)
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? { nil }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<\(typeName) \(component.name)>"
  }

  var observed: Interpretation.Observation.Piece? {
    isPipeline ? .pipeline(name: component.name) : .component(component)
  }
}

extension Evaluator {
  /// Lets a new task do without the cache, where the environment says so for all of them.
  func applyCachingDefault(to task: TaskID, at span: Span) {
    let value = capabilities.environment["KFP_DISABLE_EXECUTION_CACHING_BY_DEFAULT"] ?? ""
    guard ["1", "true", "t", "yes", "y", "on"].contains(value.lowercased()) else { return }
    studio.configure(task, .caching(isEnabled: false, key: nil), at: span)
  }
}
