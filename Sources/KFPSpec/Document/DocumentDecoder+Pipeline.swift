import KFPTypes
import OrderedCollections

extension DocumentDecoder {
  mutating func pipeline(_ value: LocatedJSON) -> PipelineSpec? {
    guard
      let fields = fields(
        value, "a pipeline",
        known: [
          "pipelineInfo", "components", "deploymentSpec", "root", "defaultPipelineRoot",
          "schemaVersion", "sdkVersion",
        ])
    else { return nil }
    let info = message(fields, "pipelineInfo", required: true) { $0.pipelineInfo($1) }
    let components = map(fields, "components") { decoder, _, value in decoder.component(value) }
    let executors = message(fields, "deploymentSpec") { decoder, value in
      decoder.fields(value, "a deployment", known: ["executors"]).map { fields in
        decoder.map(fields, "executors") { decoder, _, value in decoder.executor(value) }
      }
    }
    let root = message(fields, "root", required: true) { $0.component($1) }
    let defaultRoot = text(fields, "defaultPipelineRoot")
    let schemaVersion = text(fields, "schemaVersion", required: true)
    let sdkVersion = text(fields, "sdkVersion")
    guard let info, let root, let schemaVersion else { return nil }
    return PipelineSpec(
      info: info, components: components, executors: executors ?? [:], root: root,
      defaultPipelineRoot: defaultRoot, schemaVersion: schemaVersion, sdkVersion: sdkVersion ?? "")
  }

  private mutating func pipelineInfo(_ value: LocatedJSON) -> PipelineInfo? {
    guard
      let fields = fields(
        value, "the pipeline's information", known: ["name", "displayName", "description"])
    else { return nil }
    let name = text(fields, "name", required: true)
    let displayName = text(fields, "displayName")
    let description = text(fields, "description")
    return name.map { PipelineInfo(name: $0, displayName: displayName, description: description) }
  }

  private mutating func component(_ value: LocatedJSON) -> ComponentSpec? {
    guard
      let fields = fields(
        value, "a component",
        known: [
          "inputDefinitions", "outputDefinitions", "dag", "executorLabel",
          "taskConfigPassthroughs",
        ])
    else { return nil }
    let inputs = message(fields, "inputDefinitions") { $0.inputs($1) }
    let outputs = message(fields, "outputDefinitions") { $0.outputs($1) }
    let dag = message(fields, "dag") { $0.dag($1) }
    let label = text(fields, "executorLabel")
    let passthroughs = list(fields, "taskConfigPassthroughs") { $0.passthrough($1) }
    if fields["dag"] != nil, fields["executorLabel"] != nil {
      report(
        .inconsistency, "a component has either `dag` or `executorLabel`, not both",
        at: fields.mark)
    }
    let implementation: ComponentSpec.Implementation =
      if let dag { .dag(dag) } else if let label { .executor(label: label) } else { .none }
    return ComponentSpec(
      inputs: inputs ?? .init(), outputs: outputs ?? .init(), implementation: implementation,
      taskConfigPassthroughs: passthroughs)
  }

  private mutating func passthrough(_ value: LocatedJSON) -> TaskConfigPassthrough? {
    guard let fields = fields(value, "a passthrough", known: ["field", "applyToTask"]) else {
      return nil
    }
    let field = message(fields, "field", required: true) { decoder, value -> String? in
      guard let name = decoder.text(value) else { return nil }
      if TaskConfigPassthrough.fields.contains(name) { return name }
      decoder.report(.wrongType, "there is no setting `\(name)` to pass on", at: value.mark)
      return nil
    }
    let applies = flag(fields, "applyToTask")
    return field.map { TaskConfigPassthrough(field: $0, applyToTask: applies) }
  }

  // MARK: Interfaces

  private mutating func inputs(_ value: LocatedJSON) -> ComponentInputs? {
    guard let fields = fields(value, "the inputs", known: ["parameters", "artifacts"]) else {
      return nil
    }
    let parameters = map(fields, "parameters") { decoder, _, value in
      decoder.inputParameter(value)
    }
    let artifacts = map(fields, "artifacts") { decoder, _, value in decoder.inputArtifact(value) }
    return ComponentInputs(parameters: parameters, artifacts: artifacts)
  }

