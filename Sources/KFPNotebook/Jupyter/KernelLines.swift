/// Lines of a Jupyter notebook that only its kernel understands: `%magic`, `!command`, `name?`.
///
/// In a script such a line is a comment: `# %magic` and `# !command`, as Jupytext writes them, and
/// `# kernel: name?` or `# kernel: name = !command`. It becomes itself again on the way back. A line that
/// was such a comment already gets one more `# `, so nothing is lost. A command that ends in a backslash
/// goes on in the next line. Lines inside of strings and brackets are left alone.

/// The source of a code cell of a notebook as a script has it.
func withCommentedMagics(_ text: String) -> String {
  var follower = LineFollower()
  var goesOn = false
  return text.lines.map { line in
    if goesOn {
      goesOn = line.hasSuffix("\\")
      return "# " + otherMark + line
    }
    guard follower.isAtStatement else {
      follower.follow(line)
      return String(line)
    }
    if isKernelLine(line) {
      goesOn = line.hasSuffix("\\")
      let first = line.drop { $0 == " " || $0 == "\t" }.first
      return (first == "%" || first == "!" ? "# " : "# " + otherMark) + line
    }
    follower.follow(line)
    return isCommented(line) ? "# " + line : String(line)
  }.joined(separator: "\n")
}

/// The source of a code cell of a script as a notebook has it.
func withLiveMagics(_ text: String) -> String {
  var follower = LineFollower()
  return text.lines.map { line in
    defer { follower.follow(line) }
    guard follower.isAtStatement, isCommented(line) else { return String(line) }
    let rest = line.dropFirst(2)
    return String(rest.hasPrefix(otherMark) ? rest.dropFirst(otherMark.count) : rest)
  }.joined(separator: "\n")
}

private let otherMark = "kernel: "

private func isKernelLine(_ line: Substring) -> Bool {
  let text = line.drop { $0 == " " || $0 == "\t" }
  guard let first = text.first else { return false }
  if first == "%" || first == "!" || first == "?" { return true }
  return isQuestion(text) || targetOfKernelLine(text) != nil
}

/// What stands before the command in `name = !command` or `name = %magic`, up to the `=`: a name for a
/// value that only the kernel knows. Nil for all other lines.
public func targetOfKernelLine(_ line: Substring) -> String? {
  guard let equals = line.firstIndex(of: "=") else { return nil }
  let value = line[line.index(after: equals)...].drop { $0 == " " }
  guard value.first == "!" || value.first == "%" else { return nil }
  let names = line[..<equals]
  guard names.contains(where: { $0 != " " }), names.utf8.allSatisfy(mayStandInTargets) else {
    return nil
  }
  return String(line[...equals])
}

/// Whether a byte is one of names, or of what stands between them.
private func mayStandInTargets(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: " "), 0x80...: true
  case UInt8(ascii: "0")...UInt8(ascii: "9"): true
  default: (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
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
