public import KFPTypes
import OrderedCollections

extension TaskSpec {
  /// The task in protobuf's JSON mapping.
  public var json: JSONValue {
    var result = JSONMembers()
    if let cachingOptions {
      var members = JSONMembers()
      members.add("cacheKey", text: cachingOptions.key)
      members.add("enableCache", flag: cachingOptions.isEnabled)
      result.add("cachingOptions", members.value)
    }
    result.add("componentRef", .members(["name": .string(componentName)]))
    result.add("dependentTasks", list: dependentTasks) { .string($0) }
    var inputs = JSONMembers()
    inputs.add("parameters", map: inputParameters, \.json)
    inputs.add("artifacts", map: inputArtifacts, \.json)
    result.add("inputs", nonEmpty: inputs)
    addIterator(to: &result)
    if let retryPolicy {
      var members = JSONMembers()
      members.add("backoffDuration", text: retryPolicy.backoffDuration)
      members.add("backoffFactor", double: retryPolicy.backoffFactor)
      members.add("backoffMaxDuration", text: retryPolicy.backoffMaxDuration)
      members.add("maxRetryCount", number: retryPolicy.maxRetryCount)
      result.add("retryPolicy", members.value)
    }
    result.add("taskInfo", .members(["name": .string(displayName)]))
    var trigger = JSONMembers()
    trigger.add("condition", text: triggerPolicy.condition)
    trigger.add("strategy", text: triggerPolicy.strategy?.rawValue)
    result.add("triggerPolicy", nonEmpty: trigger)
    return result.value
  }

  private func addIterator(to result: inout JSONMembers) {
    if let parallelismLimit {
      var members = JSONMembers()
      members.add("parallelismLimit", number: parallelismLimit)
      result.add("iteratorPolicy", nonEmpty: members)
    }
    let (key, kind, source, itemInput): (String, String, String, String)
    switch iterator {
    case nil: return
    case .raw(let items, let input):
      (key, kind, source, itemInput) = ("parameterIterator", "raw", items, input)
    case .parameter(let items, let input):
      (key, kind, source, itemInput) = ("parameterIterator", "inputParameter", items, input)
    case .artifact(let items, let input):
      (key, kind, source, itemInput) = ("artifactIterator", "inputArtifact", items, input)
    }
    result.add(
      key, .members(["items": .members([kind: .string(source)]), "itemInput": .string(itemInput)]))
  }
}

extension TaskSpec.ParameterSource {
  var json: JSONValue {
    var result = JSONMembers()
    switch kind {
    case .taskOutput(let task, let key):
      result.add(
        "taskOutputParameter",
        .members(["outputParameterKey": .string(key), "producerTask": .string(task)]))
    case .componentInput(let name): result.add("componentInputParameter", .string(name))
    case .constant(let value):
      result.add("runtimeValue", .members(["constant": value.withDoubles]))
    case .runtimeParameter(let name):
      result.add("runtimeValue", .members(["runtimeParameter": .string(name)]))
    case .taskFinalStatus(let task):
      result.add("taskFinalStatus", .members(["producerTask": .string(task)]))
    }
    result.add("parameterExpressionSelector", text: expressionSelector)
    return result.value
  }
}

extension TaskSpec.ArtifactSource {
  var json: JSONValue {
    switch self {
    case .taskOutput(let task, let key):
      .members([
        "taskOutputArtifact": .members([
          "outputArtifactKey": .string(key), "producerTask": .string(task),
        ])
      ])
    case .componentInput(let name): .members(["componentInputArtifact": .string(name)])
    }
  }
}
