import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  func executeRaise(
    _ exception: ExprID?, at id: StmtID, in frame: Frame
  ) throws(Raised) {
    let span = frame.unit.tree.span(of: id)
    guard let exception else {
      if let handled = frame.handled { throw .exception(handled) }
      throw self.exception("RuntimeError", "No active exception to reraise", at: span)
    }
    let value = try evaluate(exception, in: frame)
    throw raised(value, at: span)
  }

  /// The exception that `raise value` starts.
  func raised(_ value: Value, at span: Span) -> Raised {
    switch value {
    case .unknown: return .reported
    case .opaque(let opaque):
      return exception("Exception", opaque.description, at: span)
    case .object(let type as ClassObject):
      guard case .exception = type.kind else { break }
      do throws(Raised) {
        let call = Call(positional: [], calleeSpan: span, span: span)
        return raised(try makeInstance(of: type, call), at: span)
      } catch {
        return error
      }
    case .object(let instance as InstanceObject):
      guard case .exception = instance.type.kind else { break }
      do throws(Raised) {
        // The text of a `SystemExit` is wanted only where it ends the script.
        let isExit = instance.type.derives(fromNamed: "SystemExit")
        let message = isExit ? "" : try text(of: value, at: span)
        return .exception(
          PythonException(
            typeName: instance.type.name, message: message, span: span, instance: instance,
            trace: callTrace))
      } catch {
        return error
      }
    default: break
    }
    return typeError("exceptions must derive from BaseException", at: span)
  }

  func executeTry(
    _ body: [StmtID], _ handlers: [ExceptHandler], _ orElse: [StmtID], _ finally: [StmtID],
    in frame: Frame
  ) throws(Raised) -> Flow {
    var flow = Flow.normal
    var failure: Raised?
    do throws(Raised) {
      flow = try executeGuarded(body, handlers, orElse, in: frame)
    } catch {
      failure = error
    }
    if !finally.isEmpty {
      let last = try execute(finally, in: frame)
      guard case .normal = last else { return last }
    }
    if let failure { throw failure }
    return flow
  }

  private func executeGuarded(
    _ body: [StmtID], _ handlers: [ExceptHandler], _ orElse: [StmtID], in frame: Frame
  ) throws(Raised) -> Flow {
    guard !handlers.isEmpty else { return try execute(body, in: frame) }
    var flow = Flow.normal
    do throws(Raised) {
      guardedDepth += 1
      defer { guardedDepth -= 1 }
      flow = try execute(body, in: frame)
    } catch {
      guard case .exception(let exception) = error else { throw error }
      return try handle(exception, handlers, in: frame)
    }
    guard case .normal = flow else { return flow }
    return try execute(orElse, in: frame)
  }

  private func handle(
    _ exception: PythonException, _ handlers: [ExceptHandler], in frame: Frame
  ) throws(Raised) -> Flow {
    for handler in handlers {
      if let type = handler.type {
        let wanted = try evaluate(type, in: frame)
        guard catches(wanted, exception) else { continue }
      }
      let outer = frame.handled
      frame.handled = exception
      defer { frame.handled = outer }
      if let name = handler.name {
        bind(name, .object(instance(of: exception)), in: frame)
      }
      let flow = try execute(handler.body, in: frame)
      if let name = handler.name { frame.scope.names.removeValue(forKey: name.text) }
      return flow
    }
    throw .exception(exception)
  }

  /// Whether `except wanted` catches the exception. A type of a module that is not read may be
  /// anything, so it catches nothing.
  func catches(_ wanted: Value, _ exception: PythonException) -> Bool {
    switch wanted {
    case .object(let type as ClassObject):
      if let instance = exception.instance { return instance.type.derives(from: type) }
      return exceptionClass(named: exception.typeName)?.derives(from: type) ?? false
    case .tuple(let types):
      for type in types { if catches(type, exception) { return true } }
      return false
    default: return false
    }
  }

  /// One of Python's own exception types.
  func exceptionClass(named name: String) -> ClassObject? {
    guard case .object(let type as ClassObject) = builtins[name] else { return nil }
    return type
  }

  /// The object that `except ... as` binds.
  func instance(of exception: PythonException) -> InstanceObject {
    if let instance = exception.instance { return instance }
    let type =
      exceptionClass(named: exception.typeName) ?? exceptionClass(named: "Exception")
      ?? ClassObject("Exception", kind: .exception)
    let instance = InstanceObject(type)
    instance.attributes["args"] = .tuple([.string(exception.message)])
    return instance
  }

  /// `str(exception)`.
  func exceptionText(of instance: InstanceObject, at span: Span) throws(Raised) -> String {
    guard case .tuple(let values) = instance.attributes["args"] else { return "" }
    switch values.count {
    case 0: return ""
    case 1:
      // The text of a missing key is the key as it is written.
      if instance.type.name == "KeyError", instance.attributes["isPlain"] == nil {
        return try representation(of: values[0], at: span)
      }
      return try text(of: values[0], at: span)
    default: return try representation(of: .tuple(values), at: span)
    }
  }
}

