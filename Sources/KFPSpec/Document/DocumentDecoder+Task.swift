import KFPTypes
import OrderedCollections

extension DocumentDecoder {
  mutating func dag(_ value: LocatedJSON) -> DAGSpec? {
    guard let fields = fields(value, "a DAG", known: ["tasks", "outputs"]) else { return nil }
    let tasks = map(fields, "tasks") { decoder, name, value in decoder.task(value, named: name) }
    var dag = DAGSpec(tasks: tasks)
    _ = message(fields, "outputs") { decoder, value -> Bool? in
      guard
        let fields = decoder.fields(
          value, "the outputs of a DAG", known: ["parameters", "artifacts"])
      else { return nil }
      dag.outputParameters = decoder.map(fields, "parameters") { decoder, _, value in
        decoder.outputParameterSource(value)
      }
      dag.outputArtifacts = decoder.map(fields, "artifacts") { decoder, _, value in
        decoder.fields(value, "the source of an artifact", known: ["artifactSelectors"]).map {
          decoder.selectors($0, "artifactSelectors", key: "outputArtifactKey")
        }
      }
      return true
    }
    return dag
  }

  private mutating func outputParameterSource(
    _ value: LocatedJSON
  ) -> DAGSpec.OutputParameterSource? {
    guard
      let fields = fields(
        value, "the source of a parameter", known: ["valueFromParameter", "valueFromOneof"])
    else { return nil }
    if fields["valueFromOneof"] != nil {
      return message(fields, "valueFromOneof") { decoder, value in
        decoder.fields(value, "a choice", known: ["parameterSelectors"]).map {
          .oneOf(decoder.selectors($0, "parameterSelectors", key: "outputParameterKey"))
        }
      }
    }
    return message(fields, "valueFromParameter", required: true) {
      $0.selector($1, key: "outputParameterKey").map { .parameter($0) }
    }
  }

  private mutating func selectors(
    _ fields: Fields, _ field: String, key: String
  ) -> [DAGSpec.OutputSelector] {
    list(fields, field) { $0.selector($1, key: key) }
  }

  private mutating func selector(
    _ value: LocatedJSON, key: String
  ) -> DAGSpec.OutputSelector? {
    guard let fields = fields(value, "a selector", known: ["producerSubtask", key]) else {
      return nil
    }
    let task = text(fields, "producerSubtask", required: true)
    let output = text(fields, key, required: true)
    guard let task, let output else { return nil }
    return .init(producerSubtask: task, outputKey: output)
  }

  // MARK: Tasks

  private mutating func task(_ value: LocatedJSON, named name: String) -> TaskSpec? {
    guard
      let fields = fields(
        value, "a task",
        known: [
          "taskInfo", "componentRef", "inputs", "dependentTasks", "cachingOptions",
          "triggerPolicy", "parameterIterator", "artifactIterator", "iteratorPolicy",
          "retryPolicy",
        ])
    else { return nil }
    let displayName = message(fields, "taskInfo") { decoder, value in
      decoder.fields(value, "a task's information", known: ["name"]).flatMap {
        decoder.text($0, "name")
      }
    }
    let componentName = message(fields, "componentRef", required: true) { decoder, value in
      decoder.fields(value, "a component's name", known: ["name"]).flatMap {
        decoder.text($0, "name", required: true)
      }
    }
    var task = TaskSpec(displayName: displayName ?? name, componentName: componentName ?? "")
    _ = message(fields, "inputs") { decoder, value -> Bool? in
      guard
        let fields = decoder.fields(
          value, "the inputs of a task", known: ["parameters", "artifacts"])
      else { return nil }
      task.inputParameters = decoder.map(fields, "parameters") { decoder, _, value in
        decoder.parameterSource(value)
      }
      task.inputArtifacts = decoder.map(fields, "artifacts") { decoder, _, value in
        decoder.artifactSource(value)
      }
      return true
    }
    task.dependentTasks = texts(fields, "dependentTasks")
    readPolicies(fields, into: &task)
    return componentName == nil ? nil : task
  }

