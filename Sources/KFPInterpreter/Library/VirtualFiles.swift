import KFPSource

/// The files and folders that a script writes: they exist only during the compilation, and the
/// script can read them back.
struct VirtualFiles {
  /// What a file holds: bytes, or how to make them. Most scripts never read the documents that they
  /// compile, so these are made when they are read.
  private enum Content {
    case bytes([UInt8])
    case lazy(() -> [UInt8])
  }

  /// The contents by absolute path.
  private var contents: [String: Content] = [:]
  /// The folders that were made.
  private(set) var folders: Set<String> = []
  private var temporaryPaths: [String] = []

  /// The content of a file.
  subscript(path: String) -> [UInt8]? {
    get {
      switch contents[path] {
      case .bytes(let bytes): bytes
      case .lazy(let make): make()
      case nil: nil
      }
    }
    set { contents[path] = newValue.map(Content.bytes) }
  }

  /// The absolute paths of all files.
  var paths: some Sequence<String> { contents.keys }

  /// Whether there is a file.
  func contains(_ path: String) -> Bool { contents[path] != nil }

  /// Makes a file whose content is made when it is read.
  mutating func write(to path: String, content: @escaping () -> [UInt8]) {
    contents[path] = .lazy(content)
  }

  /// Adds bytes at the end of a file.
  mutating func append(_ bytes: [UInt8], to path: String) {
    // Taken out first, so that the array is not copied for each piece.
    var content = self[path] ?? []
    contents[path] = nil
    content += bytes
    contents[path] = .bytes(content)
  }

  /// Makes a folder.
  mutating func makeFolder(_ path: String) { folders.insert(path) }

  /// Removes a file or folder.
  mutating func remove(_ path: String) {
    contents[path] = nil
    folders.remove(path)
  }

  /// A name for a temporary file or folder.
  mutating func temporaryPath(prefix: String, suffix: String) -> String {
    let path = "/tmp/\(prefix)\(temporaryPaths.count + 1)\(suffix)"
    temporaryPaths.append(path)
    return path
  }

  /// Whether a path was made by `temporaryPath`, or is in a folder that was.
  func isTemporary(_ path: String) -> Bool {
    temporaryPaths.contains { path == $0 || path.hasPrefix($0 + "/") }
  }
}

extension Evaluator {
  /// The bytes of a file that the script wrote or that the caller lets it read.
  func readFile(_ path: String) -> [UInt8]? {
    files[absolutePath(path)] ?? capabilities.readFile(path)
  }

  /// Whether there is a file.
  func isFile(_ path: String) -> Bool {
    files.contains(absolutePath(path)) || capabilities.readFile(path) != nil
  }

  /// Whether there is a folder.
  func isFolder(_ path: String) -> Bool {
    files.folders.contains(absolutePath(path)) || capabilities.listFolder(path) != nil
  }

  /// `open(...)`, also of `pathlib.Path`.
  func open(_ path: String, mode: String, at span: Span) throws(Raised) -> Value {
    let isBinary = mode.contains("b")
    let absolute = absolutePath(path)
    if mode.hasPrefix("w") || mode.hasPrefix("a") || mode.hasPrefix("x") {
      if !mode.hasPrefix("a") { files[absolute] = [] }
      return .object(
        FileObject(path: path, absolutePath: absolute, bytes: nil, isBinary: isBinary))
    }
    return .object(
      FileObject(
        path: path, absolutePath: absolute, bytes: try bytes(ofFile: path, at: span),
        isBinary: isBinary))
  }

  /// The bytes of a file that must be there.
  func bytes(ofFile path: String, at span: Span) throws(Raised) -> [UInt8] {
    guard let bytes = readFile(path) else {
      throw exception(
        "FileNotFoundError", "[Errno 2] No such file or directory: \(quoted(path))",
        Diagnostic(
          "E0216", "the file \(quoted(path)) cannot be read", at: SourceLabel(span),
          notes: ["relative paths start at \(capabilities.workingFolder)"]))
    }
    try charge(bytes.count, at: span)
    return bytes
  }
}

