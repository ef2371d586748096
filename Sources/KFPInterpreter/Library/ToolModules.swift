import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  func registerTools() {
    registerLogging()
    registerArguments()
    registerContexts()
    let warnings = module("warnings")
    for name in ["warn", "filterwarnings", "simplefilter", "resetwarnings"] {
      warnings.define(name, acceptsUnknown: true) { (_, _) throws(Raised) in .none }
    }
    warnings.define("catch_warnings") { (_, _) throws(Raised) in
      .object(SuppressingObject([]))
    }
    let pretty = module("pprint")
    for name in ["pprint", "pp"] {
      pretty.define(name, acceptsUnknown: true) { (call, evaluator) throws(Raised) in
        try evaluator.observe(.print, call)
        return .none
      }
    }
    let collector = module("gc")
    collector.define("collect") { (_, _) throws(Raised) in .int(0) }
    let inspection = module("inspect")
    inspection.define("isclass") { (call, _) throws(Raised) in
      if case .object(is ClassObject) = call.first { .bool(true) } else { .bool(false) }
    }
    inspection.define("isfunction") { (call, _) throws(Raised) in
      if case .object(is FunctionObject) = call.first { .bool(true) } else { .bool(false) }
    }
    inspection.define("getsource") { (call, evaluator) throws(Raised) in
      let span: Span? =
        switch call.first {
        case .object(let function as FunctionObject):
          function.definition?.spanWithDecorators ?? function.span
        case .object(let type as ClassObject): type.span
        case .object(let type as ArtifactClass): type.span
        default: nil
        }
      guard let span, let source = evaluator.sources[span.source] else {
        throw evaluator.typeError(
          "source of \(evaluator.typeName(of: call.first)) is not available", at: call.span)
      }
      return .string(source.block(at: span.start))
    }
    inspection.define("getdoc") { (call, evaluator) throws(Raised) in
      try evaluator.attribute(of: call.first, "__doc__", at: call.span)
    }
    inspection.define("cleandoc") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "cleandoc")
      return .string(dedented(text))
    }
    nativeModules["inspect"]?.missing = nil
    module("builtins", builtins.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
  }

  private func registerLogging() {
    let logging = module("logging")
    let quiet: [String] = [
      "debug", "info", "warning", "warn", "error", "critical", "exception", "log", "basicConfig",
      "disable", "captureWarnings", "shutdown", "setLevel", "addHandler", "removeHandler",
      "setFormatter", "addFilter",
    ]
    for name in quiet {
      logging.define(name, acceptsUnknown: true) { (_, _) throws(Raised) in .none }
    }
    for (name, level) in [
      ("NOTSET", 0), ("DEBUG", 10), ("INFO", 20), ("WARNING", 30), ("WARN", 30), ("ERROR", 40),
      ("CRITICAL", 50), ("FATAL", 50),
    ] {
      logging[name] = .int(level)
    }
    for name in [
      "getLogger", "StreamHandler", "FileHandler", "Formatter", "Logger", "NullHandler",
      "LoggerAdapter",
    ] {
      logging.define(name, acceptsUnknown: true) { (_, evaluator) throws(Raised) in
        .object(LoggerObject(logging))
      }
    }
    logging.define("getLevelName") { (call, _) throws(Raised) in call.first }
    nativeModules["logging.config"] = module("logging.config")
  }

  private func registerContexts() {
    let contexts = module("contextlib")
    contexts.define("suppress") { (call, _) throws(Raised) in
      .object(SuppressingObject(call.positional.map(\.value)))
    }
    contexts.define("nullcontext") { (call, _) throws(Raised) in
      .object(PlainManager(call.first))
    }
    for name in ["redirect_stdout", "redirect_stderr", "closing"] {
      contexts.define(name) { (call, _) throws(Raised) in .object(PlainManager(call.first)) }
    }
    contexts.define("contextmanager") { (call, _) throws(Raised) in
      guard case .object(let function as FunctionObject) = call.first else { return call.first }
      return .object(function.asContextManager)
    }
    contexts.define("asynccontextmanager") { (call, _) throws(Raised) in call.first }
  }
}

/// A logger: script time logs nothing.
final class LoggerObject: Object {
  private let module: ModuleObject
  let typeName = "Logger"

  init(_ module: ModuleObject) { self.module = module }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string("root")
    case "level": return .int(0)
    case "handlers": return .list(ListObject([]))
    case "propagate", "isEnabledFor": return .bool(false)
    case "getChild":
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .object(self) })
    default: return module[name]
    }
  }

  func setAttribute(
    _ name: String, to value: Value, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Bool { true }
}

/// A context manager that does nothing.
final class PlainManager: Object {
  private let value: Value
  let typeName = "nullcontext"

  init(_ value: Value) { self.value = value }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? { value }
}

extension SourceText {
  /// The lines of a definition: the one at a place, and those behind it that are indented deeper.
  fileprivate func block(at offset: UInt32) -> String {
    let first = line(at: offset)
    let head = lineText(first)
    let indent = head.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    var lines = [head]
    var blanks: [String] = []
    var isInside = !head.hasPrefix("@")
    for number in (first + 1)..<(max(first, lineStarts.count) + 1) {
      let text = lineText(number)
      let own = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
      if own == text.utf8.count {
        blanks.append(text)
        continue
      }
      if own <= indent, isInside { break }
      if own <= indent { isInside = !text.utf8.dropFirst(own).starts(with: "@".utf8) }
      lines += blanks + [text]
      blanks = []
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
