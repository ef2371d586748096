import KFPSource

extension Evaluator {
  /// `format % values`.
  func percentFormatted(
    _ format: String, _ right: Value, at span: Span
  ) throws(Raised) -> String {
    var values: [Value]
    var mapping: Value?
    switch right {
    case .tuple(let elements): values = elements
    case .dict:
      values = [right]
      mapping = right
    default: values = [right]
    }
    values.reverse()
    var isMapped = false
    var result = ""
    let scalars = Array(format.unicodeScalars)
    var index = 0
    func next() throws(Raised) -> Value {
      guard let value = values.popLast() else {
        throw typeError("not enough arguments for format string", at: span)
      }
      return value
    }
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      var value: Value?
      if index < scalars.count, scalars[index] == "(" {
        let start = index + 1
        while index < scalars.count, scalars[index] != ")" { index += 1 }
        var name = String.UnicodeScalarView()
        if start < index { name.append(contentsOf: scalars[start..<index]) }
        index += 1
        guard let mapping else { throw typeError("format requires a mapping", at: span) }
        isMapped = true
        value = try item(of: mapping, .string(String(name)), at: span)
      }
      var conversion = PercentConversion()
      while index < scalars.count, conversion.takeFlag(scalars[index]) { index += 1 }
      conversion.width = try percentNumber(scalars, &index, at: span, next)
      if index < scalars.count, scalars[index] == "." {
        index += 1
        conversion.precision = try percentNumber(scalars, &index, at: span, next) ?? 0
      }
      while index < scalars.count, "hlL".unicodeScalars.contains(scalars[index]) { index += 1 }
      guard index < scalars.count else { throw valueError("incomplete format", at: span) }
      let type = scalars[index]
      index += 1
      if type == "%" {
        result += "%"
        continue
      }
      if value == nil { value = try next() }
      result += try percentFormatted(value ?? .none, type, conversion, at: span)
    }
    if !values.isEmpty, !isMapped, mapping == nil {
      throw typeError("not all arguments converted during string formatting", at: span)
    }
    try charge(result.utf8.count, at: span)
    return result
  }

  private func percentNumber(
    _ scalars: [Unicode.Scalar], _ index: inout Int, at span: Span,
    _ next: () throws(Raised) -> Value
  ) throws(Raised) -> Int? {
    if index < scalars.count, scalars[index] == "*" {
      index += 1
      guard case .int(let number) = try next() else { throw typeError("* wants int", at: span) }
      return min(number, 100_000)
    }
    var result: Int?
    while index < scalars.count, scalars[index].value >= 0x30, scalars[index].value <= 0x39 {
      result = min((result ?? 0) * 10 + Int(scalars[index].value - 0x30), 100_000)
      index += 1
    }
    return result
  }

  private func percentFormatted(
    _ value: Value, _ type: Unicode.Scalar, _ conversion: PercentConversion, at span: Span
  ) throws(Raised) -> String {
    switch type {
    case "s", "r", "a":
      var shown: String
      switch type {
      case "s": shown = try text(of: value, at: span)
      case "r": shown = try representation(of: value, at: span)
      default: shown = asciiEscaped(try representation(of: value, at: span))
      }
      if conversion.width == nil, conversion.precision == nil { return shown }
      if shown.holdsChannel { throw runTimeText(at: span, for: "padded") }
      if let precision = conversion.precision {
        shown = String(String.UnicodeScalarView(shown.unicodeScalars.prefix(precision)))
      }
      return conversion.padded(shown, sign: "")
    case "d", "i", "u":
      guard let number = number(value), number.isFinite, abs(number) < 9e18 else {
        throw typeError(
          "%\(type) format: a real number is required, not \(typeName(of: value))", at: span)
      }
      var whole = Int(number)
      if case .int(let exact) = value { whole = exact }
      return conversion.padded(
        String(whole.magnitude), sign: conversion.sign(isNegative: whole < 0), isNumber: true)
    case "x", "X", "o":
      guard case .int(let number) = value else {
        throw typeError(
          "%\(type) format: an integer is required, not \(typeName(of: value))", at: span)
      }
      let digits = String(
        number.magnitude, radix: type == "o" ? 8 : 16, uppercase: type == "X")
      return conversion.padded(
        digits, sign: conversion.sign(isNegative: number < 0), isNumber: true)
    case "f", "F", "e", "E", "g", "G":
      guard let number = number(value) else {
        throw typeError("must be real number, not \(typeName(of: value))", at: span)
      }
      let digits = printedByC(
        number.magnitude, "%.\(min(conversion.precision ?? 6, 1000))\(type)")
      return conversion.padded(
        digits, sign: conversion.sign(isNegative: number.sign == .minus), isNumber: true)
    case "c":
      if case .int(let number) = value,
        let scalar = UInt32(exactly: number).flatMap({
          Unicode.Scalar($0)
        })
      {
        return String(scalar)
      }
      return try text(of: value, at: span)
    default:
      throw valueError("unsupported format character '\(type)'", at: span)
    }
  }
}

/// What stands between `%` and the letter.
private struct PercentConversion {
  var isLeft = false
  var isZeroed = false
  var plus = ""
  var width: Int?
  var precision: Int?

  mutating func takeFlag(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-": isLeft = true
    case "0": isZeroed = true
    case "+": plus = "+"
    case " ": if plus.isEmpty { plus = " " }
    case "#": break
    default: return false
    }
    return true
  }

  func sign(isNegative: Bool) -> String { isNegative ? "-" : plus }

  func padded(_ text: String, sign: String, isNumber: Bool = false) -> String {
    let count = (width ?? 0) - text.unicodeScalars.count - sign.utf8.count
    guard count > 0 else { return sign + text }
    if isLeft { return sign + text + String(repeating: " ", count: count) }
    if isNumber, isZeroed { return sign + String(repeating: "0", count: count) + text }
    return String(repeating: " ", count: count) + sign + text
  }
}