  private mutating func outputs(_ value: LocatedJSON) -> ComponentOutputs? {
    guard let fields = fields(value, "the outputs", known: ["parameters", "artifacts"]) else {
      return nil
    }
    let parameters = map(fields, "parameters") { decoder, _, value in
      decoder.outputParameter(value)
    }
    let artifacts = map(fields, "artifacts") { decoder, _, value in decoder.outputArtifact(value) }
    return ComponentOutputs(parameters: parameters, artifacts: artifacts)
  }

  private mutating func inputParameter(_ value: LocatedJSON) -> ComponentInputs.InputParameter? {
    guard
      let fields = fields(
        value, "an input parameter",
        known: ["parameterType", "type", "defaultValue", "isOptional", "literals", "description"])
    else { return nil }
    let type = parameterType(fields)
    let isOptional = flag(fields, "isOptional")
    let literals = list(fields, "literals") { _, value in value.json.withDoubles }
    let description = text(fields, "description")
    let defaultValue = self.value(fields, "defaultValue")
    return type.map {
      .init(
        type: $0, defaultValue: defaultValue, isOptional: isOptional, literals: literals,
        description: description)
    }
  }

  private mutating func outputParameter(
    _ value: LocatedJSON
  ) -> ComponentOutputs.OutputParameter? {
    guard
      let fields = fields(
        value, "an output parameter", known: ["parameterType", "type", "description"])
    else { return nil }
    let type = parameterType(fields)
    let description = text(fields, "description")
    return type.map { .init(type: $0, description: description) }
  }

  private mutating func inputArtifact(_ value: LocatedJSON) -> ComponentInputs.InputArtifact? {
    guard
      let fields = fields(
        value, "an input artifact",
        known: ["artifactType", "isArtifactList", "isOptional", "description"])
    else { return nil }
    let schema = message(fields, "artifactType", required: true) { $0.schema($1) }
    let isList = flag(fields, "isArtifactList")
    let isOptional = flag(fields, "isOptional")
    let description = text(fields, "description")
    return schema.map {
      .init(schema: $0, isList: isList, isOptional: isOptional, description: description)
    }
  }

  private mutating func outputArtifact(_ value: LocatedJSON) -> ComponentOutputs.OutputArtifact? {
    guard
      let fields = fields(
        value, "an output artifact", known: ["artifactType", "isArtifactList", "description"])
    else { return nil }
    let schema = message(fields, "artifactType", required: true) { $0.schema($1) }
    let isList = flag(fields, "isArtifactList")
    let description = text(fields, "description")
    return schema.map { .init(schema: $0, isList: isList, description: description) }
  }

  mutating func schema(_ value: LocatedJSON) -> ArtifactSchema? {
    guard
      let fields = fields(value, "an artifact's type", known: ["schemaTitle", "schemaVersion"])
    else { return nil }
    let title = text(fields, "schemaTitle", required: true)
    let version = text(fields, "schemaVersion")
    return title.map { ArtifactSchema(title: $0, version: version ?? "") }
  }

  /// The type of a parameter; documents of the first 2.0 versions have `type` with fewer kinds.
  private mutating func parameterType(_ fields: Fields) -> ParameterType? {
    if fields["parameterType"] == nil, let legacy = fields["type"] {
      return below("type") { decoder in
        switch decoder.text(legacy) {
        case "STRING": return .string
        case "INT": return .integer
        case "DOUBLE": return .double
        case nil: return nil
        case let name?:
          decoder.report(.wrongType, "there is no type `\(name)`", at: legacy.mark)
          return nil
        }
      }
    }
    return message(fields, "parameterType", required: true) { decoder, value in
      guard let name = decoder.text(value) else { return nil }
      if let type = ParameterType(rawValue: name) { return type }
      let accepted = ParameterType.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      decoder.report(
        .wrongType, "there is no parameter type `\(name)`; the types are \(accepted)",
        at: value.mark)
      return nil
    }
  }
}
