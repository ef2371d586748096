import Glibc
import KFPSource

/// `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
struct FormatSpec {
  private var fill: Unicode.Scalar = " "
  private var align: Unicode.Scalar?
  private var sign: Unicode.Scalar = "-"
  private var isAlternate = false
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private var type: Unicode.Scalar?

  /// Reads a spec.
  init(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) {
    var scalars = Array(spec.unicodeScalars)[...]
    func isAlign(_ scalar: Unicode.Scalar?) -> Bool {
      scalar == "<" || scalar == ">" || scalar == "^" || scalar == "="
    }
    if scalars.count > 1, isAlign(scalars.dropFirst().first) {
      fill = scalars.removeFirst()
      align = scalars.removeFirst()
    } else if isAlign(scalars.first) {
      align = scalars.removeFirst()
    }
    if let first = scalars.first, first == "+" || first == "-" || first == " " {
      sign = scalars.removeFirst()
    }
    if scalars.first == "z" { scalars.removeFirst() }
    if scalars.first == "#" {
      isAlternate = true
      scalars.removeFirst()
    }
    if scalars.first == "0" {
      scalars.removeFirst()
      if align == nil {
        fill = "0"
        align = "="
      }
    }
    width = try Self.number(&scalars, at: span, in: evaluator) ?? 0
    if let first = scalars.first, first == "," || first == "_" { grouping = scalars.removeFirst() }
    if scalars.first == "." {
      scalars.removeFirst()
      precision = try Self.number(&scalars, at: span, in: evaluator)
      if precision == nil {
        throw evaluator.valueError("Format specifier missing precision", at: span)
      }
    }
    type = scalars.popFirst()
    guard scalars.isEmpty else {
      throw evaluator.valueError("Invalid format specifier '\(spec)'", at: span)
    }
  }

  private static func number(
    _ scalars: inout ArraySlice<Unicode.Scalar>, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Int? {
    var result: Int?
    while let first = scalars.first, first.value >= 0x30, first.value <= 0x39 {
      result = (result ?? 0) * 10 + Int(first.value - 0x30)
      scalars.removeFirst()
      guard result ?? 0 < 100_000 else {
        throw evaluator.valueError("Too many decimal digits in format string", at: span)
      }
    }
    return result
  }

  /// A text by this spec.
  func formatted(
    _ text: String, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    guard type == nil || type == "s" else { throw unknownType("str", at: span, in: evaluator) }
    var text = text
    if let precision {
      text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
    }
    return padded(text, sign: "", defaultAlign: "<")
  }

  /// A whole number by this spec.
  func formatted(
    _ number: Int, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    let radix: Int
    var prefix = ""
    switch type {
    case nil, "d", "n": radix = 10
    case "b": (radix, prefix) = (2, "0b")
    case "o": (radix, prefix) = (8, "0o")
    case "x": (radix, prefix) = (16, "0x")
    case "X": (radix, prefix) = (16, "0X")
    case "c":
      let scalar = UInt32(exactly: number).flatMap { Unicode.Scalar($0) } ?? "?"
      return padded(String(scalar), sign: "", defaultAlign: "<")
    case "e", "E", "f", "F", "g", "G", "%":
      return try formatted(Double(number), at: span, in: evaluator)
    default: throw unknownType("int", at: span, in: evaluator)
    }
    if precision != nil {
      throw evaluator.valueError(
        "Precision not allowed in integer format specifier", at: span)
    }
    var digits = String(number.magnitude, radix: radix, uppercase: type == "X")
    digits = grouped(digits, by: radix == 10 ? 3 : 4)
    let lead = signText(isNegative: number < 0) + (isAlternate ? prefix : "")
    return padded(digits, sign: lead, defaultAlign: ">")
  }

  /// A floating-point number by this spec.
  func formatted(
    _ number: Double, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> String {
    let lead = signText(isNegative: number.sign == .minus && !number.isNaN)
    guard number.isFinite else {
      let text = number.isNaN ? "nan" : "inf"
      return padded(text + (type == "%" ? "%" : ""), sign: lead, defaultAlign: ">")
    }
    let magnitude = number.magnitude
    var text: String
    switch type {
    case nil:
      if let precision {
        text = printed(magnitude, "g", max(1, precision))
        if !text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: "e")) {
          text =
            text.utf8.count >= max(1, precision) && precision > 0
            ? printed(magnitude, "e", precision - 1) : text + ".0"
        }
      } else {
        text = pythonText(of: magnitude)
      }
    case "f", "F", "e", "E", "g", "G": text = printed(magnitude, type ?? "f", precision ?? 6)
    case "n": text = printed(magnitude, "g", precision ?? 6)
    case "%": text = printed(magnitude * 100, "f", precision ?? 6) + "%"
    default: throw unknownType("float", at: span, in: evaluator)
    }
    let whole = text.prefix { $0 >= "0" && $0 <= "9" }
    text = grouped(String(whole), by: 3) + text.dropFirst(whole.count)
    return padded(text, sign: lead, defaultAlign: ">")
  }

  private func printed(_ number: Double, _ type: Unicode.Scalar, _ precision: Int) -> String {
    printedByC(number, "%.\(min(precision, 1000))\(type)")
  }

  private func signText(isNegative: Bool) -> String {
    isNegative ? "-" : sign == "-" ? "" : String(sign)
  }

  private func grouped(_ digits: String, by size: Int) -> String {
    guard let grouping else { return digits }
    var result: [UInt8] = []
    let bytes = Array(digits.utf8)
    for (index, byte) in bytes.enumerated() {
      if index > 0, (bytes.count - index) % size == 0 { result.append(UInt8(ascii: grouping)) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func padded(_ text: String, sign: String, defaultAlign: Unicode.Scalar) -> String {
    let count = width - text.unicodeScalars.count - sign.unicodeScalars.count
    guard count > 0 else { return sign + text }
    func filler(_ count: Int) -> String { String(repeating: String(fill), count: count) }
    switch align ?? defaultAlign {
    case "<": return sign + text + filler(count)
    case "^": return filler(count / 2) + sign + text + filler(count - count / 2)
    case "=": return sign + filler(count) + text
    default: return filler(count) + sign + text
    }
  }

  private func unknownType(
    _ name: String, at span: Span, in evaluator: Evaluator
  ) -> Raised {
    evaluator.valueError(
      "Unknown format code '\(type.map { String($0) } ?? "")' for object of type '\(name)'",
      at: span)
  }
}

/// A number as C prints it; `format` takes one floating-point number.
func printedByC(_ number: Double, _ format: String) -> String {
  var buffer = [CChar](repeating: 0, count: 1500)
  let count = withVaList([number]) { arguments in
    vsnprintf(&buffer, buffer.count, format, arguments)
  }
  let length = min(max(0, Int(count)), buffer.count - 1)
  return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
