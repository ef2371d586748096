import KFPChecker
import KFPGraph
import KFPSource
import KFPTypes

/// The complaints about run-time values that are used as if they were known now (E055x), and about
/// comparisons that the backend cannot decide (E056x).
extension Diagnostic {
  private static let whenNote =
    "the value exists only when tasks run; the script is evaluated before that"

  private static func described(_ value: ChannelObject) -> String {
    "`\(value.label)` is a run-time \(value.typeDescription)"
  }

  static func truthOfRuntimeValue(
    _ value: ChannelObject, at span: Span, isNegated: Bool = false
  ) -> Diagnostic {
    Diagnostic(
      "E0551", "`\(value.label)` is not known yet, so no decision can be made on it here",
      at: SourceLabel(span, "a run-time \(value.typeDescription)"),
      notes: [
        whenNote, "`and`, `or`, `not`, plain `if` and `while` are decided while the script is read",
      ],
      helps: [
        Help(
          value.parameterType == .boolean
            ? "decide at run time: `with If(\(value.label) == \(isNegated ? "False" : "True")):`"
            : "decide at run time: `with If(\(value.label) == ...):`")
      ])
  }

  static func iterationOverRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic {
    let isList =
      switch value.channel.type {
      case .parameter: value.parameterType == .list || value.parameterType == .string
      case .artifact(_, let isList): isList
      }
    return Diagnostic(
      "E0552", "`\(value.label)` is not known yet, so it cannot be looped over here",
      at: SourceLabel(span, "a run-time \(value.typeDescription)"), notes: [whenNote],
      helps: isList
        ? [Help("loop at run time: `with ParallelFor(\(value.label)) as item:`")] : [])
  }

  static func operationOnRuntimeValue(
    _ operation: String, on value: ChannelObject, _ other: Value, at span: Span
  ) -> Diagnostic {
    var helps: [Help] = []
    if operation == "+", value.parameterType == .string, case .string = other {
      helps = [Help("write both into one text: an f-string can hold a run-time value")]
    } else if operation == "in" || operation == "not in" {
      helps = [Help("compare with each: one `If(... == ...)` per value")]
    } else if operation != "%" {
      helps = [Help("compute it in a component, where the value is known")]
    }
    return Diagnostic(
      "E0553", "`\(value.label)` is not known yet, so `\(operation)` cannot be computed here",
      at: SourceLabel(span, "\(described(value))"), notes: [whenNote], helps: helps)
  }

  static func indexOfRuntimeValue(
    _ value: ChannelObject, _ key: Value, at span: Span
  ) -> Diagnostic {
    var helps: [Help] = []
    if case .item = value.channel.origin, case .string(let key) = key,
      key.utf8.allSatisfy({ $0 == 0x5F || ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
    {
      helps = [Help("a field of a loop's item is written `\(value.label).\(key)`")]
    } else {
      helps = [Help("take it apart in a component, where the value is known")]
    }
    return Diagnostic(
      "E0554", "`\(value.label)` is not known yet, so it has no elements here",
      at: SourceLabel(span, described(value)), notes: [whenNote], helps: helps)
  }

  static func lengthOfRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0554", "`\(value.label)` is not known yet, so it has no length here",
      at: SourceLabel(span, described(value)), notes: [whenNote],
      helps: [Help("count in a component, where the value is known")])
  }

