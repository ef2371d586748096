import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// Where the inputs of a task and the outputs of a group come from.
extension RunState {
  /// The inputs of a node's task, converted to the types of its component.
  func resolveInputs(
    _ node: Int, _ spec: TaskSpec, _ component: ComponentSpec
  ) throws(TaskFailure) -> PortValues {
    var inputs = PortValues()
    var constants: [(name: String, value: JSONValue)] = []
    for (name, source) in spec.inputParameters {
      if case .constant(let value) = source.kind {
        constants.append((name, value))
      } else if var value = try parameter(name, source, node, component) {
        if let selector = source.expressionSelector {
          value = try select(selector, from: value, input: name, nodes[node].path)
        }
        inputs.parameters[name] = value
      }
    }
    // A constant may name other inputs of the task, so constants come last.
    let given = inputs.parameters
    for (name, value) in constants {
      let path = nodes[node].path
      inputs.parameters[name] = expandConstant(value) { placeholder in
        switch placeholder {
        case .inputParameter(let key): given[key].map(plainText)
        case .constant(let constant): names.value(constant, in: path.name, at: path)
        case .executorInput, .inputArtifact, .outputArtifact, .outputParameterFile, .outputFile,
          .unknown:
          nil
        }
      }
    }
    for (name, source) in spec.inputArtifacts {
      if let artifacts = try artifacts(name, source, node, component) {
        inputs.artifacts[name] = artifacts
      }
    }
    try complete(&inputs, spec, component, nodes[node].path)
    return inputs
  }

  /// Replaces placeholders in the texts of a constant of the document.
  private func expandConstant(
    _ value: JSONValue, _ lookUp: (Placeholder) -> String?
  ) -> JSONValue {
    switch value {
    case .string(let text): .string(expand(text, lookUp))
    case .array(let elements): .array(elements.map { expandConstant($0, lookUp) })
    case .object(let members): .object(members.mapValues { expandConstant($0, lookUp) })
    case .null, .bool, .integer, .double: value
    }
  }

  /// The value of one input; nil when it is left out.
  private func parameter(
    _ name: String, _ source: TaskSpec.ParameterSource, _ node: Int, _ component: ComponentSpec
  ) throws(TaskFailure) -> JSONValue? {
    let path = nodes[node].path
    let declared = component.inputs.parameters[name]
    let mayBeMissing = declared?.isOptional ?? false
    switch source.kind {
    case .constant(let value): return value
    case .componentInput(let key), .runtimeParameter(let key):
      let value = instances[nodes[node].instance].inputs.parameters[key] ?? .null
      if value != .null { return value }
      if mayBeMissing { return nil }
      throw TaskFailure(
        .value, "`\(path)` needs `\(name)`, and `\(key)` of its pipeline has no value")
    case .taskOutput(let producer, let key):
      guard let producer = sibling(producer, of: node) else { return nil }
      if let value = nodes[producer].outputs.parameters[key], value != .null { return value }
      if mayBeMissing { return nil }
      throw TaskFailure(
        .value, "`\(path)` needs `\(name)`, and `\(nodes[producer].path)` gave no output `\(key)`")
    case .taskFinalStatus(let producer):
      guard let producer = sibling(producer, of: node) else { return nil }
      return finalStatus(of: producer)
    }
  }

  func sibling(_ name: String, of node: Int) -> Int? {
    let instance = nodes[node].instance
    return plan(known: instance).numbers[name].map { instances[instance].firstNode + $0 }
  }

  /// How a task ended, as `PipelineTaskFinalStatus` receives it: the cluster's words for states, which
  /// are not those of the SDK's documentation (`SUCCEEDED`).
  private func finalStatus(of node: Int) -> JSONValue {
    let state =
      switch nodes[node].state {
      case .succeeded: "COMPLETE"
      case .cancelled: "CANCELED"
      case .skipped: "NOT_TRIGGERED"
      case .waiting, .ready, .running, .failed: "FAILED"
      }
    var error: OrderedDictionary<String, JSONValue> = [:]
    if let failure = nodes[node].failure {
      // 9 is FAILED_PRECONDITION of google.rpc.Code: a task below failed.
      error["code"] = .integer(9)
      let isInner = failure.kind == .inner && !failure.detail.isEmpty
      error["message"] = .string(isInner ? failure.detail : failure.message)
    }
    return .object([
      "state": .string(state), "pipelineJobResourceName": .string(names.resourceName),
      "pipelineTaskName": .string(taskName(node)), "error": .object(error),
    ])
  }

  /// The artifacts of one input; nil when it is left out.
  private func artifacts(
    _ name: String, _ source: TaskSpec.ArtifactSource, _ node: Int, _ component: ComponentSpec
  ) throws(TaskFailure) -> [RuntimeArtifact]? {
    let path = nodes[node].path
    let mayBeMissing = component.inputs.artifacts[name]?.isOptional ?? false
    switch source {
    case .componentInput(let key):
      if let found = instances[nodes[node].instance].inputs.artifacts[key] { return found }
      if mayBeMissing { return nil }
      throw TaskFailure(
        .value, "`\(path)` needs the artifact `\(name)`, and `\(key)` of its pipeline has none")
    case .taskOutput(let producer, let key):
      guard let producer = sibling(producer, of: node) else { return nil }
      if let found = nodes[producer].outputs.artifacts[key] { return found }
      if mayBeMissing { return nil }
      throw TaskFailure(
        .value,
        "`\(path)` needs the artifact `\(name)`, and `\(nodes[producer].path)` gave no `\(key)`")
    }
  }

