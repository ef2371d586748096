import Glibc
import KFPSource

extension Evaluator {
  func registerIterationFunctions() {
    registerIterators()
    registerFolds()
    define("sorted") { (call, evaluator) throws(Raised) in
      let values = try evaluator.items(of: call.first, at: call.span)
      return .list(ListObject(try evaluator.sorted(values, call)))
    }
    define("reversed") { (call, evaluator) throws(Raised) in
      .object(
        IteratorObject(
          try evaluator.items(of: call.first, at: call.span).reversed(), typeName: "reversed"))
    }
    define("map") { (call, evaluator) throws(Raised) in
      var columns: [[Value]] = []
      for argument in call.positional.dropFirst() {
        columns.append(try evaluator.items(of: argument.value, at: argument.span))
      }
      var result: [Value] = []
      for row in 0..<(columns.map(\.count).min() ?? 0) {
        result.append(
          try evaluator.call(call.first, columns.map { $0[row] }, at: call.span))
      }
      return .object(IteratorObject(result, typeName: "map"))
    }
    define("filter") { (call, evaluator) throws(Raised) in
      guard call.positional.count == 2 else {
        throw evaluator.typeError(
          "filter expected 2 arguments, got \(call.positional.count)", at: call.span)
      }
      var result: [Value] = []
      for value in try evaluator.items(of: call.positional[1].value, at: call.span) {
        var test = value
        if case .none = call.first {
        } else {
          test = try evaluator.call(call.first, [value], at: call.span)
        }
        if try evaluator.truth(of: test, at: call.span) { result.append(value) }
      }
      return .object(IteratorObject(result, typeName: "filter"))
    }
  }

