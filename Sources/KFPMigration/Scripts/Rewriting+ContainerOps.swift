import KFPChecker
import KFPGraph
import KFPSource
import KFPSyntax

extension Rewriting {
  /// A `ContainerOp` becomes a container component: the function that returns it, or a new one in
  /// front of the pipeline that makes it.
  mutating func replaceContainerOps() {
    for call in facts.module.calls where facts.path(ofCallee: call) == "kfp.dsl.ContainerOp" {
      guard let function = facts.module.function(around: call.scope),
        let operation = OldContainer(call, facts)
      else { continue }
      let record = facts.module.functions[function]
      if facts.isPipeline(record) {
        moveOut(operation, of: record)
      } else {
        replaceFunction(record, operation)
      }
    }
  }

  // MARK: A function that returns one

  private mutating func replaceFunction(_ record: FunctionRecord, _ operation: OldContainer) {
    let tree = facts.trees[record.cell]
    let cell = record.cell
    var body = record.definition.body[...]
    if tree.docstring(of: record.definition.body) != nil { body = body.dropFirst() }
    guard body.count == 1, let only = body.first,
      case .return(operation.call.expression?) = tree[only],
      operation.mounts.isEmpty, record.definition.parameters.variadic == nil,
      record.definition.parameters.keywordVariadic == nil,
      let indentation = facts.indentation(of: record.statement, in: cell),
      let opening = parametersOpening(of: record),
      let outputs = operation.outputNames(
        avoiding: Set(record.definition.parameters.all.map(\.name.text)))
    else { return }
    let decorators = record.definition.decorators
    let isPlain = decorators.allSatisfy {
      facts.decoratorPath($0, of: record) == "kfp.dsl.component"
    }
    guard isPlain, decorators.count <= 1,
      case .call(let callee, _, _) = tree[operation.call.expression],
      let content = operation.content(outputs: outputs, dsl: name(of: "dsl"))
    else { return }
    _ = callee
    let decorator = "\(name(of: "dsl")).container_component"
    var new: [TextEdit] = []
    if let old = decorators.first {
      new.append(TextEdit(tree.span(of: old), replacement: decorator))
    } else {
      let start = facts.start(of: record.statement, in: cell)
      new.append(edits[cell].insertion("@\(decorator)\n\(indentation)", at: start))
    }
    new += signature(of: record, opening: opening, outputs: outputs)
    new.append(
      TextEdit(
        tree.span(of: operation.call.expression), replacement: layout(content, at: only, in: cell)))
    if let returns = record.definition.returns {
      new.append(
        TextEdit(tree.span(of: returns), replacement: "\(name(of: "dsl")).ContainerSpec"))
    }
    edits[cell].make(new)
  }

  /// Types for the parameters, and parameters for the outputs.
  private mutating func signature(
    of record: FunctionRecord, opening: UInt32, outputs: [(key: String, name: String)]
  ) -> [TextEdit] {
    let cell = record.cell
    let tree = facts.trees[cell]
    var new: [TextEdit] = []
    let parameters = record.definition.parameters.all
    for parameter in parameters {
      if let annotation = parameter.annotation {
        let port = PortAnnotation(annotation, of: record, facts)
        if case .name(let name) = tree[annotation], PortAnnotation.types[name.text] == name.text {
          continue
        }
        new.append(TextEdit(tree.span(of: annotation), replacement: port.type ?? "str"))
      } else {
        let type = parameter.defaultValue.flatMap { typeOfLiteral($0, in: cell) } ?? "str"
        new.append(annotating(parameter, type, in: cell))
      }
    }
    let texts = outputs.map { "\($0.name): \(name(of: "dsl")).OutputPath(str)" }
    guard !texts.isEmpty else { return new }
    let text = texts.joined(separator: ", ")
    if let first = parameters.first(where: { $0.defaultValue != nil }) {
      new.append(edits[cell].insertion(text + ", ", at: first.span.start))
    } else if let last = parameters.last {
      let end = (last.annotation.map { tree.span(of: $0) } ?? last.name.span).end
      if last.annotation == nil, let index = new.lastIndex(where: { $0.span.start == end }) {
        new[index] = TextEdit(new[index].span, replacement: new[index].replacement + ", " + text)
      } else if let index = new.lastIndex(where: { $0.span.end == end }) {
        new[index] = TextEdit(new[index].span, replacement: new[index].replacement + ", " + text)
      } else {
        new.append(edits[cell].insertion(", " + text, at: end))
      }
    } else {
      new.append(edits[cell].insertion(text, at: opening))
    }
    return new
  }

  private func parametersOpening(of record: FunctionRecord) -> UInt32? {
    let bytes = facts.trees[record.cell].source.bytes
    var index = Int(record.definition.name.span.end)
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: "(") ? UInt32(index) + 1 : nil
  }

  private func layout(_ lines: [String], at statement: StmtID, in cell: Int) -> String {
    let indentation = facts.indentation(of: statement, in: cell) ?? ""
    return lines.enumerated().map { $0 == 0 ? $1 : indentation + $1 }.joined(separator: "\n")
  }

  // MARK: One in a pipeline

  private mutating func moveOut(_ operation: OldContainer, of pipeline: FunctionRecord) {
    let cell = pipeline.cell
    let tree = facts.trees[cell]
    guard operation.call.cell == cell,
      let indentation = facts.indentation(of: pipeline.statement, in: cell), indentation.isEmpty,
      let title = operation.title
    else { return }
    var function = ComponentName.sanitized(title).replacing("-", with: "_")
    if function.isEmpty || !PythonText.isName(function) { function = "component_" + function }
    if ["print", "input", "open", "filter", "map", "sum", "sorted", "dsl"].contains(function) {
      function += "_op"
    }
    while facts.module.scopes[0].bindings[function] != nil { function += "_op" }
    for names in facts.module.scopes where names.bindings[function] != nil { function += "_op" }
    guard let inputs = operation.inputs, imageIsGlobal(operation),
      let outputs = operation.outputNames(avoiding: Set(inputs.map(\.name))),
      let content = operation.content(outputs: outputs, dsl: name(of: "dsl"), inputs: inputs)
    else { return }
    let dsl = name(of: "dsl")
    let parameters =
      inputs.map { "\($0.name): str" } + outputs.map { "\($0.name): \(dsl).OutputPath(str)" }
    var text = "@\(dsl).container_component\n"
    text += "def \(function)(\(parameters.joined(separator: ", "))):\n"
    text += "    return " + content.joined(separator: "\n    ") + "\n\n\n"
    let arguments = inputs.map { "\($0.name)=\($0.text)" }.joined(separator: ", ")
    var call = "\(function)(\(arguments))"
    for mount in operation.mounts {
      guard let claim = claimName(mount.value, in: cell, operation.call.scope) else { return }
      call =
        "\(name(of: "kubernetes")).mount_pvc(\(call), pvc_name=\(claim), "
        + "mount_path=\(tree.text(of: mount.path)))"
    }
    edits[cell].make([
      edits[cell].insertion(text, at: facts.start(of: pipeline.statement, in: cell)),
      TextEdit(tree.span(of: operation.call.expression), replacement: call),
    ])
  }

  /// Whether the image means the same in front of the pipeline.
  private func imageIsGlobal(_ operation: OldContainer) -> Bool {
    let tree = facts.trees[operation.call.cell]
    var isGlobal = true
    tree.forEachExpression(in: operation.image) { id in
      if case .name(let name) = tree[id] {
        if facts.owner(of: name.text, from: operation.call.scope) != 0 { isGlobal = false }
      }
      return isGlobal
    }
    return isGlobal
  }
}
