import KFPChecker
import KFPSource
import KFPSyntax
import KFPTypes

extension Rewriting {
  /// Pipelines are decorated, and their parameters have types.
  mutating func replacePipelines() {
    let compiled = facts.compiledFunctions
    let components = componentFunctions
    for (index, record) in facts.module.functions.enumerated() where !components.contains(index) {
      let isDecorated = record.definition.decorators.contains {
        facts.decoratorPath($0, of: record) == "kfp.dsl.pipeline"
      }
      if record.definition.decorators.isEmpty, compiled.contains(record.definition.name.text) {
        decorate(record)
      } else if !isDecorated {
        continue
      }
      for parameter in record.definition.parameters.all { replace(parameter, of: record) }
    }
  }

  private mutating func decorate(_ record: FunctionRecord) {
    guard let indentation = facts.indentation(of: record.statement, in: record.cell) else { return }
    let start = facts.start(of: record.statement, in: record.cell)
    let text = "@\(name(of: "dsl")).pipeline\n\(indentation)"
    edits[record.cell].make([edits[record.cell].insertion(text, at: start)])
  }

  private mutating func replace(_ parameter: Parameter, of record: FunctionRecord) {
    let cell = record.cell
    let tree = facts.trees[cell]
    if replacePipelineParam(parameter, of: record) { return }
    var type: String
    var new: [TextEdit] = []
    if let annotation = parameter.annotation {
      let port = PortAnnotation(annotation, of: record, facts)
      guard port.style == .value else { return }
      if isUnknownType(annotation, of: record) {
        type = typeByUse(of: parameter, record) ?? port.type ?? "str"
        new.append(TextEdit(tree.span(of: annotation), replacement: type))
      } else {
        type = port.type ?? ""
      }
    } else {
      let literal = parameter.defaultValue.flatMap { typeOfLiteral($0, in: cell) }
      type = typeByUse(of: parameter, record) ?? literal ?? "str"
      new.append(annotating(parameter, type, in: cell))
    }
    if let value = parameter.defaultValue, let text = converted(value, in: cell, to: type) {
      new.append(TextEdit(tree.span(of: value), replacement: text))
    }
    if !new.isEmpty { edits[cell].make(new) }
  }

  /// Gives a parameter a type; with one, there are blanks around `=`.
  func annotating(_ parameter: Parameter, _ type: String, in cell: Int) -> TextEdit {
    let tree = facts.trees[cell]
    let end = parameter.name.span.end
    if let value = parameter.defaultValue {
      let gap = edits[cell].span(end, tree.span(of: value).start)
      if tree.source.text(of: gap) == "=" {
        return TextEdit(edits[cell].span(end, end + 1), replacement: ": \(type) = ")
      }
    }
    return edits[cell].insertion(": " + type, at: end)
  }

  private func isUnknownType(_ annotation: ExprID, of record: FunctionRecord) -> Bool {
    let tree = facts.trees[record.cell]
    var callee = annotation
    switch tree[annotation] {
    case .constant(.string), .dict: return true
    case .call(let inner, _, _): callee = inner
    default: break
    }
    let path = facts.paths.path(of: callee, cell: record.cell, scope: record.outerScope)
    return path?.hasPrefix("kfp.dsl.types.") ?? false
  }

  /// `a: dsl.PipelineParam = dsl.PipelineParam(name="a", value="x")` is `a: str = "x"`.
  private mutating func replacePipelineParam(
    _ parameter: Parameter, of record: FunctionRecord
  ) -> Bool {
    let cell = record.cell
    let tree = facts.trees[cell]
    let paths = facts.paths
    let isPipelineParam = { (id: ExprID) in
      paths.path(of: id, cell: cell, scope: record.outerScope) == "kfp.dsl.PipelineParam"
    }
    var new: [TextEdit] = []
    if let annotation = parameter.annotation, isPipelineParam(annotation) {
      new.append(TextEdit(tree.span(of: annotation), replacement: "str"))
    }
    if let value = parameter.defaultValue, case .call(let callee, _, _) = tree[value],
      isPipelineParam(callee)
    {
      let given = facts.argument("value", of: value, in: cell)
      let text = given.map { converted($0.value, in: cell, to: "str") ?? tree.text(of: $0.value) }
      if let text {
        new.append(TextEdit(tree.span(of: value), replacement: text))
      } else {
        let end = (parameter.annotation.map { tree.span(of: $0) } ?? parameter.name.span).end
        new.append(
          TextEdit(edits[cell].span(end, tree.span(of: value).end), replacement: ""))
      }
      if parameter.annotation == nil {
        new.append(edits[cell].insertion(": str", at: parameter.name.span.end))
      }
    }
    guard !new.isEmpty else { return false }
    edits[cell].make(new)
    return true
  }

  /// The type that the tasks of a pipeline want of one of its parameters, where they agree.
  private func typeByUse(of parameter: Parameter, _ record: FunctionRecord) -> String? {
    var types: Set<String> = []
    for call in facts.module.calls where facts.module.scope(call.scope, isInside: record.scope) {
      guard case .call(let callee, _, _) = facts.trees[call.cell][call.expression],
        let interface = interfaces.interface(of: callee, in: call, facts)
      else { continue }
      for (index, argument) in facts.arguments(of: call.expression, in: call.cell).enumerated() {
        guard case .name(let name) = facts.trees[call.cell][argument.value],
          name.text == parameter.name.text
        else { continue }
        let port =
          argument.name.map { interface.input($0.text) }
          ?? (index < interface.inputs.count ? interface.inputs[index] : nil)
        if let type = port?.type { types.insert(type) }
      }
    }
    return types.count == 1 ? types.first : nil
  }

  /// A literal written as one of another type; nil where it is right, or nobody can tell.
  func converted(_ id: ExprID, in cell: Int, to type: String) -> String? {
    let tree = facts.trees[cell]
    switch (type, tree[id]) {
    case ("str", .constant(.integer)), ("str", .constant(.float)), ("str", .constant(.bool)):
      return PythonText.literal(tree.text(of: id))
    case ("str", .unaryOp(.minus, let operand)):
      if case .constant = tree[operand] { return PythonText.literal(tree.text(of: id)) }
      return nil
    case ("int", .constant(.string(let text, _))): return Int(text).map { String($0) }
    case ("float", .constant(.integer)):
      let text = tree.text(of: id)
      return text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? text + ".0" : nil
    case ("float", .constant(.string(let text, _))):
      return Double(text).flatMap { $0.isFinite ? PythonText.literal(.double($0)) : nil }
    case ("bool", .constant(.string(let text, _))):
      switch text.lowercased() {
      case "true": return "True"
      case "false": return "False"
      default: return nil
      }
    case ("list", .constant(.string(let text, _))), ("dict", .constant(.string(let text, _))):
      guard let value = try? parseJSON(text) else { return nil }
      if type == "list", value.arrayValue == nil { return nil }
      if type == "dict", value.objectValue == nil { return nil }
      return PythonText.literal(value)
    default: return nil
    }
  }
}
