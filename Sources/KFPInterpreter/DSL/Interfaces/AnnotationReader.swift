import KFPGraph
import KFPSource
import KFPTypes

/// What an annotation of a parameter says.
struct PortAnnotation {
  /// Where the value goes.
  enum Direction { case input, output, embedded }
  /// How it is written.
  enum Form { case plain, marker, path }

  /// Where the value goes.
  var direction: Direction
  /// How it is written.
  var form: Form
  /// What it is.
  var type: ChannelType
  /// Whether the author wrote `Optional[...]`.
  var acceptsNone = false
}

/// Why an annotation is no type of an input or output.
struct AnnotationProblem: Error {
  /// The code.
  let code: DiagnosticCode
  /// What is wrong, with `{}` for what is annotated.
  let message: String
  /// Facts.
  var notes: [String] = []
  /// Ways out, with what the annotation would be replaced by.
  var helps: [(text: String, replacement: String?)] = []

  /// The complaint, for something with a name.
  func diagnostic(for name: String, at span: Span) -> Diagnostic {
    var text = ""
    var isFirst = true
    for piece in message.split(separator: "{}", omittingEmptySubsequences: false) {
      text += isFirst ? String(piece) : name + piece
      isFirst = false
    }
    return Diagnostic(
      code, .error, text, at: SourceLabel(span), notes: notes,
      helps: helps.map { help in
        Help(help.text, edits: help.replacement.map { [TextEdit(span, replacement: $0)] } ?? [])
      })
  }
}

/// Reads the values of annotations, by the rules of the official SDK.
struct AnnotationReader {
  private let evaluator: Evaluator
  /// Where the annotation stands, or what it is part of.
  private let span: Span

  init(_ evaluator: Evaluator, at span: Span) {
    self.evaluator = evaluator
    self.span = span
  }

  /// The replacement, if the text at the place is nothing but what it replaces.
  private func replacement(_ text: String, of written: String) -> String? {
    let found = evaluator.sourceText(of: span)
    return found == written || found == "'\(written)'" || found == "\"\(written)\"" ? text : nil
  }

  private static let accepted =
    "inputs and outputs are str, int, float, bool, list, dict or artifacts"

  /// What the annotation of a parameter says.
  func parameter(_ annotation: Value) throws(AnnotationProblem) -> PortAnnotation {
    let (stripped, acceptsNone) = try strippingOptional(annotation)
    var port = try port(stripped)
    port.acceptsNone = acceptsNone
    return port
  }

  /// What a return annotation says; in a pipeline, a marker around the type is dropped.
  func output(
    _ annotation: Value, isComponent: Bool
  ) throws(AnnotationProblem) -> ChannelType {
    switch annotation {
    case .object(let marker as PortMarker):
      guard let inner = marker.inner else { throw bare(marker.kind.rawValue, "[Dataset]") }
      if isComponent, case .artifact = try type(inner) {
        let name = evaluator.sourceText(of: span)
        let plain = name.hasSuffix("]") ? name.drop { $0 != "[" }.dropFirst().dropLast() : ""
        throw AnnotationProblem(
          code: "E0411",
          message: "{} is marked with `\(marker.kind.rawValue)`, which is for parameters",
          helps: plain.isEmpty
            ? [("write the artifact's class alone", nil)]
            : [("write `\(plain)`", String(plain))])
      }
      return try type(inner)
    case .object(let marker as PathMarker):
      guard let inner = marker.type else { throw bare(marker.name, "(str)") }
      return try pathType(inner)
    default: return try type(annotation)
    }
  }

  private func port(_ annotation: Value) throws(AnnotationProblem) -> PortAnnotation {
    switch annotation {
    case .object(let marker as PortMarker):
      guard let inner = marker.inner else { throw bare(marker.kind.rawValue, "[Dataset]") }
      switch marker.kind {
      case .embedded:
        return PortAnnotation(direction: .embedded, form: .marker, type: .parameter(.string))
      case .input: return PortAnnotation(direction: .input, form: .marker, type: try type(inner))
      case .output:
        return PortAnnotation(direction: .output, form: .marker, type: try type(inner))
      }
    case .object(let marker as PathMarker):
      guard let inner = marker.type else { throw bare(marker.name, "(str)") }
      return PortAnnotation(
        direction: marker.isInput ? .input : .output, form: .path, type: try pathType(inner))
    default: return PortAnnotation(direction: .input, form: .plain, type: try type(annotation))
    }
  }