  /// Fills in defaults and checks that every value has its declared type.
  private func complete(
    _ inputs: inout PortValues, _ spec: TaskSpec, _ component: ComponentSpec, _ path: TaskPath
  ) throws(TaskFailure) {
    for (name, declared) in component.inputs.parameters where name != spec.iterator?.itemInput {
      guard let value = inputs.parameters[name] else {
        if let standard = declared.defaultValue {
          inputs.parameters[name] = fit(standard, declared.type) ?? standard
        } else if !declared.isOptional {
          throw TaskFailure(.value, "`\(path)` needs `\(name)`, which has no value and no default")
        }
        continue
      }
      guard let fitted = fit(value, declared.type) else {
        throw TaskFailure(
          .value,
          "`\(name)` of `\(path)` is declared as \(declared.type.pythonName) and got "
            + kindName(value))
      }
      guard declared.allows(fitted) else {
        throw TaskFailure(
          .value, "`\(name)` of `\(path)` takes \(declared.literalsInWords) only")
      }
      inputs.parameters[name] = fitted
    }
    for (name, declared) in component.inputs.artifacts
    where inputs.artifacts[name] == nil && !declared.isOptional && name != spec.iterator?.itemInput
    {
      throw TaskFailure(.value, "`\(path)` needs the artifact `\(name)`")
    }
  }

  /// What a loop runs over.
  func items(
    of iterator: TaskSpec.Iterator, _ inputs: PortValues, _ path: TaskPath
  ) throws(TaskFailure) -> Loop.Items {
    switch iterator {
    case .raw(let text, _):
      guard let value = try? readJSON(text), let items = value.arrayValue else {
        throw TaskFailure(.document, "the items of `\(path)` are not a list")
      }
      return .values(items.map(withWholeNumbers))
    case .parameter(let name, _):
      var value = inputs.parameters[name] ?? .null
      // The cluster also takes a list that arrives as text.
      if let text = value.stringValue, let list = try? readJSON(text) { value = list }
      guard let items = value.arrayValue else {
        throw TaskFailure(.value, "`\(path)` loops over \(kindName(value)), not over a list")
      }
      return .values(items.map(withWholeNumbers))
    case .artifact(let name, _): return .artifacts(inputs.artifacts[name] ?? [])
    }
  }

  /// The outputs of an instance whose nodes have ended; those that no task gave are absent.
  func outputs(of index: Int) -> PortValues {
    let instance = instances[index]
    guard let component = component(instance.component),
      case .dag(let dag) = component.implementation
    else { return PortValues() }
    let numbers = plan(known: index).numbers
    func producer(_ selector: DAGSpec.OutputSelector) -> Node? {
      guard let number = numbers[selector.producerSubtask] else { return nil }
      let node = nodes[instance.firstNode + number]
      return node.state == .succeeded ? node : nil
    }
    var outputs = PortValues()
    for (name, source) in dag.outputParameters {
      let selectors =
        switch source {
        case .parameter(let selector): [selector]
        case .oneOf(let selectors): selectors
        }
      for selector in selectors {
        guard let value = producer(selector)?.outputs.parameters[selector.outputKey] else {
          continue
        }
        let type = component.outputs.parameters[name]?.type
        outputs.parameters[name] = type.flatMap { fit(value, $0) } ?? value
        break
      }
    }
    for (name, selectors) in dag.outputArtifacts {
      for selector in selectors {
        guard let found = producer(selector)?.outputs.artifacts[selector.outputKey] else {
          continue
        }
        outputs.artifacts[name] = found
        break
      }
    }
    return outputs
  }

  /// The outputs of a loop: for each output of its component, the values of all iterations in their
  /// order. A loop inside gives a list for each iteration; lists of artifacts are joined, because
  /// they cannot be nested. Iterations whose task was skipped add nothing.
  func collected(_ results: [PortValues?], _ componentName: String) -> PortValues {
    guard let component = component(componentName) else { return PortValues() }
    var outputs = PortValues()
    for name in component.outputs.parameters.keys {
      outputs.parameters[name] = .array(results.compactMap { $0?.parameters[name] })
    }
    for name in component.outputs.artifacts.keys {
      outputs.artifacts[name] = results.flatMap { $0?.artifacts[name] ?? [] }
    }
    return outputs
  }
}

/// The inputs of a pipeline from the arguments of a run.
func rootInputs(
  of pipeline: PipelineSpec, arguments: OrderedDictionary<String, JSONValue>
) -> Result<PortValues, TaskFailure> {
  let declared = pipeline.root.inputs.parameters
  var inputs = PortValues()
  for name in arguments.keys where declared[name] == nil {
    let known = declared.keys.map { "`\($0)`" }.joined(separator: ", ")
    let choice = known.isEmpty ? "it has none" : "it has \(known)"
    return .failure(
      TaskFailure(.value, "`\(pipeline.info.name)` has no input `\(name)`; \(choice)"))
  }
  if let name = pipeline.root.inputs.artifacts.first(where: { !$0.value.isOptional })?.key {
    return .failure(
      TaskFailure(.value, "`\(name)` is an artifact, which an argument cannot be"))
  }
  for (name, input) in declared {
    guard let value = arguments[name] ?? input.defaultValue, value != .null else {
      if input.isOptional {
        inputs.parameters[name] = .null
        continue
      }
      return .failure(TaskFailure(.value, "`\(pipeline.info.name)` needs a value for `\(name)`"))
    }
    guard let fitted = fit(value, input.type) else {
      return .failure(
        TaskFailure(
          .value, "`\(name)` is declared as \(input.type.pythonName) and got \(kindName(value))"))
    }
    guard input.allows(fitted) else {
      return .failure(TaskFailure(.value, "`\(name)` takes \(input.literalsInWords) only"))
    }
    inputs.parameters[name] = fitted
  }
  return .success(inputs)
}
