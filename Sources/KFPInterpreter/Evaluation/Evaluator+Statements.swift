import KFPSource
import KFPSyntax
import OrderedCollections

/// How a statement ended.
enum Flow {
  case normal
  case `return`(Value)
  case `break`
  case `continue`
}

extension Evaluator {
  /// Executes statements in order.
  func execute(_ body: [StmtID], in frame: Frame) throws(Raised) -> Flow {
    for statement in body {
      let flow = try executeRecovering(statement, in: frame)
      if case .normal = flow { continue }
      return flow
    }
    return .normal
  }

  /// Executes a statement. One that fails ends here, as far as nobody can catch the failure: what
  /// it would have bound is unknown, and the next statement follows.
  func executeRecovering(_ statement: StmtID, in frame: Frame) throws(Raised) -> Flow {
    do throws(Raised) {
      return try execute(statement, in: frame)
    } catch {
      switch error {
      case .reported: break
      case .exception(let exception):
        guard frame.isRecovering, guardedDepth == 0 else { throw error }
        if endsScript(exception) { throw .exit }
        bag.report(exception.diagnostic)
      case .exit, .closed: throw error
      }
      failedStatements += 1
      // Complaining takes longer than what a step usually is.
      remainingSteps -= 100
      markUnknown(statement, in: frame)
      if case .return = frame.unit.tree[statement] { return .return(.unknown) }
      return .normal
    }
  }

  private func execute(_ id: StmtID, in frame: Frame) throws(Raised) -> Flow {
    let tree = frame.unit.tree
    try step(at: tree.span(of: id))
    switch tree[id] {
    case .expression(let expression):
      let value = try evaluate(expression, in: frame)
      if case .opaque(let opaque) = value,
        case .call(_, let arguments, let keywords) = tree[expression],
        arguments.isEmpty, !keywords.isEmpty
      {
        opaqueDropped?(opaque, tree.span(of: expression))
      }
    case .assign(let targets, let value):
      let value = try evaluate(value, in: frame)
      for target in targets { try assign(value, to: target, in: frame) }
    case .annAssign(let target, let annotation, let value, let isSimple):
      try executeAnnotated(target, annotation, value, isSimple, in: frame)
    case .augAssign(let target, let operation, let value):
      try executeAugmented(target, operation, value, at: tree.span(of: id), in: frame)
    case .functionDef(let definition): try define(definition, at: id, in: frame)
    case .classDef(let definition): try define(definition, at: id, in: frame)
    case .return(let value):
      frame.returnSpan = tree.span(of: id)
      guard let value else { return .return(.none) }
      frame.returnSpan = tree.span(of: value)
      return .return(try evaluate(value, in: frame))
    case .if: return try executeIf(id, in: frame)
    case .for(let target, let iterable, let body, let orElse, let isAsync):
      if isAsync { throw unsupported("`async for`", at: tree.span(of: id)) }
      return try executeFor(target, iterable, body, orElse, in: frame)
    case .while(let test, let body, let orElse):
      return try executeWhile(test, body, orElse, in: frame)
    case .with(let items, let body, let isAsync):
      if isAsync { throw unsupported("`async with`", at: tree.span(of: id)) }
      return try executeWith(items[...], body, in: frame)
    case .try(let body, let handlers, let orElse, let finally, let isStar):
      if isStar { throw unsupported("`except*`", at: tree.span(of: id)) }
      return try executeTry(body, handlers, orElse, finally, in: frame)
    case .raise(let exception, _): try executeRaise(exception, at: id, in: frame)
    case .assert(let test, let message):
      try executeAssert(test, message, at: tree.span(of: id), in: frame)
    case .import(let aliases): try executeImport(aliases, in: frame)
    case .importFrom(let module, let names, let level):
      try executeImport(
        from: module, names, level: level, at: tree.span(of: id), in: frame)
    case .delete(let targets): for target in targets { try delete(target, in: frame) }
    case .match(let subject, let cases): return try executeMatch(subject, cases, in: frame)
    case .typeAlias(let name, _, let value):
      let value = try evaluate(value, in: frame)
      try assign(value, to: name, in: frame)
    case .global, .nonlocal, .pass: break
    case .missing: throw .reported
    case .break: return .break
    case .continue: return .continue
    }
    return .normal
  }

  private func executeAnnotated(
    _ target: ExprID, _ annotation: ExprID, _ value: ExprID?, _ isSimple: Bool, in frame: Frame
  ) throws(Raised) {
    if let value { try assign(try evaluate(value, in: frame), to: target, in: frame) }
    // The fields of named tuples and dataclasses are the annotations of the class body.
    guard frame.scope.kind == .classBody, isSimple, case .name(let name) = frame.unit.tree[target]
    else { return }
    var type = Value.unknown
    if case .constant(.string(let text, _)) = frame.unit.tree[annotation] {
      type = .string(text)
    } else {
      type = try evaluate(annotation, in: frame)
    }
    frame.scope.annotations.append(
      ClassField(
        name: name.text, type: type, defaultValue: frame.scope.names[name.text],
        span: name.span))
  }

