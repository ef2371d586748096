import KFPChecker
import KFPGraph
import KFPSource

/// A call of something of the DSL whose arguments found their parameters.
struct SurfaceCall {
  /// An argument and where it stands.
  typealias Argument = (value: Value, span: Span)

  /// The arguments by parameter.
  private(set) var arguments: [String: Argument] = [:]
  /// The arguments of a `*parameter`.
  private(set) var variadic: [Argument] = []
  /// The call.
  let call: Call
  /// What is called.
  let name: String

  /// The value of an argument, or nil where it is not given.
  subscript(name: String) -> Value? { arguments[name]?.value }

  /// Where an argument stands; the call where it is not given.
  func span(_ name: String) -> Span { arguments[name]?.span ?? call.span }

  /// Whether an argument is given and is not None.
  func has(_ name: String) -> Bool {
    guard let value = arguments[name]?.value else { return false }
    if case .none = value { return false }
    return true
  }

  /// Finds the parameter of each argument; complains about what does not fit.
  init(_ call: Call, to entry: SurfaceEntry, in evaluator: Evaluator) throws(Raised) {
    self.call = call
    name = entry.name
    let parameters = entry.parameters
    let regular = parameters.filter { !$0.isKeywordOnly && !$0.isVariadic }
    let takesMore = parameters.contains { $0.isVariadic }
    for (index, argument) in call.positional.enumerated() {
      if index < regular.count {
        arguments[regular[index].name] = (argument.value, argument.span)
      } else if takesMore {
        variadic.append((argument.value, argument.span))
      } else {
        throw evaluator.failure(.tooManyPositional(entry, at: argument.span))
      }
    }
    for keyword in call.keywords {
      guard parameters.contains(where: { $0.name == keyword.name && !$0.isVariadic }) else {
        throw evaluator.failure(.unknownParameter(keyword.name, of: entry, at: keyword.nameSpan))
      }
      guard arguments[keyword.name] == nil else {
        throw evaluator.failure(.parameterGivenTwice(keyword.name, of: entry, at: keyword.nameSpan))
      }
      arguments[keyword.name] = (keyword.value, keyword.span)
    }
    let missing = parameters.filter {
      $0.defaultText == nil && !$0.isVariadic && arguments[$0.name] == nil
    }
    if !missing.isEmpty {
      throw evaluator.failure(
        .missingParameters(missing.map(\.name), of: entry, at: call.calleeSpan))
    }
  }
}

// MARK: - Reading arguments

extension SurfaceCall {
  /// A text, or nil where None or nothing is given. Run-time values in it are complained about with
  /// `place`, what the text is.
  func text(_ name: String, _ place: String, in evaluator: Evaluator) throws(Raised) -> String? {
    guard let argument = arguments[name] else { return nil }
    switch argument.value {
    case .none: return nil
    case .string(let text):
      try evaluator.refuseRuntimeValues(in: text, place: place, at: argument.span)
      return text
    case .unknown: throw .reported
    case .opaque(let value):
      throw evaluator.needed(value, at: argument.span, for: "\(place) is needed here")
    default:
      throw evaluator.failure(
        .wrongKind(place, wanted: "a str", argument.value, at: argument.span, in: evaluator))
    }
  }

  /// A Boolean; nil where nothing is given.
  func flag(_ name: String, _ place: String, in evaluator: Evaluator) throws(Raised) -> Bool? {
    guard let argument = arguments[name] else { return nil }
    switch argument.value {
    case .bool(let value): return value
    case .none: return nil
    case .unknown: throw .reported
    default:
      throw evaluator.failure(
        .wrongKind(place, wanted: "True or False", argument.value, at: argument.span, in: evaluator)
      )
    }
  }

  /// A whole number; nil where None or nothing is given.
  func integer(_ name: String, _ place: String, in evaluator: Evaluator) throws(Raised) -> Int? {
    guard let argument = arguments[name] else { return nil }
    switch argument.value {
    case .int(let value): return value
    case .none: return nil
    case .unknown: throw .reported
    default:
      throw evaluator.failure(
        .wrongKind(place, wanted: "an int", argument.value, at: argument.span, in: evaluator))
    }
  }

  /// A list of texts; nil where None or nothing is given.
  func texts(_ name: String, _ place: String, in evaluator: Evaluator) throws(Raised) -> [String]? {
    guard let argument = arguments[name] else { return nil }
    let values: [Value]
    switch argument.value {
    case .none: return nil
    case .unknown: throw .reported
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    case .string(let text):
      throw evaluator.failure(.textForList(place, text, at: argument.span))
    default:
      throw evaluator.failure(
        .wrongKind(
          place, wanted: "a list of str", argument.value, at: argument.span, in: evaluator))
    }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else {
        if case .unknown = value { throw .reported }
        throw evaluator.failure(
          .wrongKind(
            "an element of \(place)", wanted: "a str", value, at: argument.span, in: evaluator))
      }
      try evaluator.refuseRuntimeValues(in: text, place: place, at: argument.span)
      texts.append(text)
    }
    return texts
  }
}