  private mutating func readPolicies(_ fields: Fields, into task: inout TaskSpec) {
    task.cachingOptions = message(fields, "cachingOptions") { decoder, value in
      decoder.fields(value, "caching options", known: ["enableCache", "cacheKey"]).map {
        .init(isEnabled: decoder.flag($0, "enableCache"), key: decoder.text($0, "cacheKey"))
      }
    }
    if let policy = message(fields, "triggerPolicy", { $0.triggerPolicy($1) }) {
      task.triggerPolicy = policy
    }
    task.retryPolicy = message(fields, "retryPolicy") { $0.retryPolicy($1) }
    task.parallelismLimit = message(fields, "iteratorPolicy") { decoder, value in
      decoder.fields(value, "a loop's policy", known: ["parallelismLimit"]).flatMap {
        decoder.integer($0, "parallelismLimit")
      }
    }
    if fields["parameterIterator"] != nil, fields["artifactIterator"] != nil {
      report(.inconsistency, "a task has one iterator, not two", at: fields.mark)
    }
    task.iterator =
      message(fields, "parameterIterator") { $0.parameterIterator($1) }
      ?? message(fields, "artifactIterator") { $0.artifactIterator($1) }
  }

  private mutating func triggerPolicy(_ value: LocatedJSON) -> TaskSpec.TriggerPolicy? {
    guard let fields = fields(value, "a trigger policy", known: ["condition", "strategy"]) else {
      return nil
    }
    let condition = text(fields, "condition")
    let strategy: TaskSpec.TriggerPolicy.Strategy? = message(fields, "strategy") {
      decoder, value in
      guard let name = decoder.text(value), name != "TRIGGER_STRATEGY_UNSPECIFIED" else {
        return nil
      }
      if let strategy = TaskSpec.TriggerPolicy.Strategy(rawValue: name) { return strategy }
      decoder.report(.wrongType, "there is no trigger strategy `\(name)`", at: value.mark)
      return nil
    }
    return .init(condition: condition, strategy: strategy)
  }

  private mutating func retryPolicy(_ value: LocatedJSON) -> TaskSpec.RetryPolicy? {
    guard
      let fields = fields(
        value, "a retry policy",
        known: ["maxRetryCount", "backoffDuration", "backoffFactor", "backoffMaxDuration"])
    else { return nil }
    return .init(
      maxRetryCount: integer(fields, "maxRetryCount"),
      backoffDuration: text(fields, "backoffDuration"),
      backoffFactor: double(fields, "backoffFactor"),
      backoffMaxDuration: text(fields, "backoffMaxDuration"))
  }

  private mutating func parameterIterator(_ value: LocatedJSON) -> TaskSpec.Iterator? {
    guard let fields = fields(value, "an iterator", known: ["items", "itemInput"]) else {
      return nil
    }
    let itemInput = text(fields, "itemInput", required: true)
    return message(fields, "items", required: true) { decoder, value in
      guard
        let fields = decoder.fields(value, "a loop's items", known: ["raw", "inputParameter"])
      else { return nil }
      if let raw = decoder.text(fields, "raw") {
        return itemInput.map { .raw(items: raw, itemInput: $0) }
      }
      guard let name = decoder.text(fields, "inputParameter", required: true) else { return nil }
      return itemInput.map { .parameter(items: name, itemInput: $0) }
    }
  }

  private mutating func artifactIterator(_ value: LocatedJSON) -> TaskSpec.Iterator? {
    guard let fields = fields(value, "an iterator", known: ["items", "itemInput"]) else {
      return nil
    }
    let itemInput = text(fields, "itemInput", required: true)
    return message(fields, "items", required: true) { decoder, value in
      guard let fields = decoder.fields(value, "a loop's items", known: ["inputArtifact"]),
        let name = decoder.text(fields, "inputArtifact", required: true)
      else { return nil }
      return itemInput.map { .artifact(items: name, itemInput: $0) }
    }
  }

