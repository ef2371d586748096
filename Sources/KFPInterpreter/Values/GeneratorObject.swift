import KFPSource

/// A generator: a call of a function that yields, which runs once its values are asked for.
///
/// A `for` or `with` around it takes each value while the function stands at its `yield`, so that what
/// both do happens in Python's order, also what has effects, such as calls of components. Anything else
/// that asks for values lets it run to its end first.
final class GeneratorObject: Object {
  /// How far it is.
  private enum State {
    case fresh
    case running
    /// It ran to its end, or what it gave was kept.
    case finished
    /// A loop left it early.
    case left
  }

  /// The function that yields.
  let function: FunctionObject
  private let scope: Scope
  private let callSpan: Span?
  private var state = State.fresh
  private var values = IteratorObject([])

  let typeName = "generator"

  init(_ function: FunctionObject, scope: Scope, callSpan: Span?) {
    self.function = function
    self.scope = scope
    self.callSpan = callSpan
  }

  /// Whether nothing of it has run.
  var isFresh: Bool { if case .fresh = state { true } else { false } }

  /// Runs it from its beginning to its end, or until `take` throws `Raised.closed`. Gives what the
  /// function returns.
  @discardableResult
  func run(
    in evaluator: Evaluator, taking take: @escaping (Value) throws(Raised) -> Void
  ) throws(Raised) -> Value {
    state = .running
    do throws(Raised) {
      let result = try evaluator.run(function, in: scope, at: callSpan, taking: take)
      state = .finished
      return result
    } catch {
      state = .finished
      guard case .closed = error else { throw error }
      state = .left
      return .none
    }
  }

  /// What it gives, with the position of `next`.
  func iterator(at span: Span, in evaluator: Evaluator) throws(Raised) -> IteratorObject {
    switch state {
    case .finished: break
    case .running:
      throw evaluator.valueError("generator already executing", at: span)
    case .left:
      throw evaluator.unsupported("going on with a generator that a loop has left", at: span)
    case .fresh:
      var taken: [Value] = []
      try run(in: evaluator) { (value) throws(Raised) in
        try evaluator.charge(32, at: span)
        taken.append(value)
      }
      values = IteratorObject(taken)
    }
    return values
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "close":
      return .object(
        NativeFunction(name) { (_, _) throws(Raised) in
          if self.isFresh { self.state = .finished }
          return .none
        })
    case "send", "throw":
      throw evaluator.unsupported("`\(name)` of a generator", at: span)
    default: return nil
    }
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    try iterator(at: span, in: evaluator).iterate(at: span, in: evaluator)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<generator object \(function.name)>"
  }
}

/// What a function behind `@contextlib.contextmanager` gives: its body runs around the block of the
/// `with`, which stands in place of the `yield`.
final class GeneratorContext: Object {
  let generator: GeneratorObject
  let typeName = "_GeneratorContextManager"

  init(_ generator: GeneratorObject) { self.generator = generator }
}

// MARK: - Running

extension Evaluator {
  /// Runs a function that yields, and hands each value to `take` while the function waits.
  func run(
    _ function: FunctionObject, in scope: Scope, at span: Span?,
    taking take: @escaping (Value) throws(Raised) -> Void
  ) throws(Raised) -> Value {
    // What takes the value belongs to the calls that were under way before.
    let outer = frames
    var isClosed = false
    return try run(function, in: scope, at: span, isRecovering: false) { (value) throws(Raised) in
      guard !isClosed else { throw .closed }
      let inner = self.frames
      self.frames = outer
      defer { self.frames = inner }
      do throws(Raised) {
        try take(value)
      } catch {
        if case .closed = error { isClosed = true }
        throw error
      }
    }.value
  }

  /// Hands a value of a `yield` on.
  func yield(_ value: Value, at span: Span, in frame: Frame) throws(Raised) {
    if let take = frame.take { return try take(value) }
    try charge(32, at: span)
    frame.yielded.append(value)
  }

  /// `yield from`: all values of another iteration; gives what it returns.
  func yield(from iterable: Value, at span: Span, in frame: Frame) throws(Raised) -> Value {
    if case .object(let generator as GeneratorObject) = iterable, generator.isFresh {
      return try generator.run(in: self) { (value) throws(Raised) in
        try self.yield(value, at: span, in: frame)
      }
    }
    for value in try items(of: iterable, at: span) { try yield(value, at: span, in: frame) }
    return .none
  }

  /// A `for` over a generator: the block runs while the generator stands at its `yield`.
  func executeFor(
    over generator: GeneratorObject, at span: Span,
    _ round: @escaping (Value) throws(Raised) -> Flow
  ) throws(Raised) -> Flow {
    var end = Flow.normal
    var failure: Raised?
    let depth = guardedDepth
    try generator.run(in: self) { (value) throws(Raised) in
      // A `try` in the generator does not see what happens in the block.
      let inside = self.guardedDepth
      self.guardedDepth = depth
      defer { self.guardedDepth = inside }
      do throws(Raised) {
        try self.step(at: span)
        switch try round(value) {
        case .normal, .continue: return
        case .break: end = .break
        case .return(let value): end = .return(value)
        }
      } catch {
        failure = error
      }
      throw .closed
    }
    if let failure { throw failure }
    return end
  }

  /// A `with` around a context manager made from a generator. A failure of the block is raised at the
  /// `yield`, where a `try` may catch it.
  func executeWith(
    _ context: GeneratorContext, at span: Span,
    _ block: @escaping (Value) throws(Raised) -> Flow
  ) throws(Raised) -> Flow {
    var flow: Flow?
    guard context.generator.isFresh else {
      throw exception("RuntimeError", "generator didn't yield", at: span)
    }
    var hasEntered = false
    // What the block raises may be caught by the generator.
    guardedDepth += 1
    defer { guardedDepth -= 1 }
    try context.generator.run(in: self) { (value) throws(Raised) in
      guard !hasEntered else {
        throw self.exception("RuntimeError", "generator didn't stop", at: span)
      }
      hasEntered = true
      flow = try block(value)
    }
    guard hasEntered else {
      throw exception("RuntimeError", "generator didn't yield", at: span)
    }
    return flow ?? .normal
  }
}
