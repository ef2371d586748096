import KFPSource

/// `pathlib.Path`: pure operations, and reading through the capabilities.
final class PathObject: Object {
  /// The path, without `.` parts.
  let path: String

  let typeName = "PosixPath"

  init(_ path: String) { self.path = Self.plain(path) }

  /// A path as `pathlib` writes it: no `.` parts and no double slashes; `..` stays.
  private static func plain(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + parts }
    return parts.isEmpty ? "." : parts
  }

  /// The last part.
  var name: String {
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    return last == "." ? "" : last
  }

  private var parent: PathObject {
    let head = folder(of: path)
    return PathObject(head.isEmpty ? "." : head)
  }

  var attributeNames: [String] {
    [
      "name", "stem", "suffix", "suffixes", "parent", "parents", "parts", "joinpath", "exists",
      "is_file", "is_dir", "read_text", "read_bytes", "write_text", "resolve", "absolute",
      "with_suffix", "with_name", "as_posix", "mkdir", "open", "relative_to", "is_absolute",
      "iterdir", "expanduser", "glob", "unlink", "with_stem", "write_bytes", "touch",
    ]
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(self.name)
    case "stem": return .string(stemAndSuffix(of: self.name).stem)
    case "suffix": return .string(stemAndSuffix(of: self.name).suffix)
    case "suffixes":
      let parts = self.name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      return .list(ListObject(parts.map { .string(".\($0)") }))
    case "parent": return .object(parent)
    case "parents":
      var parents: [Value] = []
      var current = self
      while current.path != "/", current.path != "." {
        current = current.parent
        parents.append(.object(current))
      }
      return .tuple(parents)
    case "parts":
      var parts = path.split(separator: "/").map { Value.string(String($0)) }
      if path.hasPrefix("/") { parts.insert(.string("/"), at: 0) }
      return .tuple(parts)
    case "anchor", "root": return .string(path.hasPrefix("/") ? "/" : "")
    default:
      guard attributeNames.contains(name) else { return nil }
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          try self.perform(name, call, in: evaluator)
        })
    }
  }

  private func perform(
    _ name: String, _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "joinpath":
      var result = path
      for index in call.positional.indices {
        result = joinedPath(result, try evaluator.pathArgument(call, index))
      }
      return .object(PathObject(result))
    case "with_suffix":
      let suffix = try evaluator.textArgument(call, 0, name)
      return .object(
        PathObject(joinedPath(parent.path, stemAndSuffix(of: self.name).stem + suffix)))
    case "with_stem":
      let stem = try evaluator.textArgument(call, 0, name)
      return .object(
        PathObject(joinedPath(parent.path, stem + stemAndSuffix(of: self.name).suffix)))
    case "with_name":
      return .object(
        PathObject(joinedPath(parent.path, try evaluator.textArgument(call, 0, name))))
    case "relative_to":
      let base = PathObject(try evaluator.pathArgument(call)).path
      let prefix = base == "/" ? base : base + "/"
      if path == base { return .object(PathObject(".")) }
      if base == ".", !path.hasPrefix("/") { return .object(self) }
      guard path.hasPrefix(prefix) else {
        throw evaluator.valueError(
          "\(quoted(path)) is not in the subpath of \(quoted(base))", at: call.span)
      }
      return .object(PathObject(String(path.dropFirst(prefix.count))))
    case "as_posix": return .string(path)
    case "is_absolute": return .bool(path.hasPrefix("/"))
    case "resolve": return .object(PathObject(evaluator.absolutePath(path)))
    case "absolute":
      return .object(PathObject(joinedPath(evaluator.capabilities.workingFolder, path)))
    case "expanduser": return .object(PathObject(evaluator.expandedUser(path)))
    default: return try useFile(name, call, in: evaluator)
    }
  }

  private func useFile(
    _ name: String, _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "exists": return .bool(evaluator.isFile(path) || evaluator.isFolder(path))
    case "is_file": return .bool(evaluator.isFile(path))
    case "is_dir": return .bool(!evaluator.isFile(path) && evaluator.isFolder(path))
    case "read_text":
      return .string(universalNewlines(try evaluator.bytes(ofFile: path, at: call.span)))
    case "read_bytes": return .bytes(try evaluator.bytes(ofFile: path, at: call.span))
    case "write_text", "write_bytes":
      switch call.first {
      case .string(let text): evaluator.files[evaluator.absolutePath(path)] = Array(text.utf8)
      case .bytes(let bytes): evaluator.files[evaluator.absolutePath(path)] = bytes
      default: throw evaluator.typeError("data must be str", at: call.span)
      }
      return .none
    case "touch":
      if !evaluator.isFile(path) { evaluator.files[evaluator.absolutePath(path)] = [] }
      return .none
    case "open":
      var mode = "r"
      if case .string(let text)? = call.positional.first?.value ?? call.keyword("mode") {
        mode = text
      }
      return try evaluator.open(path, mode: mode, at: call.span)
    case "mkdir":
      evaluator.files.makeFolder(evaluator.absolutePath(path))
      return .none
    case "unlink":
      evaluator.files.remove(evaluator.absolutePath(path))
      return .none
    case "iterdir":
      let names = evaluator.capabilities.listFolder(path) ?? []
      return .list(ListObject(names.map { .object(PathObject(joinedPath(path, $0))) }))
    case "glob":
      let pattern = try evaluator.textArgument(call, 0, name)
      let names = (evaluator.capabilities.listFolder(path) ?? []).filter {
        matchesPattern(Array($0.utf8), Array(pattern.utf8))
      }
      return .list(ListObject(names.map { .object(PathObject(joinedPath(path, $0))) }))
    default: return .none
    }
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    switch (operation, other) {
    case ("/", .string), ("/", .object):
      let given = try evaluator.pathText(of: other, at: span)
      return .object(
        PathObject(isReflected ? joinedPath(given, path) : joinedPath(path, given)))
    case ("==", .object(let other as PathObject)): return .bool(path == other.path)
    case ("<", .object(let other as PathObject)):
      return .bool(isReflected ? other.path < path : path < other.path)
    default: return nil
    }
  }

  var identity: Value? { .string(path) }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { path }

  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "PosixPath(\(quoted(path)))"
  }
}

/// A file name without its last suffix, and the suffix with its dot.
func stemAndSuffix(of name: String) -> (stem: String, suffix: String) {
  let bytes = Array(name.utf8)
  guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0, dot < bytes.count - 1,
    !bytes[..<dot].allSatisfy({ $0 == UInt8(ascii: ".") })
  else { return (name, "") }
  return (
    String(decoding: bytes[..<dot], as: UTF8.self), String(decoding: bytes[dot...], as: UTF8.self)
  )
}

/// Whether a name fits a pattern of `*` and `?`.
func matchesPattern(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
  var position = 0
  var index = 0
  var star: (pattern: Int, name: Int)?
  while position < name.count {
    if index < pattern.count, pattern[index] == UInt8(ascii: "*") {
      star = (index, position)
      index += 1
    } else if index < pattern.count,
      pattern[index] == UInt8(ascii: "?") || pattern[index] == name[position]
    {
      index += 1
      position += 1
    } else if let last = star {
      index = last.pattern + 1
      position = last.name + 1
      star = (last.pattern, position)
    } else {
      return false
    }
  }
  return pattern[index...].allSatisfy { $0 == UInt8(ascii: "*") }
}
