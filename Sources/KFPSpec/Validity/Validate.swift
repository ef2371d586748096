import KFPTypes
import OrderedCollections

/// Checks what a document must keep to make sense and run: every name refers to something of the
/// right kind, nothing waits for itself, placeholders and conditions can be understood.
///
/// Problems carry the path of the part that is wrong; `DocumentReading.located` adds the place in
/// the text.
public func validate(_ document: PipelineDocument) -> [SpecProblem] {
  var validator = DocumentValidator(document)
  validator.validate()
  return validator.problems
}

/// Checks a document that was read; problems carry their places in the text.
public func validate(_ reading: DocumentReading) -> [SpecProblem] {
  validate(reading.document).map(reading.located)
}

/// Gathers the problems of one document.
struct DocumentValidator {
  let document: PipelineDocument
  var problems: [SpecProblem] = []
  /// The inputs that tasks give to a component beyond those that it declares.
  private(set) var givenParameters: [String: Set<String>] = [:]
  private(set) var givenArtifacts: [String: Set<String>] = [:]

  init(_ document: PipelineDocument) { self.document = document }

  var pipeline: PipelineSpec { document.pipeline }

  mutating func report(_ kind: SpecProblem.Kind, _ path: SpecPath, _ message: String) {
    problems.append(SpecProblem(kind, path: path, message: message))
  }

  mutating func validate() {
    if !pipeline.schemaVersion.hasPrefix("2.") {
      report(
        .inconsistency, SpecPath("schemaVersion"),
        "the schema version is \(pipeline.schemaVersion); kfps knows version 2")
    }
    collectGivenInputs()
    validate(pipeline.root, named: nil, at: SpecPath("root"))
    for (name, component) in pipeline.components {
      validate(component, named: name, at: SpecPath("components", name))
    }
    reportRecursion()
    for (label, executor) in pipeline.executors {
      validateTexts(of: executor, at: SpecPath("deploymentSpec", "executors", label))
    }
    validatePlatform()
  }

  private mutating func collectGivenInputs() {
    for component in [pipeline.root] + Array(pipeline.components.values) {
      guard case .dag(let dag) = component.implementation else { continue }
      for task in dag.tasks.values {
        givenParameters[task.componentName, default: []].formUnion(task.inputParameters.keys)
        givenArtifacts[task.componentName, default: []].formUnion(task.inputArtifacts.keys)
      }
    }
  }

  // MARK: Components

  private mutating func validate(_ component: ComponentSpec, named name: String?, at path: SpecPath)
  {
    for input in component.inputs.artifacts.keys
    where component.inputs.parameters[input] != nil {
      report(
        .inconsistency, path.adding("inputDefinitions", "artifacts", input),
        "the input `\(input)` is both a parameter and an artifact")
    }
    for output in component.outputs.artifacts.keys
    where component.outputs.parameters[output] != nil {
      report(
        .inconsistency, path.adding("outputDefinitions", "artifacts", output),
        "the output `\(output)` is both a parameter and an artifact")
    }
    validateValues(of: component, at: path)
    switch component.implementation {
    case .none:
      report(.missingField, path, "the component has neither tasks nor an executor")
    case .executor(let label):
      guard let executor = pipeline.executors[label] else {
        report(
          .danglingReference, path.adding("executorLabel"),
          "the executor `\(label)` does not exist")
        return
      }
      validatePlaceholders(
        of: executor, component: component, name: name,
        at: SpecPath("deploymentSpec", "executors", label))
    case .dag(let dag):
      if dag.tasks.isEmpty {
        report(.missingField, path.adding("dag"), "the component has no tasks")
      }
      validate(dag, of: component, at: path.adding("dag"))
    }
  }

  private mutating func validate(_ dag: DAGSpec, of component: ComponentSpec, at path: SpecPath) {
    for (name, task) in dag.tasks {
      validate(task, named: name, in: dag, of: component, at: path.adding("tasks", name))
    }
    reportCycle(in: dag, at: path)
    validateOutputs(of: dag, component, at: path.adding("outputs"))
  }

  // MARK: Outputs

  private mutating func validateOutputs(
    of dag: DAGSpec, _ component: ComponentSpec, at path: SpecPath
  ) {
    for (name, source) in dag.outputParameters {
      let path = path.adding("parameters", name)
      if component.outputs.parameters[name] == nil {
        report(
          .inconsistency, path, "the component does not declare the output parameter `\(name)`")
      }
      switch source {
      case .parameter(let selector):
        validate(
          selector, isArtifact: false, in: dag, at: path.adding("valueFromParameter"))
      case .oneOf(let selectors):
        let path = path.adding("valueFromOneof", "parameterSelectors")
        if selectors.isEmpty { report(.missingField, path, "there is nothing to choose from") }
        for (index, selector) in selectors.enumerated() {
          validate(selector, isArtifact: false, in: dag, at: path.adding(index: index))
        }
      }
    }
    for (name, selectors) in dag.outputArtifacts {
      let path = path.adding("artifacts", name)
      if component.outputs.artifacts[name] == nil {
        report(
          .inconsistency, path, "the component does not declare the output artifact `\(name)`")
      }
      if selectors.isEmpty { report(.missingField, path, "there is nothing that it comes from") }
      for (index, selector) in selectors.enumerated() {
        let path = path.adding("artifactSelectors").adding(index: index)
        validate(selector, isArtifact: true, in: dag, at: path)
      }
    }
    for name in component.outputs.parameters.keys where dag.outputParameters[name] == nil {
      report(.missingField, path, "no task gives the output parameter `\(name)`")
    }
    for name in component.outputs.artifacts.keys where dag.outputArtifacts[name] == nil {
      report(.missingField, path, "no task gives the output artifact `\(name)`")
    }
  }

  private mutating func validate(
    _ selector: DAGSpec.OutputSelector, isArtifact: Bool, in dag: DAGSpec, at path: SpecPath
  ) {
    validateOutput(
      selector.outputKey, of: selector.producerSubtask, isArtifact: isArtifact, in: dag, at: path)
  }

  /// Checks that a task of the DAG has an output of a kind.
  mutating func validateOutput(
    _ key: String, of name: String, isArtifact: Bool, in dag: DAGSpec, at path: SpecPath
  ) {
    guard let task = dag.tasks[name] else {
      report(.danglingReference, path, "there is no task `\(name)` beside this one")
      return
    }
    guard let component = pipeline.components[task.componentName] else { return }
    let isParameter = component.outputs.parameters[key] != nil
    let isDeclaredArtifact = component.outputs.artifacts[key] != nil
    if isArtifact ? isDeclaredArtifact : isParameter { return }
    if isParameter || isDeclaredArtifact {
      let kind = isParameter ? "a parameter" : "an artifact"
      report(.inconsistency, path, "the output `\(key)` of the task `\(name)` is \(kind)")
    } else {
      report(.danglingReference, path, "the task `\(name)` has no output `\(key)`")
    }
  }
}
