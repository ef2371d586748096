import KFPChecker
import KFPSource
import KFPSyntax

extension Rewriting {
  /// The functions that are components.
  var componentFunctions: Set<Int> {
    var found: Set<Int> = []
    for (index, record) in facts.module.functions.enumerated()
    where OldInterfaces.isComponent(record, facts) {
      found.insert(index)
    }
    for call in facts.module.calls {
      switch facts.path(ofCallee: call) {
      case "kfp.components.create_component_from_func", "kfp.components.func_to_container_op",
        "kfp.components.create_component_from_func_v2", "kfp.dsl.component":
        guard let given = facts.argument("func", at: 0, of: call.expression, in: call.cell),
          case .name(let name) = facts.trees[call.cell][given.value],
          let owner = facts.owner(of: name.text, from: call.scope),
          case .function(let index)? = facts.module.scopes[owner].bindings[name.text]?.first?.kind
        else { continue }
        found.insert(index)
      default: continue
      }
    }
    return found
  }

  /// Types of inputs and outputs that the second SDK knows.
  mutating func replaceInterfaces() {
    let flows = fileOutputs
    for index in componentFunctions.sorted() {
      let record = facts.module.functions[index]
      for parameter in record.definition.parameters.all {
        replace(parameter, of: record, index: index, flows: flows)
      }
      if let annotation = record.definition.returns {
        replaceReturn(annotation, of: record)
      }
    }
  }

  private mutating func replace(
    _ parameter: Parameter, of record: FunctionRecord, index: Int, flows: Set<String>
  ) {
    let tree = facts.trees[record.cell]
    guard let annotation = parameter.annotation else {
      let type = parameter.defaultValue.flatMap { typeOfLiteral($0, in: record.cell) } ?? "str"
      edits[record.cell].make([annotating(parameter, type, in: record.cell)])
      return
    }
    let port = PortAnnotation(annotation, of: record, facts)
    switch port.style {
    case .value: replaceValueType(annotation, port, of: record)
    case .inputFile, .outputFile:
      if let stream = port.stream {
        replaceStream(parameter, annotation, stream, of: record)
      } else if namesParameterType(annotation, of: record) {
        let isFlow = flows.contains("\(index) \(port.oldName(parameter.name.text))")
        guard port.style == .inputFile || isFlow else { return }
        if case .call(let callee, _, _) = tree[annotation] {
          edits[record.cell].replace(
            tree.span(of: annotation), by: tree.text(of: callee) + "()")
        }
      }
    case .input, .output: break
    }
  }

  /// A type by its name, or an unknown one: what is given by value was a text.
  private mutating func replaceValueType(
    _ annotation: ExprID, _ port: PortAnnotation, of record: FunctionRecord
  ) {
    let tree = facts.trees[record.cell]
    let isUnknown: Bool
    switch tree[annotation] {
    case .constant(.string), .dict: isUnknown = true
    case .call(let callee, _, _):
      let path = facts.paths.path(of: callee, cell: record.cell, scope: record.outerScope)
      isUnknown = path?.hasPrefix("kfp.dsl.types.") ?? false
    case .name, .attribute:
      let path = facts.paths.path(of: annotation, cell: record.cell, scope: record.outerScope)
      isUnknown = path?.hasPrefix("kfp.dsl.types.") ?? false
    default: isUnknown = false
    }
    guard isUnknown else { return }
    edits[record.cell].replace(tree.span(of: annotation), by: port.type ?? "str")
  }

  /// `InputTextFile` and its relatives gave an open file: now there is its path.
  private mutating func replaceStream(
    _ parameter: Parameter, _ annotation: ExprID, _ stream: (mode: String, isOutput: Bool),
    of record: FunctionRecord
  ) {
    let tree = facts.trees[record.cell]
    let cell = record.cell
    var body = record.definition.body[...]
    if tree.docstring(of: record.definition.body) != nil { body = body.dropFirst() }
    guard let first = body.first, let indentation = facts.indentation(of: first, in: cell) else {
      return
    }
    let name = parameter.name.text
    let line = "\(name) = open(\(name)_path, \"\(stream.mode)\")\n\(indentation)"
    let type = stream.isOutput ? "OutputPath()" : "InputPath()"
    let isShort = facts.module.scopes[0].bindings[stream.isOutput ? "OutputPath" : "InputPath"]
    let prefix = isShort == nil ? self.name(of: "dsl") + "." : ""
    edits[cell].make([
      TextEdit(parameter.name.span, replacement: name + "_path"),
      TextEdit(tree.span(of: annotation), replacement: prefix + type),
      edits[cell].insertion(line, at: facts.start(of: first, in: cell)),
    ])
  }