  private func registerIterators() {
    define("enumerate") { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["iterable", "start"], required: 1, of: "enumerate", in: evaluator)
      var start = 0
      if let value = values[1] { start = try evaluator.index(value, at: call.span) }
      let items = try evaluator.items(of: values[0] ?? .none, at: call.span)
      var result: [Value] = []
      result.reserveCapacity(items.count)
      for (index, value) in items.enumerated() {
        result.append(.tuple([.int(start &+ index), value]))
      }
      return .object(IteratorObject(result, typeName: "enumerate"))
    }
    define("zip") { (call, evaluator) throws(Raised) in
      var columns: [[Value]] = []
      for argument in call.positional {
        columns.append(try evaluator.items(of: argument.value, at: argument.span))
      }
      let count = columns.map(\.count).min() ?? 0
      if case .bool(true)? = call.keyword("strict"), columns.contains(where: { $0.count != count })
      {
        throw evaluator.valueError("zip() argument 2 is shorter than argument 1", at: call.span)
      }
      let rows = (0..<count).map { row in Value.tuple(columns.map { $0[row] }) }
      return .object(IteratorObject(rows, typeName: "zip"))
    }
    define("iter") { (call, evaluator) throws(Raised) in
      if case .object(is IteratorObject) = call.first { return call.first }
      if case .object(is GeneratorObject) = call.first { return call.first }
      return .object(IteratorObject(try evaluator.items(of: call.first, at: call.span)))
    }
    define("next") { (call, evaluator) throws(Raised) in
      var value: Value?
      if case .object(let iterator as IteratorObject) = call.first {
        value = iterator.next()
      } else if case .object(let generator as GeneratorObject) = call.first {
        value = try generator.iterator(at: call.span, in: evaluator).next()
      } else if case .object(let instance as InstanceObject) = call.first {
        value = try instance.callMethod("__next__", [], at: call.span, in: evaluator)
      } else {
        throw evaluator.typeError(
          "'\(evaluator.typeName(of: call.first))' object is not an iterator", at: call.span)
      }
      if let value { return value }
      if call.positional.count > 1 { return call.positional[1].value }
      throw evaluator.exception("StopIteration", "", at: call.span)
    }
  }

  private func registerFolds() {
    for name in ["min", "max"] {
      define(name) { (call, evaluator) throws(Raised) in
        try evaluator.extreme(name, call)
      }
    }
    define("sum") { (call, evaluator) throws(Raised) in
      let values = try call.bound(to: ["iterable", "start"], required: 1, of: "sum", in: evaluator)
      var result = values[1] ?? .int(0)
      for value in try evaluator.items(of: values[0] ?? .none, at: call.span) {
        result = try evaluator.operate("+", result, value, at: call.span)
      }
      return result
    }
    for name in ["any", "all"] {
      define(name) { (call, evaluator) throws(Raised) in
        for value in try evaluator.items(of: call.first, at: call.span)
        where try evaluator.truth(of: value, at: call.span) == (name == "any") {
          return .bool(name == "any")
        }
        return .bool(name == "all")
      }
    }
  }

  private func extreme(_ name: String, _ call: Call) throws(Raised) -> Value {
    var values = call.positional.map(\.value)
    if values.count == 1 { values = try items(of: values[0], at: call.span) }
    guard var best = values.first else {
      if let value = call.keyword("default") { return value }
      throw valueError("\(name)() arg is an empty sequence", at: call.span)
    }
    var key: Value?
    if let function = call.keyword("key"), case .object = function { key = function }
    var bestKey = best
    if let key { bestKey = try self.call(key, [best], at: call.span) }
    for value in values.dropFirst() {
      var valueKey = value
      if let key { valueKey = try self.call(key, [value], at: call.span) }
      let isBetter =
        name == "min"
        ? try precedes(valueKey, bestKey, at: call.span)
        : try precedes(bestKey, valueKey, at: call.span)
      if isBetter { (best, bestKey) = (value, valueKey) }
    }
    return best
  }

  /// The values in order, by the `key` and `reverse` of a call; equal ones keep their order.
  func sorted(_ values: [Value], _ call: Call) throws(Raised) -> [Value] {
    var isReversed = false
    if let value = call.keyword("reverse") { isReversed = try truth(of: value, at: call.span) }
    var pairs: [(key: Value, value: Value)] = []
    pairs.reserveCapacity(values.count)
    let function = call.keyword("key")
    for value in values {
      if let function, case .object = function {
        pairs.append((try self.call(function, [value], at: call.span), value))
      } else {
        pairs.append((value, value))
      }
    }
    if isReversed { pairs.reverse() }
    var result = try mergeSorted(pairs, at: call.span)
    if isReversed { result.reverse() }
    return result.map(\.value)
  }

  /// A bottom-up merge sort: `sort` of the standard library takes no predicate that throws `Raised`.
  private func mergeSorted(
    _ pairs: [(key: Value, value: Value)], at span: Span
  ) throws(Raised) -> [(key: Value, value: Value)] {
    var source = pairs
    var width = 1
    while width < source.count {
      var target: [(key: Value, value: Value)] = []
      target.reserveCapacity(source.count)
      var start = 0
      while start < source.count {
        let middle = min(start + width, source.count)
        let end = min(start + 2 * width, source.count)
        var left = start
        var right = middle
        while left < middle, right < end {
          try charge(1, at: span)
          if try precedes(source[right].key, source[left].key, at: span) {
            target.append(source[right])
            right += 1
          } else {
            target.append(source[left])
            left += 1
          }
        }
        target += source[left..<middle]
        target += source[right..<end]
        start = end
      }
      source = target
      width *= 2
    }
    return source
  }

  func registerNumberFunctions() {
    define("abs") { (call, evaluator) throws(Raised) in
      switch call.first {
      case .int(let number):
        guard number != Int.min else { throw evaluator.overflow(at: call.span) }
        return .int(abs(number))
      case .float(let number): return .float(number.magnitude)
      case .bool(let flag): return .int(flag ? 1 : 0)
      default:
        throw evaluator.typeError(
          "bad operand type for abs(): '\(evaluator.typeName(of: call.first))'", at: call.span)
      }
    }
    define("round") { (call, evaluator) throws(Raised) in
      let values = try call.bound(
        to: ["number", "ndigits"], required: 1, of: "round", in: evaluator)
      return try evaluator.rounded(values[0] ?? .none, values[1], at: call.span)
    }
    define("divmod") { (call, evaluator) throws(Raised) in
      guard call.positional.count == 2 else {
        throw evaluator.typeError("divmod expected 2 arguments", at: call.span)
      }
      let right = call.positional[1].value
      return .tuple([
        try evaluator.operate("//", call.first, right, at: call.span),
        try evaluator.operate("%", call.first, right, at: call.span),
      ])
    }
    define("pow") { (call, evaluator) throws(Raised) in
      guard call.positional.count == 2 else {
        throw evaluator.unsupported("`pow` with a modulus", at: call.span)
      }
      return try evaluator.operate("**", call.first, call.positional[1].value, at: call.span)
    }
    for (name, radix, prefix) in [("hex", 16, "0x"), ("oct", 8, "0o"), ("bin", 2, "0b")] {
      define(name) { (call, evaluator) throws(Raised) in
        let number = try evaluator.index(call.first, at: call.span)
        return .string(
          (number < 0 ? "-" : "") + prefix + String(number.magnitude, radix: radix))
      }
    }
    define("chr") { (call, evaluator) throws(Raised) in
      let number = try evaluator.index(call.first, at: call.span)
      guard let code = UInt32(exactly: number), let scalar = Unicode.Scalar(code) else {
        throw evaluator.valueError("chr() arg not in range(0x110000)", at: call.span)
      }
      return .string(String(scalar))
    }
    define("ord") { (call, evaluator) throws(Raised) in
      guard case .string(let text) = call.first, text.unicodeScalars.count == 1,
        let scalar = text.unicodeScalars.first
      else { throw evaluator.typeError("ord() expected a character", at: call.span) }
      return .int(Int(scalar.value))
    }
  }

  /// `round(number, digits)`: halves go to the even neighbour.
  private func rounded(_ value: Value, _ digits: Value?, at span: Span) throws(Raised) -> Value {
    var places: Int?
    if let digits, case .int(let number) = digits { places = number }
    switch value {
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .int(let number):
      guard let places, places < 0 else { return value }
      guard places > -18 else { return .int(0) }
      let unit = Int(pow(10.0, Double(-places)))
      let lower = number - ((number % unit) + unit) % unit
      let rest = number - lower
      let isUp = rest * 2 > unit || (rest * 2 == unit && (lower / unit) % 2 != 0)
      return .int(isUp ? lower + unit : lower)
    case .float(let number):
      guard let places else {
        return try integer(.float(number.rounded(.toNearestOrEven)), base: nil, at: span)
      }
      guard number.isFinite, places < 300 else { return value }
      if places >= 0 { return .float(Double(printedByC(number, "%.\(places)f")) ?? number) }
      let unit = pow(10.0, Double(-places))
      return .float((number / unit).rounded(.toNearestOrEven) * unit)
    default:
      throw typeError("type \(typeName(of: value)) doesn't define __round__ method", at: span)
    }
  }
}
