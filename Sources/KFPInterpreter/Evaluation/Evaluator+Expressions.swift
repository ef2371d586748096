import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// The value of an expression.
  func evaluate(_ id: ExprID, in frame: Frame) throws(Raised) -> Value {
    try step(at: frame.unit.tree.span(of: id))
    switch frame.unit.tree[id] {
    case .constant(let constant): return try value(of: constant, at: id, in: frame)
    case .name(let name): return try lookUp(name, in: frame)
    case .attribute(let value, let name):
      let receiver = try evaluate(value, in: frame)
      return try attribute(of: receiver, name.text, at: name.span)
    case .call(let callee, let arguments, let keywords):
      return try evaluateCall(id, callee, arguments, keywords, in: frame)
    case .list(let elements):
      let values = try evaluate(elements: elements, in: frame)
      try chargeItems(values.count, at: frame.unit.tree.span(of: id))
      return .list(ListObject(values))
    case .tuple(let elements): return .tuple(try evaluate(elements: elements, in: frame))
    case .dict(let keys, let values): return try evaluateDict(keys, values, in: frame)
    case .set(let elements):
      let values = try evaluate(elements: elements, in: frame)
      return try makeSet(values, at: frame.unit.tree.span(of: id))
    case .joinedString(let parts): return try evaluateJoinedString(parts, in: frame)
    case .formattedValue: return try evaluateJoinedString([id], in: frame)
    case .binOp: return try evaluateBinary(id, in: frame)
    case .unaryOp(let operation, let operand):
      return try evaluateUnary(operation, operand, at: id, in: frame)
    case .boolOp(let operation, let values):
      return try evaluateBoolean(operation, values, in: frame)
    case .compare(let left, let operations, let comparators):
      return try evaluateComparison(left, operations, comparators, in: frame)
    case .subscript(let value, let slice):
      return try evaluateSubscript(id, value, slice, in: frame)
    case .ifExp(let test, let body, let orElse):
      let value = try evaluate(test, in: frame)
      if case .unknown = value { return .unknown }
      let isTrue = try truth(of: value, at: frame.unit.tree.span(of: test))
      return try evaluate(isTrue ? body : orElse, in: frame)
    case .namedExpr(let target, let value):
      let value = try evaluate(value, in: frame)
      if case .name(let name) = frame.unit.tree[target] {
        bindOutsideComprehension(name, value, in: frame)
      }
      return value
    case .lambda(let parameters, let body):
      return .object(
        FunctionObject(
          name: "<lambda>", unit: frame.unit, definition: nil, lambdaBody: body,
          parameters: parameters, defaults: try defaults(of: parameters, in: frame),
          scope: frame.scope, module: frame.module, span: frame.unit.tree.span(of: id)))
    case .listComp(let element, let parts):
      let values = try comprehend(parts, in: frame) { (inner) throws(Raised) in
        try self.evaluate(element, in: inner)
      }
      return .list(ListObject(values))
    case .generatorExp(let element, let parts):
      let values = try comprehend(parts, in: frame) { (inner) throws(Raised) in
        try self.evaluate(element, in: inner)
      }
      return .object(IteratorObject(values, typeName: "generator"))
    case .setComp(let element, let parts):
      let values = try comprehend(parts, in: frame) { (inner) throws(Raised) in
        try self.evaluate(element, in: inner)
      }
      return try makeSet(values, at: frame.unit.tree.span(of: id))
    case .dictComp(let key, let value, let parts):
      return try evaluateDictComprehension(key, value, parts, in: frame)
    case .yield, .yieldFrom: return try evaluateYield(id, in: frame)
    case .await:
      throw unsupported("`await`", at: frame.unit.tree.span(of: id))
    case .starred, .slice:
      throw unsupported("this expression", at: frame.unit.tree.span(of: id))
    case .missing: throw .reported
    }
  }

  private func value(
    of constant: Constant, at id: ExprID, in frame: Frame
  ) throws(Raised) -> Value {
    switch constant {
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .ellipsis: return .object(EllipsisObject.shared(in: self))
    case .integer(let value): return .int(value)
    case .bigInteger:
      throw unsupported("a whole number beyond 64 bits", at: frame.unit.tree.span(of: id))
    case .float(let value): return .float(value)
    case .imaginary: throw unsupported("a complex number", at: frame.unit.tree.span(of: id))
    case .string(let value, _): return .string(value)
    case .bytes(let value): return .bytes(value)
    }
  }

  /// The values of a display's elements, with `*iterable` unpacked.
  func evaluate(elements: [ExprID], in frame: Frame) throws(Raised) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      if case .starred(let inner) = frame.unit.tree[element] {
        let iterable = try evaluate(inner, in: frame)
        if case .unknown = iterable { throw .reported }
        values += try items(of: iterable, at: frame.unit.tree.span(of: inner))
      } else {
        values.append(try evaluate(element, in: frame))
      }
    }
    return values
  }

  private func evaluateDict(
    _ keys: [ExprID?], _ values: [ExprID], in frame: Frame
  ) throws(Raised) -> Value {
    let result = DictObject([:])
    result.members.reserveCapacity(keys.count)
    for (key, value) in zip(keys, values) {
      let span = frame.unit.tree.span(of: key ?? value)
      guard let key else {
        let other = try evaluate(value, in: frame)
        if case .unknown = other { return .unknown }
        for (key, value) in try pairs(of: other, at: span) { result.members[key] = value }
        continue
      }
      let keyValue = try evaluate(key, in: frame)
      if case .unknown = keyValue { return .unknown }
      let hashable = try hashable(keyValue, at: span)
      result.members[hashable] = try evaluate(value, in: frame)
    }
    if let first = values.first {
      try chargeItems(keys.count, at: frame.unit.tree.span(of: first))
    }
    return .dict(result)
  }

  private func evaluateBinary(_ id: ExprID, in frame: Frame) throws(Raised) -> Value {
    // A long sum leans to the left: its spine is walked without recursion.
    var spine: [(operation: BinaryOperator, right: ExprID)] = []
    var leftmost = id
    while case .binOp(let left, let operation, let right) = frame.unit.tree[leftmost] {
      spine.append((operation, right))
      leftmost = left
    }
    var result = try evaluate(leftmost, in: frame)
    let start = frame.unit.tree.span(of: leftmost)
    for (operation, right) in spine.reversed() {
      let value = try evaluate(right, in: frame)
      let span = start.union(frame.unit.tree.span(of: right))
      result = try operate(operation.rawValue, result, value, at: span)
    }
    return result
  }

  private func evaluateUnary(
    _ operation: UnaryOperator, _ operand: ExprID, at id: ExprID, in frame: Frame
  ) throws(Raised) -> Value {
    let value = try evaluate(operand, in: frame)
    let span = frame.unit.tree.span(of: id)
    if case .unknown = value { return .unknown }
    switch (operation, value) {
    case (.not, .object(let channel as ChannelObject)) where !isInInstalledPackage:
      throw failure(.truthOfRuntimeValue(channel, at: span, isNegated: true))
    case (.not, _): return .bool(!(try truth(of: value, at: span)))
    case (.minus, .int(let number)):
      let (result, isTooLarge) = 0.subtractingReportingOverflow(number)
      guard !isTooLarge else { throw overflow(at: span) }
      return .int(result)
    case (.minus, .float(let number)): return .float(-number)
    case (.minus, .bool(let flag)): return .int(flag ? -1 : 0)
    case (.plus, .int), (.plus, .float): return value
    case (.plus, .bool(let flag)): return .int(flag ? 1 : 0)
    case (.invert, .int(let number)): return .int(~number)
    case (.invert, .bool(let flag)): return .int(~(flag ? 1 : 0))
    case (_, .opaque(let opaque)): throw needed(opaque, at: span, for: "computed with here")
    case (_, .object(let object)):
      let name =
        switch operation {
        case .minus: "neg"
        case .plus: "pos"
        default: "~"
        }
      if let result = try object.operate(name, .none, isReflected: false, at: span, in: self) {
        return result
      }
    default: break
    }
    throw typeError(
      "bad operand type for unary \(operation.rawValue): '\(typeName(of: value))'", at: span)
  }

  private func evaluateBoolean(
    _ operation: BoolOperator, _ values: [ExprID], in frame: Frame
  ) throws(Raised) -> Value {
    var result = Value.none
    for (index, id) in values.enumerated() {
      result = try evaluate(id, in: frame)
      if case .unknown = result { return .unknown }
      if index == values.count - 1 { break }
      let isTrue = try truth(of: result, at: frame.unit.tree.span(of: id))
      if isTrue == (operation == .or) { return result }
    }
    return result
  }

  private func evaluateComparison(
    _ left: ExprID, _ operations: [ComparisonOperator], _ comparators: [ExprID], in frame: Frame
  ) throws(Raised) -> Value {
    var leftValue = try evaluate(left, in: frame)
    var leftSpan = frame.unit.tree.span(of: left)
    var result = Value.bool(true)
    for (index, (operation, comparator)) in zip(operations, comparators).enumerated() {
      let rightValue = try evaluate(comparator, in: frame)
      let rightSpan = frame.unit.tree.span(of: comparator)
      let span = leftSpan.union(rightSpan)
      result = try compare(leftValue, operation, rightValue, at: span)
      if case .unknown = result { return .unknown }
      if index < operations.count - 1, !(try truth(of: result, at: span)) { return result }
      leftValue = rightValue
      leftSpan = rightSpan
    }
    return result
  }

  private func evaluateSubscript(
    _ id: ExprID, _ value: ExprID, _ slice: ExprID, in frame: Frame
  ) throws(Raised) -> Value {
    let receiver = try evaluate(value, in: frame)
    let span = frame.unit.tree.span(of: id)
    if case .slice(let lower, let upper, let step) = frame.unit.tree[slice] {
      let bounds = try evaluateSlice(lower, upper, step, in: frame)
      return try self.slice(of: receiver, bounds, at: span)
    }
    return try item(of: receiver, try evaluate(slice, in: frame), at: span)
  }

  /// The bounds of a slice.
  func evaluateSlice(
    _ lower: ExprID?, _ upper: ExprID?, _ step: ExprID?, in frame: Frame
  ) throws(Raised) -> SliceBounds {
    var numbers: [Int?] = []
    for part in [lower, upper, step] {
      guard let part else {
        numbers.append(nil)
        continue
      }
      switch try evaluate(part, in: frame) {
      case .int(let number): numbers.append(number)
      case .bool(let flag): numbers.append(flag ? 1 : 0)
      case .none: numbers.append(nil)
      case .unknown: throw .reported
      case .opaque(let opaque):
        throw needed(opaque, at: frame.unit.tree.span(of: part), for: "a position is needed here")
      default:
        throw typeError(
          "slice indices must be integers or None or have an __index__ method",
          at: frame.unit.tree.span(of: part))
      }
    }
    return SliceBounds(lower: numbers[0], upper: numbers[1], step: numbers[2])
  }

  private func evaluateJoinedString(
    _ parts: [ExprID], in frame: Frame
  ) throws(Raised) -> Value {
    var text = ""
    for part in parts {
      switch frame.unit.tree[part] {
      case .constant(.string(let piece, _)): text += piece
      case .formattedValue(let expression, let conversion, let formatSpec):
        let value = try evaluate(expression, in: frame)
        if case .unknown = value { return .unknown }
        let span = frame.unit.tree.span(of: expression)
        var spec = ""
        if let formatSpec {
          guard case .string(let evaluated) = try evaluate(formatSpec, in: frame) else {
            return .unknown
          }
          spec = evaluated
        }
        text += try formatted(value, conversion: conversion, spec: spec, at: span)
      default:
        guard case .string(let piece) = try evaluate(part, in: frame) else { return .unknown }
        text += piece
      }
    }
    if text.utf8.count > 1024, let first = parts.first {
      try charge(text.utf8.count, at: frame.unit.tree.span(of: first))
    }
    return .string(text)
  }

  private func evaluateYield(_ id: ExprID, in frame: Frame) throws(Raised) -> Value {
    switch frame.unit.tree[id] {
    case .yield(let value):
      let result = try value.map { value throws(Raised) in try evaluate(value, in: frame) }
      try yield(result ?? .none, at: frame.unit.tree.span(of: id), in: frame)
    case .yieldFrom(let value):
      let iterable = try evaluate(value, in: frame)
      if case .unknown = iterable { return .unknown }
      return try yield(from: iterable, at: frame.unit.tree.span(of: value), in: frame)
    default: break
    }
    return .none
  }

  /// An arithmetic result that does not fit.
  func overflow(at span: Span) -> Raised {
    exception(
      "OverflowError", "whole number beyond 64 bits",
      Diagnostic(
        "E0211", "this whole number is beyond 64 bits",
        at: SourceLabel(span, "too large to be evaluated here")))
  }
}
