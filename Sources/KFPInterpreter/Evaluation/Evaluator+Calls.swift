import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// The value of a call expression.
  func evaluateCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID], _ keywords: [Keyword], in frame: Frame
  ) throws(Raised) -> Value {
    let tree = frame.unit.tree
    if case .attribute(let value, let name) = tree[callee] {
      let receiver = try evaluate(value, in: frame)
      let call = try makeCall(id, callee, arguments, keywords, in: frame)
      return try callMethod(of: receiver, name, call)
    }
    if case .name(let name) = tree[callee], name.text == "super", arguments.isEmpty {
      return try superObject(at: tree.span(of: id), in: frame)
    }
    let function = try evaluate(callee, in: frame)
    let call = try makeCall(id, callee, arguments, keywords, in: frame)
    return try self.call(function, call)
  }

  private func makeCall(
    _ id: ExprID, _ callee: ExprID, _ arguments: [ExprID], _ keywords: [Keyword], in frame: Frame
  ) throws(Raised) -> Call {
    let unit = frame.unit
    var positional: [Call.Argument] = []
    positional.reserveCapacity(arguments.count)
    for argument in arguments {
      let span = unit.tree.span(of: argument)
      if case .starred(let inner) = unit.tree[argument] {
        let iterable = try evaluate(inner, in: frame)
        if case .unknown = iterable { throw .reported }
        for value in try items(of: iterable, at: span) {
          positional.append(Call.Argument(value: value, span: span))
        }
      } else {
        positional.append(Call.Argument(value: try evaluate(argument, in: frame), span: span))
      }
    }
    var named: [Call.KeywordArgument] = []
    named.reserveCapacity(keywords.count)
    for keyword in keywords {
      let value = try evaluate(keyword.value, in: frame)
      let span = unit.tree.span(of: keyword.value)
      if let name = keyword.name {
        named.append(
          Call.KeywordArgument(name: name.text, nameSpan: name.span, value: value, span: span))
        continue
      }
      if case .unknown = value { throw .reported }
      for (key, value) in try pairs(of: value, at: span) {
        guard case .string(let name) = key.value else {
          throw typeError("keywords must be strings", at: span)
        }
        named.append(Call.KeywordArgument(name: name, nameSpan: span, value: value, span: span))
      }
    }
    return Call(
      positional: positional, keywords: named, calleeSpan: unit.tree.span(of: callee),
      span: unit.tree.span(of: id))
  }

  /// `receiver.name(...)`, without an object in between for values of Python's own types.
  private func callMethod(
    of receiver: Value, _ name: Identifier, _ call: Call
  ) throws(Raised) -> Value {
    switch receiver {
    case .unknown: return .unknown
    case .object, .opaque, .none:
      return try self.call(try attribute(of: receiver, name.text, at: name.span), call)
    default:
      if call.hasUnknown, !storesUnknown(name.text) { return .unknown }
      if let result = try callBuiltinMethod(of: receiver, name.text, call) { return result }
      throw noAttribute(name.text, of: receiver, at: name.span)
    }
  }

  /// Whether a method of a collection only keeps its argument.
  func storesUnknown(_ method: String) -> Bool {
    switch method {
    case "append", "insert", "setdefault", "get", "pop": true
    default: false
    }
  }

  /// Calls a value.
  func call(_ callee: Value, _ call: Call) throws(Raised) -> Value {
    switch callee {
    case .object(let object):
      if let result = try object.call(call, in: self) { return result }
    case .opaque(let opaque):
      try opaqueCalled?(opaque, call)
      return .opaque(
        OpaqueValue(description: "\(opaque.description)(...)", importSpan: opaque.importSpan))
    case .unknown: return .unknown
    default: break
    }
    throw typeError(
      "'\(typeName(of: callee))' object is not callable", at: call.calleeSpan,
      label: "this cannot be called")
  }

  /// Calls a value with values, as a library function does with one it was given.
  func call(_ callee: Value, _ arguments: [Value], at span: Span) throws(Raised) -> Value {
    try call(callee, Call(positional: arguments, calleeSpan: span, span: span))
  }
}

