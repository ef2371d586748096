/// Lines of a Jupyter notebook that only its kernel understands: `%magic`, `!command`, `name?`.
///
/// In a script such a line is a comment: `# %magic` and `# !command`, as Jupytext writes them, and
/// `# kernel: name?`. It becomes itself again on the way back. A line that was such a comment already
/// gets one more `# `, so nothing is lost.

/// The source of a code cell of a notebook as a script has it.
func withCommentedMagics(_ text: String) -> String {
  var follower = LineFollower()
  return text.lines.map { line in
    if follower.isAtStatement, isKernelLine(line) {
      let first = line.drop { $0 == " " || $0 == "\t" }.first
      return (first == "%" || first == "!" ? "# " : "# " + otherMark) + line
    }
    follower.follow(line)
    return isCommented(line) ? "# " + line : String(line)
  }.joined(separator: "\n")
}

/// The source of a code cell of a script as a notebook has it.
func withLiveMagics(_ text: String) -> String {
  text.lines.map { line in
    guard isCommented(line) else { return String(line) }
    let rest = line.dropFirst(2)
    return String(rest.hasPrefix(otherMark) ? rest.dropFirst(otherMark.count) : rest)
  }.joined(separator: "\n")
}

private let otherMark = "kernel: "

/// Follows brackets and long strings through lines, roughly: enough to see whether the next line begins
/// a statement.
private struct LineFollower {
  private var depth = 0
  private var quote: [UInt8] = []

  var isAtStatement: Bool { depth <= 0 && quote.isEmpty }

  mutating func follow(_ line: Substring) {
    let bytes = Array(line.utf8)
    var index = 0
    while index < bytes.count {
      if quote.isEmpty {
        guard bytes[index] != UInt8(ascii: "#") else { break }
        index += enter(bytes, at: index)
      } else if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index...].starts(with: quote) {
        index += quote.count
        quote = []
      } else {
        index += 1
      }
    }
    // A short string ends with its line.
    if quote.count == 1 { quote = [] }
  }

  /// Takes a byte outside of strings, or the quotes that begin one; gives how many bytes it took.
  private mutating func enter(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let long = [byte, byte, byte]
      quote = bytes[index...].starts(with: long) ? long : [byte]
      return quote.count
    default: break
    }
    return 1
  }
}

private func isKernelLine(_ line: Substring) -> Bool {
  let text = line.drop { $0 == " " || $0 == "\t" }
  guard let first = text.first else { return false }
  if first == "%" || first == "!" || first == "?" { return true }
  return isQuestion(text)
}

/// `name?` and `name.other??`.
private func isQuestion(_ text: Substring) -> Bool {
  let name = text.trimmingBlanks().prefix { $0 != "?" }
  let marks = text.trimmingBlanks().dropFirst(name.count)
  return (1...2).contains(marks.count) && marks.allSatisfy { $0 == "?" } && !name.isEmpty
    && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
}

/// Whether a line is one of the kernel behind `# `, also several times.
private func isCommented(_ line: Substring) -> Bool {
  guard line.hasPrefix("# ") else { return false }
  var rest = line
  while rest.hasPrefix("# ") { rest = rest.dropFirst(2) }
  if rest.hasPrefix(otherMark) { return true }
  let text = rest.drop { $0 == " " || $0 == "\t" }
  guard let first = text.first, let second = text.dropFirst().first else { return false }
  switch first {
  case "%": return second.isLetter
  case "!": return !second.isWhitespace
  default: return false
  }
}
