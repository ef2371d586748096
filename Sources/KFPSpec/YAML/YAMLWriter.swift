public import KFPTypes
import OrderedCollections

/// Writes documents as YAML, byte for byte as PyYAML's
/// `yaml.dump_all(documents, sort_keys=True)` writes them: block style, 80 columns, ASCII.
public func yamlText(_ documents: [JSONValue]) -> String {
  String(decoding: yamlBytes(documents), as: UTF8.self)
}

/// Writes documents as YAML in UTF-8, behind a comment; see `yamlText`.
public func yamlBytes(_ documents: [JSONValue], after comment: String = "") -> [UInt8] {
  var writer = YAMLWriter()
  writer.bytes.append(contentsOf: comment.utf8)
  for (index, document) in documents.enumerated() {
    writer.write(document: document, isFirst: index == 0)
  }
  writer.finish()
  return writer.bytes
}

/// The state of PyYAML's emitter, as far as block style needs it. Whether a break, a space or
/// nothing comes before the next thing depends on what was written last, so the same state
/// variables are kept here.
struct YAMLWriter {
  static let width = 80

  var bytes: [UInt8] = []
  private var recent = RecentScalars()
  /// The number of bytes in the current line.
  var column = 0
  /// Whether the last thing written was white space (or asked for none after it).
  var isAfterSpace = true
  /// Whether only indentation and indicators stand in the line.
  var isInIndentation = true
  /// The column at which lines of the current collection begin; nil outside of all.
  var indent: Int?
  /// Whether a text without quotes stood alone in the document, so that its end must be marked.
  var isOpenEnded = false

  mutating func write(document: JSONValue, isFirst: Bool) {
    if !isFirst {
      startLine()
      write(indicator: "---", needsSpace: true)
    }
    write(document, place: .root)
    startLine()
  }

  mutating func finish() {
    guard isOpenEnded else { return }
    write(indicator: "...", needsSpace: true)
    startLine()
  }

  /// Where a node stands.
  enum Place { case root, item, key, value }

  /// All that the next thing depends on, besides the bytes.
  struct Cursor: Equatable {
    fileprivate var column: Int
    fileprivate var isAfterSpace: Bool
    fileprivate var isInIndentation: Bool
    fileprivate var indent: Int?
    fileprivate var isOpenEnded: Bool
  }

  private var cursor: Cursor {
    get {
      Cursor(
        column: column, isAfterSpace: isAfterSpace, isInIndentation: isInIndentation,
        indent: indent, isOpenEnded: isOpenEnded)
    }
    set {
      column = newValue.column
      isAfterSpace = newValue.isAfterSpace
      isInIndentation = newValue.isInIndentation
      indent = newValue.indent
      isOpenEnded = newValue.isOpenEnded
    }
  }

  private mutating func write(_ value: JSONValue, place: Place) {
    switch value {
    case .null: write(plain: "null", place: place)
    case .bool(let value): write(plain: value ? "true" : "false", place: place)
    case .integer(let value): write(plain: String(value), place: place)
    case .double(let value): write(plain: yamlText(of: value), place: place)
    case .string(let value): write(text: value, place: place)
    case .array(let values): write(sequence: values, place: place)
    case .object(let members): write(mapping: members)
    }
  }

  private mutating func write(plain text: String, place: Place) {
    let text = text.utf8
    writePlain(text.span, place: place)
  }

  // MARK: Collections

  private mutating func write(sequence values: [JSONValue], place: Place) {
    if values.isEmpty {
      write(indicator: "[", needsSpace: true, leavesSpace: true)
      write(indicator: "]", needsSpace: false)
      return
    }
    let outer = indent
    // The items of a list that is a value stand below its key, without indentation.
    if place != .value || isInIndentation { indent = outer.map { $0 + 2 } ?? 0 }
    if indent == nil { indent = 0 }
    for value in values {
      startLine()
      write(indicator: "-", needsSpace: true, keepsIndentation: true)
      write(value, place: .item)
    }
    indent = outer
  }

