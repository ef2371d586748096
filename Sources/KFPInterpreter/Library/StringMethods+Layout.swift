import KFPSource
import OrderedCollections

extension Evaluator {
  func justified(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Value {
    let width = min(try index(call.first, at: call.span), 10_000_000)
    var fill = " "
    if call.positional.count > 1 { fill = try textArgument(call, 1, name) }
    let count = width - text.unicodeScalars.count
    guard count > 0 else { return .string(text) }
    try charge(count, at: call.span)
    func filler(_ count: Int) -> String { String(repeating: fill, count: count) }
    switch name {
    case "ljust": return .string(text + filler(count))
    case "rjust": return .string(filler(count) + text)
    case "zfill":
      let zeros = String(repeating: "0", count: count)
      if text.hasPrefix("-") || text.hasPrefix("+") {
        return .string(String(text.prefix(1)) + zeros + text.dropFirst())
      }
      return .string(zeros + text)
    default:
      // Python puts the odd blank at the left when the width is odd.
      let left = count / 2 + (count & width & 1)
      return .string(filler(left) + text + filler(count - left))
    }
  }

  func expandedTabs(_ text: String, size: Int, at span: Span) throws(Raised) -> String {
    let tabs = text.utf8.reduce(0) { $1 == UInt8(ascii: "\t") ? $0 + 1 : $0 }
    let (blanks, isTooMuch) = tabs.multipliedReportingOverflow(by: max(0, size))
    try charge(isTooMuch ? Int.max : blanks, at: span)
    var result = ""
    var column = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t":
        guard size > 0 else { continue }
        let count = size - column % size
        result += String(repeating: " ", count: count)
        column += count
      case "\n", "\r":
        column = 0
        result.unicodeScalars.append(scalar)
      default:
        column += 1
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  func translated(_ text: String, _ call: Call) throws(Raised) -> Value {
    guard case .dict(let table) = call.first else {
      throw typeError("translate() wants a table", at: call.span)
    }
    var result = ""
    for scalar in text.unicodeScalars {
      let replacement = HashableValue(.int(Int(scalar.value))).flatMap { table.members[$0] }
      switch replacement {
      case nil: result.unicodeScalars.append(scalar)
      case .some(.none): continue
      case .string(let text): result += text
      case .int(let number):
        if let scalar = UInt32(exactly: number).flatMap({ Unicode.Scalar($0) }) {
          result.unicodeScalars.append(scalar)
        }
      default: throw typeError("a translation must be a text, a number or None", at: call.span)
      }
    }
    return .string(result)
  }

  func translationTable(_ call: Call) throws(Raised) -> Value {
    let table = DictObject([:])
    func set(_ scalar: Unicode.Scalar, _ value: Value) {
      if let key = HashableValue(.int(Int(scalar.value))) { table.members[key] = value }
    }
    if call.positional.count == 1 {
      for (key, value) in try pairs(of: call.first, at: call.span) {
        if case .string(let text) = key.value, let scalar = text.unicodeScalars.first {
          set(scalar, value)
        } else {
          table.members[key] = value
        }
      }
      return .dict(table)
    }
    let from = try textArgument(call, 0, "maketrans")
    let to = try textArgument(call, 1, "maketrans")
    guard from.unicodeScalars.count == to.unicodeScalars.count else {
      throw valueError(
        "the first two maketrans arguments must have equal length", at: call.span)
    }
    for (old, new) in zip(from.unicodeScalars, to.unicodeScalars) {
      set(old, .int(Int(new.value)))
    }
    if call.positional.count > 2 {
      for scalar in try textArgument(call, 2, "maketrans").unicodeScalars {
        set(scalar, Value.none)
      }
    }
    return .dict(table)
  }

  /// `isdigit`, `isalpha`, ...
  func asks(_ text: String, _ name: String) -> Bool {
    let scalars = text.unicodeScalars
    switch name {
    case "isascii": return scalars.allSatisfy(\.isASCII)
    case "isprintable": return scalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    case "isidentifier":
      guard let first = scalars.first else { return false }
      return (first == "_" || first.properties.isXIDStart)
        && scalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
    case "islower":
      return scalars.contains { $0.properties.isLowercase }
        && !scalars.contains { $0.properties.isUppercase }
    case "isupper":
      return scalars.contains { $0.properties.isUppercase }
        && !scalars.contains { $0.properties.isLowercase }
    case "istitle": return !text.isEmpty && titled(text) == text && text.lowercased() != text
    default: break
    }
    guard !text.isEmpty else { return false }
    return scalars.allSatisfy { scalar in
      let isDigit = scalar.properties.numericType == .decimal
      let isLetter =
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
          true
        default: false
        }
      switch name {
      case "isalpha": return isLetter
      case "isalnum": return isLetter || scalar.properties.numericType != nil
      case "isdecimal": return isDigit
      case "isdigit": return isDigit || scalar.properties.numericType == .digit
      case "isnumeric": return scalar.properties.numericType != nil
      case "isspace": return isSpace(scalar)
      default: return false
      }
    }
  }

  /// `text.format(...)`.
  func formatted(_ text: String, _ call: Call, depth: Int = 0) throws(Raised) -> String {
    var counter = 0
    let result = try formatted(text, call, &counter, depth: 0)
    try charge(result.utf8.count, at: call.span)
    return result
  }

  private func formatted(
    _ text: String, _ call: Call, _ counter: inout Int, depth: Int
  ) throws(Raised) -> String {
    guard depth < 3 else { throw valueError("Max string recursion exceeded", at: call.span) }
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard scalar == "{" || scalar == "}" else {
        result.append(scalar)
        continue
      }
      if index < scalars.count, scalars[index] == scalar {
        result.append(scalar)
        index += 1
        continue
      }
      guard scalar == "{" else {
        throw valueError("Single '}' encountered in format string", at: call.span)
      }
      var level = 1
      let start = index
      while index < scalars.count, level > 0 {
        if scalars[index] == "{" { level += 1 }
        if scalars[index] == "}" { level -= 1 }
        index += 1
      }
      guard level == 0 else {
        throw valueError("expected '}' before end of string", at: call.span)
      }
      let field = Array(scalars[start..<index - 1])
      let piece = try formattedField(field, call, &counter, depth: depth)
      result.append(contentsOf: piece.unicodeScalars)
    }
    return String(result)
  }

