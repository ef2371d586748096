import KFPSpec
import KFPTypes
import OrderedCollections

/// Reads an old (v1) component document. Every mistake is reported at its place; where there is
/// one, no component comes out.
struct LegacyComponentReader {
  /// What is wrong so far.
  var problems: [SpecProblem] = []
  /// The inputs by the names that the document gives them.
  var inputs: OrderedDictionary<String, Component.Input> = [:]
  /// The outputs by the names that the document gives them.
  var outputs: OrderedDictionary<String, Component.Output> = [:]
  /// Outputs whose path placeholder is that of a parameter.
  var pathParameters: Set<String> = []
  /// Types that inputs have instead of the document's, by the names that the document gives them.
  var replacedTypes: [String: ChannelType] = [:]
  /// The command, as far as it was read.
  private(set) var command: [CommandElement] = []
  /// The arguments, as far as they were read.
  private(set) var arguments: [CommandElement] = []

  mutating func report(
    _ kind: SpecProblem.Kind, at mark: YAMLMark, _ message: String
  ) {
    problems.append(SpecProblem(kind, message: message, mark: mark))
  }

  mutating func read(_ document: LocatedJSON) -> Component? {
    let keys = [
      "name", "description", "metadata", "inputs", "outputs", "implementation", "version",
    ]
    guard check(document, "a component", keys: keys) else { return nil }
    let name = optionalText(document["name"], "the name")
    let description = optionalText(document["description"], "the description")
    _ = optionalText(document["version"], "the version")
    checkMetadata(document["metadata"])
    for input in elements(document["inputs"], "the inputs") { readInput(input) }
    for output in elements(document["outputs"], "the outputs") { readOutput(output) }
    guard let implementation = document["implementation"] else { return nil }
    guard let container = readImplementation(implementation) else { return nil }
    // Where two names become the same, the later one counts, at the earlier one's place.
    var byName: OrderedDictionary<String, Component.Input> = [:]
    for input in inputs.values { byName[input.name] = input }
    var outputByName: OrderedDictionary<String, Component.Output> = [:]
    for output in outputs.values { outputByName[output.name] = output }
    return Component(
      name: ComponentName.sanitized(name ?? "name"), inputs: Array(byName.values),
      outputs: Array(outputByName.values), implementation: .container(container),
      description: description)
  }

  // MARK: Inputs and outputs

  private mutating func readInput(_ value: LocatedJSON) {
    let keys = ["name", "type", "description", "default", "optional", "annotations"]
    guard check(value, "an input", keys: keys), let name = portName(value, "an input") else {
      return
    }
    guard inputs[name] == nil else {
      report(.duplicateKey, at: value.mark, "there are two inputs `\(name)`")
      return
    }
    var typeText = typeText(value["type"]).text
    let replacedType = replacedTypes[name]
    if case .parameter(let type)? = replacedType { typeText = type.description }
    let isMarkedOptional = optionalBool(value["optional"], "`optional`") ?? false
    let hasDefault = value["default"].map { $0.content != .scalar(.null) } ?? false
    let portName = ComponentName.ofLegacyPort(name)
    if typeText == TypeText.taskFinalStatus.description {
      inputs[name] = Component.Input(
        name: portName, type: .parameter(.taskFinalStatus), isOptional: true)
      return
    }
    var input = Component.Input(
      name: portName, type: replacedType ?? channelType(typeText),
      isOptional: isMarkedOptional || hasDefault,
      acceptsNone: isMarkedOptional && !hasDefault)
    if hasDefault, let value = value["default"] {
      let constant = defaultValue(value, typeText: typeText, input: name)
      if case .parameter = input.type { input.defaultValue = constant }
    }
    inputs[name] = input
  }

  private mutating func readOutput(_ value: LocatedJSON) {
    guard check(value, "an output", keys: ["name", "type", "description", "annotations"]),
      let name = portName(value, "an output")
    else { return }
    guard outputs[name] == nil else {
      report(.duplicateKey, at: value.mark, "there are two outputs `\(name)`")
      return
    }
    let (typeText, structName) = typeText(value["type"])
    if (typeText ?? structName).map({ TypeText($0).isParameter }) ?? false {
      pathParameters.insert(name)
    }
    outputs[name] = Component.Output(
      name: ComponentName.ofLegacyPort(name), type: channelType(typeText))
  }

  private mutating func portName(_ value: LocatedJSON, _ what: String) -> String? {
    _ = optionalText(value["description"], "the description")
    if let annotations = value["annotations"], annotations.content != .scalar(.null),
      annotations.members == nil
    {
      report(
        .wrongType, at: annotations.mark,
        "the annotations must be a map, not \(annotations.kindInWords)")
    }
    guard let name = value["name"] else {
      report(.missingField, at: value.mark, "\(what) has no `name`")
      return nil
    }
    return requiredText(name, "the name")
  }

  /// The text of a type, or the first key of one that is a map.
  private mutating func typeText(_ value: LocatedJSON?) -> (text: String?, structName: String?) {
    guard let value, value.content != .scalar(.null) else { return (nil, nil) }
    if let text = value.text { return (text, nil) }
    if let members = value.members { return (nil, members.first?.key) }
    report(.wrongType, at: value.mark, "a type must be a text or a map, not \(value.kindInWords)")
    return (nil, nil)
  }

