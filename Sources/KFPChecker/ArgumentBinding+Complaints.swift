import KFPSource
import KFPTypes

extension Diagnostic {
  /// E0301: a component takes its inputs by name only.
  static func positionalArguments(
    _ arguments: [CallArgument], at span: Span, of signature: CallSignature, named: Set<String>
  ) -> Diagnostic {
    var edits: [TextEdit] = []
    // What `*values` gives has no place of its own, and an input that is named already is not meant.
    let isWritten = arguments.allSatisfy { $0.text.utf8.first != UInt8(ascii: "*") }
    let isFree = signature.inputs.prefix(arguments.count).allSatisfy { !named.contains($0.name) }
    if arguments.count <= signature.inputs.count, isWritten, isFree {
      edits = zip(arguments, signature.inputs).map { argument, input in
        TextEdit(
          Span(source: argument.span.source, start: argument.span.start, end: argument.span.start),
          replacement: "\(input.name)=")
      }
    }
    let names = signature.inputs.prefix(arguments.count).map { "\($0.name)=..." }
    return Diagnostic(
      "E0301", .error, "the inputs of `\(signature.name)` are given by name, not by position",
      at: SourceLabel(
        span, arguments.count == 1 ? "which input is this?" : "which inputs are these?"),
      related: signature.declaration.map {
        [SourceLabel($0, "`\(signature.name)` is defined here")]
      }
        ?? [],
      helps: names.isEmpty
        ? [Help("`\(signature.name)` takes no inputs")]
        : [Help("write `\(signature.name)(\(names.joined(separator: ", ")))`", edits: edits)])
  }

  /// E0302: a keyword that is no input.
  static func unknownInput(
    _ name: String, at span: Span, meant: String?, of signature: CallSignature,
    missing: CallSignature.Input? = nil, isUnpacked: Bool = false
  ) -> Diagnostic {
    var helps: [Help] = []
    var notes: [String] = []
    var related = signature.declaration.map { ($0, "`\(signature.name)` is defined here") }
    if let meant {
      helps = [
        Help(
          "write `\(meant)`",
          edits: isUnpacked ? [] : [TextEdit(span, replacement: meant)])
      ]
      if let declaration = signature.inputs.first(where: { $0.name == meant })?.declaration {
        related = (declaration, "`\(meant)` is declared here")
      }
    } else if let missing {
      helps = [Help("give `\(missing.name)`, which is missing: `\(missing.name)=...`")]
      if let declaration = missing.declaration {
        related = (declaration, "`\(missing.name)` has no default")
      }
      if signature.inputs.count > 1, signature.inputs.count <= 8 {
        notes = ["`\(signature.name)` takes \(quotedList(signature.inputs.map(\.name)))"]
      }
    } else if signature.inputs.isEmpty {
      notes = ["`\(signature.name)` takes no inputs"]
    } else if signature.inputs.count <= 8 {
      notes = ["`\(signature.name)` takes \(quotedList(signature.inputs.map(\.name)))"]
    }
    return Diagnostic(
      "E0302", .error, "`\(signature.name)` has no input `\(name)`",
      at: SourceLabel(span, meant == nil ? "no such input" : "did you mean `\(meant ?? "")`?"),
      related: related.map { [SourceLabel($0.0, $0.1)] } ?? [], notes: notes, helps: helps)
  }

  /// E0303: an input without a default that the call does not give.
  static func missingInputs(
    _ inputs: [CallSignature.Input], at span: Span, of signature: CallSignature
  ) -> Diagnostic {
    let names = quotedList(inputs.map(\.name))
    return Diagnostic(
      "E0303", .error,
      "`\(signature.name)` needs \(names), which \(inputs.count == 1 ? "is" : "are") not given",
      at: SourceLabel(span, "\(names) missing"),
      related: inputs.compactMap { input in
        input.declaration.map { SourceLabel($0, "`\(input.name)` has no default") }
      },
      helps: [
        Help(
          "give \(inputs.count == 1 ? "it" : "them"): "
            + "`\(inputs.map { "\($0.name)=..." }.joined(separator: ", "))`")
      ])
  }