  private func formattedField(
    _ field: [Unicode.Scalar], _ call: Call, _ counter: inout Int, depth: Int
  ) throws(Raised) -> String {
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      String(String.UnicodeScalarView(part))
    }
    // `name.attribute[key]!conversion:spec`; a colon or `!` inside brackets belongs to the key.
    var end = 0
    var isKey = false
    while end < field.count {
      if field[end] == "[" { isKey = true }
      if field[end] == "]" { isKey = false }
      if !isKey, field[end] == ":" || field[end] == "!" { break }
      end += 1
    }
    var value = try formatArgument(text(field[..<end]), call, &counter)
    var rest = field[end...]
    if rest.first == "!" {
      rest = rest.dropFirst()
      switch rest.popFirst() {
      case "r": value = .string(try representation(of: value, at: call.span))
      case "s": value = .string(try self.text(of: value, at: call.span))
      case "a": value = .string(asciiEscaped(try representation(of: value, at: call.span)))
      default: throw valueError("unknown conversion specifier", at: call.span)
      }
    }
    var spec = text(rest.first == ":" ? rest.dropFirst() : rest)
    if spec.utf8.contains(UInt8(ascii: "{")) {
      spec = try formatted(spec, call, &counter, depth: depth + 1)
    }
    return try formatted(value, spec: spec, at: call.span)
  }

  private func formatArgument(
    _ path: String, _ call: Call, _ counter: inout Int
  ) throws(Raised) -> Value {
    let head = path.prefix { $0 != "." && $0 != "[" }
    var rest = path.dropFirst(head.count)
    var value: Value
    if head.isEmpty || head.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
      let position = Int(head) ?? counter
      if head.isEmpty { counter += 1 }
      guard position < call.positional.count else {
        throw exception(
          "IndexError",
          "Replacement index \(position) out of range for positional args tuple", at: call.span)
      }
      value = call.positional[position].value
    } else {
      guard let given = call.keyword(String(head)) else {
        throw missingKey(.string(String(head)), among: nil, at: call.span)
      }
      value = given
    }
    while let first = rest.first {
      rest = rest.dropFirst()
      if first == "." {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest.dropFirst(name.count)
        value = try attribute(of: value, String(name), at: call.span)
      } else {
        let key = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(key.count + 1)
        value = try item(
          of: value, Int(key).map { .int($0) } ?? .string(String(key)), at: call.span)
      }
    }
    return value
  }
}