/// An open file.
final class FileObject: Object {
  private let path: String
  private let absolutePath: String
  private let bytes: [UInt8]?
  private let isBinary: Bool
  private var position = 0
  /// Whether the file goes away at the end of the `with`.
  var isTemporary = false

  let typeName = "TextIOWrapper"

  init(path: String, absolutePath: String, bytes: [UInt8]?, isBinary: Bool) {
    self.path = path
    self.absolutePath = absolutePath
    self.bytes = bytes
    self.isBinary = isBinary
  }

  var attributeNames: [String] {
    ["read", "readline", "readlines", "write", "writelines", "close", "name", "flush", "seek"]
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(path)
    case "mode": return .string(bytes == nil ? "w" : "r")
    case "closed": return .bool(false)
    case "read", "readline", "readlines", "write", "writelines", "close", "flush", "seek",
      "truncate", "tell":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          try self.perform(name, call, in: evaluator)
        })
    default: return nil
    }
  }

  private func content(in evaluator: Evaluator) -> [UInt8] {
    bytes ?? evaluator.files[absolutePath] ?? []
  }

  private func value(_ bytes: [UInt8]) -> Value {
    isBinary ? .bytes(bytes) : .string(universalNewlines(bytes))
  }

  private func perform(
    _ name: String, _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "read":
      let content = content(in: evaluator)
      defer { position = content.count }
      return value(Array(content[min(position, content.count)...]))
    case "readline": return value(nextLine(in: evaluator) ?? [])
    case "readlines": return .list(ListObject(lines(in: evaluator)))
    case "write":
      let text = call.first
      try write(text, at: call.span, in: evaluator)
      if case .string(let text) = text { return .int(text.unicodeScalars.count) }
      return .none
    case "writelines":
      for line in try evaluator.items(of: call.first, at: call.span) {
        try write(line, at: call.span, in: evaluator)
      }
    case "seek":
      if case .int(let number) = call.first { position = max(0, number) }
    default: break
    }
    return .none
  }

  private func write(_ value: Value, at span: Span, in evaluator: Evaluator) throws(Raised) {
    switch value {
    case .string(let text):
      try evaluator.charge(text.utf8.count, at: span)
      evaluator.files.append(Array(text.utf8), to: absolutePath)
    case .bytes(let bytes):
      try evaluator.charge(bytes.count, at: span)
      evaluator.files.append(bytes, to: absolutePath)
    default:
      throw evaluator.typeError(
        "write() argument must be str, not \(evaluator.typeName(of: value))", at: span)
    }
  }

  private func nextLine(in evaluator: Evaluator) -> [UInt8]? {
    let content = content(in: evaluator)
    guard position < content.count else { return nil }
    let start = position
    while position < content.count {
      position += 1
      if content[position - 1] == UInt8(ascii: "\n") { break }
    }
    return Array(content[start..<position])
  }

  private func lines(in evaluator: Evaluator) -> [Value] {
    var lines: [Value] = []
    while let line = nextLine(in: evaluator) { lines.append(value(line)) }
    return lines
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    lines(in: evaluator)
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { .object(self) }

  func exit(at span: Span, in evaluator: Evaluator) throws(Raised) {
    if isTemporary { evaluator.files.remove(absolutePath) }
  }
}

/// A text as Python reads it from a file: every end of a line is `\n`.
func universalNewlines(_ bytes: [UInt8]) -> String {
  guard bytes.contains(0x0D) else { return String(decoding: bytes, as: UTF8.self) }
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var index = 0
  while index < bytes.count {
    if bytes[index] == 0x0D {
      result.append(0x0A)
      if index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    } else {
      result.append(bytes[index])
    }
    index += 1
  }
  return String(decoding: result, as: UTF8.self)
}