extension Evaluator {
  /// Complains about a run-time value in a text that goes where the document takes constants only.
  func refuseRuntimeValues(in text: String, place: String, at span: Span) throws(Raised) {
    guard let channel = studio.embedded.channels(in: text).first else { return }
    throw failure(
      Diagnostic(
        "E0559", "\(place) must be known when the pipeline is put together",
        at: SourceLabel(span, "holds a run-time \(channel.type.pythonName)"),
        notes: ["a run-time value exists only when tasks run"]))
  }

  /// What stands at a place.
  func sourceText(of span: Span) -> String { sources[span.source]?.text(of: span) ?? "" }

  /// What stands at a place, where that is short; else the given name.
  func shortText(of span: Span, orElse name: String) -> String {
    let text = sourceText(of: span)
    return text.isEmpty || text.utf8.count > 40 || text.utf8.contains(0x0A) ? name : text
  }

  /// How to name a value's kind to the user: `a list`, `an int`, `None`.
  func kindName(of value: Value) -> String {
    switch value {
    case .none: "None"
    case .bool: "a bool"
    case .int: "an int"
    case .float: "a float"
    case .string: "a str"
    case .bytes: "bytes"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dict: "a dict"
    case .set: "a set"
    case .object(let object):
      switch object.typeName.utf8.first {
      case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"):
        "an \(object.typeName)"
      default: "a \(object.typeName)"
      }
    case .opaque(let value): "`\(value.description)`"
    case .unknown: "a value"
    }
  }
}

// MARK: - Complaints

extension Diagnostic {
  static func tooManyPositional(_ entry: SurfaceEntry, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0331", "`\(entry.name)` takes no such positional argument",
      at: SourceLabel(span, "which parameter is this?"),
      notes: ["it is called as `\(entry.signature)`"])
  }

  static func unknownParameter(_ name: String, of entry: SurfaceEntry, at span: Span) -> Diagnostic
  {
    let names = entry.parameters.map(\.name)
    let meant = nearestName(to: name, among: names)
    return Diagnostic(
      "E0332", "`\(entry.name)` has no parameter `\(name)`",
      at: SourceLabel(span, meant.map { "did you mean `\($0)`?" } ?? "no such parameter"),
      notes: meant == nil ? ["it is called as `\(entry.signature)`"] : [],
      helps: meant.map {
        [Help("write `\($0)`", edits: [TextEdit(span, replacement: $0)])]
      } ?? (names.contains("condition") ? [Help("a comparison is written with `==`")] : []))
  }

  static func parameterGivenTwice(
    _ name: String, of entry: SurfaceEntry, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0333", "`\(name)` of `\(entry.name)` is given twice", at: SourceLabel(span, "given again"))
  }

  static func missingParameters(
    _ names: [String], of entry: SurfaceEntry, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0334", "`\(entry.name)` needs \(quotedList(names))",
      at: SourceLabel(span, "\(quotedList(names)) missing"),
      notes: ["it is called as `\(entry.signature)`"])
  }

  static func wrongKind(
    _ place: String, wanted: String, _ value: Value, at span: Span, in evaluator: Evaluator
  ) -> Diagnostic {
    let kind = evaluator.kindName(of: value)
    return Diagnostic(
      "E0335", "\(place) must be \(wanted), and \(kind) is given",
      at: SourceLabel(span, "this is \(kind)"),
      helps: wrongKindHelps(place, wanted, value, at: span, in: evaluator))
  }

  private static func wrongKindHelps(
    _ place: String, _ wanted: String, _ value: Value, at span: Span, in evaluator: Evaluator
  ) -> [Help] {
    let text = evaluator.sourceText(of: span)
    switch value {
    case .int(let number) where wanted == "a str" && text == String(number):
      return [Help("write `'\(text)'`", edits: [TextEdit(span, replacement: "'\(text)'")])]
    case .string(let name) where wanted.hasPrefix("an artifact class") && name.isPythonName:
      return [Help("write the class itself: `dsl.\(name)`")]
    case .object(let task as TaskObject) where wanted.hasPrefix("a pipeline"):
      return [Help("name the pipeline without calling it: `\(task.label)`")]
    case .object(is ChannelObject) where place.contains("image"):
      return [Help("set it on the task: `.set_container_image(...)` takes a run-time value")]
    default: return []
    }
  }

  static func textForList(_ place: String, _ text: String, at span: Span) -> Diagnostic {
    let start = Span(source: span.source, start: span.start, end: span.start)
    let end = Span(source: span.source, start: span.end, end: span.end)
    return Diagnostic(
      "E0335", "\(place) must be a list of str, and a str is given",
      at: SourceLabel(span, "this is a str"),
      notes: ["KFP would take each character for an element"],
      helps: [
        Help(
          "write a list of one",
          edits: [TextEdit(start, replacement: "["), TextEdit(end, replacement: "]")])
      ])
  }
}

extension String {
  /// Whether the text could be a name.
  fileprivate var isPythonName: Bool {
    guard let first = utf8.first, first == UInt8(ascii: "_") || (first | 0x20) >= 0x61 else {
      return false
    }
    return utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || 0x30...0x39 ~= $0 || 0x61...0x7A ~= ($0 | 0x20)
    }
  }
}