// MARK: - Functions of the script

extension Evaluator {
  /// What a call of a function gives, and where the value that was returned stands.
  struct Returned {
    let value: Value
    let span: Span?
  }

  /// The values that parameters have when nothing is given.
  func defaults(of parameters: Parameters, in frame: Frame) throws(Raised) -> [String: Value] {
    var result: [String: Value] = [:]
    for parameter in parameters.all {
      guard let value = parameter.defaultValue else { continue }
      result[parameter.name.text] = try evaluate(value, in: frame)
    }
    return result
  }

  /// Calls a function of the script with the arguments of a call.
  func invoke(_ function: FunctionObject, _ call: Call) throws(Raised) -> Returned {
    let scope = Scope(.function, parent: function.scope, bindings: bindings(of: function))
    try bindArguments(of: function, call, in: scope)
    if scope.bindings?.isGenerator == true, function.definition?.isAsync != true {
      let generator = GeneratorObject(function, scope: scope, callSpan: call.span)
      let value: any Object =
        function.isContextManager ? GeneratorContext(generator) : generator
      return Returned(value: .object(value), span: nil)
    }
    return try run(function, in: scope, at: call.span, isRecovering: false)
  }

  /// Runs a function of the script whose parameters have these values, as a decorator does. A
  /// failed statement does not end it.
  func invoke(
    _ function: FunctionObject, arguments: OrderedDictionary<String, Value>, at span: Span? = nil
  ) throws(Raised) -> Returned {
    let scope = Scope(.function, parent: function.scope, bindings: bindings(of: function))
    scope.names = arguments
    for (name, value) in function.defaults where scope.names[name] == nil {
      scope.names[name] = value
    }
    return try run(function, in: scope, at: span, isRecovering: true)
  }

  private func bindings(of function: FunctionObject) -> FunctionBindings {
    if let bindings = function.unit.bindings[function.span] { return bindings }
    let bindings: FunctionBindings
    if let body = function.lambdaBody {
      bindings = FunctionBindings(
        parameters: function.parameters, body: body, in: function.unit.tree)
    } else {
      bindings = FunctionBindings(
        parameters: function.parameters, body: function.definition?.body ?? [],
        in: function.unit.tree)
    }
    function.unit.bindings[function.span] = bindings
    return bindings
  }

  /// Runs a function of the script in its own scope. What it yields goes to `take`, or is kept where
  /// nobody takes it.
  func run(
    _ function: FunctionObject, in scope: Scope, at span: Span?, isRecovering: Bool,
    taking take: ((Value) throws(Raised) -> Void)? = nil
  ) throws(Raised) -> Returned {
    guard frames.count < Self.callLimit else {
      throw exception(
        "RecursionError", "maximum recursion depth exceeded",
        Diagnostic(
          "E0209", "`\(function.name)` calls itself too deeply",
          at: SourceLabel(span ?? function.span, "more than \(Self.callLimit) calls are open")))
    }
    let frame = Frame(
      unit: function.unit, scope: scope, module: function.module, isRecovering: isRecovering,
      function: function, callSpan: span)
    frame.take = take
    invokedFunctions.insert(function.span)
    frame.receiver = function.parameters.all.first.flatMap { scope.names[$0.name.text] }
    frames.append(frame)
    let guarded = guardedDepth
    if isRecovering { guardedDepth = 0 }
    defer {
      frames.removeLast()
      guardedDepth = guarded
    }
    if let body = function.lambdaBody {
      return Returned(
        value: try evaluate(body, in: frame), span: function.unit.tree.span(of: body))
    }
    if function.definition?.isAsync == true {
      throw unsupported("an `async` function", at: span ?? function.span)
    }
    var result = Value.none
    if case .return(let value) = try execute(function.definition?.body ?? [], in: frame) {
      result = value
    }
    if take == nil, scope.bindings?.isGenerator == true {
      result = .object(IteratorObject(frame.yielded, typeName: "generator"))
    }
    return Returned(value: result, span: frame.returnSpan)
  }

