import KFPTypes
import OrderedCollections

extension DocumentValidator {
  mutating func validate(
    _ task: TaskSpec, named name: String, in dag: DAGSpec, of parent: ComponentSpec,
    at path: SpecPath
  ) {
    let component = pipeline.components[task.componentName]
    if component == nil {
      report(
        .danglingReference, path.adding("componentRef", "name"),
        "the component `\(task.componentName)` does not exist")
    }
    for (input, source) in task.inputParameters {
      validate(
        source, for: input, of: task, in: dag, parent,
        at: path.adding("inputs", "parameters", input))
    }
    for (input, source) in task.inputArtifacts {
      let path = path.adding("inputs", "artifacts", input)
      switch source {
      case .taskOutput(let producer, let key):
        validateOutput(
          key, of: producer, isArtifact: true, in: dag, at: path.adding("taskOutputArtifact"))
      case .componentInput(let name):
        validateParentInput(
          name, isArtifact: true, of: parent, at: path.adding("componentInputArtifact"))
      }
    }
    validateDependencies(of: task, named: name, in: dag, at: path)
    if let component { validateInterface(of: task, component, at: path) }
    validateCondition(of: task, at: path.adding("triggerPolicy", "condition"))
    if let policy = task.retryPolicy { validate(policy, at: path.adding("retryPolicy")) }
  }

  // MARK: Inputs

  private mutating func validate(
    _ source: TaskSpec.ParameterSource, for input: String, of task: TaskSpec, in dag: DAGSpec,
    _ parent: ComponentSpec, at path: SpecPath
  ) {
    switch source.kind {
    case .taskOutput(let producer, let key):
      validateOutput(
        key, of: producer, isArtifact: false, in: dag, at: path.adding("taskOutputParameter"))
    case .componentInput(let name):
      validateParentInput(
        name, isArtifact: false, of: parent, at: path.adding("componentInputParameter"))
    case .runtimeParameter(let name):
      validateParentInput(
        name, isArtifact: false, of: parent, at: path.adding("runtimeValue", "runtimeParameter"))
    case .constant(let value):
      validateTexts(in: value, of: task, at: path.adding("runtimeValue", "constant"))
    case .taskFinalStatus(let producer):
      let path = path.adding("taskFinalStatus", "producerTask")
      if dag.tasks[producer] == nil {
        report(.danglingReference, path, "there is no task `\(producer)` beside this one")
      } else if task.dependentTasks != [producer] {
        report(
          .inconsistency, path,
          "the status of `\(producer)` is asked for, so `dependentTasks` must be just that task")
      }
    }
    if let selector = source.expressionSelector {
      do throws(ConditionProblem) {
        _ = try ExpressionSelector(selector)
      } catch {
        report(
          .expression, path.adding("parameterExpressionSelector"),
          "the selector cannot be read: \(error.message)")
      }
    }
  }

  private mutating func validateParentInput(
    _ name: String, isArtifact: Bool, of parent: ComponentSpec, at path: SpecPath
  ) {
    let isParameter = parent.inputs.parameters[name] != nil
    let isDeclaredArtifact = parent.inputs.artifacts[name] != nil
    if isArtifact ? isDeclaredArtifact : isParameter { return }
    if isParameter || isDeclaredArtifact {
      let kind = isParameter ? "a parameter" : "an artifact"
      report(.inconsistency, path, "the input `\(name)` of the surrounding component is \(kind)")
    } else {
      report(.danglingReference, path, "the surrounding component has no input `\(name)`")
    }
  }

  /// Checks that a task gives its component what that needs.
  private mutating func validateInterface(
    of task: TaskSpec, _ component: ComponentSpec, at path: SpecPath
  ) {
    let item = task.iterator?.itemInput
    for (name, parameter) in component.inputs.parameters where name != item {
      let isNeeded = !parameter.isOptional && parameter.defaultValue == nil
      if isNeeded, task.inputParameters[name] == nil {
        report(
          .missingField, path, "the component needs the parameter `\(name)`, which is not given")
      }
      if case .constant(let value)? = task.inputParameters[name]?.kind {
        let path = path.adding("inputs", "parameters", name)
        validate(value, for: name, parameter, at: path.adding("runtimeValue", "constant"))
      }
      if task.inputArtifacts[name] != nil {
        report(
          .inconsistency, path.adding("inputs", "artifacts", name),
          "the input `\(name)` of the component is a parameter")
      }
    }
    for (name, artifact) in component.inputs.artifacts where name != item {
      if !artifact.isOptional, task.inputArtifacts[name] == nil {
        report(
          .missingField, path, "the component needs the artifact `\(name)`, which is not given")
      }
      if task.inputParameters[name] != nil {
        report(
          .inconsistency, path.adding("inputs", "parameters", name),
          "the input `\(name)` of the component is an artifact")
      }
    }
    validateNames(of: task, component, at: path)
    validateIterator(of: task, component, at: path)
  }

