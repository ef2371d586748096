import KFPSource
import OrderedCollections

/// `os.environ`. What a script asks of it is recorded, because the result depends on it.
final class EnvironmentObject: Object {
  /// The variables as the script sees and changes them.
  var variables: [String: String]

  let typeName = "_Environ"

  init(_ variables: [String: String]) { self.variables = variables }

  /// A variable, recorded as asked for.
  func value(of name: String, in evaluator: Evaluator) -> String? {
    evaluator.recordInput(name)
    return variables[name]
  }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard case .string(let name) = key else {
      throw evaluator.typeError("str expected, not \(evaluator.typeName(of: key))", at: span)
    }
    if let value = value(of: name, in: evaluator) { return .string(value) }
    let instance = evaluator.exceptionClass(named: "KeyError").map { InstanceObject($0) }
    instance?.attributes["args"] = .tuple([key])
    throw .exception(
      PythonException(
        typeName: "KeyError", message: quoted(name), span: span,
        complaint: Diagnostic(
          "E0217", "the environment variable `\(name)` is not set",
          at: SourceLabel(span, "needed here"),
          helps: [Help("set it, or write `os.environ.get('\(name)', ...)` with a default")]),
        instance: instance, trace: evaluator.callTrace))
  }

  func setItem(
    _ key: Value, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool {
    guard case .string(let name) = key, case .string(let text) = value else {
      throw evaluator.typeError("str expected, not \(evaluator.typeName(of: value))", at: span)
    }
    variables[name] = text
    return true
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    guard operation == "in", isReflected, case .string(let name) = other else { return nil }
    return .bool(value(of: name, in: evaluator) != nil)
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    evaluator.recordInput("*")
    return variables.keys.sorted().map { .string($0) }
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? { variables.count }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "get", "pop", "setdefault":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          let key = try evaluator.textArgument(call, 0, name)
          let missing =
            call.positional.count > 1
            ? call.positional[1].value : call.keyword("default") ?? Value.none
          guard let value = self.value(of: key, in: evaluator) else {
            if name == "setdefault", case .string(let text) = missing { self.variables[key] = text }
            return missing
          }
          if name == "pop" { self.variables[key] = nil }
          return .string(value)
        })
    case "update":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          for (key, value) in try evaluator.makeDict(call).members {
            _ = try self.setItem(key.value, to: value, at: call.span, in: evaluator)
          }
          return .none
        })
    case "keys", "values", "items", "copy":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          evaluator.recordInput("*")
          let dict = DictObject([:])
          for key in self.variables.keys.sorted() {
            dict[key] = .string(self.variables[key] ?? "")
          }
          if name == "copy" { return .dict(dict) }
          return .object(DictView(dict, name))
        })
    default: return nil
    }
  }
}

extension Evaluator {
  /// Records that the result depends on something of the world.
  func recordInput(_ name: String) {
    guard !interpretation.askedInputs.contains(name) else { return }
    interpretation.askedInputs.append(name)
  }

  func registerSystem() {
    registerOS()
    let text = module("sys")
    let arguments = [path.isEmpty ? "" : path] + capabilities.arguments
    text["argv"] = .list(ListObject(arguments.map { .string($0) }))
    text["path"] = .list(
      ListObject(([scriptFolder] + capabilities.modulePaths).map { .string($0) }))
    let version = ClassObject("sys.version_info", kind: .namedTuple)
    let numbers: [(String, Value)] = [
      ("major", .int(3)), ("minor", .int(11)), ("micro", .int(0)),
      ("releaselevel", .string("final")), ("serial", .int(0)),
    ]
    version.fields = numbers.map { ClassField(name: $0.0, type: .none) }
    let instance = InstanceObject(version)
    for (name, value) in numbers { instance.attributes[name] = value }
    text["version_info"] = .object(instance)
    text["version"] = .string("3.11.0 (kfps)")
    text["platform"] = .string("linux")
    text["executable"] = .string("python3")
    text["maxsize"] = .int(Int.max)
    text["byteorder"] = .string("little")
    text["modules"] = .dict(DictObject([:]))
    text.define("exit", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
      throw evaluator.systemExit(call.positional.first?.value, at: call.span)
    }
    text.define("exc_info") { (_, _) throws(Raised) in .tuple([.none, .none, .none]) }
    text.define("getrecursionlimit") { (_, _) throws(Raised) in .int(1000) }
    text.define("setrecursionlimit") { (_, _) throws(Raised) in .none }
    text.define("getsizeof") { (_, _) throws(Raised) in .int(64) }
    for name in ["stdout", "stderr"] { text[name] = .object(StreamObject(name)) }
  }