  // MARK: Sources

  private static let parameterKinds = [
    "taskOutputParameter", "runtimeValue", "componentInputParameter", "taskFinalStatus",
  ]

  private mutating func parameterSource(_ value: LocatedJSON) -> TaskSpec.ParameterSource? {
    guard
      let fields = fields(
        value, "the source of a parameter",
        known: Self.parameterKinds + ["parameterExpressionSelector"])
    else { return nil }
    let selector = text(fields, "parameterExpressionSelector")
    let given = Self.parameterKinds.filter { fields[$0] != nil }
    guard given.count == 1, let kind = given.first else {
      let kinds = Self.parameterKinds.map { "`\($0)`" }.joined(separator: ", ")
      report(
        given.isEmpty ? .missingField : .inconsistency,
        "the source of a parameter needs one of \(kinds)", at: fields.mark)
      return nil
    }
    let source: TaskSpec.ParameterSource.Kind? = message(fields, kind) { decoder, value in
      switch kind {
      case "taskOutputParameter":
        return decoder.producer(value, key: "outputParameterKey").map {
          .taskOutput(task: $0, key: $1)
        }
      case "runtimeValue": return decoder.runtimeValue(value)
      case "componentInputParameter": return decoder.text(value).map { .componentInput($0) }
      default:
        return decoder.fields(value, "a final status", known: ["producerTask"]).flatMap {
          decoder.text($0, "producerTask", required: true).map { .taskFinalStatus(task: $0) }
        }
      }
    }
    return source.map { .init($0, expressionSelector: selector) }
  }

  private mutating func runtimeValue(
    _ value: LocatedJSON
  ) -> TaskSpec.ParameterSource.Kind? {
    guard
      let fields = fields(
        value, "a value", known: ["constant", "constantValue", "runtimeParameter"])
    else { return nil }
    if fields.has("constant") { return self.value(fields, "constant").map { .constant($0) } }
    if let name = text(fields, "runtimeParameter") { return .runtimeParameter(name) }
    return legacyConstant(fields).map { .constant($0) }
  }

  /// `constantValue` of the first 2.0 versions.
  private mutating func legacyConstant(_ fields: Fields) -> JSONValue? {
    guard fields["constantValue"] != nil else {
      reportMissing("constant", in: fields)
      return nil
    }
    return message(fields, "constantValue") { decoder, value in
      guard
        let fields = decoder.fields(
          value, "a constant", known: ["stringValue", "intValue", "doubleValue"])
      else { return nil }
      if let number = decoder.double(fields, "doubleValue") { return .double(number) }
      if let text = fields["intValue"]?.text, let number = Double(text) { return .double(number) }
      if let number = fields["intValue"]?.json.numberValue { return .double(number) }
      return .string(decoder.text(fields, "stringValue") ?? "")
    }
  }

  private mutating func producer(
    _ value: LocatedJSON, key: String
  ) -> (task: String, key: String)? {
    guard let fields = fields(value, "an output of a task", known: ["producerTask", key]) else {
      return nil
    }
    let task = text(fields, "producerTask", required: true)
    let output = text(fields, key, required: true)
    guard let task, let output else { return nil }
    return (task, output)
  }

  private mutating func artifactSource(_ value: LocatedJSON) -> TaskSpec.ArtifactSource? {
    guard
      let fields = fields(
        value, "the source of an artifact",
        known: ["taskOutputArtifact", "componentInputArtifact"])
    else { return nil }
    if let name = text(fields, "componentInputArtifact") { return .componentInput(name) }
    return message(fields, "taskOutputArtifact", required: true) {
      $0.producer($1, key: "outputArtifactKey").map { .taskOutput(task: $0, key: $1) }
    }
  }
}
