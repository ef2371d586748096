public import KFPTypes
import OrderedCollections

/// What tasks are given: values that stand in the document, and whether there is an input for them.
extension DocumentValidator {
  /// The official compiler gives a task more than its component declares: each value inside of a text,
  /// and those that the resources and the image are taken from.
  mutating func validateNames(of task: TaskSpec, _ component: ComponentSpec, at path: SpecPath) {
    let declared = component.inputs
    func isUnknown(_ name: String) -> Bool {
      declared.parameters[name] == nil && declared.artifacts[name] == nil
        && !name.hasPrefix("pipelinechannel--") && !Self.machineInputs.contains(name)
    }
    for name in task.inputParameters.keys where isUnknown(name) {
      report(
        .danglingReference, path.adding("inputs", "parameters", name),
        "the component has no input `\(name)`")
    }
    for name in task.inputArtifacts.keys where isUnknown(name) {
      report(
        .danglingReference, path.adding("inputs", "artifacts", name),
        "the component has no input `\(name)`")
    }
  }

  private static let machineInputs: Set<String> = [
    "base_image", "cpu_request", "cpu_limit", "memory_request", "memory_limit",
    "accelerator_type", "accelerator_count",
  ]

  mutating func validateValues(of component: ComponentSpec, at path: SpecPath) {
    for (name, input) in component.inputs.parameters {
      guard let value = input.defaultValue else { continue }
      let path = path.adding("inputDefinitions", "parameters", name).adding("defaultValue")
      validate(value, for: name, input, at: path)
    }
  }

  /// Checks a value that an input may have, by the input's declaration.
  mutating func validate(
    _ value: JSONValue, for name: String, _ input: ComponentInputs.InputParameter,
    at path: SpecPath
  ) {
    if !value.isPerhaps(input.type) {
      report(.wrongType, path, "the input `\(name)` is declared as \(input.type.pythonName)")
    } else if !input.allows(value) {
      report(.inconsistency, path, "the input `\(name)` takes \(input.literalsInWords) only")
    }
  }
}

extension ComponentInputs.InputParameter {
  /// Whether a value is one of the values that the input takes, where the document lists them.
  public func allows(_ value: JSONValue) -> Bool {
    literals.isEmpty || literals.contains { $0.withDoubles == value.withDoubles }
  }

  /// The values that the input takes, as `"a", "b"`.
  public var literalsInWords: String {
    literals.map { value in
      let whole = type == .integer ? value.integerValue.map(String.init) : nil
      return whole ?? value.jsonText()
    }.joined(separator: ", ")
  }
}

extension JSONValue {
  /// Whether a value can be one of a type. Old compilers wrote numbers as texts, and the official one
  /// takes any value for a list or a map; a text may be given by anything.
  fileprivate func isPerhaps(_ type: ParameterType) -> Bool {
    switch type {
    case .integer, .double:
      numberValue != nil || isFilledIn || stringValue.flatMap(Double.init) != nil
    case .boolean:
      boolValue != nil || isFilledIn
        || ["true", "false"].contains(stringValue?.lowercased() ?? "")
    case .string, .list, .struct, .taskFinalStatus, .taskConfig: true
    }
  }

  /// Whether it is a text that a run puts another value into.
  private var isFilledIn: Bool { stringValue?.contains("{{$") ?? (self == .null) }
}
