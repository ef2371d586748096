import KFPTypes

/// What a YAML text is.
public enum YAMLUse: Hashable, Sendable {
  /// Something that a compiler or a person wrote for Kubeflow Pipelines, in which doubtful things are
  /// mistakes.
  case document
  /// Settings of a script, as PyYAML's safe loader reads them: maps may take in others (`<<`), and of
  /// equal keys the last one counts.
  case settings
}

/// Reads the documents of a YAML text (JSON is YAML) with the places of all values.
public func readYAML(
  _ text: String, limits: YAMLLimits = .init(), use: YAMLUse = .document
) throws(SpecRejection) -> [LocatedJSON] {
  let utf8 = text.utf8
  guard utf8.count <= limits.bytes else {
    throw SpecRejection([
      SpecProblem(.limit, message: "the text is larger than \(limits.bytes) bytes")
    ])
  }
  // In JSON, `1e5` is a number; in the YAML that PyYAML writes and reads, it is a text.
  let first = utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  let isJSON =
    use == .document && (first == UInt8(ascii: "{") || first == UInt8(ascii: "["))
  let parser = YAMLParser(isJSON ? joiningSurrogateEscapes(text) : text)
  var reader = YAMLReader(limits: limits, isJSON: isJSON, use: use)
  return try reader.documents(of: parser)
}

/// Reads the documents of a YAML text in UTF-8.
public func readYAML(
  bytes: [UInt8], limits: YAMLLimits = .init()
) throws(SpecRejection) -> [LocatedJSON] {
  try readYAML(yamlText(of: bytes), limits: limits)
}

/// The text that bytes in UTF-8 stand for.
public func yamlText(of bytes: [UInt8]) throws(SpecRejection) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  throw SpecRejection([
    SpecProblem(
      .syntax, message: "the text is not UTF-8", mark: YAMLMark(ofWhatIsNoUTF8In: bytes))
  ])
}

