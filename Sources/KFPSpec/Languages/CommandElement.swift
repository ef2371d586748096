import KFPTypes
import OrderedCollections

/// An element of a container's command or arguments.
public indirect enum CommandElement: Hashable, Sendable {
  /// A text with placeholders: one argument.
  case template([TemplatePart])
  /// `{"Concat": [...]}`: the texts of all parts as one argument.
  case concat([CommandElement])
  /// `{"IfPresent": {...}}`: what stands for it if the input was given, and if not; any number of
  /// arguments.
  case ifPresent(input: String, then: [CommandElement], otherwise: [CommandElement])
}

/// Reads an element of a command. A text that looks like `Concat` or `IfPresent` but has another
/// shape is an ordinary text.
public func parseCommandElement(_ text: String) -> CommandElement {
  if text.utf8.first(where: { $0 != 0x20 && $0 != 0x0A }) == UInt8(ascii: "{"),
    let json = try? parseJSON(text), let element = structured(json)
  {
    return element
  }
  return .template(parseTemplate(text))
}

/// JSON was read with a bound on its depth, so this recursion is bounded, too.
private func structured(_ json: JSONValue) -> CommandElement? {
  guard case .object(let members) = json, members.count == 1 else { return nil }
  if let items = json["Concat"]?.arrayValue {
    return elements(items).map { .concat($0) }
  }
  guard let condition = json["IfPresent"], condition.objectValue != nil,
    let input = condition["InputName"]?.stringValue,
    let then = condition["Then"].flatMap(branch)
  else { return nil }
  guard let otherwise = condition["Else"], otherwise != JSONValue.null else {
    return .ifPresent(input: input, then: then, otherwise: [])
  }
  return branch(otherwise).map { .ifPresent(input: input, then: then, otherwise: $0) }
}

private func branch(_ json: JSONValue) -> [CommandElement]? {
  if case .array(let items) = json { return elements(items) }
  return element(json).map { [$0] }
}

private func elements(_ items: [JSONValue]) -> [CommandElement]? {
  let results = items.compactMap(element)
  return results.count == items.count ? results : nil
}

private func element(_ json: JSONValue) -> CommandElement? {
  if case .string(let text) = json { return .template(parseTemplate(text)) }
  return structured(json)
}

extension CommandElement {
  /// All placeholders inside, and the inputs that are asked for being present.
  public var placeholders: [Placeholder] {
    switch self {
    case .template(let parts): parts.compactMap(\.placeholder)
    case .concat(let elements): elements.flatMap(\.placeholders)
    case .ifPresent(_, let then, let otherwise): (then + otherwise).flatMap(\.placeholders)
    }
  }

  /// The inputs that `IfPresent` asks about.
  public var testedInputs: [String] {
    switch self {
    case .template: []
    case .concat(let elements): elements.flatMap(\.testedInputs)
    case .ifPresent(let input, let then, let otherwise):
      [input] + (then + otherwise).flatMap(\.testedInputs)
    }
  }
}

extension TemplatePart {
  /// The placeholder, if it is one.
  public var placeholder: Placeholder? {
    if case .placeholder(let placeholder) = self { placeholder } else { nil }
  }
}
