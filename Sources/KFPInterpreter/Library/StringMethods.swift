import KFPSource

/// The methods of `str` that script time offers.
let stringMethodNames: Set<String> = [
  "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find",
  "format", "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit",
  "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join",
  "ljust", "lower", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix", "replace",
  "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines",
  "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
]

extension Evaluator {
  /// A method of a text; nil where there is none of that name.
  func callStringMethod(
    _ text: String, _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    guard stringMethodNames.contains(name) else { return nil }
    try charge(text.utf8.count, at: call.span)
    switch name {
    case "join": return try joined(text, call)
    case "format": return .string(try formatted(text, call))
    case "format_map":
      let mapping = try pairs(of: call.first, at: call.span)
      let keywords = mapping.compactMap { key, value -> (String, Value)? in
        if case .string(let name) = key.value { (name, value) } else { nil }
      }
      return .string(
        try formatted(
          text,
          Call(
            positional: [], keywords: keywords, calleeSpan: call.calleeSpan, span: call.span)))
    case "strip", "lstrip", "rstrip": return try strip(text, name, call)
    default: break
    }
    if text.holdsChannel { throw runTimeText(at: call.span, for: "changed with `\(name)`") }
    for argument in call.positional where holdsChannel(argument.value) {
      if name == "replace" { continue }
      throw runTimeText(at: argument.span, for: "used by `\(name)`")
    }
    if name.hasPrefix("is") { return .bool(asks(text, name)) }
    switch name {
    case "lower", "casefold": return .string(text.lowercased())
    case "upper": return .string(text.uppercased())
    case "title": return .string(titled(text))
    case "capitalize": return .string(titled(text, isCapitalised: true))
    case "swapcase":
      var result = ""
      for scalar in text.unicodeScalars {
        result +=
          scalar.properties.isLowercase
          ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
      }
      return .string(result)
    case "split", "rsplit": return try split(text, name, call)
    case "splitlines":
      var keepsEnds = false
      if let value = call.positional.first?.value ?? call.keyword("keepends") {
        keepsEnds = try truth(of: value, at: call.span)
      }
      return .list(ListObject(lines(of: text, keepsEnds: keepsEnds).map { .string($0) }))
    case "partition", "rpartition": return try partition(text, name, call)
    case "replace": return try replaced(text, call)
    case "startswith", "endswith": return .bool(try hasEnd(text, name, call))
    case "removeprefix", "removesuffix":
      let part = try textArgument(call, 0, name)
      if name == "removeprefix" {
        return .string(
          text.utf8.starts(with: part.utf8)
            ? String(decoding: text.utf8.dropFirst(part.utf8.count), as: UTF8.self) : text)
      }
      return .string(
        !part.isEmpty && text.utf8.reversed().starts(with: part.utf8.reversed())
          ? String(decoding: text.utf8.dropLast(part.utf8.count), as: UTF8.self) : text)
    case "find", "rfind", "index", "rindex", "count": return try search(text, name, call)
    case "ljust", "rjust", "center", "zfill": return try justified(text, name, call)
    case "encode": return .bytes(Array(text.utf8))
    case "expandtabs":
      var size = 8
      if let argument = call.positional.first {
        size = try index(argument.value, at: argument.span)
      }
      return .string(try expandedTabs(text, size: size, at: call.span))
    case "translate": return try translated(text, call)
    case "maketrans": return try translationTable(call)
    default: return nil
    }
  }

