import KFPSource
import KFPSyntax
import OrderedCollections

extension Evaluator {
  /// `left op right` for an operator of arithmetic.
  func operate(
    _ operation: String, _ left: Value, _ right: Value, at span: Span, isAugmented: Bool = false
  ) throws(Raised) -> Value {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.int(let a), .int(let b)): return try arithmetic(operation, a, b, at: span)
    case (.string(let a), .string(let b)) where operation == "+":
      try charge(a.utf8.count + b.utf8.count, at: span)
      return .string(a + b)
    case (.string(let format), _) where operation == "%":
      return .string(try percentFormatted(format, right, at: span))
    case (.string, .int), (.int, .string), (.list, .int), (.int, .list), (.tuple, .int),
      (.int, .tuple), (.bytes, .int), (.int, .bytes), (.string, .bool), (.bool, .string):
      if operation == "*" { return try repeated(left, right, at: span) }
    case (.list(let a), .list(let b)) where operation == "+":
      try chargeItems(a.elements.count + b.elements.count, at: span)
      return .list(ListObject(a.elements + b.elements))
    case (.tuple(let a), .tuple(let b)) where operation == "+":
      try chargeItems(a.count + b.count, at: span)
      return .tuple(a + b)
    case (.bytes(let a), .bytes(let b)) where operation == "+":
      try charge(a.count + b.count, at: span)
      return .bytes(a + b)
    case (.dict(let a), .dict(let b)) where operation == "|":
      let result = DictObject(a.members)
      for (key, value) in b.members { result.members[key] = value }
      return .dict(result)
    case (.set(let a), .set(let b)):
      if let elements = combined(operation, a.elements, b.elements) {
        let result = SetObject(elements)
        result.isFrozen = a.isFrozen
        return .set(result)
      }
    case (.bool(let a), .bool(let b)):
      switch operation {
      case "&": return .bool(a && b)
      case "|": return .bool(a || b)
      case "^": return .bool(a != b)
      default: return try arithmetic(operation, a ? 1 : 0, b ? 1 : 0, at: span)
      }
    case (.bool(let a), .int(let b)): return try arithmetic(operation, a ? 1 : 0, b, at: span)
    case (.int(let a), .bool(let b)): return try arithmetic(operation, a, b ? 1 : 0, at: span)
    case (.float, .float), (.float, .int), (.int, .float), (.float, .bool), (.bool, .float):
      if let a = number(left), let b = number(right) {
        return try arithmetic(operation, a, b, at: span)
      }
    case (.opaque(let opaque), _), (_, .opaque(let opaque)):
      throw needed(opaque, at: span, for: "computed with here")
    default: break
    }
    if let result = try operateOnObjects(operation, left, right, at: span) { return result }
    throw wrongOperands(operation, left, right, at: span, isAugmented: isAugmented)
  }

  private func operateOnObjects(
    _ operation: String, _ left: Value, _ right: Value, at span: Span
  ) throws(Raised) -> Value? {
    if case .object(let object) = left,
      let result = try object.operate(operation, right, isReflected: false, at: span, in: self)
    {
      return result
    }
    if case .object(let object) = right,
      let result = try object.operate(operation, left, isReflected: true, at: span, in: self)
    {
      return result
    }
    return nil
  }

  private func wrongOperands(
    _ operation: String, _ left: Value, _ right: Value, at span: Span, isAugmented: Bool
  ) -> Raised {
    if operation == "+" {
      if case .string = left {
        return typeError(
          "can only concatenate str (not \"\(typeName(of: right))\") to str", at: span)
      }
      if case .list = left {
        return typeError(
          "can only concatenate list (not \"\(typeName(of: right))\") to list", at: span)
      }
    }
    let shown = isAugmented ? "\(operation)=" : operation
    return typeError(
      "unsupported operand type(s) for \(shown == "**" ? "** or pow()" : shown): "
        + "'\(typeName(of: left))' and '\(typeName(of: right))'", at: span)
  }

  /// A number as a floating-point number.
  func number(_ value: Value) -> Double? {
    switch value {
    case .int(let value): Double(value)
    case .float(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  private func combined(
    _ operation: String, _ left: OrderedSet<HashableValue>, _ right: OrderedSet<HashableValue>
  ) -> OrderedSet<HashableValue>? {
    switch operation {
    case "|": left.union(right)
    case "&": left.intersection(right)
    case "-": left.subtracting(right)
    case "^": left.symmetricDifference(right)
    default: nil
    }
  }

  private func repeated(_ left: Value, _ right: Value, at span: Span) throws(Raised) -> Value {
    let sequence: Value
    let count: Int
    switch (left, right) {
    case (.int(let number), let other), (let other, .int(let number)):
      (sequence, count) = (other, max(0, number))
    case (.bool(let flag), let other), (let other, .bool(let flag)):
      (sequence, count) = (other, flag ? 1 : 0)
    default: return .unknown
    }
    func charge(_ size: Int, _ bytes: Int) throws(Raised) {
      let (total, isTooMuch) = (size * bytes).multipliedReportingOverflow(by: count)
      try self.charge(isTooMuch ? Int.max : total, at: span)
    }
    switch sequence {
    case .string(let text):
      try charge(text.utf8.count, 1)
      return .string(String(repeating: text, count: count))
    case .bytes(let bytes):
      try charge(bytes.count, 1)
      return .bytes(Array(repeatElement(bytes, count: count).joined()))
    case .list(let list):
      try charge(list.elements.count, 32)
      return .list(ListObject(Array(repeatElement(list.elements, count: count).joined())))
    case .tuple(let elements):
      try charge(elements.count, 32)
      return .tuple(Array(repeatElement(elements, count: count).joined()))
    default: return .unknown
    }
  }
}

// MARK: - Comparison

extension Evaluator {
  /// `left op right` for an operator of comparison.
  func compare(
    _ left: Value, _ operation: ComparisonOperator, _ right: Value, at span: Span
  ) throws(Raised) -> Value {
    switch operation {
    case .is: return try .bool(isIdentical(left, right, at: span))
    case .isNot: return try .bool(!isIdentical(left, right, at: span))
    default: break
    }
    switch (left, right) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.opaque(let opaque), _), (_, .opaque(let opaque)):
      throw needed(opaque, at: span, for: "compared here")
    default: break
    }
    switch operation {
    case .in: return try .bool(contains(right, left, at: span))
    case .notIn: return try .bool(!contains(right, left, at: span))
    default: break
    }
    if holdsChannel(left) || holdsChannel(right) {
      throw runTimeText(at: span, for: "compared")
    }
    if let result = try operateOnObjects(operation.rawValue, left, right, at: span) {
      return result
    }
    switch operation {
    case .equal: return .bool(try equal(left, right, at: span))
    case .notEqual: return .bool(!(try equal(left, right, at: span)))
    case .less: return .bool(try precedes(left, right, operation, at: span))
    case .greater: return .bool(try precedes(right, left, operation, at: span))
    case .lessEqual, .greaterEqual:
      let (low, high) = operation == .lessEqual ? (left, right) : (right, left)
      if case .set(let a) = low, case .set(let b) = high {
        return .bool(a.elements.isSubset(of: b.elements))
      }
      if let a = number(low), let b = number(high), a.isNaN || b.isNaN { return .bool(false) }
      return .bool(!(try precedes(high, low, operation, at: span)))
    case .is, .isNot, .in, .notIn: return .unknown
    }
  }

  private func isIdentical(_ left: Value, _ right: Value, at span: Span) throws(Raised) -> Bool {
    switch (left, right) {
    case (.unknown, _), (_, .unknown): throw .reported
    case (.object(let object), .none), (.none, .object(let object)):
      return doubtIdentity(of: object, at: span)
    case (.opaque(let opaque), .none), (.none, .opaque(let opaque)):
      // A module that was imported, and what it holds, is not None; what it gives may be.
      guard opaque.description.hasSuffix(")") else { return false }
      throw needed(opaque, at: span, for: "compared here")
    case (.none, .none): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.int(let a), .int(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.list(let a), .list(let b)): return a === b
    case (.dict(let a), .dict(let b)): return a === b
    case (.set(let a), .set(let b)): return a === b
    case (.object(let a), .object(let b)): return a === b
    case (.tuple(let a), .tuple(let b)): return a.isEmpty && b.isEmpty
    default: return false
    }
  }

  /// Whether two values are equal.
  func equal(
    _ left: Value, _ right: Value, at span: Span, depth: Int = 0
  ) throws(Raised) -> Bool {
    guard depth < 200 else { throw exception("RecursionError", "too deep", at: span) }
    switch (left, right) {
    case (.unknown, _), (_, .unknown): throw .reported
    case (.none, .none): return true
    case (.int(let a), .int(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b && a.utf8.count == b.utf8.count
    case (.bytes(let a), .bytes(let b)): return a == b
    case (.tuple(let a), .tuple(let b)): return try equal(a, b, at: span, depth: depth)
    case (.list(let a), .list(let b)):
      if a === b { return true }
      return try equal(a.elements, b.elements, at: span, depth: depth)
    case (.dict(let a), .dict(let b)):
      if a === b { return true }
      guard a.members.count == b.members.count else { return false }
      try charge(a.members.count, at: span)
      for (key, value) in a.members {
        guard let other = b.members[key],
          try equal(value, other, at: span, depth: depth + 1)
        else { return false }
      }
      return true
    case (.set(let a), .set(let b)): return a.elements.isEqualSet(to: b.elements)
    case (.object(let a), .object(let b)):
      if a === b { return true }
      if let result = try operateOnObjects("==", left, right, at: span) {
        return try truth(of: result, at: span)
      }
      if let key = HashableValue(left), let other = HashableValue(right) { return key == other }
      return false
    case (.object, _), (_, .object):
      if let result = try operateOnObjects("==", left, right, at: span) {
        return try truth(of: result, at: span)
      }
      return false
    default:
      if let a = number(left), let b = number(right) { return a == b }
      return false
    }
  }

  private func equal(
    _ left: [Value], _ right: [Value], at span: Span, depth: Int
  ) throws(Raised) -> Bool {
    guard left.count == right.count else { return false }
    try charge(left.count, at: span)
    for (a, b) in zip(left, right) {
      guard try equal(a, b, at: span, depth: depth + 1) else { return false }
    }
    return true
  }

  /// Whether the left value is less than the right one.
  func precedes(
    _ left: Value, _ right: Value, _ operation: ComparisonOperator = .less, at span: Span,
    depth: Int = 0
  ) throws(Raised) -> Bool {
    guard depth < 200 else { throw exception("RecursionError", "too deep", at: span) }
    switch (left, right) {
    case (.unknown, _), (_, .unknown): throw .reported
    case (.int(let a), .int(let b)): return a < b
    case (.string(let a), .string(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.bytes(let a), .bytes(let b)): return a.lexicographicallyPrecedes(b)
    case (.tuple(let a), .tuple(let b)):
      return try precedes(a, b, operation, at: span, depth: depth)
    case (.list(let a), .list(let b)):
      return try precedes(a.elements, b.elements, operation, at: span, depth: depth)
    case (.set(let a), .set(let b)): return a.elements.isStrictSubset(of: b.elements)
    default:
      if let a = number(left), let b = number(right) { return a < b }
      if let result = try operateOnObjects("<", left, right, at: span) {
        return try truth(of: result, at: span)
      }
      let (first, second) =
        operation == .less || operation == .greaterEqual
        ? (left, right) : (right, left)
      throw typeError(
        "'\(operation.rawValue)' not supported between instances of '\(typeName(of: first))' "
          + "and '\(typeName(of: second))'", at: span)
    }
  }

  private func precedes(
    _ left: [Value], _ right: [Value], _ operation: ComparisonOperator, at span: Span, depth: Int
  ) throws(Raised) -> Bool {
    for (a, b) in zip(left, right) {
      if try equal(a, b, at: span) { continue }
      return try precedes(a, b, operation, at: span, depth: depth + 1)
    }
    return left.count < right.count
  }

  /// `element in container`.
  func contains(
    _ container: Value, _ element: Value, at span: Span
  ) throws(Raised) -> Bool {
    switch container {
    case .string(let text):
      guard case .string(let part) = element else {
        throw typeError(
          "'in <string>' requires string as left operand, not \(typeName(of: element))", at: span)
      }
      if holdsChannel(container) { throw runTimeText(at: span, for: "searched") }
      return find(Array(part.utf8), in: Array(text.utf8)) != nil
    case .dict(let dict): return dict.members[try hashable(element, at: span)] != nil
    case .set(let set): return set.elements.contains(try hashable(element, at: span))
    case .list(let list): return try contains(list.elements, element, at: span)
    case .tuple(let elements): return try contains(elements, element, at: span)
    case .bytes(let bytes):
      if case .int(let number) = element { return bytes.contains { Int($0) == number } }
      if case .bytes(let part) = element { return find(part, in: bytes) != nil }
    case .object(let object):
      if let result = try object.operate("in", element, isReflected: true, at: span, in: self) {
        return try truth(of: result, at: span)
      }
      if let values = try object.iterate(at: span, in: self) {
        return try contains(values, element, at: span)
      }
    case .opaque(let opaque): throw needed(opaque, at: span, for: "searched here")
    case .unknown: throw .reported
    default: break
    }
    throw typeError("argument of type '\(typeName(of: container))' is not iterable", at: span)
  }

  private func contains(
    _ elements: [Value], _ wanted: Value, at span: Span
  ) throws(Raised) -> Bool {
    try charge(elements.count, at: span)
    for element in elements { if try equal(element, wanted, at: span) { return true } }
    return false
  }
}

// MARK: - Truth

extension Evaluator {
  /// Whether a value counts as true.
  func truth(of value: Value, at span: Span) throws(Raised) -> Bool {
    switch value {
    case .none: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .float(let value): return value != 0
    case .string(let value):
      if holdsChannel(.string(value)) { throw runTimeText(at: span, for: "asked for its truth") }
      return !value.isEmpty
    case .bytes(let value): return !value.isEmpty
    case .tuple(let values): return !values.isEmpty
    case .list(let list): return !list.elements.isEmpty
    case .dict(let dict): return !dict.members.isEmpty
    case .set(let set): return !set.elements.isEmpty
    case .object(let object): return try object.truth(at: span, in: self)
    case .opaque(let opaque):
      // What a module holds (as `try: import x` then `if x:`) is true; what it gives may not be.
      guard opaque.description.hasSuffix(")") else { return true }
      throw needed(opaque, at: span, for: "decides here")
    case .unknown: throw .reported
    }
  }

  /// Whether a text holds a run-time value.
  func holdsChannel(_ value: Value) -> Bool {
    guard case .string(let text) = value else { return false }
    return text.holdsChannel
  }

  /// A text with a run-time value in it is used as if it were known.
  func runTimeText(at span: Span, for use: String) -> Raised {
    failure(
      Diagnostic(
        "E0214",
        "this text holds a value that exists only when tasks run, so it cannot be \(use) here",
        at: SourceLabel(span, "the text is not known yet"),
        helps: [Help("do this inside a component that takes the text as an input")]))
  }
}
