import KFPSource

/// What an iteration gives, with the position of `next`.
final class IteratorObject: Object {
  private var values: [Value]
  private var position = 0
  let typeName: String

  init(_ values: [Value], typeName: String = "iterator") {
    self.values = values
    self.typeName = typeName
  }

  /// The next value; nil at the end.
  func next() -> Value? {
    guard position < values.count else { return nil }
    defer { position += 1 }
    return values[position]
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    defer { position = values.count }
    return Array(values[position...])
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "<\(typeName) object>"
  }
}

/// `range(...)`.
final class RangeObject: Object {
  let start: Int
  let stop: Int
  let step: Int

  let typeName = "range"

  init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// The number of items.
  var count: Int {
    let (distance, isTooLarge) =
      step > 0
      ? stop.subtractingReportingOverflow(start) : start.subtractingReportingOverflow(stop)
    guard !isTooLarge, distance > 0 else { return isTooLarge ? Int.max : 0 }
    let magnitude = step.magnitude
    return Int(clamping: (UInt(distance) + magnitude - 1) / magnitude)
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? {
    let count = count
    try evaluator.chargeItems(count, at: span)
    return (0..<count).map { .int(start + $0 * step) }
  }

  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? { count }

  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool { count > 0 }

  func item(_ key: Value, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    guard case .int(let index) = key else { return nil }
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else {
      throw evaluator.exception("IndexError", "range object index out of range", at: span)
    }
    return .int(start + position * step)
  }

  /// A part of the range.
  func sliced(
    _ bounds: SliceBounds, at span: Span, _ evaluator: Evaluator
  ) throws(Raised) -> RangeObject {
    try evaluator.chargeItems(count, at: span)
    let positions = bounds.positions(in: count)
    guard let first = positions.first, let last = positions.last else {
      return RangeObject(start: 0, stop: 0, step: 1)
    }
    let step = step * (bounds.step ?? 1)
    return RangeObject(
      start: start + first * self.step, stop: start + last * self.step + (step > 0 ? 1 : -1),
      step: step)
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    guard operation == "in", isReflected, case .int(let number) = other else { return nil }
    let isInside = step > 0 ? number >= start && number < stop : number <= start && number > stop
    return .bool(isInside && (number - start) % step == 0)
  }

  var identity: Value? { .tuple([.int(start), .int(stop), .int(step)]) }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
}

/// A slice as an object of the DSL or a class of the script sees it.
final class SliceObject: Object {
  let bounds: SliceBounds
  let typeName = "slice"

  init(_ bounds: SliceBounds) { self.bounds = bounds }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "start": return bounds.lower.map { .int($0) } ?? Value.none
    case "stop": return bounds.upper.map { .int($0) } ?? Value.none
    case "step": return bounds.step.map { .int($0) } ?? Value.none
    default: return nil
    }
  }
}

/// `...`.
final class EllipsisObject: Object {
  let typeName = "ellipsis"

  /// The one that an evaluator has.
  static func shared(in evaluator: Evaluator) -> any Object {
    if case .object(let object) = evaluator.builtins["Ellipsis"] { return object }
    return EllipsisObject()
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { "Ellipsis" }
}

/// `object()`.
final class PlainObject: Object {
  let typeName = "object"
}
