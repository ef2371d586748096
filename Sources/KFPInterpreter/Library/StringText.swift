import OrderedCollections

/// Where `part` first stands in `text` at or after `start`.
func find(_ part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
  guard start <= text.count else { return nil }
  guard let first = part.first else { return start }
  var index = start
  let last = text.count - part.count
  while index <= last {
    if text[index] == first, text[index..<index + part.count].elementsEqual(part) { return index }
    index += 1
  }
  return nil
}

/// Where `part` last stands in `text`.
func findLast(_ part: [UInt8], in text: [UInt8]) -> Int? {
  guard part.count <= text.count else { return nil }
  var index = text.count - part.count
  while index >= 0 {
    if text[index..<index + part.count].elementsEqual(part) { return index }
    index -= 1
  }
  return nil
}

/// The parts of `text` between occurrences of `separator`; at most `limit` cuts are made.
func split(_ text: [UInt8], by separator: [UInt8], limit: Int) -> [[UInt8]] {
  var parts: [[UInt8]] = []
  var start = 0
  while limit < 0 || parts.count < limit {
    guard let end = find(separator, in: text, from: start) else { break }
    parts.append(Array(text[start..<end]))
    start = end + separator.count
  }
  parts.append(Array(text[start...]))
  return parts
}

/// The parts of `text` between occurrences of `separator`; at most `limit` cuts, from the end.
func splitFromEnd(_ text: [UInt8], by separator: [UInt8], limit: Int) -> [[UInt8]] {
  guard limit >= 0 else { return split(text, by: separator, limit: -1) }
  var parts: [[UInt8]] = []
  var rest = text
  while parts.count < limit, let position = findLast(separator, in: rest) {
    parts.append(Array(rest[(position + separator.count)...]))
    rest = Array(rest[..<position])
  }
  parts.append(rest)
  return parts.reversed()
}

/// The words of a text between runs of blanks; at most `limit` cuts.
func words(of text: String, limit: Int) -> [String] {
  var result: [String] = []
  var rest = text.unicodeScalars[...]
  while true {
    rest = rest.drop { isSpace($0) }
    guard !rest.isEmpty else { return result }
    if limit >= 0, result.count == limit {
      while let last = rest.last, isSpace(last) { rest.removeLast() }
      result.append(String(rest))
      return result
    }
    let word = rest.prefix { !isSpace($0) }
    result.append(String(word))
    rest = rest[word.endIndex...]
  }
}

/// The lines of a text; with their ends if `keepsEnds`.
func lines(of text: String, keepsEnds: Bool) -> [String] {
  var result: [String] = []
  var line = String.UnicodeScalarView()
  let scalars = Array(text.unicodeScalars)
  var index = 0
  while index < scalars.count {
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "\n", "\r", "\u{0B}", "\u{0C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}",
      "\u{2029}":
      var end = String.UnicodeScalarView([scalar])
      if scalar == "\r", index < scalars.count, scalars[index] == "\n" {
        end.append("\n")
        index += 1
      }
      if keepsEnds { line.append(contentsOf: end) }
      result.append(String(line))
      line = String.UnicodeScalarView()
    default: line.append(scalar)
    }
  }
  if !line.isEmpty { result.append(String(line)) }
  return result
}

/// Whether Python's `str.isspace` counts a scalar as blank.
func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x80
    ? (scalar.value >= 9 && scalar.value <= 13) || scalar.value == 32
      || (scalar.value >= 0x1C && scalar.value <= 0x1F)
    : scalar.properties.isWhitespace
}

/// A text without the scalars at its start (and end) that `isGone` holds for.
func stripped(
  _ text: String, _ isGone: (Unicode.Scalar) -> Bool, both: Bool = false, start: Bool = true,
  end: Bool = true
) -> String {
  var scalars = text.unicodeScalars[...]
  if start || both { scalars = scalars.drop(while: isGone) }
  if end || both { while let last = scalars.last, isGone(last) { scalars.removeLast() } }
  return String(scalars)
}

/// `str.title` (and `str.capitalize` with `isCapitalised`).
func titled(_ text: String, isCapitalised: Bool = false) -> String {
  var result = ""
  var isInside = false
  for scalar in text.unicodeScalars {
    let isCased = scalar.properties.isAlphabetic
    result +=
      isInside ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
    isInside = isCapitalised ? true : isCased
  }
  return result
}