  /// E0304: types that do not agree.
  static func typeMismatch(
    _ mismatch: TypeMismatch, _ argument: CallArgument, _ type: PortType,
    for input: CallSignature.Input, _ wanted: PortType, isConstant: Bool
  ) -> Diagnostic {
    var notes: [String] = []
    var helps: [Help] = []
    switch mismatch {
    case .parameterTypes(let given, let taken):
      notes = [
        "types are not converted between tasks: \(given.pythonName) stays \(given.pythonName)"
      ]
      if isConstant, let text = literal(argument.text, as: taken, given: given) {
        helps = [Help("write `\(text)`", edits: [TextEdit(argument.span, replacement: text)])]
      } else if given != .list, taken == .list {
        helps = [Help("a list of one value is `[\(argument.shortText)]`")]
      }
    case .parameterForArtifact:
      notes = ["an artifact is a file that a task wrote; a \(type.pythonName) is a plain value"]
      if type == .parameter(.string), isConstant {
        helps = [Help("bring in a file that exists already with `importer(artifact_uri=...)`")]
      }
    case .artifactForParameter:
      notes = ["an artifact is a file that a task wrote, not a plain value"]
      helps = [Help("declare the input as an artifact: `\(input.name): Input[\(type.pythonName)]`")]
    case .singleForList:
      notes = ["a list of artifacts comes from `Collected(...)` of a loop's task"]
    case .listForSingle:
      helps = [
        Help("declare the input as a list (`Input[List[\(wanted.pythonName)]]`), or loop over it")
      ]
    case .schemas: break
    case .majorVersions(let given, let taken):
      notes = [
        "its schema has the version \(given.version), and version \(taken.version) is wanted: "
          + "the first numbers must agree"
      ]
    }
    return Diagnostic(
      "E0304", .error,
      "`\(input.name)` takes \(wanted.pythonName), but \(argument.quotedText) is \(type.pythonName)",
      at: SourceLabel(argument.span, "this is \(type.pythonName)"),
      related: input.declaration.map {
        [SourceLabel($0, "`\(input.name)` is declared as \(wanted.pythonName) here")]
      } ?? [], notes: notes, helps: helps)
  }

  /// E0305: a task where one of its outputs is meant.
  static func taskGiven(
    _ argument: CallArgument, _ outputs: [ArgumentType.Output], for input: CallSignature.Input
  ) -> Diagnostic {
    var helps: [Help] = []
    if let only = outputs.first, outputs.count == 1 {
      let fits =
        only.type.flatMap { type in
          input.type.map { type.mismatch(for: $0) == nil }
        } ?? true
      let end = Span(
        source: argument.span.source, start: argument.span.end, end: argument.span.end)
      helps = [
        Help(
          "write `\(argument.shortText).output`",
          edits: fits ? [TextEdit(end, replacement: ".output")] : [])
      ]
    } else if outputs.isEmpty {
      helps = [Help("use `.after(...)` to run after a task that has no outputs")]
    } else if outputs.count <= 8 {
      helps = [
        Help(
          "choose an output: "
            + quotedList(outputs.map { "\(argument.shortText).outputs['\($0.name)']" }))
      ]
    }
    return Diagnostic(
      "E0305", .error, "\(argument.quotedText) is a task; `\(input.name)` takes one of its outputs",
      at: SourceLabel(argument.span, "a task, not a value"),
      related: input.declaration.map { [SourceLabel($0, "`\(input.name)` is declared here")] }
        ?? [],
      notes: outputs.isEmpty ? ["the task has no outputs"] : [], helps: helps)
  }

  /// E0306: None as an argument.
  static func noneGiven(
    _ argument: CallArgument, for input: CallSignature.Input, of signature: CallSignature
  ) -> Diagnostic {
    Diagnostic(
      "E0306", .error, "`\(input.name)` of `\(signature.name)` is given None",
      at: SourceLabel(argument.span, "this is None"),
      related: input.declaration.map { [SourceLabel($0, "`\(input.name)` is declared here")] }
        ?? [],
      notes: ["None cannot be passed to a task"],
      helps: [
        Help(
          input.isRequired
            ? "give a value, or make the input optional: `= None` in the signature"
            : "leave `\(input.name)` out: then it is None")
      ])
  }

  /// E0307: a value of script time that no document can hold.
  static func cannotTravel(
    _ argument: CallArgument, _ typeName: String, for input: CallSignature.Input,
    of signature: CallSignature, help: String? = nil
  ) -> Diagnostic {
    let kind = ("AEIOUaeiou".contains(typeName.prefix(1)) ? "an " : "a ") + typeName
    return Diagnostic(
      "E0307", .error, "\(argument.quotedText) is \(kind), which cannot be passed to a task",
      at: SourceLabel(argument.span, kind),
      related: input.declaration.map { [SourceLabel($0, "`\(input.name)` is declared here")] }
        ?? [],
      notes: [
        "constants that can be passed are str, int, float, bool, and lists and dicts of them"
      ],
      helps: help.map { [Help($0)] } ?? [])
  }

  /// E0308: the final status is filled in by the backend.
  static func finalStatusGiven(_ input: CallSignature.Input, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0308", .error, "`\(input.name)` is filled in when the tasks before it have ended",
      at: SourceLabel(span, "cannot be given"),
      related: input.declaration.map {
        [SourceLabel($0, "declared as PipelineTaskFinalStatus here")]
      } ?? [], helps: [Help("leave `\(input.name)` out")])
  }
}

/// A literal that has the wanted type and means the same, or nil where there is no such.
private func literal(
  _ text: String, as wanted: ParameterType, given: ParameterType
) -> String? {
  let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
  let isWhole = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  switch (given, wanted) {
  case (.integer, .double): return isWhole ? text + ".0" : nil
  case (.integer, .string): return isWhole ? "'\(text)'" : nil
  default: return nil
  }
}

extension CallArgument {
  /// The value as it is written, if that is short.
  var shortText: String {
    text.utf8.count <= 40 && !text.utf8.contains(0x0A) ? text : "..."
  }

  /// The value in backquotes, or a word for it.
  var quotedText: String {
    shortText == "..." ? "this value" : "`\(text)`"
  }
}
