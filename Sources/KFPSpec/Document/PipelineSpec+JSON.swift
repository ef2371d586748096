public import KFPTypes
import OrderedCollections

extension PipelineDocument {
  /// The documents of the file: the pipeline, and the platform's settings where there are any.
  public var jsonDocuments: [JSONValue] {
    platform.isEmpty ? [pipeline.json] : [pipeline.json, platform.json]
  }
}

// Members are added in the order of their keys, in which documents are written.

extension PipelineSpec {
  /// The pipeline in protobuf's JSON mapping.
  public var json: JSONValue {
    var result = JSONMembers()
    result.add("components", map: components, \.json)
    result.add("defaultPipelineRoot", text: defaultPipelineRoot)
    if !executors.isEmpty {
      // The deployment is a `Struct`: all numbers of executors are doubles already.
      let labels = JSONValue.object(executors.mapValues(\.json))
      result.add("deploymentSpec", .members(["executors": labels]))
    }
    var info = JSONMembers()
    info.add("description", text: self.info.description)
    info.add("displayName", text: self.info.displayName)
    info.add("name", text: self.info.name)
    result.add("pipelineInfo", info.value)
    result.add("root", root.json)
    result.add("schemaVersion", text: schemaVersion)
    result.add("sdkVersion", text: sdkVersion)
    return result.value
  }
}

extension ComponentSpec {
  /// The component in protobuf's JSON mapping.
  public var json: JSONValue {
    var result = JSONMembers()
    switch implementation {
    case .dag(let dag): result.add("dag", dag.json)
    case .executor(let label): result.add("executorLabel", text: label)
    case .none: break
    }
    var inputs = JSONMembers()
    inputs.add("artifacts", map: self.inputs.artifacts, \.json)
    inputs.add("parameters", map: self.inputs.parameters, \.json)
    result.add("inputDefinitions", nonEmpty: inputs)
    var outputs = JSONMembers()
    outputs.add("artifacts", map: self.outputs.artifacts, \.json)
    outputs.add("parameters", map: self.outputs.parameters, \.json)
    result.add("outputDefinitions", nonEmpty: outputs)
    result.add("taskConfigPassthroughs", list: taskConfigPassthroughs) { passthrough in
      var members = JSONMembers()
      members.add("field", text: passthrough.field)
      members.add("applyToTask", flag: passthrough.applyToTask)
      return members.value
    }
    return result.value
  }
}

extension ArtifactSchema {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("schemaTitle", text: title)
    result.add("schemaVersion", text: version)
    return result.value
  }
}

extension ComponentInputs.InputParameter {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("defaultValue", defaultValue?.withDoubles)
    result.add("description", text: description)
    result.add("isOptional", flag: isOptional)
    result.add("literals", list: literals, \.withDoubles)
    result.add("parameterType", .string(type.rawValue))
    return result.value
  }
}

extension ComponentInputs.InputArtifact {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("artifactType", schema.json)
    result.add("description", text: description)
    result.add("isArtifactList", flag: isList)
    result.add("isOptional", flag: isOptional)
    return result.value
  }
}

extension ComponentOutputs.OutputParameter {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("description", text: description)
    result.add("parameterType", .string(type.rawValue))
    return result.value
  }
}

extension ComponentOutputs.OutputArtifact {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("artifactType", schema.json)
    result.add("description", text: description)
    result.add("isArtifactList", flag: isList)
    return result.value
  }
}

extension DAGSpec {
  var json: JSONValue {
    var outputs = JSONMembers()
    outputs.add("artifacts", map: outputArtifacts) { selectors in
      var members = JSONMembers()
      members.add("artifactSelectors", list: selectors) { $0.json(key: "outputArtifactKey") }
      return members.value
    }
    outputs.add("parameters", map: outputParameters) { source in
      switch source {
      case .parameter(let selector):
        .members(["valueFromParameter": selector.json(key: "outputParameterKey")])
      case .oneOf(let selectors):
        .members([
          "valueFromOneof": .members([
            "parameterSelectors": .array(
              selectors.map { $0.json(key: "outputParameterKey") })
          ])
        ])
      }
    }
    var result = JSONMembers()
    result.add("outputs", nonEmpty: outputs)
    result.add("tasks", map: tasks, \.json)
    return result.value
  }
}

extension DAGSpec.OutputSelector {
  func json(key: String) -> JSONValue {
    var result = JSONMembers()
    result.add(key, text: outputKey)
    result.add("producerSubtask", text: producerSubtask)
    return result.value
  }
}

extension PlatformSpec {
  /// The settings as the second document of a file.
  public var json: JSONValue {
    var kubernetes = JSONMembers()
    if !executors.isEmpty {
      let labels = JSONValue.object(executors.mapValues(\.withDoubles))
      kubernetes.add("deploymentSpec", .members(["executors": labels]))
    }
    kubernetes.add("pipelineConfig", pipelineConfig.map(Self.withDoublePatches))
    return .members(["platforms": .members(["kubernetes": kubernetes.value])])
  }

  /// The pipeline's settings are a message of whole numbers, but the patch of the workspace's claim
  /// is a `Struct`.
  private static func withDoublePatches(_ config: JSONValue) -> JSONValue {
    guard case .object(var members) = config, case .object(var workspace)? = members["workspace"],
      case .object(var kubernetes)? = workspace["kubernetes"],
      let patch = kubernetes["pvcSpecPatch"]
    else { return config }
    kubernetes["pvcSpecPatch"] = patch.withDoubles
    workspace["kubernetes"] = .object(kubernetes)
    members["workspace"] = .object(workspace)
    return .object(members)
  }
}