  private func executeAugmented(
    _ target: ExprID, _ operation: BinaryOperator, _ value: ExprID, at span: Span, in frame: Frame
  ) throws(Raised) {
    switch frame.unit.tree[target] {
    case .attribute(let receiver, let name):
      let object = try evaluate(receiver, in: frame)
      let old = try attribute(of: object, name.text, at: name.span)
      let operand = try evaluate(value, in: frame)
      let result = try augment(old, operation, operand, at: span)
      try setAttribute(of: object, name.text, to: result, at: span)
    case .subscript(let receiver, let slice):
      let object = try evaluate(receiver, in: frame)
      if case .slice = frame.unit.tree[slice] {
        throw unsupported("an augmented assignment to a slice", at: span)
      }
      let key = try evaluate(slice, in: frame)
      let old = try item(of: object, key, at: span)
      let operand = try evaluate(value, in: frame)
      try setItem(of: object, key, to: try augment(old, operation, operand, at: span), at: span)
    default:
      let old = try evaluate(target, in: frame)
      let operand = try evaluate(value, in: frame)
      try assign(try augment(old, operation, operand, at: span), to: target, in: frame)
    }
  }

  private func augment(
    _ old: Value, _ operation: BinaryOperator, _ operand: Value, at span: Span
  ) throws(Raised) -> Value {
    switch (old, operation) {
    case (.unknown, _): return .unknown
    case (.list(let list), .add):
      if case .unknown = operand { return .unknown }
      let values = try items(of: operand, at: span)
      try chargeItems(values.count, at: span)
      list.elements += values
      return old
    case (.dict(let dict), .bitOr):
      if case .unknown = operand { return .unknown }
      for (key, value) in try pairs(of: operand, at: span) { dict.members[key] = value }
      return old
    case (.set(let set), .bitOr):
      guard !set.isFrozen, case .set(let other) = operand else { break }
      set.elements.formUnion(other.elements)
      return old
    default: break
    }
    return try operate(operation.rawValue, old, operand, at: span, isAugmented: true)
  }

  private func executeIf(_ id: StmtID, in frame: Frame) throws(Raised) -> Flow {
    // A chain of `elif` is walked without recursion.
    var id = id
    while case .if(let test, let body, let orElse) = frame.unit.tree[id] {
      let value = try evaluate(test, in: frame)
      if case .unknown = value {
        if isRehearsing {
          _ = try execute(body, in: frame)
          _ = try execute(orElse, in: frame)
        }
        throw .reported
      }
      if try truth(of: value, at: frame.unit.tree.span(of: test)) {
        return try execute(body, in: frame)
      }
      guard orElse.count == 1, case .if = frame.unit.tree[orElse[0]] else {
        return try execute(orElse, in: frame)
      }
      id = orElse[0]
    }
    return .normal
  }

  private func executeFor(
    _ target: ExprID, _ iterable: ExprID, _ body: [StmtID], _ orElse: [StmtID], in frame: Frame
  ) throws(Raised) -> Flow {
    let value = try evaluate(iterable, in: frame)
    if case .unknown = value {
      if isRehearsing {
        try assign(.unknown, to: target, in: frame)
        _ = try execute(body, in: frame)
      }
      throw .reported
    }
    let span = frame.unit.tree.span(of: iterable)
    func round(_ item: Value) throws(Raised) -> Flow {
      try assign(item, to: target, in: frame)
      return try execute(body, in: frame)
    }
    if case .object(let generator as GeneratorObject) = value, generator.isFresh {
      switch try executeFor(over: generator, at: span, round) {
      case .normal, .continue: return try execute(orElse, in: frame)
      case .break: return .normal
      case .return(let value): return .return(value)
      }
    }
    for item in try items(of: value, at: span) {
      try step(at: span)
      switch try round(item) {
      case .normal, .continue: continue
      case .break: return .normal
      case .return(let value): return .return(value)
      }
    }
    return try execute(orElse, in: frame)
  }

  private func executeWhile(
    _ test: ExprID, _ body: [StmtID], _ orElse: [StmtID], in frame: Frame
  ) throws(Raised) -> Flow {
    while true {
      let value = try evaluate(test, in: frame)
      if case .unknown = value { throw .reported }
      guard try truth(of: value, at: frame.unit.tree.span(of: test)) else { break }
      let failures = failedStatements
      switch try execute(body, in: frame) {
      case .normal, .continue:
        // What failed may have been what ends the loop.
        guard failedStatements == failures else { return .normal }
      case .break: return .normal
      case .return(let value): return .return(value)
      }
    }
    return try execute(orElse, in: frame)
  }

  private func executeAssert(
    _ test: ExprID, _ message: ExprID?, at span: Span, in frame: Frame
  ) throws(Raised) {
    let value = try evaluate(test, in: frame)
    if case .unknown = value { return }
    if frame.scope.kind == .module, case .object(let object) = value, let piece = object.observed {
      var pieces = [piece]
      if let message {
        pieces.append(.text(try self.text(of: try evaluate(message, in: frame), at: span)))
      }
      interpretation.observations.append(
        Interpretation.Observation(kind: .assertion, pieces: pieces, span: span))
      return
    }
    guard !(try truth(of: value, at: frame.unit.tree.span(of: test))) else { return }
    var text = ""
    if let message { text = try self.text(of: try evaluate(message, in: frame), at: span) }
    throw exception(
      "AssertionError", text,
      Diagnostic(
        "E0212", text.isEmpty ? "this assertion does not hold" : "assertion: \(text)",
        at: SourceLabel(frame.unit.tree.span(of: test), "false when the script is read")))
  }
}