  private func bindArguments(
    of function: FunctionObject, _ call: Call, in scope: Scope
  ) throws(Raised) {
    let parameters = function.parameters
    let positional = parameters.positionalOnly + parameters.regular
    for (parameter, argument) in zip(positional, call.positional) {
      scope.names[parameter.name.text] = argument.value
    }
    if call.positional.count > positional.count {
      guard let variadic = parameters.variadic else {
        let extra = call.positional[positional.count]
        throw wrongArguments(
          of: function,
          "\(function.name)() takes \(counted(positional.count, "positional argument")) but "
            + "\(call.positional.count) \(call.positional.count == 1 ? "was" : "were") given",
          at: extra.span)
      }
      scope.names[variadic.name.text] = .tuple(
        call.positional[positional.count...].map(\.value))
    } else if let variadic = parameters.variadic {
      scope.names[variadic.name.text] = .tuple([])
    }
    let byName = parameters.regular + parameters.keywordOnly
    let others = parameters.keywordVariadic.map { _ in DictObject([:]) }
    for keyword in call.keywords {
      if byName.contains(where: { $0.name.text == keyword.name }) {
        guard scope.names[keyword.name] == nil else {
          throw wrongArguments(
            of: function, "\(function.name)() got multiple values for argument '\(keyword.name)'",
            at: keyword.nameSpan)
        }
        scope.names[keyword.name] = keyword.value
      } else if let others {
        others[keyword.name] = keyword.value
      } else {
        throw wrongArguments(
          of: function,
          "\(function.name)() got an unexpected keyword argument '\(keyword.name)'",
          at: keyword.nameSpan)
      }
    }
    if let variadic = parameters.keywordVariadic, let others {
      scope.names[variadic.name.text] = .dict(others)
    }
    try fillDefaults(of: function, call, in: scope)
  }

  private func fillDefaults(
    of function: FunctionObject, _ call: Call, in scope: Scope
  ) throws(Raised) {
    let parameters = function.parameters
    let required = parameters.positionalOnly + parameters.regular + parameters.keywordOnly
    var missing: [String] = []
    for parameter in required where scope.names[parameter.name.text] == nil {
      if let value = function.defaults[parameter.name.text] {
        scope.names[parameter.name.text] = value
      } else {
        missing.append("'\(parameter.name.text)'")
      }
    }
    guard missing.isEmpty else {
      let names: String
      switch missing.count {
      case 1: names = missing[0]
      case 2: names = missing.joined(separator: " and ")
      default:
        names =
          missing.dropLast().joined(separator: ", ") + ", and " + (missing.last ?? "")
      }
      let kind =
        parameters.keywordOnly.contains { "'\($0.name.text)'" == missing[0] }
        ? "keyword-only" : "positional"
      throw wrongArguments(
        of: function,
        "\(function.name)() missing \(missing.count) required \(kind) "
          + "\(missing.count == 1 ? "argument" : "arguments"): \(names)", at: call.span)
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func wrongArguments(
    of function: FunctionObject, _ message: String, at span: Span
  ) -> Raised {
    let declaration = function.definition?.name.span ?? function.span
    return exception(
      "TypeError", message,
      Diagnostic(
        "E0213", message, at: SourceLabel(span),
        related: [SourceLabel(declaration, "`\(function.name)` is defined here")]))
  }
}

// MARK: - For the DSL

extension Evaluator {
  /// The value of an annotation of a function, in the names around its definition.
  func evaluate(annotation id: ExprID, of function: FunctionObject) throws(Raised) -> Value {
    let frame = Frame(
      unit: function.unit, scope: function.scope, module: function.module, isRecovering: false)
    return try evaluate(id, in: frame)
  }
}
