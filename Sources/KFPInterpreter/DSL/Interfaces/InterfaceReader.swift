import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes
import OrderedCollections

/// The inputs and outputs that the signature of a function declares.
struct FunctionInterface {
  /// The inputs in order.
  var inputs: [Component.Input] = []
  /// The outputs: those of parameters in order, then those that are returned.
  var outputs: [Component.Output] = []
  /// How each parameter is written, in order; those that embed an artifact are among them.
  var ports: [(name: String, annotation: PortAnnotation)] = []
  /// What the docstring says.
  var description: String?
  /// Import lines for artifact classes of the author's own.
  var customImports: [String] = []
  /// Those classes, each once.
  var customClasses: [ArtifactClass] = []
}

/// What a function with an interface is made into.
enum InterfaceKind {
  case component, containerComponent, pipeline

  /// The noun for messages.
  var noun: String { self == .pipeline ? "pipeline" : "component" }
}

extension Evaluator {
  /// Reads the interface of a function; nil where it has mistakes, which are reported, each at its
  /// parameter.
  func interface(of function: FunctionObject, as kind: InterfaceKind) -> FunctionInterface? {
    var interface = FunctionInterface()
    var isComplete = true
    let documented = DocstringDescriptions(docstring: function.docstring)
    interface.description = documented.description
    let parameters = function.parameters
    for parameter in parameters.all {
      do throws(Raised) {
        try refuse(parameter, in: parameters, as: kind)
        let annotation = try self.annotation(of: parameter, of: function)
        try add(parameter, annotation, of: function, as: kind, documented, to: &interface)
      } catch {
        note(error)
        isComplete = false
      }
    }
    do throws(Raised) {
      try addReturned(by: function, as: kind, documented, to: &interface)
    } catch {
      note(error)
      isComplete = false
    }
    return isComplete ? interface : nil
  }

  /// Reports an exception that ends here.
  func note(_ raised: Raised) {
    if case .exception(let exception) = raised { bag.report(exception.diagnostic) }
  }

  /// Complains about parameters that the kind of function cannot have.
  private func refuse(
    _ parameter: Parameter, in parameters: Parameters, as kind: InterfaceKind
  ) throws(Raised) {
    if parameter.name.text == "Output" {
      throw failure(
        Diagnostic(
          "E0418", "no parameter can be called `Output`",
          at: SourceLabel(parameter.name.span, "reserved"),
          notes: ["`Output` is the name of what a component returns"]))
    }
    if let complaint = Diagnostic.notGivenByName(parameter, in: parameters, as: kind) {
      throw failure(complaint)
    }
    guard kind == .pipeline else { return }
    let isKeywordOnly = parameters.keywordOnly.contains { $0.name.span == parameter.name.span }
    if isKeywordOnly {
      throw failure(
        Diagnostic(
          "E0423", "the input `\(parameter.name.text)` of a pipeline cannot be keyword-only",
          at: SourceLabel(parameter.span, "stands behind `*`"),
          helps: [Help("remove the `*`: inputs of pipelines are given by name anyway")]))
    }
    guard isChannelName(parameter.name.text) else {
      throw failure(
        Diagnostic(
          "E0424",
          "the input `\(parameter.name.text)` of a pipeline must start with an ASCII letter",
          at: SourceLabel(parameter.name.span, "not a name for an input"),
          notes: ["letters, digits and underscores, starting with a letter"]))
    }
  }

  private func annotation(
    of parameter: Parameter, of function: FunctionObject
  ) throws(Raised) -> PortAnnotation {
    guard let id = parameter.annotation else {
      throw failure(
        Diagnostic(
          "E0410", "`\(parameter.name.text)` has no type",
          at: SourceLabel(parameter.name.span, "what does it take?"),
          helps: [
            Help(
              parameter.name.text == "self"
                ? "define the function outside of the class: nobody gives it an instance"
                : "write `\(parameter.name.text): str`, or the type that is meant")
          ]))
    }
    let span = function.unit.tree.span(of: id)
    if let complaint = lazyAnnotation(span, in: function, of: "`\(parameter.name.text)`") {
      throw failure(complaint)
    }
    let value = try evaluate(annotation: id, of: function)
    if let refusal = try unreadable(value, at: span) { throw refusal }
    do throws(AnnotationProblem) {
      return try AnnotationReader(self, at: span).parameter(value)
    } catch {
      throw failure(error.diagnostic(for: "`\(parameter.name.text)`", at: span))
    }
  }

