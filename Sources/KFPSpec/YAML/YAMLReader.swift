import KFPTypes
import Yams

/// Reads the documents of a YAML text (JSON is YAML) with the places of all values.
public func readYAML(
  _ text: String, limits: YAMLLimits = .init()
) throws(SpecRejection) -> [LocatedJSON] {
  let utf8 = text.utf8
  guard utf8.count <= limits.bytes else {
    throw SpecRejection([
      SpecProblem(.limit, message: "the text is larger than \(limits.bytes) bytes")
    ])
  }
  if let problem = YAMLPrecheck(utf8.span).problem { throw SpecRejection([problem]) }
  // In JSON, `1e5` is a number; in the YAML that PyYAML writes and reads, it is a text.
  let first = utf8.first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
  let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  let text = isJSON ? joiningSurrogateEscapes(text) : text
  do {
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    var reader = YAMLReader(limits: limits, isJSON: isJSON)
    var documents: [LocatedJSON] = []
    while let root = try parser.nextRoot() {
      if documents.count == limits.documents {
        throw SpecRejection([
          SpecProblem(
            .limit, message: "the text holds more than \(limits.documents) documents",
            mark: root.mark.map(YAMLMark.init))
        ])
      }
      reader.document = documents.count
      documents.append(reader.read(root, depth: 0))
      if reader.isStopped { break }
    }
    guard reader.problems.isEmpty else { throw SpecRejection(reader.problems) }
    return documents
  } catch let rejection as SpecRejection {
    throw rejection
  } catch let error as YamlError {
    throw SpecRejection([SpecProblem(error, in: text)])
  } catch {
    throw SpecRejection([SpecProblem(.syntax, message: "the text is not YAML: \(error)")])
  }
}

/// Reads the documents of a YAML text in UTF-8.
public func readYAML(
  bytes: [UInt8], limits: YAMLLimits = .init()
) throws(SpecRejection) -> [LocatedJSON] {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw SpecRejection([SpecProblem(.syntax, message: "the text is not UTF-8")])
  }
  return try readYAML(text, limits: limits)
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

extension YAMLMark {
  init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

/// Turns the nodes of the library into values, within the limits.
private struct YAMLReader {
  let limits: YAMLLimits
  let isJSON: Bool
  var document = 0
  var problems: [SpecProblem] = []
  /// Whether a limit was met, after which nothing more is read.
  var isStopped = false
  private var count = 0

  init(limits: YAMLLimits, isJSON: Bool) {
    self.limits = limits
    self.isJSON = isJSON
  }

  mutating func read(_ node: Node, depth: Int) -> LocatedJSON {
    let mark = node.mark.map(YAMLMark.init) ?? YAMLMark(line: 1, column: 1)
    count += 1
    if count > limits.values { stop("the document grows too large", at: mark) }
    if depth > limits.depth { stop("the document is nested too deep", at: mark) }
    if isStopped { return LocatedJSON(.scalar(.null), mark: mark) }
    switch node {
    case .scalar(let scalar): return LocatedJSON(.scalar(read(scalar, mark)), mark: mark)
    case .sequence(let sequence):
      var values: [LocatedJSON] = []
      values.reserveCapacity(sequence.count)
      for element in sequence {
        values.append(read(element, depth: depth + 1))
        if isStopped { break }
      }
      return LocatedJSON(.array(values), mark: mark)
    case .mapping(let mapping):
      var members: [LocatedJSON.Member] = []
      members.reserveCapacity(mapping.count)
      for (key, value) in mapping {
        if let member = read(key, value, depth: depth) { members.append(member) }
        if isStopped { break }
      }
      return LocatedJSON(.object(members), mark: mark)
    case .alias:
      // The library only makes these for its own encoder.
      stop("the alias cannot be followed", at: mark)
      return LocatedJSON(.scalar(.null), mark: mark)
    }
  }

  private mutating func read(_ key: Node, _ value: Node, depth: Int) -> LocatedJSON.Member? {
    let mark = key.mark.map(YAMLMark.init) ?? YAMLMark(line: 1, column: 1)
    guard case .scalar(let scalar) = key else {
      problems.append(
        SpecProblem(
          .syntax, message: "a key of a map must be a text", mark: mark, document: document))
      return nil
    }
    if scalar.style == .plain, scalar.string == "<<" {
      problems.append(
        SpecProblem(
          .syntax, message: "merge keys (`<<`) are not supported", mark: mark, document: document))
      return nil
    }
    return LocatedJSON.Member(
      key: scalar.string, keyMark: mark, value: read(value, depth: depth + 1))
  }

  private mutating func stop(_ message: String, at mark: YAMLMark) {
    if !isStopped {
      problems.append(SpecProblem(.limit, message: message, mark: mark, document: document))
    }
    isStopped = true
  }

  private mutating func read(_ scalar: Node.Scalar, _ mark: YAMLMark) -> JSONValue {
    let isPlain = scalar.style == .plain
    switch scalar.tag.rawValue {
    case "": return isPlain ? typedScalar(scalar.string, isJSON: isJSON) : .string(scalar.string)
    case "!", "tag:yaml.org,2002:str": return .string(scalar.string)
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      return typedScalar(scalar.string, isJSON: isJSON)
    case let tag:
      problems.append(
        SpecProblem(
          .syntax, message: "the tag `\(tag)` is not supported", mark: mark, document: document))
      return .null
    }
  }
}

extension SpecProblem {
  /// Words a complaint of the library.
  fileprivate init(_ error: YamlError, in text: String) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if problem.hasPrefix("Maximum nesting level") {
        self.init(.limit, message: "the document is nested too deep", mark: YAMLMark(mark))
        return
      }
      let prefix = context.map { $0.text + ": " } ?? ""
      self.init(
        .syntax, message: "the text is not YAML: \(prefix)\(problem)", mark: YAMLMark(mark))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "`\($0)`" }.joined(separator: ", ")
      self.init(
        .duplicateKey, message: "the same map has the key \(keys) twice",
        mark: YAMLMark(context.mark))
    case .reader(let problem, let offset, _, let yaml):
      self.init(
        .syntax, message: "the text is not YAML: \(problem)",
        mark: offset.map { YAMLMark(offset: $0, in: yaml) })
    case .memory:
      self.init(.limit, message: "the document is nested too deep")
    default:
      self.init(.syntax, message: "the text is not YAML")
    }
  }
}

extension YAMLMark {
  /// The place after a number of characters.
  fileprivate init(offset: Int, in text: String) {
    self.init(line: 1, column: 1)
    for character in text.prefix(offset) {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += character.unicodeScalars.count
      }
    }
  }
}