  private mutating func write(mapping members: OrderedDictionary<String, JSONValue>) {
    if members.isEmpty {
      write(indicator: "{", needsSpace: true, leavesSpace: true)
      write(indicator: "}", needsSpace: false)
      return
    }
    let outer = indent
    indent = outer.map { $0 + 2 } ?? 0
    let order = sortedOrder(of: members.keys.elements)
    for place in 0..<members.count {
      let (key, value) = members.elements[order?[place] ?? place]
      startLine()
      if write(simpleKey: key) {
        write(indicator: ":", needsSpace: false)
      } else {
        write(indicator: "?", needsSpace: true, keepsIndentation: true)
        write(text: key, place: .value)
        startLine()
        write(indicator: ":", needsSpace: true, keepsIndentation: true)
      }
      write(value, place: .value)
    }
    indent = outer
  }

  /// The order in which members are written, by key; nil where they come that way already.
  private func sortedOrder(of keys: [String]) -> [Int]? {
    let isSorted = keys.indices.dropFirst().allSatisfy {
      keys[$0 - 1].precedesByCodePoint(keys[$0])
    }
    return isSorted ? nil : keys.indices.sorted { keys[$0].precedesByCodePoint(keys[$1]) }
  }

  // MARK: Scalars

  /// Writes a key in one line, unless it is empty, too long or has line breaks. PyYAML counts the
  /// five characters of the tag `!!str` as well.
  private mutating func write(simpleKey key: String) -> Bool {
    let utf8 = key.utf8
    let span = utf8.span
    guard !span.isEmpty else { return false }
    let analysis = ScalarAnalysis(span)
    guard analysis.length + 5 < 128, !analysis.isMultiline else { return false }
    write(scalar: span, analysis, place: .key)
    return true
  }

  private mutating func write(text: String, place: Place) {
    let utf8 = text.utf8
    let span = utf8.span
    let start = cursor
    if span.count < RecentScalars.shortest {
      write(scalar: span, ScalarAnalysis(span), place: place)
    } else if let scalar = recent.find(text, place, start) {
      bytes.append(contentsOf: scalar.written)
      cursor = scalar.end
    } else {
      let count = bytes.count
      write(scalar: span, ScalarAnalysis(span), place: place)
      recent.add(
        .init(
          text: text, place: place, start: start, written: Array(bytes[count...]), end: cursor))
    }
  }

  private mutating func write(scalar: Span<UInt8>, _ analysis: ScalarAnalysis, place: Place) {
    if analysis.allowsPlain, PlainScalar(scalar) == .text {
      writePlain(scalar, place: place)
      return
    }
    let outer = indent
    indent = (outer ?? 0) + 2
    if analysis.allowsSingleQuoted {
      writeSingleQuoted(scalar, splits: place != .key)
    } else {
      writeDoubleQuoted(scalar, splits: place != .key)
    }
    indent = outer
  }

  private mutating func writePlain(_ text: Span<UInt8>, place: Place) {
    if place == .root { isOpenEnded = true }
    let outer = indent
    indent = (outer ?? 0) + 2
    writePlain(text, splits: place != .key)
    indent = outer
  }

  // MARK: Lines and indicators

  mutating func write(
    indicator: StaticString, needsSpace: Bool, leavesSpace: Bool = false,
    keepsIndentation: Bool = false
  ) {
    if !isAfterSpace, needsSpace {
      bytes.append(0x20)
      column += 1
    }
    isAfterSpace = leavesSpace
    isInIndentation = isInIndentation && keepsIndentation
    column += indicator.utf8CodeUnitCount
    isOpenEnded = false
    for index in 0..<indicator.utf8CodeUnitCount { bytes.append(indicator.utf8Start[index]) }
  }

  /// Begins a new line, unless this one is still empty enough, and indents it.
  mutating func startLine() {
    let indent = indent ?? 0
    if !isInIndentation || column > indent || column == indent && !isAfterSpace { breakLine() }
    if column < indent {
      isAfterSpace = true
      for _ in column..<indent { bytes.append(0x20) }
      column = indent
    }
  }

  mutating func breakLine() {
    isAfterSpace = true
    isInIndentation = true
    column = 0
    bytes.append(0x0A)
  }
}

/// A float as PyYAML writes it: Python's `repr`, with a point in every mantissa.
private func yamlText(of value: Double) -> String {
  if value.isNaN { return ".nan" }
  if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
  let text = pythonRepr(of: value)
  guard !text.utf8.contains(UInt8(ascii: ".")),
    let mark = text.utf8.firstIndex(of: UInt8(ascii: "e"))
  else { return text }
  return text[..<mark] + ".0" + text[mark...]
}
