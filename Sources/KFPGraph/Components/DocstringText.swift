/// Characters of a docstring, with the few operations that its parsers need. Positions count
/// Unicode scalars, as Python's do.
typealias DocstringText = ArraySlice<Unicode.Scalar>

extension ArraySlice<Unicode.Scalar> {
  init(_ text: String) {
    self = Array<Unicode.Scalar>(text.unicodeScalars)[...]
  }

  var string: String {
    var view = String.UnicodeScalarView()
    for scalar in self { view.append(scalar) }
    return String(view)
  }

  /// Without white space at both ends (`str.strip()`).
  var stripped: Self { strippedLeft.strippedRight }

  var strippedLeft: Self { drop(while: isPythonSpace) }

  var strippedRight: Self {
    var result = self
    while let last = result.last, isPythonSpace(last) { result.removeLast() }
    return result
  }

  /// Without newlines at both ends.
  var strippedOfNewlines: Self {
    var result = drop { $0 == "\n" }
    while result.last == "\n" { result.removeLast() }
    return result
  }

  var lines: [Self] {
    split(separator: "\n" as Unicode.Scalar, omittingEmptySubsequences: false)
  }

  /// What is before and after the first occurrence of a character; nil if there is none.
  func divided(at separator: Unicode.Scalar) -> (before: Self, after: Self)? {
    guard let index = firstIndex(of: separator) else { return nil }
    return (self[..<index], self[(index + 1)...])
  }

  /// Whether a line of the slice begins here.
  func isLineStart(_ index: Int) -> Bool {
    index == startIndex || self[index - 1] == "\n"
  }

  /// The beginnings of all lines.
  var lineStarts: [Int] {
    var result = [startIndex]
    for index in indices where self[index] == "\n" { result.append(index + 1) }
    return result
  }

  /// Whether a text stands at a position.
  func has(_ text: String, at index: Int) -> Bool {
    index <= endIndex && self[index...].starts(with: text.unicodeScalars)
  }

  /// The position after the white space at a position.
  func afterSpace(_ index: Int) -> Int {
    var index = index
    while index < endIndex, isPythonSpace(self[index]) { index += 1 }
    return index
  }

  /// `inspect.cleandoc`: tabs become blanks, the margin of all lines but the first is removed, and
  /// empty lines at both ends go.
  var cleaned: Self {
    var lines = expandingTabs.lines
    var margin = Int.max
    for line in lines.dropFirst() {
      let content = line.strippedLeft.count
      if content > 0 { margin = Swift.min(margin, line.count - content) }
    }
    lines[0] = lines[0].strippedLeft
    if margin < Int.max {
      for index in lines.indices.dropFirst() { lines[index] = lines[index].dropFirst(margin) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines.drop(while: \.isEmpty).joined(separator: ["\n"]))[...]
  }

  /// `textwrap.dedent`, but for lines of white space, which stay as they are.
  var dedented: Self {
    var margin: Self?
    for line in lines {
      let content = line.drop { $0 == " " || $0 == "\t" }
      if content.isEmpty { continue }
      let indent = line[..<content.startIndex]
      if let known = margin {
        let common = zip(known, indent).prefix { $0 == $1 }.count
        margin = known.prefix(common)
      } else {
        margin = indent
      }
    }
    let width = margin?.count ?? 0
    return Array(lines.map { $0.dropFirst(width) }.joined(separator: ["\n"]))[...]
  }

  /// The first line, and the others without their margin.
  var withCleanedRest: Self {
    guard let (first, rest) = divided(at: "\n") else { return self }
    return first + ["\n"] + rest.cleaned
  }

  private var expandingTabs: Self {
    guard contains("\t") else { return self }
    var result: [Unicode.Scalar] = []
    var column = 0
    for scalar in self {
      switch scalar {
      case "\t":
        let width = 8 - column % 8
        result.append(contentsOf: repeatElement(" ", count: width))
        column += width
      case "\n", "\r":
        result.append(scalar)
        column = 0
      default:
        result.append(scalar)
        column += 1
      }
    }
    return result[...]
  }
}
