import OrderedCollections

/// The type of a parameter as the official SDK keeps it, such as `String`, `typing.List[str]` or
/// `List[Dict[String, Integer]]`. It decides the type in the document, the types of loop items, and
/// whether the branches of a `OneOf` agree, so it is kept to the letter.
public struct TypeText: Hashable, Sendable, CustomStringConvertible {
  /// The text itself.
  public let description: String

  /// Creates a type from its text.
  public init(_ text: String) {
    description = text
  }

  /// The type of `str`.
  public static let string = TypeText("String")
  /// The type of `int`.
  public static let integer = TypeText("Integer")
  /// The type of `float`.
  public static let float = TypeText("Float")
  /// The type of `bool`.
  public static let boolean = TypeText("Boolean")
  /// The type of `list`.
  public static let list = TypeText("List")
  /// The type of `dict`.
  public static let dict = TypeText("Dict")
  /// How a task ended.
  public static let taskFinalStatus = TypeText("PipelineTaskFinalStatus")
  /// What was set on a task.
  public static let taskConfig = TypeText("TaskConfig")

  /// Creates the text that a loaded document's parameter has.
  public init(_ type: ParameterType) {
    switch type {
    case .double: self = .float
    case .integer: self = .integer
    case .string: self = .string
    case .boolean: self = .boolean
    case .list: self = .list
    case .struct: self = .dict
    case .taskFinalStatus: self = .taskFinalStatus
    case .taskConfig: self = .taskConfig
    }
  }
}

// MARK: Parameter types

extension TypeText {
  /// The type that documents give an input of this type; nil if it is not a parameter type.
  public var parameterType: ParameterType? {
    switch self {
    case .taskFinalStatus: .taskFinalStatus
    case .taskConfig: .taskConfig
    default: comparedType
    }
  }

  /// The type that counts when an argument is compared with an input, and that documents give an
  /// output: a final status and a task configuration are structs there.
  public var comparedType: ParameterType? {
    switch description {
    // Most are written in these words; others have to be taken apart.
    case "String": .string
    case "Integer": .integer
    case "Float": .double
    case "Boolean": .boolean
    case "List": .list
    case "Dict", "PipelineTaskFinalStatus", "TaskConfig": .struct
    default: Self.parameterTypes[headWord.lowercased()]
    }
  }

  /// Whether a channel may have this type: the leading word, in any case, names a parameter type.
  public var isParameter: Bool { parameterType != nil }

  /// Whether the interface of a component may have this type. It is stricter than `isParameter`:
  /// the names are `String`, `Integer`, ... with exactly these capitals.
  public var isInterfaceParameter: Bool {
    var text = description[...]
    if text.hasPrefix("typing.") { text = text.dropFirst(7) }
    let lowered = text.lowercased()
    if lowered.hasPrefix("list") || lowered.hasPrefix("dict") {
      text = text.prefix { $0 != "[" }
    }
    if text.hasPrefix("Optional["), text.hasSuffix("]") {
      text = text.dropFirst(9).dropLast()
    }
    return Self.interfaceNames.contains(String(text))
  }

  /// The names of parameter types, in lower case.
  static let parameterTypes: [String: ParameterType] = [
    "integer": .integer, "int": .integer,
    "double": .double, "float": .double,
    "string": .string, "str": .string, "text": .string,
    "bool": .boolean, "boolean": .boolean,
    "dict": .struct, "jsonobject": .struct,
    "list": .list, "jsonarray": .list,
  ]

  private static let interfaceNames: Set<String> = [
    "String", "Integer", "Float", "Boolean", "List", "Dict", "PipelineTaskFinalStatus",
    "TaskConfig",
  ]

  /// The first word, without a leading `typing.`; the whole text where it starts with no word.
  private var headWord: String {
    let start = bytesAfterTyping
    let word = start.prefix(while: isWordByte)
    return word.isEmpty ? description : String(decoding: word, as: UTF8.self)
  }

