/// What can be read off the text of a cell that is not whole yet, in front of the cursor.

func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}

func wordStart(in scalars: [Unicode.Scalar], before end: Int) -> Int {
  var start = end
  while start > 0, isWordScalar(scalars[start - 1]) { start -= 1 }
  return start
}

/// The name of the innermost call whose bracket is open at a place, and the place of the bracket.
func openCall(
  in scalars: [Unicode.Scalar], before end: Int
) -> (name: String, bracket: Int)? {
  var depth = 0
  for index in scalars[..<end].indices.reversed() {
    switch scalars[index] {
    case ")", "]", "}": depth += 1
    case "[", "{": depth -= 1
    case "(":
      depth -= 1
      guard depth < 0 else { continue }
      let start = wordStart(in: scalars, before: index)
      guard start < index else { return nil }
      return (String(String.UnicodeScalarView(scalars[start..<index])), index)
    default: break
    }
    if depth < 0 { return nil }
  }
  return nil
}

/// The name with dots that ends before a place.
func dottedName(in scalars: [Unicode.Scalar], before end: Int) -> String {
  var start = wordStart(in: scalars, before: end)
  while start > 0, scalars[start - 1] == "." {
    start = wordStart(in: scalars, before: start - 1)
  }
  return String(String.UnicodeScalarView(scalars[start..<end]))
}

/// The task before `.outputs["`, where a word starts behind that.
func taskOfOutputs(in scalars: [Unicode.Scalar], before start: Int) -> String? {
  for quote in ["\"", "'"] {
    let opening = Array(".outputs[\(quote)".unicodeScalars)
    guard start > opening.count, scalars[..<start].suffix(opening.count).elementsEqual(opening)
    else { continue }
    let owner = dottedName(in: scalars, before: start - opening.count)
    return owner.isEmpty ? nil : owner
  }
  return nil
}

/// The module of an import whose names are being typed: `kfp.dsl` in `from kfp.dsl import If, Par`.
func importedModule(in text: String) -> String? {
  let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
  let words = line.split(separator: " ")
  let isOpen = words.count > 3 || line.last == " "
  guard words.count >= 3, words[0] == "from", words[2] == "import", isOpen else { return nil }
  return String(words[1])
}

/// The names that stand in a text outside of strings and comments, but for those behind a dot and the
/// last, which is being typed.
func namesStanding(in text: String) -> Set<String> {
  var names: Set<String> = []
  var word = ""
  var quote: Unicode.Scalar?
  var isBehindDot = false
  for scalar in text.unicodeScalars {
    if let open = quote {
      if scalar == open || scalar == "\n" { quote = nil }
      continue
    }
    if isWordScalar(scalar) {
      word.unicodeScalars.append(scalar)
      continue
    }
    if !word.isEmpty, !isBehindDot, word.first?.isNumber == false { names.insert(word) }
    if !word.isEmpty || scalar == "." { isBehindDot = scalar == "." }
    word = ""
    if scalar == "\"" || scalar == "'" || scalar == "#" { quote = scalar == "#" ? "\n" : scalar }
  }
  return names
}

/// What is called where a text says `name = callee(`, for the last time.
func callee(assignedTo name: String, in text: String) -> String? {
  for line in text.split(separator: "\n").reversed() {
    guard let equals = line.firstIndex(of: "="), let bracket = line.firstIndex(of: "("),
      equals < bracket,
      line[..<equals].filter({ $0 != " " }) == name
    else { continue }
    let callee = line[line.index(after: equals)..<bracket].filter { $0 != " " }
    return callee.unicodeScalars.allSatisfy { isWordScalar($0) || $0 == "." } ? callee : nil
  }
  return nil
}