// MARK: - with

extension Evaluator {
  func executeWith(
    _ items: ArraySlice<WithItem>, _ body: [StmtID], in frame: Frame
  ) throws(Raised) -> Flow {
    guard let item = items.first else { return try execute(body, in: frame) }
    let manager = try evaluate(item.context, in: frame)
    let span = frame.unit.tree.span(of: item.context)
    if case .object(let context as GeneratorContext) = manager {
      return try executeWith(context, at: span) { (value) throws(Raised) in
        try self.bindEntered(value, item, in: frame)
        return try self.executeWith(items.dropFirst(), body, in: frame)
      }
    }
    try bindEntered(try enter(manager, at: span), item, in: frame)
    guard case .object(let object) = manager else {
      return try executeWithUnknown(items.dropFirst(), body, in: frame)
    }
    var flow = Flow.normal
    do throws(Raised) {
      let suppresses = canSuppress(object)
      if suppresses { guardedDepth += 1 }
      defer { if suppresses { guardedDepth -= 1 } }
      flow = try executeWith(items.dropFirst(), body, in: frame)
    } catch {
      if try leave(object, after: error, at: span) { return .normal }
      throw error
    }
    _ = try leave(object, after: nil, at: span)
    return flow
  }

  /// The block of a manager that is not known: it may take care of what the block raises.
  private func executeWithUnknown(
    _ items: ArraySlice<WithItem>, _ body: [StmtID], in frame: Frame
  ) throws(Raised) -> Flow {
    guardedDepth += 1
    defer { guardedDepth -= 1 }
    do throws(Raised) {
      return try executeWith(items, body, in: frame)
    } catch {
      guard case .exception = error else { throw error }
      throw .reported
    }
  }

  /// Gives the name behind `as` its value.
  private func bindEntered(
    _ value: Value, _ item: WithItem, in frame: Frame
  ) throws(Raised) {
    guard let target = item.target else { return }
    // Messages name the item of a loop as the script does.
    if case .name(let name) = frame.unit.tree[target],
      case .object(let channel as ChannelObject) = value
    {
      let named = ChannelObject(channel.channel, label: name.text)
      return try assign(.object(named), to: target, in: frame)
    }
    try assign(value, to: target, in: frame)
  }

  private func enter(_ manager: Value, at span: Span) throws(Raised) -> Value {
    switch manager {
    case .unknown: return .unknown
    case .opaque(let opaque):
      return .opaque(
        OpaqueValue(description: opaque.description, importSpan: opaque.importSpan))
    case .object(let object):
      if let value = try object.enter(at: span, in: self) { return value }
    default: break
    }
    let name = sourceText(of: span)
    if case .object(let object) = manager, object is NativeFunction || object is ClassObject {
      throw exception(
        "TypeError",
        "'\(typeName(of: manager))' object does not support the context manager protocol",
        Diagnostic(
          "E0207", "`\(name)` is not called, so `with` cannot enter it",
          at: SourceLabel(span, "parentheses are missing"), helps: [Help("write `\(name)(...)`")]))
    }
    throw typeError(
      "'\(typeName(of: manager))' object does not support the context manager protocol", at: span)
  }

  private func canSuppress(_ object: any Object) -> Bool {
    if object is SuppressingObject { return true }
    return (object as? InstanceObject)?.type.member("__exit__") != nil
  }

  /// Ends a `with`; true where the manager takes care of the failure.
  private func leave(
    _ object: any Object, after failure: Raised?, at span: Span
  ) throws(Raised) -> Bool {
    if let instance = object as? InstanceObject {
      var arguments: [Value] = [.none, .none, .none]
      var isException = false
      if case .exception(let exception)? = failure {
        let value = self.instance(of: exception)
        arguments = [.object(value.type), .object(value), .none]
        isException = true
      }
      let result = try instance.callMethod("__exit__", arguments, at: span, in: self)
      guard isException, let result else { return false }
      return try truth(of: result, at: span)
    }
    try object.exit(at: span, in: self)
    if let suppressing = object as? SuppressingObject, case .exception(let exception)? = failure {
      return catches(.tuple(suppressing.types), exception)
    }
    return false
  }
}

/// `contextlib.suppress(...)`.
final class SuppressingObject: Object {
  /// The types of exceptions that end here.
  let types: [Value]

  let typeName = "suppress"

  init(_ types: [Value]) { self.types = types }

  func enter(at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    Value.none
  }
}