  private func bare(_ name: String, _ example: String) -> AnnotationProblem {
    AnnotationProblem(
      code: "E0427", message: "{} is annotated with `\(name)` alone, which does not say of what",
      helps: [("write `\(name)\(example)`", nil)])
  }

  /// `Optional[T]` is `T`.
  private func strippingOptional(
    _ annotation: Value
  ) throws(AnnotationProblem) -> (Value, acceptsNone: Bool) {
    guard case .object(let alias as TypingAlias) = annotation else { return (annotation, false) }
    if alias.name == "Optional" {
      guard let inner = alias.arguments.first else { throw bare("Optional", "[str]") }
      return (inner, true)
    }
    if alias.name == "Union", alias.arguments.count >= 2, case .none = alias.arguments[1] {
      return (alias.arguments[0], true)
    }
    guard alias.name == "|" || alias.name == "Union" else { return (annotation, false) }
    let text = evaluator.sourceText(of: span)
    let others = alias.arguments.filter { if case .none = $0 { false } else { true } }
    guard others.count == 1, others.count < alias.arguments.count else {
      throw AnnotationProblem(
        code: "E0413", message: "{} could be of several types, and an input has one",
        notes: [Self.accepted], helps: [("choose one of them", nil)])
    }
    let inner = text.hasSuffix("| None") ? String(text.dropLast(6)).trimmingBlanks : nil
    throw AnnotationProblem(
      code: "E0413", message: "{} is annotated with `\(text)`, which KFP does not understand",
      notes: ["KFP 2.17 reads `Optional[...]` and no other way to write it"],
      helps: [("write `Optional[\(inner ?? "...")]`", inner.map { "Optional[\($0)]" })])
  }

  /// What a type is.
  func type(_ annotation: Value) throws(AnnotationProblem) -> ChannelType {
    if let schema = try artifact(annotation) { return .artifact(schema, isList: false) }
    if case .object(let alias as TypingAlias) = annotation,
      alias.name == "List" || alias.name == "list", let inner = alias.arguments.first,
      alias.arguments.count == 1, let schema = try artifact(inner)
    {
      return .artifact(schema, isList: true)
    }
    return .parameter(try parameterType(annotation))
  }

  private func artifact(_ annotation: Value) throws(AnnotationProblem) -> ArtifactSchema? {
    guard case .object(let type as ArtifactClass) = annotation else { return nil }
    guard let problem = type.schema.problem else { return type.schema }
    let reason =
      switch problem {
      case .noTitle: "has no schema title"
      case .titleWithoutNamespace:
        "has the schema title `\(type.schema.title)`, which is not a namespace and a name"
      case .unknownNamespace(let name):
        "has a schema title in the namespace `\(name)`; there are only `system` and `google`"
      case .versionNotThreeParts:
        "has the schema version `\(type.schema.version)`, which is not three numbers"
      }
    throw AnnotationProblem(
      code: "E0419", message: "the artifact class `\(type.name)` of {} \(reason)",
      notes: ["a schema title looks like `system.Dataset`, a version like `0.0.1`"])
  }

  private static let names: [String: TypeText] = [
    "str": .string, "int": .integer, "float": .float, "bool": .boolean, "list": .list,
    "dict": .dict,
  ]

  private func parameterType(_ annotation: Value) throws(AnnotationProblem) -> TypeText {
    switch annotation {
    case .object(let type as InterfaceClass)
    where type.name == "PipelineTaskFinalStatus" || type.name == "TaskConfig":
      return TypeText(type.name)
    case .string(let text): return try quoted(text)
    case .object(let type as ClassObject):
      if let text = builtin(type) { return text }
    case .object(let alias as TypingAlias):
      if let text = generic(alias, depth: 0), text.isInterfaceParameter { return text }
    default: break
    }
    throw unsupported(annotation)
  }

  private func builtin(_ type: ClassObject) -> TypeText? {
    guard case .builtin = type.kind else { return nil }
    return Self.names[type.name]
  }

