import KFPSpec
import OrderedCollections

/// A component with one of its outputs under another name, as it is after compiling it, renaming the
/// output in the document, and loading that. Packages use this for components with an input and an
/// output of one name, which a function cannot have. Nil for pipelines.
public func renamingOutput(
  of component: Component, from old: String, to new: String
) -> (component: Component, document: LoweredPipeline)? {
  if case .pipeline = component.implementation { return nil }
  var lowered = lower(component: component)
  lowered.document.pipeline.renameOutput(old, to: new)
  guard case .component(let loaded) = CompiledComponent(lowered.document, description: nil) else {
    return nil
  }
  return (loaded, lowered)
}

extension PipelineSpec {
  fileprivate mutating func renameOutput(_ old: String, to new: String) {
    root.renameOutput(old, to: new)
    for name in components.keys { components[name]?.renameOutput(old, to: new) }
    for (label, executor) in executors {
      guard case .container(var container) = executor else { continue }
      container.command = container.command.map { renamingOutput($0, old, to: new) }
      container.args = container.args.map { renamingOutput($0, old, to: new) }
      executors[label] = .container(container)
    }
  }

  private func renamingOutput(_ text: String, _ old: String, to new: String) -> String {
    var text = text
    for kind in ["parameters", "artifacts"] {
      for quote in ["'", "\""] {
        text = text.replacing(
          "{{$.outputs.\(kind)[\(quote)\(old)\(quote)]", with: "{{$.outputs.\(kind)['\(new)']")
      }
    }
    return text
  }
}

extension ComponentSpec {
  fileprivate mutating func renameOutput(_ old: String, to new: String) {
    outputs.parameters.rename(old, to: new)
    outputs.artifacts.rename(old, to: new)
    guard case .dag(var dag) = implementation else { return }
    if case .parameter(var source)? = dag.outputParameters[old] {
      source.outputKey = new
      dag.outputParameters[old] = .parameter(source)
      dag.outputParameters.rename(old, to: new)
    }
    implementation = .dag(dag)
  }
}

extension OrderedDictionary where Key == String {
  fileprivate mutating func rename(_ old: String, to new: String) {
    guard let value = removeValue(forKey: old) else { return }
    self[new] = value
  }
}
