import KFPChecker
import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// The value that a name has.
  func lookUp(_ name: Identifier, in frame: Frame) throws(Raised) -> Value {
    if let value = try value(named: name.text, from: frame.scope, at: name.span) { return value }
    throw undefined(name, in: frame)
  }

  /// The value that a name has in a scope; nil where nothing binds it.
  func value(
    named name: String, from start: Scope, at span: Span
  ) throws(Raised) -> Value? {
    var scope = start
    if let value = scope.names[name] { return value }
    while true {
      if let bindings = scope.bindings {
        if bindings.locals.contains(name) {
          throw exception(
            "UnboundLocalError",
            "cannot access local variable '\(name)' where it is not associated with a value",
            Diagnostic(
              "E0201", "`\(name)` has no value yet where it is used",
              at: SourceLabel(span, "assigned only later in this function")))
        }
        if bindings.globals.contains(name) {
          scope = scope.module
          if let value = scope.names[name] { return value }
          break
        }
      }
      guard let parent = scope.parent else { break }
      scope = parent
      if scope.kind == .classBody { continue }
      if let value = scope.names[name] { return value }
    }
    if scope === main.scope, kind == .script, let value = prelude[name] { return value }
    return builtins[name]
  }

  private func undefined(_ name: Identifier, in frame: Frame) -> Raised {
    let nearest = nameMeant(by: name.text, among: names(visibleIn: frame))
    return exception(
      "NameError", "name '\(name.text)' is not defined",
      .undefinedName(
        name.text, at: name.span, helps: nearest.map { [Help("there is a `\($0)`")] } ?? []))
  }

  private func names(visibleIn frame: Frame) -> [String] {
    var names: [String] = []
    var scope: Scope? = frame.scope
    while let current = scope {
      names += current.names.keys
      scope = current.parent
    }
    if kind == .script { names += prelude.keys }
    return names + builtins.keys
  }

  /// The candidate that a misspelt name most likely means, for the first mistakes only.
  func nameMeant(by name: String, among candidates: @autoclosure () -> [String]) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    return nearestName(to: name, among: candidates())
  }

  /// Binds a name in the scope that the text says it belongs to.
  func bind(_ name: Identifier, _ value: Value, in frame: Frame) {
    bind(name.text, at: name.span, value, in: frame.scope)
  }

  /// Binds a name in the scope that the text says it belongs to.
  func bind(_ name: String, at span: Span, _ value: Value, in start: Scope) {
    var scope = start
    if let bindings = scope.bindings {
      if bindings.globals.contains(name) {
        scope = scope.module
      } else if bindings.nonlocals.contains(name) {
        var outer = scope.parent
        while let current = outer, current.kind != .module {
          if current.kind != .classBody, current.names[name] != nil {
            scope = current
            break
          }
          outer = current.parent
        }
      }
    }
    if scope.kind == .module {
      scope.places[name] = span
    }
    scope.names[name] = value
  }

  /// Binds the target of `:=`, which comprehensions pass on to the scope around them.
  func bindOutsideComprehension(_ name: Identifier, _ value: Value, in frame: Frame) {
    var scope = frame.scope
    while scope.kind == .comprehension, let parent = scope.parent { scope = parent }
    bind(name.text, at: name.span, value, in: scope)
  }
}

// MARK: - Assignment

extension Evaluator {
  /// Gives a value to a target: a name, an attribute, an item, or several of these.
  func assign(_ value: Value, to target: ExprID, in frame: Frame) throws(Raised) {
    switch frame.unit.tree[target] {
    case .name(let name):
      if case .object(let task as TaskObject) = value { studio.name(task, name.text) }
      bind(name, value, in: frame)
    case .attribute(let receiver, let name):
      let object = try evaluate(receiver, in: frame)
      try setAttribute(
        of: object, name.text, to: value, at: frame.unit.tree.span(of: target))
    case .subscript(let receiver, let slice):
      let object = try evaluate(receiver, in: frame)
      let span = frame.unit.tree.span(of: target)
      if case .slice(let lower, let upper, let step) = frame.unit.tree[slice] {
        let bounds = try evaluateSlice(lower, upper, step, in: frame)
        try setSlice(of: object, bounds, to: value, at: span)
      } else {
        try setItem(of: object, try evaluate(slice, in: frame), to: value, at: span)
      }
    case .tuple(let targets), .list(let targets):
      try unpack(value, to: targets, at: frame.unit.tree.span(of: target), in: frame)
    case .starred(let inner): try assign(value, to: inner, in: frame)
    case .missing: break
    default: throw .reported
    }
  }

