import Glibc
import KFPSource

extension Evaluator {
  func arithmetic(
    _ operation: String, _ a: Int, _ b: Int, at span: Span
  ) throws(Raised) -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case "+": result = a.addingReportingOverflow(b)
    case "-": result = a.subtractingReportingOverflow(b)
    case "*": result = a.multipliedReportingOverflow(by: b)
    case "/":
      guard b != 0 else { throw exception("ZeroDivisionError", "division by zero", at: span) }
      return .float(Double(a) / Double(b))
    case "//", "%":
      guard b != 0 else {
        throw exception(
          "ZeroDivisionError",
          operation == "%" ? "integer modulo by zero" : "integer division or modulo by zero",
          at: span)
      }
      if b == -1 {
        result = operation == "%" ? (0, false) : 0.subtractingReportingOverflow(a)
      } else {
        let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
        let isOff = remainder != 0 && (remainder < 0) != (b < 0)
        result = (
          operation == "//" ? quotient - (isOff ? 1 : 0) : remainder + (isOff ? b : 0), false
        )
      }
    case "**": return try power(a, b, at: span)
    case "&": return .int(a & b)
    case "|": return .int(a | b)
    case "^": return .int(a ^ b)
    case "<<":
      guard b >= 0 else { throw valueError("negative shift count", at: span) }
      guard a != 0 else { return .int(0) }
      guard b < 63, (a << b) >> b == a else { throw overflow(at: span) }
      return .int(a << b)
    case ">>":
      guard b >= 0 else { throw valueError("negative shift count", at: span) }
      return .int(b > 63 ? (a < 0 ? -1 : 0) : a >> b)
    default:
      throw typeError(
        "unsupported operand type(s) for \(operation): 'int' and 'int'", at: span)
    }
    guard !result.overflow else { throw overflow(at: span) }
    return .int(result.partialValue)
  }

  private func power(_ base: Int, _ exponent: Int, at span: Span) throws(Raised) -> Value {
    guard exponent >= 0 else {
      guard base != 0 else {
        throw exception(
          "ZeroDivisionError", "0.0 cannot be raised to a negative power", at: span)
      }
      return .float(pow(Double(base), Double(exponent)))
    }
    var result = 1
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 {
        let (product, isTooLarge) = result.multipliedReportingOverflow(by: square)
        guard !isTooLarge else { throw overflow(at: span) }
        result = product
      }
      rest >>= 1
      guard rest > 0 else { break }
      let (product, isTooLarge) = square.multipliedReportingOverflow(by: square)
      guard !isTooLarge else { throw overflow(at: span) }
      square = product
    }
    return .int(result)
  }

  func arithmetic(
    _ operation: String, _ a: Double, _ b: Double, at span: Span
  ) throws(Raised) -> Value {
    switch operation {
    case "+": return .float(a + b)
    case "-": return .float(a - b)
    case "*": return .float(a * b)
    case "/":
      guard b != 0 else { throw exception("ZeroDivisionError", "float division by zero", at: span) }
      return .float(a / b)
    case "//", "%":
      guard b != 0 else {
        throw exception(
          "ZeroDivisionError", operation == "%" ? "float modulo" : "float floor division by zero",
          at: span)
      }
      var remainder = fmod(a, b)
      if remainder != 0, (remainder < 0) != (b < 0) { remainder += b }
      if operation == "%" { return .float(remainder) }
      return .float(((a - remainder) / b).rounded())
    case "**":
      if a == 0, b < 0 {
        throw exception(
          "ZeroDivisionError", "0.0 cannot be raised to a negative power", at: span)
      }
      if a < 0, b != b.rounded() { throw unsupported("a complex number", at: span) }
      return .float(pow(a, b))
    default:
      throw typeError(
        "unsupported operand type(s) for \(operation): 'float' and 'float'", at: span)
    }
  }
}