  /// The bytes from the first word on.
  private var bytesAfterTyping: ArraySlice<UInt8> {
    let bytes = Array(description.utf8)[...]
    let typing = Array("typing.".utf8)
    guard bytes.starts(with: typing), let next = bytes.dropFirst(typing.count).first,
      isWordByte(next)
    else { return bytes }
    return bytes.dropFirst(typing.count)
  }
}

// MARK: Items and fields

extension TypeText {
  /// The type of an item of a loop over a channel of this type: what stands between the brackets,
  /// else `String`.
  public var itemType: TypeText {
    guard let inner = bracketed else { return .string }
    return TypeText(String(decoding: trimmed(inner), as: UTF8.self))
  }

  /// The type of `item.key`, where this is the type of the item: the second of two types between
  /// the brackets, else `String`.
  public var fieldType: TypeText {
    guard let inner = bracketed else { return .string }
    let key = inner.drop(while: isSpaceByte)
    let rest = key.drop(while: isWordByte)
    guard rest.startIndex > key.startIndex else { return .string }
    let comma = rest.drop(while: isSpaceByte)
    guard comma.first == UInt8(ascii: ","), comma.count > 1 else { return .string }
    return TypeText(String(decoding: trimmed(comma.dropFirst()), as: UTF8.self))
  }

  /// What a loop over constants has for items: the type of the first one.
  public init?(itemOf constants: [JSONValue]) {
    guard let first = constants.first else { return nil }
    if case .object(let members) = first {
      guard let value = members.values.first else { return nil }
      self.init("Dict[str, \(Self.pythonTypeName(of: value))]")
    } else {
      self.init(Self.pythonTypeName(of: first))
    }
  }

  /// The name of the Python type of a constant: `str`, `int`, ...
  public static func pythonTypeName(of constant: JSONValue) -> String {
    switch constant {
    case .null: "NoneType"
    case .bool: "bool"
    case .integer: "int"
    case .double: "float"
    case .string: "str"
    case .array: "list"
    case .object: "dict"
    }
  }

  /// What stands between the first bracket, right after the first word, and the last one.
  private var bracketed: ArraySlice<UInt8>? {
    let rest = bytesAfterTyping.drop(while: isWordByte)
    guard rest.startIndex > bytesAfterTyping.startIndex, rest.first == UInt8(ascii: "[")
    else { return nil }
    let inner = rest.dropFirst()
    guard let end = inner.lastIndex(of: UInt8(ascii: "]")), end > inner.startIndex
    else { return nil }
    return inner[..<end]
  }
}

// MARK: Display

extension TypeText {
  /// How a pipeline author writes the type: `str`, `list[int]`, `dict[str, list[float]]`.
  public var pythonName: String {
    var result = ""
    var word: [UInt8] = []
    for byte in Array(description.utf8) + [0] {
      if isWordByte(byte) || byte == UInt8(ascii: ".") {
        word.append(byte)
        continue
      }
      result += Self.pythonName(ofWord: String(decoding: word, as: UTF8.self))
      word.removeAll()
      if byte != 0 { result.unicodeScalars.append(Unicode.Scalar(byte)) }
    }
    return result
  }

  private static func pythonName(ofWord word: String) -> String {
    let name = word.split(separator: ".").last.map(String.init) ?? word
    switch name {
    case "String", "Text": return "str"
    case "Integer": return "int"
    case "Float", "Double": return "float"
    case "Boolean": return "bool"
    case "List", "JsonArray": return "list"
    case "Dict", "JsonObject": return "dict"
    case "NoneType": return "None"
    default: return name
    }
  }
}

/// Whether a byte belongs to a word; every byte of a letter beyond ASCII does.
private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}

private func isSpaceByte(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0D).contains(byte)
}

private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var result = bytes.drop(while: isSpaceByte)
  while let last = result.last, isSpaceByte(last) { result.removeLast() }
  return result
}