  /// The text of `List[...]`, `list[...]` and the like, as the SDK keeps it.
  private func generic(_ alias: TypingAlias, depth: Int) -> TypeText? {
    guard depth < 50 else { return nil }
    if alias.module == "typing" || alias.module == "typing_extensions" {
      guard ["List", "Dict"].contains(alias.name) else { return nil }
      return (try? alias.text(at: span, in: evaluator)).map(TypeText.init)
    }
    guard let outer = Self.names[alias.name], outer == .list || outer == .dict else { return nil }
    guard !alias.arguments.isEmpty else { return outer }
    let inner = alias.arguments.map { innerText($0, depth: depth) }
    return TypeText("\(outer)[\(inner.joined(separator: ", "))]")
  }

  private func innerText(_ argument: Value, depth: Int) -> String {
    switch argument {
    case .object(let type as ClassObject): builtin(type)?.description ?? type.name
    case .object(let type as ArtifactClass): type.schema.title
    case .object(let nested as TypingAlias):
      generic(nested, depth: depth + 1)?.description
        ?? ((try? nested.text(at: span, in: evaluator)) ?? nested.name)
    case .string(let text): text
    default: "Any"
    }
  }

  private func quoted(_ text: String) throws(AnnotationProblem) -> TypeText {
    let type = TypeText(text)
    if type.isInterfaceParameter { return type }
    let isKnown = Self.names[text] != nil || BuiltInArtifact(className: text) != nil
    throw AnnotationProblem(
      code: "E0412", message: "the type of {} is in quotes, which KFP does not look into",
      helps: [
        isKnown
          ? ("write `\(text)` without quotes", replacement(text, of: text))
          : ("write the type itself", nil)
      ])
  }

  /// The type of `InputPath(...)` and `OutputPath(...)`.
  private func pathType(_ type: Value) throws(AnnotationProblem) -> ChannelType {
    switch type {
    case .none: return .artifact(.artifact, isList: false)
    case .string(let text):
      switch PathType(text: text) {
      case .parameter(let type): return .parameter(type)
      case .artifact(let schema): return .artifact(schema, isList: false)
      case .refused(let text):
        throw AnnotationProblem(
          code: "E0412", message: "the type of {} is `\"\(text)\"`, which KFP does not understand",
          helps: [("write `\(text)` without quotes", nil)])
      }
    default: break
    }
    if let schema = try artifact(type) { return .artifact(schema, isList: false) }
    if case .object(let type as ClassObject) = type, let text = builtin(type) {
      return .parameter(text)
    }
    if case .object(let alias as TypingAlias) = type, let text = generic(alias, depth: 0) {
      return .parameter(text)
    }
    return .artifact(.artifact, isList: false)
  }

  private func unsupported(_ annotation: Value) -> AnnotationProblem {
    var helps: [(text: String, replacement: String?)] = []
    switch annotation {
    case .object(let alias as TypingAlias):
      switch alias.name {
      case "Tuple", "tuple", "Set", "set", "Sequence", "Iterable", "Collection", "FrozenSet":
        helps = [("use `list`", nil)]
      case "Mapping", "MutableMapping", "TypedDict": helps = [("use `dict`", nil)]
      case "Literal": helps = [("use the type of the literals, such as `str`", nil)]
      case "Any": helps = [("say which type it is", nil)]
      case "Optional", "Union", "|":
        return AnnotationProblem(
          code: "E0413", message: "{} may be None or of several types, and an output is of one",
          notes: [Self.accepted])
      default: break
      }
    case .object(let type as ClassObject):
      switch type.name {
      case "tuple", "set", "frozenset": helps = [("use `list`", replacement("list", of: type.name))]
      case "bytes": helps = [("use `str`, or an artifact for a file", nil)]
      case "Path", "PosixPath": helps = [("use `str`, or an artifact for a file", nil)]
      default: if case .dataclass = type.kind { helps = [("use `dict`", nil)] }
      }
    default: break
    }
    var text = evaluator.sourceText(of: span)
    if text.contains("NamedTuple") || text.contains(":"),
      let own = try? evaluator.typeText(of: annotation, at: span)
    {
      text = own
    }
    return AnnotationProblem(
      code: "E0411", message: "{} has the type `\(text)`, which cannot travel between tasks",
      notes: [Self.accepted], helps: helps)
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var view = self[...]
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }
}
