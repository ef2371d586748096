import KFPSource
import OrderedCollections

extension Evaluator {
  /// A path with `~` replaced.
  func expandedUser(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    recordInput("HOME")
    guard let home = capabilities.environment["HOME"] else { return path }
    return home + path.dropFirst()
  }

  func registerPaths() {
    let path = module("os.path")
    nativeModules["os"]?["path"] = .object(path)
    nativeModules["posixpath"] = path
    registerPathTexts(path)
    registerPathQuestions(path)
    let type = ClassObject("PosixPath", kind: .builtin)
    type.matches = { if case .object(is PathObject) = $0 { true } else { false } }
    type.construct = { (call, evaluator) throws(Raised) in
      var result = ""
      for index in call.positional.indices {
        result = joinedPath(result, try evaluator.pathArgument(call, index))
      }
      return .object(PathObject(result))
    }
    type.members["cwd"] = .object(
      NativeFunction("cwd") { (_, evaluator) throws(Raised) in
        .object(PathObject(evaluator.capabilities.workingFolder))
      })
    type.members["home"] = .object(
      NativeFunction("home") { (_, evaluator) throws(Raised) in
        .object(PathObject(evaluator.expandedUser("~")))
      })
    module(
      "pathlib",
      ["Path", "PurePath", "PosixPath", "PurePosixPath"].map { ($0, .object(type)) })
    registerTemporaries()
  }

  private func registerPathTexts(_ path: ModuleObject) {
    path.define("join") { (call, evaluator) throws(Raised) in
      var result = try evaluator.joinablePath(call, 0)
      for index in call.positional.indices.dropFirst() {
        result = joinedPath(result, try evaluator.joinablePath(call, index))
      }
      return .string(result)
    }
    let texts: [(String, @Sendable (String, Evaluator) -> String)] = [
      ("dirname", { path, _ in folder(of: path) }),
      ("basename", { path, _ in fileName(of: path) }),
      ("abspath", { path, evaluator in evaluator.absolutePath(path) }),
      ("realpath", { path, evaluator in evaluator.absolutePath(path) }),
      ("normpath", { path, _ in normalisedPath(path) }),
      ("expanduser", { path, evaluator in evaluator.expandedUser(path) }),
      ("normcase", { path, _ in path }),
    ]
    for (name, body) in texts {
      path.define(name) { (call, evaluator) throws(Raised) in
        .string(body(try evaluator.pathArgument(call), evaluator))
      }
    }
    path.define("expandvars") { (call, evaluator) throws(Raised) in
      .string(try evaluator.pathArgument(call))
    }
    path.define("split") { (call, evaluator) throws(Raised) in
      let path = try evaluator.pathArgument(call)
      return .tuple([.string(folder(of: path)), .string(fileName(of: path))])
    }
    path.define("splitext") { (call, evaluator) throws(Raised) in
      let path = try evaluator.pathArgument(call)
      let name = fileName(of: path)
      let suffix = stemAndSuffix(of: name).suffix
      return .tuple([
        .string(String(decoding: path.utf8.dropLast(suffix.utf8.count), as: UTF8.self)),
        .string(suffix),
      ])
    }
    path.define("relpath") { (call, evaluator) throws(Raised) in
      let target = evaluator.absolutePath(try evaluator.pathArgument(call))
      let start = evaluator.absolutePath(
        call.positional.count > 1 ? try evaluator.pathArgument(call, 1) : ".")
      var parts = target.split(separator: "/")[...]
      var base = start.split(separator: "/")[...]
      while let first = parts.first, first == base.first {
        parts = parts.dropFirst()
        base = base.dropFirst()
      }
      let result = base.map { _ in ".." } + parts.map(String.init)
      return .string(result.isEmpty ? "." : result.joined(separator: "/"))
    }
    for (name, text) in [
      ("sep", "/"), ("pardir", ".."), ("curdir", "."), ("pathsep", ":"), ("extsep", "."),
    ] {
      path[name] = .string(text)
    }
  }

  /// A part of `os.path.join`; a run-time value may stand in it.
  private func joinablePath(_ call: Call, _ position: Int) throws(Raised) -> String {
    if position < call.positional.count, case .string(let text) = call.positional[position].value {
      return text
    }
    return try pathArgument(call, position)
  }

  private func registerPathQuestions(_ path: ModuleObject) {
    path.define("exists") { (call, evaluator) throws(Raised) in
      let path = try evaluator.pathArgument(call)
      return .bool(evaluator.isFile(path) || evaluator.isFolder(path))
    }
    path.define("isfile") { (call, evaluator) throws(Raised) in
      .bool(evaluator.isFile(try evaluator.pathArgument(call)))
    }
    path.define("isdir") { (call, evaluator) throws(Raised) in
      let path = try evaluator.pathArgument(call)
      return .bool(!evaluator.isFile(path) && evaluator.isFolder(path))
    }
    path.define("isabs") { (call, evaluator) throws(Raised) in
      .bool(try evaluator.pathArgument(call).hasPrefix("/"))
    }
  }

  private func registerTemporaries() {
    let temporary = module("tempfile")
    temporary.define("gettempdir") { (_, _) throws(Raised) in .string("/tmp") }
    for name in ["TemporaryDirectory", "mkdtemp"] {
      temporary.define(name) { (_, evaluator) throws(Raised) in
        let path = evaluator.files.temporaryPath(prefix: "tmp", suffix: "")
        evaluator.files.makeFolder(path)
        return name == "mkdtemp" ? .string(path) : .object(TemporaryFolder(path))
      }
    }
    for name in ["NamedTemporaryFile", "TemporaryFile", "mkstemp"] {
      temporary.define(name) { (call, evaluator) throws(Raised) in
        var suffix = ""
        if case .string(let text)? = call.keyword("suffix") { suffix = text }
        var isBinary = true
        if case .string(let mode)? = call.keyword("mode") ?? call.positional.first?.value {
          isBinary = mode.contains("b")
        }
        let path = evaluator.files.temporaryPath(prefix: "tmp", suffix: suffix)
        evaluator.files[path] = []
        if name == "mkstemp" { return .tuple([.int(3), .string(path)]) }
        let file = FileObject(
          path: path, absolutePath: path, bytes: nil, isBinary: isBinary)
        if case .bool(false)? = call.keyword("delete") {} else { file.isTemporary = true }
        return .object(file)
      }
    }
  }
}

/// `os.path.basename`.
func fileName(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
  return String(path[path.utf8.index(after: slash)...])
}

/// `tempfile.TemporaryDirectory()`.
final class TemporaryFolder: Object {
  private let path: String
  let typeName = "TemporaryDirectory"

  init(_ path: String) { self.path = path }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(path)
    case "cleanup": return .object(NativeFunction(name) { (_, _) throws(Raised) in .none })
    default: return nil
    }
  }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { .string(path) }
}
