/// Follows brackets, long strings and backslashes through lines, roughly: enough to see whether the next
/// line begins a statement, so that a mark there begins a cell, and a `%` or `!` is for a notebook's kernel.
public struct LineFollower: Sendable {
  private var depth = 0
  private var quote: [UInt8] = []
  private var goesOn = false

  /// Starts at the beginning of a text.
  public init() {}

  /// Whether the next line begins a statement.
  public var isAtStatement: Bool { depth == 0 && quote.isEmpty && !goesOn }

  /// Passes over a line.
  public mutating func follow(_ line: Substring) {
    let bytes = Array(line.utf8)
    var index = 0
    var isComment = false
    while index < bytes.count, !isComment {
      if quote.isEmpty {
        isComment = bytes[index] == UInt8(ascii: "#")
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
    goesOn = !isComment && bytes.last == UInt8(ascii: "\\")
    // A short string ends with its line, unless a backslash stands there.
    if quote.count == 1, !goesOn { quote = [] }
  }

  /// Takes a byte outside of strings, or the quotes that begin one; gives how many bytes it took.
  private mutating func enter(_ bytes: [UInt8], at index: Int) -> Int {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth = max(0, depth - 1)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let long = [byte, byte, byte]
      quote = bytes[index...].starts(with: long) ? long : [byte]
      return quote.count
    default: break
    }
    return 1
  }
}