  private func unpack(
    _ value: Value, to targets: [ExprID], at span: Span, in frame: Frame
  ) throws(Raised) {
    if case .unknown = value {
      for target in targets { try assign(.unknown, to: target, in: frame) }
      return
    }
    if case .object(let task as TaskObject) = value { throw failure(.unpackedTask(task, at: span)) }
    let values = try items(of: value, at: span)
    let star = targets.firstIndex {
      if case .starred = frame.unit.tree[$0] { true } else { false }
    }
    guard let star else {
      guard values.count == targets.count else {
        throw wrongCount(values.count, targets.count, isAtLeast: false, at: span)
      }
      for (target, value) in zip(targets, values) { try assign(value, to: target, in: frame) }
      return
    }
    let after = targets.count - star - 1
    guard values.count >= star + after else {
      throw wrongCount(values.count, star + after, isAtLeast: true, at: span)
    }
    for index in 0..<star { try assign(values[index], to: targets[index], in: frame) }
    let middle = Array(values[star..<values.count - after])
    try assign(.list(ListObject(middle)), to: targets[star], in: frame)
    for index in 0..<after {
      try assign(
        values[values.count - after + index], to: targets[star + 1 + index], in: frame)
    }
  }

  private func wrongCount(
    _ count: Int, _ wanted: Int, isAtLeast: Bool, at span: Span
  ) -> Raised {
    if count > wanted {
      return valueError("too many values to unpack (expected \(wanted))", at: span)
    }
    let bound = isAtLeast ? "at least \(wanted)" : "\(wanted)"
    return valueError("not enough values to unpack (expected \(bound), got \(count))", at: span)
  }

  /// Marks everything that a failed statement would have bound as unknown.
  func markUnknown(_ statement: StmtID, in frame: Frame) {
    let unit = frame.unit
    var names = unit.namesOfFailedStatements[statement] ?? []
    if unit.namesOfFailedStatements[statement] == nil {
      names = FunctionBindings(statement, in: unit.tree).locals.sorted()
      unit.namesOfFailedStatements[statement] = names
    }
    let span = unit.tree.span(of: statement)
    for name in names {
      // A failed `for` or `if` may have bound some of its names to true values already, but which
      // of them stand cannot be said.
      bind(name, at: span, .unknown, in: frame.scope)
    }
  }

  /// `del target`.
  func delete(_ target: ExprID, in frame: Frame) throws(Raised) {
    let span = frame.unit.tree.span(of: target)
    switch frame.unit.tree[target] {
    case .name(let name):
      guard frame.scope.names.removeValue(forKey: name.text) != nil else {
        throw undefined(name, in: frame)
      }
    case .tuple(let targets), .list(let targets):
      for target in targets { try delete(target, in: frame) }
    case .subscript(let receiver, let slice):
      let object = try evaluate(receiver, in: frame)
      if case .slice(let lower, let upper, let step) = frame.unit.tree[slice] {
        let bounds = try evaluateSlice(lower, upper, step, in: frame)
        try setSlice(of: object, bounds, to: .list(ListObject([])), at: span)
      } else {
        try deleteItem(of: object, try evaluate(slice, in: frame), at: span)
      }
    case .attribute(let receiver, let name):
      guard case .object(let instance as InstanceObject) = try evaluate(receiver, in: frame),
        instance.attributes.removeValue(forKey: name.text) != nil
      else { throw exception("AttributeError", name.text, at: span) }
    default: break
    }
  }
}
