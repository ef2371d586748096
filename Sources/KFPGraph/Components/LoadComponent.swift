public import KFPSpec
import KFPTypes
import OrderedCollections

/// A component that was loaded from a document.
public struct LoadedComponent: Sendable {
  /// The component.
  public let component: Component
  /// The compiled document that it came from, which compiling it alone gives again; nil for an old
  /// (v1) component.
  public let document: PipelineDocument?
}

/// Loads a component from YAML or JSON: an old (v1) component, a compiled component, or a compiled
/// pipeline.
public func loadComponent(yaml text: String) throws(SpecRejection) -> LoadedComponent {
  let values = try readYAML(text)
  if let first = values.first, first["implementation"] != nil {
    return LoadedComponent(component: try loadLegacyComponent(values), document: nil)
  }
  let reading = try readDocument(from: values)
  // The official SDK takes a document as it is, and compiles what dangles into every pipeline.
  let problems = validate(reading)
  guard problems.isEmpty else { throw SpecRejection(problems) }
  let description = headerDescription(text)
  let component: Component
  switch CompiledComponent(reading.document, description: description) {
  case .component(let found): component = found
  case .refused(let problem): throw SpecRejection([reading.located(problem)])
  }
  return LoadedComponent(component: component, document: reading.document)
}

private func loadLegacyComponent(_ values: [LocatedJSON]) throws(SpecRejection) -> Component {
  guard values.count == 1 else {
    throw SpecRejection([
      SpecProblem(
        .documentCount,
        message: "a component of the first SDK is one document, not \(values.count)",
        mark: values[1].mark, document: 1)
    ])
  }
  var reader = LegacyComponentReader()
  let component = reader.read(values[0])
  guard reader.problems.isEmpty, let component else { throw SpecRejection(reader.problems) }
  return component
}

/// The description in the comment above a compiled document: on the third line, and on the lines
/// after it that are indented as far.
public func headerDescription(_ text: String) -> String? {
  let heading = "# Description: "
  let continuation = "#             "
  let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  guard lines.count > 2, lines[2].hasPrefix(heading) else { return nil }
  var description = String(lines[2].dropFirst(heading.count))
  for line in lines.dropFirst(3) {
    guard line.hasPrefix(continuation) else { break }
    description += "\n" + line.dropFirst(continuation.count + 1)
  }
  return description
}

/// A compiled document as something that a pipeline can call, or why it cannot be.
enum CompiledComponent {
  case component(Component)
  case refused(SpecProblem)

  /// The component of the document's own name, where it has one with an executor; else the whole
  /// document as a pipeline.
  init(_ document: PipelineDocument, description: String?) {
    let pipeline = document.pipeline
    let name = ComponentName.sanitized(pipeline.info.name)
    // A pipeline that is called like one of its components is read as that component, as the SDK
    // reads it.
    let spec = pipeline.components["comp-\(name)"] ?? pipeline.root
    let implementation: Component.Implementation
    switch pipeline.executors["exec-\(name)"] {
    case .container(let container):
      // What was set on the task that used the component is not the component's.
      implementation = .container(
        ContainerExecutor(
          image: container.image, command: container.command, args: container.args,
          env: container.env))
    case .importer:
      self = .refused(
        SpecProblem(
          .inconsistency, path: SpecPath("deploymentSpec", "executors", "exec-\(name)"),
          message: "the component `\(name)` is an importer, which cannot be loaded"))
      return
    case nil:
      implementation = .pipeline(LoweredPipeline(document: document))
    }
    self = .component(
      Component(
        name: name, inputs: spec.inputs.forCalling, outputs: spec.outputs.forCalling,
        implementation: implementation, description: description))
  }
}

extension ComponentInputs {
  /// The inputs as a loaded component has them: parameters, then artifacts, without descriptions.
  fileprivate var forCalling: [Component.Input] {
    let parameters = parameters.map { name, parameter in
      Component.Input(
        name: name, type: .parameter(TypeText(parameter.type)),
        isOptional: parameter.isOptional || parameter.defaultValue != nil,
        defaultValue: parameter.defaultValue,
        acceptsNone: parameter.isOptional && parameter.defaultValue == nil)
    }
    let artifacts = artifacts.map { name, artifact in
      Component.Input(
        name: name, type: .artifact(artifact.schema, isList: artifact.isList),
        isOptional: artifact.isOptional, acceptsNone: artifact.isOptional)
    }
    return parameters + artifacts
  }
}

extension ComponentOutputs {
  /// The outputs as a loaded component has them: parameters, then artifacts, without descriptions.
  fileprivate var forCalling: [Component.Output] {
    let parameters = parameters.map { name, parameter in
      Component.Output(name: name, type: .parameter(TypeText(parameter.type)))
    }
    let artifacts = artifacts.map { name, artifact in
      Component.Output(name: name, type: .artifact(artifact.schema, isList: artifact.isList))
    }
    return parameters + artifacts
  }
}
