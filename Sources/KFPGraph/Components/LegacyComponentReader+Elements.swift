import KFPSpec
import KFPTypes
import OrderedCollections

extension LegacyComponentReader {
  /// An element of the command or the arguments; nil after a complaint.
  mutating func element(_ value: LocatedJSON, depth: Int = 0) -> CommandElement? {
    if let text = value.text { return .text(text) }
    guard depth < CommandElement.maximumDepth else {
      report(.limit, at: value.mark, "placeholders are nested too deep")
      return nil
    }
    guard let members = value.members else {
      report(
        .wrongType, at: value.mark,
        "an element of a command must be a text or a placeholder, not \(value.kindInWords)")
      return nil
    }
    guard members.count == 1, let member = members.first else {
      report(
        .wrongType, at: value.mark, "a placeholder must have one key, not \(members.count)")
      return nil
    }
    switch member.key {
    case "inputValue", "inputPath", "inputUri": return inputElement(member)
    case "outputPath", "outputUri": return outputElement(member)
    case "concat":
      guard member.value.elements != nil else {
        _ = elements(member.value, "what `concat` joins")
        return nil
      }
      return .concat(
        elements(member.value, "what `concat` joins").compactMap { joined($0, depth: depth + 1) })
    case "if": return conditionalElement(member.value, depth: depth)
    case "executorInput":
      guard member.value.content == .scalar(.null) else {
        report(.wrongType, at: member.value.mark, "`executorInput` takes no value")
        return nil
      }
      return .text("{{$}}")
    default:
      let known = [
        "inputValue", "inputPath", "inputUri", "outputPath", "outputUri", "executorInput",
        "concat", "if",
      ]
      report(
        .unknownField, at: member.keyMark,
        "there is no placeholder `\(member.key)`; there are "
          + known.map { "`\($0)`" }.joined(separator: ", "))
      return nil
    }
  }

  /// An element that is a part of a text, so that it is one text itself.
  private mutating func joined(_ value: LocatedJSON, depth: Int) -> CommandElement? {
    let part = element(value, depth: depth)
    guard case .ifPresent(_, let then, let otherwise)? = part else { return part }
    for case .many? in [then, otherwise] {
      report(.inconsistency, at: value.mark, "inside `concat`, an `if` gives one text, not a list")
      return nil
    }
    return part
  }

  private mutating func inputElement(_ member: LocatedJSON.Member) -> CommandElement? {
    guard let name = requiredText(member.value, "the name of an input") else { return nil }
    guard let input = inputs[name] else {
      report(.danglingReference, at: member.value.mark, "there is no input `\(name)`")
      return nil
    }
    let isValue = member.key == "inputValue"
    switch input.type {
    case .parameter:
      if isValue { return .placeholder(.inputParameter(input.name)) }
      report(
        .inconsistency, at: member.keyMark,
        "`\(name)` is a parameter, so it has a value (`inputValue`) and no file")
    case .artifact:
      if !isValue {
        let field: ContainerPlaceholder.ArtifactField = member.key == "inputUri" ? .uri : .path
        return .placeholder(.inputArtifact(input.name, field))
      }
      report(
        .inconsistency, at: member.keyMark,
        "`\(name)` is an artifact, so it has a file (`inputPath`) and no value")
    }
    return nil
  }

  private mutating func outputElement(_ member: LocatedJSON.Member) -> CommandElement? {
    guard let name = requiredText(member.value, "the name of an output") else { return nil }
    guard let output = outputs[name] else {
      report(.danglingReference, at: member.value.mark, "there is no output `\(name)`")
      return nil
    }
    if member.key == "outputPath" {
      return .placeholder(
        pathParameters.contains(name)
          ? .outputParameter(output.name) : .outputArtifact(output.name, .path))
    }
    if case .parameter = output.type {
      report(
        .inconsistency, at: member.keyMark,
        "`\(name)` is a parameter, so it has a file (`outputPath`) and no address")
      return nil
    }
    return .placeholder(.outputArtifact(output.name, .uri))
  }

