import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// The values of a comprehension's element, one for each round.
  func comprehend(
    _ parts: [Comprehension], in frame: Frame,
    _ element: (_ inner: Frame) throws(Raised) -> Value
  ) throws(Raised) -> [Value] {
    guard let first = parts.first else { return [] }
    // The first iterable belongs to the scope around the comprehension.
    let iterable = try evaluate(first.iterable, in: frame)
    if case .unknown = iterable { throw .reported }
    let scope = Scope(.comprehension, parent: frame.scope)
    let inner = Frame(
      unit: frame.unit, scope: scope, module: frame.module, isRecovering: false)
    inner.receiver = frame.receiver
    var result: [Value] = []
    try comprehend(parts[...], iterable, in: inner, element, into: &result)
    return result
  }

  private func comprehend(
    _ parts: ArraySlice<Comprehension>, _ iterable: Value, in frame: Frame,
    _ element: (_ inner: Frame) throws(Raised) -> Value, into result: inout [Value]
  ) throws(Raised) {
    guard let part = parts.first else { return }
    let span = frame.unit.tree.span(of: part.iterable)
    if part.isAsync { throw unsupported("`async for`", at: span) }
    let rest = parts.dropFirst()
    rounds: for value in try items(of: iterable, at: span) {
      try charge(32, at: span)
      try assign(value, to: part.target, in: frame)
      for condition in part.conditions {
        let test = try evaluate(condition, in: frame)
        if case .unknown = test { throw .reported }
        guard try truth(of: test, at: frame.unit.tree.span(of: condition)) else {
          continue rounds
        }
      }
      if let next = rest.first {
        let inner = try evaluate(next.iterable, in: frame)
        if case .unknown = inner { throw .reported }
        try comprehend(rest, inner, in: frame, element, into: &result)
      } else {
        result.append(try element(frame))
      }
    }
  }

  /// `{key: value for ...}`.
  func evaluateDictComprehension(
    _ key: ExprID, _ value: ExprID, _ parts: [Comprehension], in frame: Frame
  ) throws(Raised) -> Value {
    let result = DictObject([:])
    _ = try comprehend(parts, in: frame) { (inner) throws(Raised) in
      let keyValue = try self.evaluate(key, in: inner)
      if case .unknown = keyValue { throw .reported }
      let hashable = try self.hashable(keyValue, at: inner.unit.tree.span(of: key))
      result.members[hashable] = try self.evaluate(value, in: inner)
      return .none
    }
    return .dict(result)
  }
}
