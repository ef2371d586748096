import CLibYAML

/// The events of a YAML text, read by libyaml.
final class YAMLParser {
  /// One step of a text.
  struct Event {
    var kind: Kind
    /// The name under which the value can be used again.
    var anchor: String?
    /// The tag of a list or map in its long form; empty where none is written.
    var tag = ""
    var mark: YAMLMark
  }

  /// What a step is.
  enum Kind {
    case scalar(Scalar)
    case alias(String)
    /// A list or map begins; `close` ends it.
    case list, map, close
    /// A document begins or ends.
    case boundary
    /// The text has ended.
    case end
  }

  /// A value that is neither a list nor a map.
  struct Scalar {
    var text: String
    /// The tag in its long form; empty where none is written.
    var tag: String
    /// Whether it stands without quotes and is no block.
    var isPlain: Bool
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// A copy of the text, from which the library reads as long as this object lives.
  private let text: UnsafeMutableBufferPointer<UInt8>
  private var hasStarted = false

  /// Starts to read a text.
  init(_ text: String) {
    self.text = .allocate(capacity: text.utf8.count)
    _ = self.text.initialize(from: text.utf8)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
  }

  deinit {
    if hasStarted { yaml_parser_delete(parser) }
    parser.deallocate()
    text.deallocate()
  }

  /// The next step.
  func next() throws(SpecRejection) -> Event {
    if !hasStarted { try start() }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw complaint }
    defer { yaml_event_delete(&event) }
    return Event(event)
  }

  private func start() throws(SpecRejection) {
    guard yaml_parser_initialize(parser) == 1 else {
      throw SpecRejection([SpecProblem(.limit, message: "there is no memory to read the text")])
    }
    hasStarted = true
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress, text.count)
  }

  /// The complaint of the library, in its own words.
  private var complaint: SpecRejection {
    let state = parser.pointee
    guard let problem = state.problem.map({ String(cString: $0) }) else {
      return SpecRejection([SpecProblem(.syntax, message: "the text is not YAML")])
    }
    let isReading = state.error == YAML_READER_ERROR
    let context = isReading ? nil : state.context.map { String(cString: $0) + ": " }
    return SpecRejection([
      SpecProblem(
        .syntax, message: "the text is not YAML: \(context ?? "")\(problem)",
        mark: isReading
          ? YAMLMark(offset: Int(state.problem_offset), in: text) : YAMLMark(state.problem_mark))
    ])
  }
}

extension YAMLParser.Event {
  fileprivate init(_ event: yaml_event_t) {
    mark = YAMLMark(event.start_mark)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length))
      kind = .scalar(
        YAMLParser.Scalar(
          text: String(decoding: bytes, as: UTF8.self), tag: name(scalar.tag) ?? "",
          isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE))
      anchor = name(scalar.anchor)
    case YAML_ALIAS_EVENT: kind = .alias(name(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT:
      kind = .list
      anchor = name(event.data.sequence_start.anchor)
      tag = name(event.data.sequence_start.tag) ?? ""
    case YAML_MAPPING_START_EVENT:
      kind = .map
      anchor = name(event.data.mapping_start.anchor)
      tag = name(event.data.mapping_start.tag) ?? ""
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .close
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: kind = .end
    default: kind = .boundary
    }
  }
}

/// A text of the library that ends with a zero.
private func name(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  text.map { String(cString: $0) }
}

extension YAMLMark {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// The place after a number of bytes.
  fileprivate init(offset: Int, in text: UnsafeMutableBufferPointer<UInt8>) {
    self.init(line: 1, column: 1)
    for byte in text.prefix(offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}