  /// An argument that must be a text.
  func textArgument(_ call: Call, _ position: Int, _ name: String) throws(Raised) -> String {
    guard position < call.positional.count else {
      throw typeError(
        "\(name)() takes at least \(position + 1) argument (\(call.positional.count) given)",
        at: call.span)
    }
    let argument = call.positional[position]
    switch argument.value {
    case .string(let text): return text
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: argument.span, for: "a text is needed here")
    case .object(let object):
      if let plain = (object as? InstanceObject)?.plainValue, case .string(let text) = plain {
        return text
      }
      fallthrough
    default:
      throw typeError(
        "\(name)() argument must be str, not \(typeName(of: argument.value))", at: argument.span)
    }
  }

  private func joined(_ separator: String, _ call: Call) throws(Raised) -> Value {
    guard let argument = call.positional.first else {
      throw typeError("str.join() takes exactly one argument (0 given)", at: call.span)
    }
    var result = ""
    for (index, value) in try items(of: argument.value, at: argument.span).enumerated() {
      if index > 0 { result += separator }
      switch value {
      case .string(let text): result += text
      case .unknown: return .unknown
      case .opaque(let opaque):
        throw needed(opaque, at: argument.span, for: "its text is needed here")
      case .object(let channel as ChannelObject):
        throw failure(.joinedRuntimeValue(channel, at: argument.span))
      case .object(let object as InstanceObject):
        guard case .string(let text)? = object.plainValue else { fallthrough }
        result += text
      default:
        throw typeError(
          "sequence item \(index): expected str instance, \(typeName(of: value)) found",
          at: argument.span)
      }
    }
    try charge(result.utf8.count, at: call.span)
    return .string(result)
  }

  private func strip(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Value {
    var gone: Set<Unicode.Scalar>?
    if let first = call.positional.first, case .string(let characters) = first.value {
      gone = Set(characters.unicodeScalars)
      // The digits of an embedded value must not be stripped away.
      if text.holdsChannel { gone?.formIntersection([" ", "\n", "\t", "\r"]) }
    }
    return .string(
      stripped(
        text, { scalar in gone.map { $0.contains(scalar) } ?? isSpace(scalar) },
        start: name != "rstrip", end: name != "lstrip"))
  }

  private func split(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Value {
    let values = try call.bound(to: ["sep", "maxsplit"], of: name, in: self)
    var limit = -1
    if let value = values[1] { limit = try index(value, at: call.span) }
    let parts: [String]
    switch values[0] {
    case nil, .some(.none):
      guard name == "rsplit", limit >= 0 else {
        parts = words(of: text, limit: limit)
        break
      }
      let flipped = String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
      parts = words(of: flipped, limit: limit).reversed().map {
        String(String.UnicodeScalarView($0.unicodeScalars.reversed()))
      }
    case .string(let separator):
      guard !separator.isEmpty else { throw valueError("empty separator", at: call.span) }
      let bytes = Array(text.utf8)
      let pieces =
        name == "split"
        ? KFPInterpreter.split(bytes, by: Array(separator.utf8), limit: limit)
        : splitFromEnd(bytes, by: Array(separator.utf8), limit: limit)
      parts = pieces.map { String(decoding: $0, as: UTF8.self) }
    default: throw typeError("must be str or None", at: call.span)
    }
    try chargeItems(parts.count, at: call.span)
    return .list(ListObject(parts.map { .string($0) }))
  }

  private func partition(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Value {
    let separator = try textArgument(call, 0, name)
    guard !separator.isEmpty else { throw valueError("empty separator", at: call.span) }
    let bytes = Array(text.utf8)
    let part = Array(separator.utf8)
    let found = name == "partition" ? find(part, in: bytes) : findLast(part, in: bytes)
    guard let found else {
      return .tuple(
        name == "partition"
          ? [.string(text), .string(""), .string("")] : [.string(""), .string(""), .string(text)])
    }
    return .tuple([
      .string(String(decoding: bytes[..<found], as: UTF8.self)), .string(separator),
      .string(String(decoding: bytes[(found + part.count)...], as: UTF8.self)),
    ])
  }

  private func replaced(_ text: String, _ call: Call) throws(Raised) -> Value {
    let old = try textArgument(call, 0, "replace")
    let new = try textArgument(call, 1, "replace")
    var limit = -1
    if call.positional.count > 2 {
      limit = try index(call.positional[2].value, at: call.span)
    } else if let value = call.keyword("count") {
      limit = try index(value, at: call.span)
    }
    let result: String
    if old.isEmpty {
      var pieces = text.unicodeScalars.map { String($0) }
      if limit >= 0, limit < pieces.count + 1 {
        let rest = pieces.dropFirst(max(0, limit - 1)).joined()
        pieces = Array(pieces.prefix(max(0, limit - 1)))
        result = limit == 0 ? text : new + pieces.map { $0 + new }.joined() + rest
      } else {
        result = new + pieces.map { $0 + new }.joined()
      }
    } else {
      let parts = KFPInterpreter.split(
        Array(text.utf8), by: Array(old.utf8), limit: limit)
      try charge(parts.count * new.utf8.count, at: call.span)
      result = String(
        decoding: Array(parts.joined(separator: Array(new.utf8))), as: UTF8.self)
    }
    try charge(result.utf8.count, at: call.span)
    return .string(result)
  }

  private func hasEnd(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Bool {
    var text = text
    if call.positional.count > 1 {
      let lower = try index(call.positional[1].value, at: call.span)
      var upper: Int?
      if call.positional.count > 2 { upper = try index(call.positional[2].value, at: call.span) }
      let bounds = SliceBounds(lower: lower, upper: upper, step: nil)
      guard case .string(let part) = try slice(of: .string(text), bounds, at: call.span) else {
        return false
      }
      text = part
    }
    var parts = [call.first]
    if case .tuple(let values) = call.first { parts = values }
    for part in parts {
      guard case .string(let part) = part else {
        throw typeError(
          "\(name) first arg must be str or a tuple of str, not \(typeName(of: part))",
          at: call.span)
      }
      let isThere =
        name == "startswith"
        ? text.utf8.starts(with: part.utf8)
        : text.utf8.reversed().starts(with: part.utf8.reversed())
      if isThere { return true }
    }
    return false
  }

  private func search(_ text: String, _ name: String, _ call: Call) throws(Raised) -> Value {
    let part = Array(try textArgument(call, 0, name).utf8)
    var bytes = Array(text.utf8)
    var offset = 0
    if call.positional.count > 1 {
      let scalars = text.unicodeScalars
      let lower = try index(call.positional[1].value, at: call.span)
      var upper: Int?
      if call.positional.count > 2 { upper = try index(call.positional[2].value, at: call.span) }
      let positions = SliceBounds(lower: lower, upper: upper, step: nil).positions(
        in: scalars.count)
      offset = positions.first ?? min(max(lower, 0), scalars.count)
      let view = scalars.dropFirst(offset).prefix(positions.count)
      bytes = Array(String(String.UnicodeScalarView(view)).utf8)
    }
    if name == "count" {
      guard !part.isEmpty else { return .int(text.unicodeScalars.count + 1) }
      return .int(KFPInterpreter.split(bytes, by: part, limit: -1).count - 1)
    }
    let found = name.hasPrefix("r") ? findLast(part, in: bytes) : find(part, in: bytes)
    guard let found else {
      if name.hasSuffix("index") { throw valueError("substring not found", at: call.span) }
      return .int(-1)
    }
    return .int(offset + String(decoding: bytes[..<found], as: UTF8.self).unicodeScalars.count)
  }
}