  private mutating func validateIterator(
    of task: TaskSpec, _ component: ComponentSpec, at path: SpecPath
  ) {
    guard let iterator = task.iterator else { return }
    let item = iterator.itemInput
    let isArtifact: Bool
    let path: SpecPath =
      if case .artifact = iterator { path.adding("artifactIterator") } else {
        path.adding("parameterIterator")
      }
    switch iterator {
    case .raw(let items, _):
      isArtifact = false
      let options = JSONReadingOptions(allowsNonFinite: true)
      if (try? parseJSON(items, options: options))?.arrayValue == nil {
        report(.expression, path.adding("items", "raw"), "the items are no JSON list")
      }
    case .parameter(let name, _):
      isArtifact = false
      if task.inputParameters[name] == nil {
        report(
          .danglingReference, path.adding("items", "inputParameter"),
          "the task has no input parameter `\(name)` to run over")
      }
    case .artifact(let name, _):
      isArtifact = true
      if task.inputArtifacts[name] == nil {
        report(
          .danglingReference, path.adding("items", "inputArtifact"),
          "the task has no input artifact `\(name)` to run over")
      }
    }
    let isDeclared =
      isArtifact
      ? component.inputs.artifacts[item] != nil : component.inputs.parameters[item] != nil
    if !isDeclared {
      report(
        .danglingReference, path.adding("itemInput"),
        "the component has no input `\(item)` for the item")
    }
    if task.inputParameters[item] != nil || task.inputArtifacts[item] != nil {
      report(
        .inconsistency, path.adding("itemInput"),
        "the input `\(item)` holds the item and cannot be given otherwise")
    }
  }

  // MARK: Order

  private mutating func validateDependencies(
    of task: TaskSpec, named name: String, in dag: DAGSpec, at path: SpecPath
  ) {
    for (index, upstream) in task.dependentTasks.enumerated() where dag.tasks[upstream] == nil {
      report(
        .danglingReference, path.adding("dependentTasks").adding(index: index),
        "there is no task `\(upstream)` beside this one")
    }
    // Values for resources of a container come without a dependency from the official compiler; they
    // are inputs that the component does not declare.
    let component = pipeline.components[task.componentName]
    let listed = Set(task.dependentTasks)
    let producers = task.producers(forInputs: { name in
      component?.inputs.parameters[name] != nil || component?.inputs.artifacts[name] != nil
    })
    for producer in producers where !listed.contains(producer) && dag.tasks[producer] != nil {
      report(
        .inconsistency, path.adding("dependentTasks"),
        "the task takes an output of `\(producer)`, so `dependentTasks` must name it")
    }
  }

  private mutating func validate(_ policy: TaskSpec.RetryPolicy, at path: SpecPath) {
    if let count = policy.maxRetryCount, count < 0 {
      report(.inconsistency, path.adding("maxRetryCount"), "the count is negative")
    }
    for (key, text) in [
      ("backoffDuration", policy.backoffDuration),
      ("backoffMaxDuration", policy.backoffMaxDuration),
    ] {
      guard let text else { continue }
      guard text.utf8.last == UInt8(ascii: "s"), let seconds = Double(text.dropLast()),
        seconds >= 0
      else {
        report(
          .expression, path.adding(key),
          "`\(text)` is no duration; it must be seconds such as `60s`")
        continue
      }
    }
  }

  private mutating func validateCondition(of task: TaskSpec, at path: SpecPath) {
    guard let text = task.triggerPolicy.condition else { return }
    reportChannelText(in: text, at: path)
    do throws(ConditionProblem) {
      let condition = try TriggerCondition(text)
      for name in condition.parameterNames where task.inputParameters[name] == nil {
        report(
          .danglingReference, path,
          "the condition asks for the parameter `\(name)`, which the task does not get")
      }
    } catch {
      report(.expression, path, "the condition cannot be read: \(error.message)")
    }
  }
}

extension TaskSpec {
  /// The tasks whose outputs this one takes, once each.
  public var producers: [String] { producers(forInputs: { _ in true }) }

  /// The tasks whose outputs this one takes for some of its inputs, once each.
  func producers(forInputs isCounted: (String) -> Bool) -> [String] {
    var producers: OrderedSet<String> = []
    for (input, source) in inputParameters where isCounted(input) {
      if case .taskOutput(let task, _) = source.kind { producers.append(task) }
    }
    for (input, source) in inputArtifacts where isCounted(input) {
      if case .taskOutput(let task, _) = source { producers.append(task) }
    }
    return Array(producers)
  }
}