  static func joinedRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0553", "`\(value.label)` is not known yet, so `join` cannot put it into a text",
      at: SourceLabel(span, described(value)), notes: [whenNote],
      helps: [Help("write all into one text: an f-string can hold a run-time value")])
  }

  static func numberOfRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0554", "`\(value.label)` is not known yet, so it cannot be counted with here",
      at: SourceLabel(span, described(value)), notes: [whenNote],
      helps: [
        Help("to do something so many times, loop with `ParallelFor` over a list from a component")
      ])
  }

  static func fieldOfRuntimeValue(
    _ name: String, of value: ChannelObject, at span: Span
  ) -> Diagnostic {
    var helps: [Help] = []
    if case .output = value.channel.origin, ["path", "uri", "metadata"].contains(name) {
      helps = [Help("pass the artifact to a component and read `.\(name)` there")]
    } else if case .field = value.channel.origin {
      helps = [Help("fields are one level deep; pass the field on and take it apart there")]
    } else {
      helps = [Help("compute it in a component, where the value is known")]
    }
    return Diagnostic(
      "E0555", "`\(value.label)` is not known yet, so it has no `\(name)` here",
      at: SourceLabel(span, described(value)), notes: [whenNote], helps: helps)
  }

  static func callOfRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0555", "`\(value.label)` is not known yet, so it cannot be called",
      at: SourceLabel(span, described(value)), notes: [whenNote],
      helps: [Help("compute it in a component, where the value is known")])
  }

  static func formatOfRuntimeValue(
    _ value: ChannelObject, _ spec: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0557", "`\(value.label)` is not known yet, so it cannot be formatted with `\(spec)`",
      at: SourceLabel(span, described(value)), notes: [whenNote],
      helps: [Help("write `{\(value.label)}` without a format, or format in a component")])
  }

  /// The complaint about a run-time value in a text that the document cannot say, or nil.
  static func textOfRuntimeValue(_ value: ChannelObject, at span: Span) -> Diagnostic? {
    switch value.channel.origin {
    case .oneOf:
      return Diagnostic(
        "E0558", "the output of a set of branches cannot be written into a text",
        at: SourceLabel(span, described(value)), helps: [Help("pass it as an input of its own")])
    case .collected:
      return Diagnostic(
        "E0558", "a collected list cannot be written into a text",
        at: SourceLabel(span, described(value)), helps: [Help("pass it as an input of its own")])
    case .input, .output, .item, .field: break
    }
    switch value.channel.type {
    case .artifact:
      return Diagnostic(
        "E0558", "`\(value.label)` is an artifact, which cannot be written into a text",
        at: SourceLabel(span, described(value)),
        helps: [Help("pass it as an input of its own: `Input[\(value.typeDescription)]`")])
    case .parameter(let type):
      guard type.description.utf8.contains(UInt8(ascii: "[")) else { return nil }
      let plain = type.parameterType?.pythonName ?? "list"
      return Diagnostic(
        "E0558",
        "`\(value.label)` is declared as \(type.pythonName), which cannot be written into a text",
        at: SourceLabel(span, described(value)),
        notes: ["only values declared with a plain type (`\(plain)`) can be written into a text"],
        helps: [Help("declare it as `\(plain)`, or pass it as an input of its own")])
    }
  }

  static func truthOfComparison(at span: Span) -> Diagnostic {
    Diagnostic(
      "E0556", "this comparison is decided when tasks run, not while the script is read",
      at: SourceLabel(span, "compares a run-time value"),
      notes: [
        "plain `if`, `and`, `or`, `not`, `in` and chained comparisons need an answer right away"
      ],
      helps: [
        Help("decide at run time: `with If(...):`; nest two of them where both must hold")
      ])
  }

  // MARK: Loop items

  static func missingField(
    _ name: String, of value: ChannelObject, keys: [String], item: Int, at span: Span
  ) -> Diagnostic {
    let meant = nearestName(to: name, among: keys)
    return Diagnostic(
      "E0571",
      keys.contains(name)
        ? "item \(item + 1) of the loop has no `\(name)`"
        : "the items of the loop have no `\(name)`",
      at: SourceLabel(span, meant.map { "did you mean `\($0)`?" } ?? "no such key"),
      notes: keys.count <= 8
        ? ["the first item has \(keys.map { "`\($0)`" }.joined(separator: ", "))"] : [])
  }

  static func fieldOfPlainItem(
    _ name: String, of value: ChannelObject, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0571", "the items of the loop are \(value.typeDescription) values, which have no `\(name)`",
      at: SourceLabel(span, "no such field"))
  }

  static func reservedField(
    _ name: String, of value: ChannelObject, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0572", "the key `\(name)` of a loop's items cannot be read as `\(value.label).\(name)`",
      at: SourceLabel(span, "has a meaning of its own"),
      notes: ["`\(name)` belongs to every run-time value, and KFP gives that one"],
      helps: [Help("rename the key in the items")])
  }

  static func itemTypeUnusable(_ type: TypeText, of label: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0573", "\(label) would be of type \(type.pythonName), which no task can take",
      at: SourceLabel(span, "not a type of an input"),
      notes: ["inputs are str, int, float, bool, list, dict or artifacts"])
  }

  // MARK: Comparisons

  static func comparisonOfCompound(_ value: ChannelObject, at span: Span) -> Diagnostic? {
    switch value.channel.type {
    case .artifact: break
    case .parameter:
      guard value.parameterType == .list || value.parameterType == .struct else { return nil }
    }
    return Diagnostic(
      "E0561", "`\(value.label)` is \(value.typeDescription), which cannot be compared at run time",
      at: SourceLabel(span, described(value)),
      notes: ["str, int, float and bool can be compared"],
      helps: [Help("compute a bool or str in a component and compare that")])
  }

  static func comparisonOfTypes(
    _ value: ChannelObject, _ type: String, _ other: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0562", "`\(value.label)` is \(value.typeDescription), so it is never compared as \(type)",
      at: SourceLabel(span, "\(other) is \(type)"),
      notes: ["comparisons convert whole numbers to float, and nothing else"],
      helps: [
        Help("compare with \(value.typeDescription == "int" ? "an" : "a") \(value.typeDescription)")
      ])
  }

  static func comparisonWithQuotes(_ value: ChannelObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0563", "a text with quotes, backslashes or line ends cannot be compared at run time",
      at: SourceLabel(span, "compared with `\(value.label)`"),
      helps: [Help("compare in a component and give out a bool")])
  }

  static func comparisonWithTemplate(
    _ value: ChannelObject, _ embedded: Channel, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0563", "a text with a run-time value in it cannot be compared at run time",
      at: SourceLabel(span, "compared with `\(value.label)`"),
      helps: [Help("compare the values themselves, or build the text in a component")])
  }

  static func comparisonWithTask(_ task: TaskObject, at span: Span) -> Diagnostic {
    Diagnostic(
      "E0564", "`\(task.spokenName)` is a task; compare one of its outputs",
      at: SourceLabel(span, "a task, not a value"),
      helps: task.component.outputs.count == 1
        ? [Help("write `\(task.spokenName).output`")] : [])
  }

  static func comparisonWithOther(
    _ value: ChannelObject, _ kind: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      "E0564", "`\(value.label)` cannot be compared with \(kind)",
      at: SourceLabel(span, "a run-time value beside \(kind)"),
      notes: ["a run-time value can be compared with str, int, float, bool, or another one"])
  }
}