  /// Under `from __future__ import annotations` KFP sees texts in place of types.
  func lazyAnnotation(
    _ span: Span, in function: FunctionObject, of name: String
  ) -> Diagnostic? {
    let tree = function.unit.tree
    for statement in tree.body.prefix(20) {
      guard case .importFrom(let module, let names, _) = tree[statement],
        module?.text == "__future__",
        let alias = names.first(where: { $0.name.text == "annotations" })
      else { continue }
      return Diagnostic(
        "E0412", "KFP cannot read the types of this file, because they are not evaluated",
        at: SourceLabel(tree.span(of: statement), "makes every type a text"),
        related: [SourceLabel(span, "the type of \(name)")],
        helps: [
          Help(
            "remove `from __future__ import annotations`",
            edits: names.count == 1
              ? [TextEdit(tree.span(of: statement), replacement: "")]
              : [TextEdit(alias.span, replacement: "")])
        ])
    }
    return nil
  }

  /// The end of the evaluation where a type is not known; nil where it is.
  func unreadable(_ value: Value, at span: Span) throws(Raised) -> Raised? {
    switch value {
    case .unknown: return .reported
    case .opaque(let value):
      guard sources[value.importSpan.source] != nil, !value.description.hasSuffix(")") else {
        return needed(value, at: span, for: "the type is needed here")
      }
      return failure(
        Diagnostic(
          "E0411", "`\(sourceText(of: span))` cannot travel between tasks",
          at: SourceLabel(span, "a type of another module"),
          related: [SourceLabel(value.importSpan, "imported here")],
          notes: ["inputs and outputs are str, int, float, bool, list, dict or artifacts"],
          helps: [
            Help("write the value into a file: `Output[Dataset]`, and `Input[Dataset]` to read it")
          ]))
    case .object(let marker as PortMarker):
      guard let inner = marker.inner, marker.kind != .embedded else { return nil }
      return try unreadable(inner, at: span)
    case .object(let marker as PathMarker):
      guard let inner = marker.type else { return nil }
      return try unreadable(inner, at: span)
    case .object(let alias as TypingAlias):
      for argument in alias.arguments {
        if case .unknown = argument { return .reported }
      }
      return nil
    default: return nil
    }
  }

  private func add(
    _ parameter: Parameter, _ annotation: PortAnnotation, of function: FunctionObject,
    as kind: InterfaceKind, _ documented: DocstringDescriptions,
    to interface: inout FunctionInterface
  ) throws(Raised) {
    let name = parameter.name.text
    try refuse(annotation, of: parameter, as: kind)
    interface.ports.append((name, annotation))
    switch annotation.direction {
    case .embedded: break
    case .output:
      try addOutput(
        name, annotation.type, documented.outputs[name], at: parameter.span, to: &interface)
    case .input:
      let defaultValue = try defaultValue(of: parameter, annotation, of: function)
      let isFilledIn =
        annotation.type == .parameter(.taskFinalStatus)
        || annotation.type == .parameter(.taskConfig)
      interface.inputs.append(
        Component.Input(
          name: name, type: annotation.type,
          isOptional: parameter.defaultValue != nil || isFilledIn, defaultValue: defaultValue,
          description: documented.inputs[name], acceptsNone: annotation.acceptsNone,
          declaration: parameter.span))
    }
    if annotation.form == .marker, kind == .component, let id = parameter.annotation {
      try addImport(for: id, of: function, to: &interface)
    }
  }

  /// Adds an output under a name of its own.
  func addOutput(
    _ name: String, _ type: ChannelType, _ description: String?, at span: Span,
    to interface: inout FunctionInterface
  ) throws(Raised) {
    guard isChannelName(name) else { throw failure(.outputName(name, at: span)) }
    let unique = uniqueOutputName(name, among: interface.outputs.map(\.name)) ?? name
    if unique != name, let first = interface.outputs.first(where: { $0.name == name }) {
      report(.sameOutputName(name, unique, at: span, first: first.declaration))
    }
    interface.outputs.append(
      Component.Output(name: unique, type: type, description: description, declaration: span))
  }

