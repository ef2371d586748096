public import KFPSpec
import KFPTypes
import OrderedCollections

/// A document as an indented tree: each task with what it takes and after what it runs.
public func graphText(of document: PipelineDocument, ink: Ink = Ink(isColourful: false)) -> String {
  var tree = GraphTree(spec: document.pipeline, ink: ink)
  tree.write()
  return tree.text
}

/// Writes the tree; nested groups are written inside their task, to a bounded depth, since a document
/// could name itself.
private struct GraphTree {
  let spec: PipelineSpec
  let ink: Ink
  var text = ""

  mutating func write() {
    let inputs = spec.root.inputs.parameters.map { name, parameter in
      let text = parameter.defaultValue.map {
        " = \(shortText(of: value($0, as: parameter.type), limit: 40))"
      }
      return "\(name): \(parameter.type.pythonName)\(text ?? "")"
    }
    text +=
      "\(ink.strong(printable(spec.info.name)))(\(printable(inputs.joined(separator: ", "))))\n"
    write(spec.root, indent: "", depth: 0)
  }

  private mutating func write(_ component: ComponentSpec, indent: String, depth: Int) {
    guard case .dag(let dag) = component.implementation else { return }
    let names = ordered(dag)
    for (index, name) in names.enumerated() {
      guard let task = dag.tasks[name] else { continue }
      let isLast = index == names.count - 1
      let branch = isLast ? "└─ " : "├─ "
      text += "\(indent)\(ink.faint(branch))\(ink.name(printable(task.displayName)))"
      text += "\(ink.faint(printable(remarks(on: task))))\n"
      guard depth < 40, let inner = spec.components[task.componentName] else { continue }
      write(inner, indent: indent + (isLast ? "   " : "│  "), depth: depth + 1)
    }
  }

  /// The tasks so that each stands behind those it depends on, where that is possible.
  private func ordered(_ dag: DAGSpec) -> [String] {
    var result: [String] = []
    var placed: Set<String> = []
    var rest = Array(dag.tasks.keys)
    while !rest.isEmpty {
      let ready = rest.filter { name in
        (dag.tasks[name]?.dependentTasks ?? []).allSatisfy {
          placed.contains($0) || dag.tasks[$0] == nil
        }
      }
      let next = ready.isEmpty ? rest : ready
      result += next
      placed.formUnion(next)
      rest.removeAll { placed.contains($0) }
    }
    return result
  }

  private func remarks(on task: TaskSpec) -> String {
    var remarks: [String] = []
    if let condition = task.triggerPolicy.condition {
      remarks.append("if \(readableCondition(condition))")
    }
    switch task.iterator {
    case .raw(let items, _): remarks.append("for each of \(items)")
    case .parameter(let items, _), .artifact(let items, _):
      remarks.append("for each of \(readableChannel(items))")
    case nil: break
    }
    if let limit = task.parallelismLimit { remarks.append("\(limit) at once") }
    if !task.dependentTasks.isEmpty {
      remarks.append("after \(task.dependentTasks.joined(separator: ", "))")
    }
    return remarks.isEmpty ? "" : "  " + remarks.joined(separator: "; ")
  }
}