extension YAMLMark {
  /// The place of the first byte that belongs to no character.
  fileprivate init(ofWhatIsNoUTF8In bytes: [UInt8]) {
    self.init(line: 1, column: 1)
    var rest = bytes.makeIterator()
    var parser = Unicode.UTF8.ForwardParser()
    while case .valid(let encoded) = parser.parseScalar(from: &rest) {
      if encoded.first == 0x0A {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
  }
}

/// JSON escapes what is beyond 16 bits as two halves (`\ud83d\ude00`), which YAML does not know; it
/// writes `\U0001f600`. Nothing else changes, so places stay right up to a few columns in that line.
private func joiningSurrogateEscapes(_ text: String) -> String {
  let bytes = Array(text.utf8)
  func half(_ index: Int, _ range: ClosedRange<UInt32>) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"),
      let code = UInt32(
        String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    else { return nil }
    return range.contains(code) ? code : nil
  }
  var result: [UInt8] = []
  var copied = 0
  var index = 0
  while index < bytes.count {
    guard bytes[index] == UInt8(ascii: "\\") else {
      index += 1
      continue
    }
    guard let high = half(index, 0xD800...0xDBFF), let low = half(index + 6, 0xDC00...0xDFFF) else {
      index += 2
      continue
    }
    let code = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    let digits = String(code, radix: 16)
    result += bytes[copied..<index]
    result += Array("\\U".utf8) + Array(repeating: 0x30, count: 8 - digits.utf8.count)
    result += Array(digits.utf8)
    index += 12
    copied = index
  }
  return copied == 0 ? text : String(decoding: result + bytes[copied...], as: UTF8.self)
}

/// Turns the events of the library into values, within the limits.
private struct YAMLReader {
  let limits: YAMLLimits
  let isJSON: Bool
  let use: YAMLUse
  private var document = 0
  private var problems: [SpecProblem] = []
  private var anchors: [String: Measured] = [:]
  /// How many values have been read, those behind aliases counted each time.
  private var count = 0

  /// A value with what it costs to use it again.
  struct Measured {
    var value: LocatedJSON
    var size = 1
    /// How many lists and maps stand around its innermost value.
    var height = 0
  }

  init(limits: YAMLLimits, isJSON: Bool, use: YAMLUse) {
    self.limits = limits
    self.isJSON = isJSON
    self.use = use
  }

  mutating func documents(of parser: YAMLParser) throws(SpecRejection) -> [LocatedJSON] {
    var documents: [LocatedJSON] = []
    reading: while true {
      let event = try parser.next()
      switch event.kind {
      case .end: break reading
      case .boundary: continue
      default:
        guard documents.count < limits.documents else {
          throw limit("the text holds more than \(limits.documents) documents", at: event.mark)
        }
        document = documents.count
        anchors = [:]
        documents.append(try read(event, from: parser, depth: 0).value)
      }
    }
    guard problems.isEmpty else { throw SpecRejection(problems) }
    return documents
  }

  private mutating func read(
    _ event: YAMLParser.Event, from parser: YAMLParser, depth: Int
  ) throws(SpecRejection) -> Measured {
    if case .alias(let name) = event.kind { return try follow(name, at: event.mark, depth: depth) }
    try count(1, at: event.mark)
    if depth > limits.depth {
      throw limit("the document is nested too deep", at: event.mark)
    }
    if !["", "!", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"].contains(event.tag) {
      report(tag: event.tag, at: event.mark)
    }
    // What an alias stands for is known only behind its end: nothing can contain itself.
    let result =
      switch event.kind {
      case .list: try readList(at: event.mark, from: parser, depth: depth)
      case .map: try readMap(at: event.mark, from: parser, depth: depth)
      case .scalar(let scalar):
        Measured(value: LocatedJSON(.scalar(read(scalar, event.mark)), mark: event.mark))
      case .alias, .close, .boundary, .end:
        Measured(value: LocatedJSON(.scalar(.null), mark: event.mark))
      }
    if let anchor = event.anchor { anchors[anchor] = result }
    return result
  }

  private mutating func readList(
    at mark: YAMLMark, from parser: YAMLParser, depth: Int
  ) throws(SpecRejection) -> Measured {
    var values: [LocatedJSON] = []
    var result = Measured(value: LocatedJSON(.array([]), mark: mark))
    while true {
      let event = try parser.next()
      if case .close = event.kind { break }
      let element = try read(event, from: parser, depth: depth + 1)
      values.append(element.value)
      result.include(element)
    }
    result.value.content = .array(values)
    return result
  }

  private mutating func readMap(
    at mark: YAMLMark, from parser: YAMLParser, depth: Int
  ) throws(SpecRejection) -> Measured {
    var members: [LocatedJSON.Member] = []
    var merged: [LocatedJSON.Member] = []
    var keys: Set<String> = []
    var result = Measured(value: LocatedJSON(.object([]), mark: mark))
    while true {
      let event = try parser.next()
      if case .close = event.kind { break }
      if use == .settings, case .scalar(let scalar) = event.kind, scalar.isMerge {
        let value = try read(try parser.next(), from: parser, depth: depth + 1)
        result.include(value)
        merged += mergedMembers(of: value.value)
        continue
      }
      let key = try readKey(event, from: parser, depth: depth)
      let value = try read(try parser.next(), from: parser, depth: depth + 1)
      result.include(value)
      guard let key else { continue }
      if !keys.insert(key).inserted, use == .document {
        problems.append(
          SpecProblem(
            .duplicateKey, message: "the same map has the key `\(key)` twice", mark: event.mark,
            document: document))
      }
      members.append(LocatedJSON.Member(key: key, keyMark: event.mark, value: value.value))
    }
    result.value.content = .object(use == .settings ? lastOfEach(merged + members) : members)
    return result
  }

  /// The members that `<<` takes in: of a map, or of several, among which the first one counts.
  private mutating func mergedMembers(of value: LocatedJSON) -> [LocatedJSON.Member] {
    if let members = value.members { return members }
    if let maps = value.elements, maps.allSatisfy({ $0.members != nil }) {
      var known: Set<String> = []
      return maps.flatMap { $0.members ?? [] }.filter { known.insert($0.key).inserted }
    }
    problems.append(
      SpecProblem(
        .syntax, message: "`<<` takes in a map, and this is \(value.kindInWords)",
        mark: value.mark, document: document))
    return []
  }

  /// The members where each key stands once: at the place of its first, with the value of its last.
  private func lastOfEach(_ members: [LocatedJSON.Member]) -> [LocatedJSON.Member] {
    var places: [String: Int] = [:]
    var result: [LocatedJSON.Member] = []
    for member in members {
      if let place = places[member.key] {
        result[place] = member
      } else {
        places[member.key] = result.count
        result.append(member)
      }
    }
    return result
  }

  /// The text of a key, or nothing after a complaint.
  private mutating func readKey(
    _ event: YAMLParser.Event, from parser: YAMLParser, depth: Int
  ) throws(SpecRejection) -> String? {
    if case .scalar(let scalar) = event.kind {
      if let anchor = event.anchor {
        anchors[anchor] = Measured(
          value: LocatedJSON(.scalar(read(scalar, event.mark)), mark: event.mark))
      }
      if use == .settings { checkSettingsKey(scalar, at: event.mark) }
      guard scalar.isMerge else { return scalar.text }
      problems.append(
        SpecProblem(
          .syntax, message: "merge keys (`<<`) are not supported", mark: event.mark,
          document: document))
      return nil
    }
    let read = try read(event, from: parser, depth: depth + 1)
    if case .alias = event.kind, let text = read.value.text { return text }
    problems.append(
      SpecProblem(
        .syntax, message: "a key of a map must be a text", mark: event.mark, document: document))
    return nil
  }

  /// Complains about a key that Python would have as a number or the like.
  private mutating func checkSettingsKey(_ scalar: YAMLParser.Scalar, at mark: YAMLMark) {
    guard scalar.isPlain, !scalar.isMerge else { return }
    if case .string = typedScalar(scalar.text, isJSON: false), !isTimestamp(scalar) { return }
    problems.append(
      SpecProblem(
        .syntax, message: "the key `\(scalar.text)` is no text; put it into quotes", mark: mark,
        document: document))
  }

  private func isTimestamp(_ scalar: YAMLParser.Scalar) -> Bool {
    scalar.isPlain && PlainScalar(scalar.text.utf8.span) == .timestamp
  }

  private mutating func follow(
    _ name: String, at mark: YAMLMark, depth: Int
  ) throws(SpecRejection) -> Measured {
    guard let target = anchors[name] else {
      throw SpecRejection([
        SpecProblem(
          .syntax, message: "the alias `*\(name)` stands for nothing above it", mark: mark,
          document: document)
      ])
    }
    try count(target.size, at: mark)
    if depth + target.height > limits.depth {
      throw limit("the document is nested too deep", at: mark)
    }
    return target
  }

  private mutating func count(_ size: Int, at mark: YAMLMark) throws(SpecRejection) {
    count += size
    if count > limits.values { throw limit("the document grows too large", at: mark) }
  }

  /// A limit was met, after which nothing more is read.
  private func limit(_ message: String, at mark: YAMLMark) -> SpecRejection {
    SpecRejection(
      problems + [SpecProblem(.limit, message: message, mark: mark, document: document)])
  }

  private mutating func read(_ scalar: YAMLParser.Scalar, _ mark: YAMLMark) -> JSONValue {
    if use == .settings, scalar.tag.isEmpty, isTimestamp(scalar) {
      problems.append(
        SpecProblem(
          .syntax, message: "`\(scalar.text)` is a date; put it into quotes to have a text",
          mark: mark, document: document))
    }
    switch scalar.tag {
    case "":
      return scalar.isPlain ? typedScalar(scalar.text, isJSON: isJSON) : .string(scalar.text)
    case "!", "tag:yaml.org,2002:str": return .string(scalar.text)
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      return typedScalar(scalar.text, isJSON: isJSON)
    case let tag:
      report(tag: tag, at: mark)
      return .null
    }
  }

  private mutating func report(tag: String, at mark: YAMLMark) {
    problems.append(
      SpecProblem(
        .syntax, message: "the tag `\(tag)` is not supported", mark: mark, document: document))
  }
}

extension YAMLReader.Measured {
  /// Counts a part of this value.
  fileprivate mutating func include(_ part: Self) {
    size += part.size
    height = max(height, part.height + 1)
  }
}

extension YAMLParser.Scalar {
  /// Whether it is the key `<<`.
  fileprivate var isMerge: Bool { isPlain && text == "<<" }
}