  private func refuse(
    _ annotation: PortAnnotation, of parameter: Parameter, as kind: InterfaceKind
  ) throws(Raised) {
    let name = parameter.name.text
    let isArtifact = if case .artifact = annotation.type { true } else { false }
    switch kind {
    case .pipeline:
      if annotation.direction == .output {
        throw failure(
          Diagnostic(
            "E0423", "a pipeline gives its outputs by returning them, so `\(name)` cannot be one",
            at: SourceLabel(parameter.span, "an output"),
            helps: [Help("declare it behind the signature: `-> \(annotation.type.pythonName)`")]))
      }
    case .component, .containerComponent:
      if case .artifact(_, isList: true) = annotation.type, annotation.direction == .output {
        throw failure(.listOutput("`\(name)`", at: parameter.span))
      }
      if kind == .component, annotation.form == .marker, annotation.direction != .embedded,
        !isArtifact
      {
        throw failure(.markedParameter(annotation, of: parameter))
      }
    }
    guard kind == .containerComponent else { return }
    if annotation.direction == .embedded
      || annotation.form == .path && annotation.direction == .input
    {
      let marker = annotation.direction == .embedded ? "EmbeddedInput" : "InputPath"
      throw failure(
        Diagnostic(
          "E0421", "a container component cannot have `\(marker)`, as `\(name)` does",
          at: SourceLabel(parameter.span, "only Python components can"),
          helps: [Help("take `Input[...]` and use `\(name).path`, or a plain value")]))
    }
    if isArtifact, annotation.form == .plain {
      throw failure(
        Diagnostic(
          "E0415", "`\(name)` of a container component does not say whether it is read or written",
          at: SourceLabel(parameter.span, "an artifact without Input or Output"),
          helps: [
            Help("write `Input[\(annotation.type.pythonName)]` or `Output[...]`")
          ]))
    }
    if isArtifact, annotation.form == .path {
      throw failure(
        Diagnostic(
          "E0421", "a container component writes the artifact `\(name)` to a path of its own",
          at: SourceLabel(parameter.span, "OutputPath of an artifact"),
          helps: [
            Help(
              "write `Output[\(annotation.type.pythonName)]` and use `\(name).path` in the command")
          ]))
    }
  }
}

extension Diagnostic {
  /// A list of artifacts, which only pipelines return.
  static func listOutput(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0417", "\(name) is a list of artifacts, which no component can give out",
      at: SourceLabel(span, "a list of artifacts"),
      notes: ["only a pipeline can return a list of artifacts, by `Collected(...)`"],
      helps: [Help("give out one artifact that holds all files, or run the component in a loop")])
  }
}

extension Diagnostic {
  /// `Input[int]`: it is compiled as a plain input, and the function then receives None.
  fileprivate static func markedParameter(
    _ annotation: PortAnnotation, of parameter: Parameter
  ) -> Diagnostic {
    let type = annotation.type.pythonName
    let isInput = annotation.direction == .input
    let marker = isInput ? "Input" : "Output"
    return Diagnostic(
      "E0411", "`\(parameter.name.text)` is `\(marker)[\(type)]`, but \(type) is no artifact",
      at: SourceLabel(parameter.span, "only artifacts are marked like this"),
      notes: ["the function would receive None in place of the value"],
      helps: [
        Help(isInput ? "write `\(type)`" : "write `OutputPath(\(type))`, or return the value")
      ])
  }
}

extension Diagnostic {
  /// E0433: a parameter that the task, or the pipeline, cannot be given by its name. What `**`
  /// collects in the body of a component is given as a dict of one member, which some may want.
  fileprivate static func notGivenByName(
    _ parameter: Parameter, in parameters: Parameters, as kind: InterfaceKind
  ) -> Diagnostic? {
    let name = parameter.name.text
    let span = parameter.name.span
    let (written, help): (String, String)
    if parameters.variadic?.name.span == span {
      (written, help) = ("*\(name)", "declare a list: `\(name): list`")
    } else if parameters.keywordVariadic?.name.span == span, kind != .component {
      (written, help) = ("**\(name)", "declare a dict: `\(name): dict`")
    } else if kind == .component,
      parameters.positionalOnly.contains(where: { $0.name.span == span })
    {
      (written, help) = (name, "remove the `/`")
    } else {
      return nil
    }
    return Diagnostic(
      "E0433", "`\(written)` cannot be an input, because inputs are given by name",
      at: SourceLabel(span, "Python takes no argument of this name"), helps: [Help(help)])
  }

  /// E0424: the name of an output that no document can hold.
  fileprivate static func outputName(_ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0424", "the output `\(name)` must start with an ASCII letter",
      at: SourceLabel(span, "not a name for an output"),
      notes: ["letters, digits and underscores, starting with a letter"])
  }

  /// W0333: an output that gets another name, because there is one of its own already.
  fileprivate static func sameOutputName(
    _ name: String, _ unique: String, at span: Span, first: Span?
  ) -> Diagnostic {
    Diagnostic(
      "W0333", .warning,
      "two outputs are called `\(name)`, so the second one becomes `\(unique)`",
      at: SourceLabel(span, "the second one"),
      related: first.map { [SourceLabel($0, "the first one")] } ?? [],
      helps: [Help("rename one of them")])
  }
}