  private func registerOS() {
    let environment = EnvironmentObject(capabilities.environment)
    let os = module("os", [("environ", .object(environment))])
    os.define("getenv") { (call, evaluator) throws(Raised) in
      let values = try call.bound(to: ["key", "default"], required: 1, of: "getenv", in: evaluator)
      guard case .string(let name)? = values[0] else {
        throw evaluator.typeError("str expected", at: call.span)
      }
      if let value = environment.value(of: name, in: evaluator) { return .string(value) }
      return values[1] ?? .none
    }
    os.define("putenv") { (call, evaluator) throws(Raised) in
      _ = try environment.setItem(
        call.first, to: call.positional.last?.value ?? .none, at: call.span, in: evaluator)
      return .none
    }
    os.define("getcwd") { (_, evaluator) throws(Raised) in
      .string(evaluator.capabilities.workingFolder)
    }
    os.define("listdir") { (call, evaluator) throws(Raised) in
      let path = call.positional.isEmpty ? "." : try evaluator.pathArgument(call)
      guard let names = evaluator.capabilities.listFolder(path) else {
        throw evaluator.exception(
          "FileNotFoundError", "[Errno 2] No such file or directory: \(quoted(path))",
          at: call.span)
      }
      return .list(ListObject(names.map { .string($0) }))
    }
    for name in ["makedirs", "mkdir"] {
      os.define(name) { (call, evaluator) throws(Raised) in
        evaluator.files.makeFolder(evaluator.absolutePath(try evaluator.pathArgument(call)))
        return .none
      }
    }
    for name in ["remove", "unlink", "rmdir", "removedirs"] {
      os.define(name) { (call, evaluator) throws(Raised) in
        evaluator.files.remove(evaluator.absolutePath(try evaluator.pathArgument(call)))
        return .none
      }
    }
    os.define("fspath") { (call, evaluator) throws(Raised) in
      .string(try evaluator.pathArgument(call))
    }
    os.define("getpid") { (_, _) throws(Raised) in .int(1) }
    os.define("urandom") { (call, evaluator) throws(Raised) in
      throw evaluator.unsupported("`os.urandom`", at: call.span)
    }
    for name in ["chdir", "system", "popen", "fork", "kill", "execv"] {
      os.define(name) { (call, evaluator) throws(Raised) in
        throw evaluator.unsupported("`os.\(name)`", at: call.span)
      }
    }
    os["sep"] = .string("/")
    os["linesep"] = .string("\n")
    os["name"] = .string("posix")
    os["curdir"] = .string(".")
    os["pardir"] = .string("..")
    os["pathsep"] = .string(":")
  }
}

/// `sys.stdout` and `sys.stderr`.
final class StreamObject: Object {
  private let name: String
  let typeName = "TextIOWrapper"

  init(_ name: String) { self.name = name }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "write":
      let isShown = self.name == "stdout"
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          guard isShown else { return .none }
          var call = call
          call.keywords = [
            Call.KeywordArgument(
              name: "end", nameSpan: call.span, value: .string(""), span: call.span)
          ]
          try evaluator.observe(.print, call)
          return .none
        })
    case "flush", "close", "reconfigure":
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .none })
    case "isatty": return .object(NativeFunction(name) { (_, _) throws(Raised) in .bool(false) })
    case "name": return .string("<\(self.name)>")
    default: return nil
    }
  }
}