  private func channelType(_ text: String?) -> ChannelType {
    switch PathType(legacyText: text) {
    case .parameter(let type): .parameter(type)
    case .artifact(let schema): .artifact(schema, isList: false)
    case .refused: .artifact(.artifact, isList: false)
    }
  }

  private mutating func defaultValue(
    _ value: LocatedJSON, typeText: String?, input: String
  ) -> JSONValue? {
    guard case .scalar(let scalar) = value.content else {
      report(
        .wrongType, at: value.mark,
        "the default of `\(input)` must be written as a text, not \(value.kindInWords)")
      return nil
    }
    guard let typeText, let type = TypeText.legacyDefaultType(typeText) else { return scalar }
    let converted = scalar.legacyDefault(as: type)
    if let converted, !converted.holdsNonFinite { return converted }
    let problem =
      converted == nil ? "no \(type.pythonName)" : "infinity or NaN, which JSON has no word for"
    report(.wrongType, at: value.mark, "the default of `\(input)` is \(problem)")
    return nil
  }

  // MARK: Container

  private mutating func readImplementation(_ value: LocatedJSON) -> ContainerExecutor? {
    if value["graph"] != nil {
      report(.unknownField, at: value.mark, "components of the `graph` kind cannot be loaded")
      return nil
    }
    guard check(value, "an implementation", keys: ["container"]) else { return nil }
    guard let container = value["container"] else {
      report(.missingField, at: value.mark, "the implementation has no `container`")
      return nil
    }
    guard
      check(container, "a container", keys: ["image", "command", "args", "env", "fileOutputs"])
    else { return nil }
    guard let image = container["image"] else {
      report(.missingField, at: container.mark, "the container has no `image`")
      return nil
    }
    command = elements(container["command"], "the command").compactMap { element($0) }
    arguments = elements(container["args"], "the arguments").compactMap { element($0) }
    let environment = textMap(container["env"], "the environment")
    for (name, mark) in textMap(container["fileOutputs"], "`fileOutputs`").map({
      ($0.name, $0.mark)
    })
    where outputs[name] == nil {
      report(.danglingReference, at: mark, "there is no output `\(name)`")
    }
    return ContainerExecutor(
      image: requiredText(image, "the image") ?? "", command: command.map(\.documentText),
      args: arguments.map(\.documentText),
      env: environment.map { .init(name: $0.name, value: $0.value) })
  }

  // MARK: Shapes

  /// Whether a value is a map with these keys only.
  mutating func check(_ value: LocatedJSON, _ what: String, keys: [String]) -> Bool {
    guard let members = value.members else {
      report(.wrongType, at: value.mark, "\(what) must be a map, not \(value.kindInWords)")
      return false
    }
    for member in members where !keys.contains(member.key) {
      let known = keys.map { "`\($0)`" }.joined(separator: ", ")
      report(
        .unknownField, at: member.keyMark, "\(what) has no field `\(member.key)`, only \(known)")
    }
    return true
  }

  mutating func requiredText(_ value: LocatedJSON, _ what: String) -> String? {
    if let text = value.text { return text }
    report(.wrongType, at: value.mark, "\(what) must be a text, not \(value.kindInWords)")
    return nil
  }

  mutating func elements(_ value: LocatedJSON?, _ what: String) -> [LocatedJSON] {
    guard let value, value.content != .scalar(.null) else { return [] }
    if let elements = value.elements { return elements }
    report(.wrongType, at: value.mark, "\(what) must be a list, not \(value.kindInWords)")
    return []
  }

  private mutating func optionalText(_ value: LocatedJSON?, _ what: String) -> String? {
    guard let value, value.content != .scalar(.null) else { return nil }
    return requiredText(value, what)
  }

  private mutating func optionalBool(_ value: LocatedJSON?, _ what: String) -> Bool? {
    guard let value, value.content != .scalar(.null) else { return nil }
    if case .scalar(.bool(let bool)) = value.content { return bool }
    report(
      .wrongType, at: value.mark, "\(what) must be true or false, not \(value.kindInWords)")
    return nil
  }

  private mutating func textMap(
    _ value: LocatedJSON?, _ what: String
  ) -> [(name: String, value: String, mark: YAMLMark)] {
    guard let value, value.content != .scalar(.null) else { return [] }
    guard let members = value.members else {
      report(.wrongType, at: value.mark, "\(what) must be a map, not \(value.kindInWords)")
      return []
    }
    var result: [(name: String, value: String, mark: YAMLMark)] = []
    for member in members {
      if let text = requiredText(member.value, "`\(member.key)`") {
        result.append((member.key, text, member.keyMark))
      }
    }
    return result
  }

  private mutating func checkMetadata(_ value: LocatedJSON?) {
    guard let value, value.content != .scalar(.null) else { return }
    guard check(value, "the metadata", keys: ["annotations", "labels"]) else { return }
    _ = textMap(value["annotations"], "the annotations")
    _ = textMap(value["labels"], "the labels")
  }
}