  /// `if: {cond: {isPresent: x}, then: ..., else: ...}`
  private mutating func conditionalElement(
    _ value: LocatedJSON, depth: Int
  ) -> CommandElement? {
    guard check(value, "`if`", keys: ["cond", "then", "else"]) else { return nil }
    guard let condition = value["cond"], let then = value["then"] else {
      report(.missingField, at: value.mark, "`if` needs `cond` and `then`")
      return nil
    }
    guard let name = condition["isPresent"], condition.members?.count == 1 else {
      report(
        .wrongType, at: condition.mark, "the condition must be `isPresent` with an input's name")
      return nil
    }
    guard let inputName = requiredText(name, "the name of an input") else { return nil }
    guard let input = inputs[inputName] else {
      report(.danglingReference, at: name.mark, "there is no input `\(inputName)`")
      return nil
    }
    guard let thenBranch = branch(then, depth: depth) else { return nil }
    var otherwise: CommandElement.Branch?
    if let value = value["else"], value.content != .scalar(.null) {
      otherwise = branch(value, depth: depth)
    }
    return .ifPresent(input: input.name, then: thenBranch, otherwise: otherwise)
  }

  private mutating func branch(
    _ value: LocatedJSON, depth: Int
  ) -> CommandElement.Branch? {
    if let elements = value.elements {
      return .many(elements.compactMap { element($0, depth: depth + 1) })
    }
    return element(value, depth: depth + 1).map(CommandElement.Branch.one)
  }
}

// MARK: Defaults

extension TypeText {
  /// The type that an old component's default is converted to: the text must be exactly a type's
  /// name, in any capitals, so the default of a `List[str]` stays as it is written.
  static func legacyDefaultType(_ text: String) -> ParameterType? {
    let type = TypeText(text)
    let isWord = text.utf8.allSatisfy { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: ".") }
    return isWord && type != .taskFinalStatus && type != .taskConfig ? type.parameterType : nil
  }
}

extension JSONValue {
  /// Whether infinity or NaN is in it, which a document cannot hold.
  var holdsNonFinite: Bool {
    switch self {
    case .double(let value): !value.isFinite
    case .array(let values): values.contains(where: \.holdsNonFinite)
    case .object(let members): members.values.contains(where: \.holdsNonFinite)
    case .null, .bool, .integer, .string: false
    }
  }

  /// A default as the SDK converts it; nil where it cannot be converted.
  func legacyDefault(as type: ParameterType) -> JSONValue? {
    switch type {
    case .integer: legacyInteger.map(JSONValue.integer)
    case .double: legacyDouble.map(JSONValue.double)
    case .string: .string(pythonStr(of: self))
    case .boolean: legacyBool.map(JSONValue.bool)
    case .list, .struct, .taskFinalStatus, .taskConfig:
      // A text that is no JSON stays a text.
      stringValue.flatMap { try? parseJSON($0, options: .init(allowsNonFinite: true)) } ?? self
    }
  }

  private var legacyInteger: Int? {
    switch self {
    case .integer(let value): value
    case .bool(let value): value ? 1 : 0
    case .double(let value): Int(exactly: value.rounded(.towardZero))
    case .string(let text): Int(Self.numberText(text))
    case .null, .array, .object: nil
    }
  }

  private var legacyDouble: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .bool(let value): value ? 1 : 0
    case .double(let value): value
    case .string(let text): Self.isDecimal(text) ? Double(Self.numberText(text)) : nil
    case .null, .array, .object: nil
    }
  }

  private var legacyBool: Bool? {
    switch self {
    case .bool(let value): return value
    case .integer(let value): return value == 0 || value == 1 ? value == 1 : nil
    case .string(let text):
      switch text.lowercased() {
      case "y", "yes", "t", "true", "on", "1": return true
      case "n", "no", "f", "false", "off", "0": return false
      default: return nil
      }
    case .null, .double, .array, .object: return nil
    }
  }

  /// The text without what Python overlooks in a number: blanks around, underscores between digits.
  private static func numberText(_ text: String) -> String {
    let content = DocstringText(text).stripped
    let isGrouped = content.contains("_") && content.first != "_" && content.last != "_"
    return isGrouped ? String(content.string.filter { $0 != "_" }) : content.string
  }

  /// Python's `float` takes no hexadecimal numbers, which Swift would.
  private static func isDecimal(_ text: String) -> Bool {
    !text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") || $0 | 0x20 == UInt8(ascii: "p") }
  }
}
