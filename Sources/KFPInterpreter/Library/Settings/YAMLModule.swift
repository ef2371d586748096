import KFPGraph
import KFPSource
import KFPTypes
import OrderedCollections

extension Evaluator {
  /// PyYAML, as far as scripts read their settings with it.
  func registerYAML() {
    let yaml = module("yaml")
    yaml.isPartlyOpaque = true
    if let base = exceptionClass(named: "Exception") {
      let type = ClassObject("YAMLError", kind: .exception, bases: [base])
      yaml["YAMLError"] = .object(type)
      builtins["yaml.YAMLError"] = .object(type)
    }
    for name in ["safe_load", "load", "full_load", "unsafe_load"] {
      yaml.define(name) { (call, evaluator) throws(Raised) in
        let source = try evaluator.settingsSource(call, of: "yaml.\(name)")
        guard case .text(let text) = source else { return source.value }
        let documents = try evaluator.yamlDocuments(text, at: call.span)
        guard documents.count < 2 else {
          throw evaluator.unreadable("there are several documents, and one is expected", call.span)
        }
        return documents.first ?? .none
      }
      yaml.define("\(name)_all") { (call, evaluator) throws(Raised) in
        let source = try evaluator.settingsSource(call, of: "yaml.\(name)_all")
        guard case .text(let text) = source else { return source.value }
        return .object(IteratorObject(try evaluator.yamlDocuments(text, at: call.span)))
      }
    }
    for name in ["dump", "safe_dump", "dump_all", "safe_dump_all"] {
      yaml.define(name, acceptsUnknown: true) { (call, _) throws(Raised) in
        // Into a file: it exists only while the script is read.
        if call.positional.count > 1 || call.keyword("stream") != nil { return .none }
        return .opaque(
          OpaqueValue(description: "yaml.\(name)(...)", importSpan: call.calleeSpan))
      }
    }
  }

  private func yamlDocuments(_ text: String, at span: Span) throws(Raised) -> [Value] {
    try charge(text.utf8.count * 64, at: span)
    let documents: [JSONValue]
    do throws(SettingsProblem) {
      documents = try settings(yaml: text)
    } catch {
      throw unreadable("\(error.message) (line \(error.line))", span)
    }
    return documents.map(Value.init(settings:))
  }

  private func unreadable(_ message: String, _ span: Span) -> Raised {
    .exception(
      PythonException(
        typeName: "yaml.YAMLError", message: message, span: span, trace: callTrace))
  }
}

/// What a function that reads settings was given.
enum SettingsSource {
  case text(String)
  /// Nothing that can be read now; the result is this.
  case other(Value)

  /// The result where there is no text.
  var value: Value { if case .other(let value) = self { value } else { .none } }
}

extension Evaluator {
  /// The text that the first argument is or holds: a text, bytes, or a file. What a module that is not
  /// read has made stays unknown to us.
  func settingsSource(_ call: Call, of function: String) throws(Raised) -> SettingsSource {
    switch call.first {
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: call.span, for: "read as settings") }
      return .text(text)
    case .bytes(let bytes): return .text(String(decoding: bytes, as: UTF8.self))
    case .opaque(let opaque):
      return .other(
        .opaque(OpaqueValue(description: "\(function)(...)", importSpan: opaque.importSpan)))
    case .unknown: return .other(.unknown)
    default: break
    }
    let read = try attribute(of: call.first, "read", at: call.span)
    switch try self.call(read, [], at: call.span) {
    case .string(let text): return .text(text)
    case .bytes(let bytes): return .text(String(decoding: bytes, as: UTF8.self))
    case .opaque(let opaque):
      return .other(
        .opaque(OpaqueValue(description: "\(function)(...)", importSpan: opaque.importSpan)))
    case let other: return .other(other)
    }
  }
}

extension Value {
  /// A value of a text with settings.
  init(settings value: JSONValue) {
    switch value {
    case .null: self = .none
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .int(number)
    case .double(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .array(let values): self = .list(ListObject(values.map(Value.init(settings:))))
    case .object(let members):
      let result = DictObject([:])
      for (key, value) in members { result[key] = Value(settings: value) }
      self = .dict(result)
    }
  }
}