  private func namesParameterType(_ annotation: ExprID, of record: FunctionRecord) -> Bool {
    let tree = facts.trees[record.cell]
    guard case .call(_, let arguments, _) = tree[annotation], let first = arguments.first else {
      return false
    }
    switch tree[first] {
    case .name(let name): return PortAnnotation.types[name.text] != nil
    case .constant(.string(let text, _)): return PortAnnotation.types[text] != nil
    default: return false
    }
  }

  private mutating func replaceReturn(_ annotation: ExprID, of record: FunctionRecord) {
    if let text = facts.text(annotation, in: record.cell) {
      replaceReturn(type: text, annotation, name: text, in: record.cell)
    }
    for field in OldInterfaces.namedTupleFields(annotation, in: record.cell, facts) {
      guard let text = facts.text(field.type, in: record.cell) else { continue }
      replaceReturn(type: text, field.type, name: field.name, in: record.cell)
    }
  }

  private mutating func replaceReturn(
    type text: String, _ annotation: ExprID, name: String, in cell: Int
  ) {
    let span = facts.trees[cell].span(of: annotation)
    guard edits[cell].replace(span, by: PortAnnotation.types[text] ?? "str"),
      name.hasPrefix("mlpipeline_") || text == "UI_metadata" || text == "Metrics"
    else { return }
    note(
      "W0120",
      "`\(name)` is a text like any other now; what is to be shown is an output artifact such as "
        + "`Output[Metrics]` or `Output[HTML]`", at: span, in: cell)
  }

  /// The Python name of a literal's type.
  func typeOfLiteral(_ id: ExprID, in cell: Int) -> String? {
    switch facts.trees[cell][id] {
    case .constant(.string), .joinedString: "str"
    case .constant(.integer), .constant(.bigInteger): "int"
    case .constant(.float): "float"
    case .constant(.bool): "bool"
    case .list: "list"
    case .dict: "dict"
    case .unaryOp(_, let operand): typeOfLiteral(operand, in: cell)
    default: nil
    }
  }

  /// The outputs, as `FUNCTION NAME`, that some task reads from a file.
  private var fileOutputs: Set<String> {
    var found: Set<String> = []
    for call in facts.module.calls {
      guard case .call(let callee, _, _) = facts.trees[call.cell][call.expression],
        let interface = interfaces.interface(of: callee, in: call, facts)
      else { continue }
      let arguments = facts.arguments(of: call.expression, in: call.cell)
      for (index, argument) in arguments.enumerated() {
        let port: OldPort?
        if let name = argument.name?.text {
          port = interface.input(name)
        } else {
          port = index < interface.inputs.count ? interface.inputs[index] : nil
        }
        guard port?.isFile ?? false,
          let source = output(argument.value, cell: call.cell, scope: call.scope)
        else { continue }
        found.insert(source)
      }
    }
    return found
  }

  /// The function and output, as `FUNCTION NAME`, that an expression such as `task.output` means.
  private func output(_ id: ExprID, cell: Int, scope: Int) -> String? {
    let tree = facts.trees[cell]
    var task = id
    var name: String?
    if case .subscript(let value, let slice) = tree[id],
      case .attribute(let inner, let attribute) = tree[value], attribute.text == "outputs"
    {
      task = inner
      name = facts.text(slice, in: cell)
    } else if case .attribute(let inner, let attribute) = tree[id], attribute.text == "output" {
      task = inner
    } else {
      return nil
    }
    guard let interface = taskInterface(task, cell: cell, scope: scope),
      let function = interface.function
    else { return nil }
    let port = name.map { interface.output($0) } ?? interface.outputs.first
    return port.map { "\(function) \($0.old)" }
  }

  /// The interface of the component that a task, or the variable that holds it, was made of.
  func taskInterface(_ task: ExprID, cell: Int, scope: Int) -> OldInterface? {
    let tree = facts.trees[cell]
    var call = task
    var place = CallRecord(cell: cell, expression: task, scope: scope)
    if case .name(let name) = tree[task] {
      guard let owner = facts.owner(of: name.text, from: scope),
        let binding = facts.binding(of: name.text, from: scope),
        case .value(let value) = binding.kind
      else { return nil }
      call = value
      place = CallRecord(cell: binding.cell, expression: value, scope: owner)
    }
    for _ in 0..<20 {
      guard case .call(let callee, let arguments, _) = facts.trees[place.cell][call] else {
        return nil
      }
      if let found = interfaces.interface(of: callee, in: place, facts) { return found }
      if let first = arguments.first,
        facts.paths.path(of: callee, cell: place.cell, scope: place.scope)?
          .hasPrefix("kfp.kubernetes.") ?? false
      {
        call = first
      } else if case .attribute(let inner, _) = facts.trees[place.cell][callee] {
        call = inner
      } else {
        return nil
      }
    }
    return nil
  }
}
