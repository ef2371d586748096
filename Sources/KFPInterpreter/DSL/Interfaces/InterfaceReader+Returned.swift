import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes

/// The outputs that are returned.
extension Evaluator {
  /// Adds what the annotation behind `->` declares.
  func addReturned(
    by function: FunctionObject, as kind: InterfaceKind, _ documented: DocstringDescriptions,
    to interface: inout FunctionInterface
  ) throws(Raised) {
    guard let id = function.definition?.returns else { return }
    let span = function.unit.tree.span(of: id)
    if let complaint = lazyAnnotation(span, in: function, of: "what `\(function.name)` returns") {
      throw failure(complaint)
    }
    let value = try evaluate(annotation: id, of: function)
    if let refusal = try unreadable(value, at: span) { throw refusal }
    if kind == .containerComponent {
      if case .object(let type as InterfaceClass) = value, type.name == "ContainerSpec" { return }
      throw failure(
        Diagnostic(
          "E0416", "a container component returns a `ContainerSpec`",
          at: SourceLabel(span, "something else is declared"),
          helps: [
            Help(
              "write `dsl.ContainerSpec`, or nothing",
              edits: [])
          ]))
    }
    if case .none = value { return }
    if case .object(let type as ClassObject) = value, case .namedTuple = type.kind {
      try addFields(of: type, function, id, as: kind, documented, to: &interface)
      return
    }
    let output: ChannelType
    do throws(AnnotationProblem) {
      output = try AnnotationReader(self, at: span).output(value, isComponent: kind == .component)
    } catch {
      throw failure(error.diagnostic(for: "what `\(function.name)` returns", at: span))
    }
    if kind == .component, case .artifact(_, isList: true) = output {
      throw failure(.listOutput("what `\(function.name)` returns", at: span))
    }
    try addOutput("Output", output, documented.outputs["Output"], at: span, to: &interface)
    if kind == .component { try addImport(for: id, of: function, to: &interface) }
  }

  private func addFields(
    of type: ClassObject, _ function: FunctionObject, _ id: ExprID, as kind: InterfaceKind,
    _ documented: DocstringDescriptions, to interface: inout FunctionInterface
  ) throws(Raised) {
    let span = function.unit.tree.span(of: id)
    guard !type.fields.isEmpty else {
      throw failure(
        Diagnostic(
          "E0422", "the named tuple that `\(function.name)` returns has no typed fields",
          at: SourceLabel(span, "no outputs"),
          helps: [Help("write `NamedTuple('Outputs', [('name', str), ...])`")]))
    }
    for field in type.fields {
      let place = field.span ?? span
      if let refusal = try unreadable(field.type, at: place) { throw refusal }
      let output: ChannelType
      do throws(AnnotationProblem) {
        output = try AnnotationReader(self, at: place).output(field.type, isComponent: false)
      } catch {
        throw failure(error.diagnostic(for: "the output `\(field.name)`", at: place))
      }
      if kind == .component, case .artifact(_, isList: true) = output {
        throw failure(.listOutput("the output `\(field.name)`", at: place))
      }
      try addOutput(
        field.name, output, documented.outputs[field.name], at: place, to: &interface)
    }
    if kind == .component { try addFieldImports(id, of: function, to: &interface) }
  }
}
