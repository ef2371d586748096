import KFPSpec
import KFPTypes
import OrderedCollections

extension Component {
  /// The interface of the component in a document, without what does its work.
  func interface(implementation: ComponentSpec.Implementation) -> ComponentSpec {
    var spec = ComponentSpec(
      implementation: implementation, taskConfigPassthroughs: taskConfigPassthroughs)
    for input in inputs { spec.inputs.add(input) }
    for output in outputs {
      spec.outputs.add(output.name, type: output.type, description: output.description)
    }
    return spec
  }
}

extension ComponentInputs {
  /// Adds an input of a signature.
  mutating func add(_ input: Component.Input) {
    let description = input.description.flatMap { $0.isEmpty ? nil : $0 }
    switch input.type {
    case .parameter(let text):
      let type = text.parameterType ?? .string
      let isMachineFilled = type == .taskFinalStatus || type == .taskConfig
      var value: JSONValue?
      if input.isOptional, !isMachineFilled { value = input.defaultValue }
      parameters[input.name] = InputParameter(
        type: type, defaultValue: value.flatMap { encodedDefault($0, as: type) },
        isOptional: input.isOptional || isMachineFilled, description: description)
    case .artifact(let schema, let isList):
      artifacts[input.name] = InputArtifact(
        schema: schema, isList: isList, isOptional: input.isOptional, description: description)
    }
  }

  /// Adds what a group passes on.
  mutating func add(_ name: String, type: ChannelType) {
    switch type {
    case .parameter(let text):
      parameters[name] = InputParameter(type: text.comparedType ?? .string)
    case .artifact(let schema, let isList):
      artifacts[name] = InputArtifact(schema: schema, isList: isList)
    }
  }

  /// The value as a document holds it for an input of this type; nil for None.
  private func encodedDefault(_ value: JSONValue, as type: ParameterType) -> JSONValue? {
    switch (type, value) {
    case (_, .null): nil
    case (.integer, .bool(let flag)), (.double, .bool(let flag)): .double(flag ? 1 : 0)
    case (.boolean, .integer(let number)): .bool(number != 0)
    default: value.withDoubles
    }
  }
}

extension ComponentOutputs {
  /// Adds an output.
  mutating func add(_ name: String, type: ChannelType, description: String? = nil) {
    let description = description.flatMap { $0.isEmpty ? nil : $0 }
    switch type {
    case .parameter(let text):
      parameters[name] = OutputParameter(
        type: text.comparedType ?? .string, description: description)
    case .artifact(let schema, let isList):
      artifacts[name] = OutputArtifact(schema: schema, isList: isList, description: description)
    }
  }
}
