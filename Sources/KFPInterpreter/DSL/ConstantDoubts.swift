import KFPSource
import KFPTypes
import OrderedCollections

/// A part of a constant that is of another type than a declaration says.
struct MisplacedElement {
  /// Where it is: `element 2`, `the value of `a``.
  let place: String
  /// What is wanted there.
  let wanted: ParameterType

  /// The first one in a list or dict whose type says what its elements are, or nil. Python's `Any`
  /// and other types that are no parameters are not looked at.
  init?(in value: JSONValue, of type: TypeText, depth: Int = 0) {
    guard depth < 20, type.description.utf8.contains(UInt8(ascii: "[")) else { return nil }
    switch (value, type.parameterType) {
    case (.array(let elements), .list):
      for (index, element) in elements.enumerated() {
        guard let found = Self("element \(index + 1)", element, type.itemType, depth) else {
          continue
        }
        self = found
        return
      }
    case (.object(let members), .struct):
      for (key, element) in members {
        guard let found = Self("the value of `\(key)`", element, type.fieldType, depth) else {
          continue
        }
        self = found
        return
      }
    default: break
    }
    return nil
  }

  private init?(_ place: String, _ element: JSONValue, _ type: TypeText, _ depth: Int) {
    guard let wanted = type.parameterType else { return nil }
    if !element.fits(wanted) {
      self.place = place
      self.wanted = wanted
    } else if let inner = Self(in: element, of: type, depth: depth + 1) {
      self.place = "\(inner.place) of \(place)"
      self.wanted = inner.wanted
    } else {
      return nil
    }
  }
}

extension JSONValue {
  /// Whether a task that wants this type can read the value as it is.
  func fits(_ type: ParameterType) -> Bool {
    switch (type, self) {
    case (.string, .string), (.boolean, .bool), (.list, .array), (.struct, .object): true
    case (.integer, .integer), (.double, .integer), (.double, .double): true
    case (.integer, .double(let number)): number == number.rounded()
    default: false
    }
  }
}

extension Diagnostic {
  /// W0323: a whole number that a floating-point number cannot hold.
  static func tooManyDigits(_ number: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0323", .warning, "`\(number)` has more digits than arrive at a task",
      at: SourceLabel(span, "larger than 2 to the power of 53"),
      notes: ["numbers travel as floating-point numbers, which are exact up to that"],
      helps: [Help("pass it as a str")])
  }

  /// W0324: an element of another type than the declaration says.
  static func misplaced(
    _ element: MisplacedElement, in name: String, _ type: TypeText, at span: Span,
    declaration: Span?
  ) -> Diagnostic {
    Diagnostic(
      "W0324", .warning,
      "`\(name)` takes \(type.pythonName), but \(element.place) is no \(element.wanted.pythonName)",
      at: SourceLabel(span, "this value"),
      related: declaration.map { [SourceLabel($0, "declared here")] } ?? [],
      notes: ["nobody looks at the elements before the task does"])
  }
}

/// Doubts about the defaults of inputs: the SDK compiles them, whatever they are.
extension Evaluator {
  /// Warns of a default that is of another type than its parameter: W0323, W0324, W0326.
  func doubtDefault(
    _ value: JSONValue, of name: String, _ type: TypeText, at span: Span, declaration: Span
  ) {
    guard let wanted = type.comparedType else { return }
    if case .integer(let number) = value, number.magnitude > 1 << 53 {
      report(.tooManyDigits(number, at: span))
    } else if !value.fits(wanted) {
      report(.otherDefault(value, of: name, wanted, at: span, declaration: declaration))
    } else if let element = MisplacedElement(in: value, of: type) {
      report(.misplaced(element, in: name, type, at: span, declaration: declaration))
    }
  }
}

extension Diagnostic {
  /// W0326: a default of another type than the input.
  fileprivate static func otherDefault(
    _ value: JSONValue, of name: String, _ wanted: ParameterType, at span: Span, declaration: Span
  ) -> Diagnostic {
    let given = TypeText.pythonTypeName(of: value)
    let replacement: String? =
      switch (wanted, value) {
      case (.integer, .bool(let flag)): flag ? "1" : "0"
      case (.double, .bool(let flag)): flag ? "1.0" : "0.0"
      case (.boolean, .integer(let number)): number == 1 ? "True" : "False"
      default: nil
      }
    let article = wanted == .integer ? "an" : "a"
    return Diagnostic(
      "W0326", .warning, "`\(name)` is \(wanted.pythonName), but its default is \(given)",
      at: SourceLabel(span, "this is \(given)"),
      related: [SourceLabel(declaration, "declared as \(wanted.pythonName)")],
      notes: [
        replacement.map { "where nothing is given, the task receives \($0)" }
          ?? "where nothing is given, the task receives the \(given)"
      ],
      helps: [
        replacement.map { Help("write `\($0)`", edits: [TextEdit(span, replacement: $0)]) }
          ?? Help("write \(article) \(wanted.pythonName), or declare `\(name): \(given)`")
      ])
  }
}
