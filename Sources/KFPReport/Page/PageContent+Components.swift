import KFPSpec
import KFPTypes
import OrderedCollections

/// The components: their interfaces, and what does the work.
func componentsContent(_ material: ReportMaterial) -> JSONValue {
  let spec = material.document.pipeline
  var components: JSONMembers = [:]
  for (name, component) in spec.components {
    var members: JSONMembers = ["inputs": inputs(of: component), "outputs": outputs(of: component)]
    if case .executor(let label) = component.implementation {
      members["executor"] = .string(label)
      switch spec.executors[label] {
      case .container(let container): add(container, to: &members)
      case .importer(let importer): add(importer, to: &members)
      case nil: break
      }
      members["platform"] = material.document.platform.executors[label]
    }
    if let source = material.sources[name] { members["code"] = .string(source) }
    components[name] = .object(members)
  }
  return .object(components)
}

private func add(_ container: ContainerExecutor, to members: inout JSONMembers) {
  members["image"] = .string(container.image)
  if let place = placeOfFunction(in: container) { members["codeAt"] = .integer(place) }
  members["command"] = .array(container.command.map { .string($0) })
  members["args"] = .array(container.args.map { .string($0) })
  if !container.env.isEmpty {
    members["env"] = .array(
      container.env.map { .object(["name": .string($0.name), "value": .string($0.value)]) })
  }
  if let resources = container.resources {
    let facts: [(String, String?)] = [
      ("cpu", resources.cpuLimit), ("cpu request", resources.cpuRequest),
      ("memory", resources.memoryLimit), ("memory request", resources.memoryRequest),
      ("accelerator", resources.acceleratorType), ("accelerators", resources.acceleratorCount),
    ]
    members["resources"] = .object(
      OrderedDictionary(
        uniqueKeysWithValues: facts.compactMap { name, value in
          value.map { (name, .string($0)) }
        }))
  }
}

private func add(_ importer: ImporterExecutor, to members: inout JSONMembers) {
  switch importer.artifactURI {
  case .constant(let address): members["imports"] = .string(address)
  case .runtimeParameter(let name): members["imports"] = .string("the address in \(name)")
  }
}

/// Where a command carries its Python function: the word of the command that defines the function
/// which the arguments name.
private func placeOfFunction(in container: ContainerExecutor) -> Int? {
  let words = container.command + container.args
  guard let mark = words.firstIndex(of: "--function_to_execute"), mark + 1 < words.count
  else { return nil }
  let definition = Array("def \(words[mark + 1])(".utf8)
  return container.command.firstIndex { $0.utf8.contains(definition) }
}

/// What a component takes.
func inputs(of component: ComponentSpec) -> JSONValue {
  let parameters = component.inputs.parameters.map { name, input in
    var members = port(name, .parameter(input.type), input.description)
    members["default"] = input.defaultValue.map { value($0, as: input.type) }
    if input.isOptional { members["optional"] = .bool(true) }
    return JSONValue.object(members)
  }
  let artifacts = component.inputs.artifacts.map { name, input in
    var members = port(name, .artifact(input.schema, isList: input.isList), input.description)
    if input.isOptional { members["optional"] = .bool(true) }
    return JSONValue.object(members)
  }
  return .array(parameters + artifacts)
}

/// What a component gives.
func outputs(of component: ComponentSpec) -> JSONValue {
  let parameters = component.outputs.parameters.map { name, output in
    JSONValue.object(port(name, .parameter(output.type), output.description))
  }
  let artifacts = component.outputs.artifacts.map { name, output in
    JSONValue.object(
      port(name, .artifact(output.schema, isList: output.isList), output.description))
  }
  return .array(parameters + artifacts)
}

private func port(_ name: String, _ type: PortType, _ description: String?) -> JSONMembers {
  var members: JSONMembers = ["name": .string(name), "type": .string(type.pythonName)]
  if case .artifact = type { members["artifact"] = .bool(true) }
  if let description, !description.isEmpty { members["text"] = .string(description) }
  return members
}
