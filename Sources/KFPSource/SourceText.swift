/// The identity of one text among those of a compilation.
public struct SourceID: Hashable, Sendable, Comparable {
  /// The position of the text in its `SourceMap`.
  public let rawValue: UInt32

  /// Creates the identity with the given number.
  public init(_ rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Orders texts as they were added.
  public static func < (left: SourceID, right: SourceID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A place in a text as people name it: both numbers start at 1, columns count Unicode scalars.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, in Unicode scalars.
  public let column: Int

  /// Creates a position from a line and a column that both start at 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// One text that was read: a file, a cell, or a piece handed over on the command line.
public struct SourceText: Sendable {
  /// The identity of this text in its `SourceMap`.
  public let id: SourceID
  /// What to call the text in a complaint: a path as the user wrote it, or `In[3]`.
  public let name: String
  /// The text as UTF-8, exactly as it was read.
  public let bytes: [UInt8]
  /// The offset of the first byte of each line, ascending; the first is 0.
  public let lineStarts: [UInt32]
  /// Whether every byte is a character.
  private let isASCII: Bool

  /// Creates a text, finding its lines; `\n`, `\r\n` and a lone `\r` end one.
  public init(id: SourceID, name: String, bytes: [UInt8]) {
    self.id = id
    self.name = name
    self.bytes = bytes
    var starts: [UInt32] = [0]
    var allBits: UInt8 = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      allBits |= byte
      index += 1
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      if byte == 0x0A || byte == 0x0D { starts.append(UInt32(index)) }
    }
    lineStarts = starts
    isASCII = allBits < 0x80
  }

  /// The number (from 1) of the line that holds the byte at `offset`.
  public func line(at offset: UInt32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Where the byte at `offset` stands, clamped to the text.
  public func position(at offset: UInt32) -> SourcePosition {
    let offset = min(offset, UInt32(bytes.count))
    let line = line(at: offset)
    let start = Int(lineStarts[line - 1])
    let before = bytes[start..<max(start, Int(offset))]
    // Counting takes long where there are many complaints about a long line.
    let scalars = isASCII ? before.count : before.count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: line, column: scalars + 1)
  }

  /// The text of a line (from 1) without its end, or an empty text where there is no such line.
  public func lineText(_ line: Int) -> String {
    guard line >= 1, line <= lineStarts.count else { return "" }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The characters that a span covers, clamped to the text.
  public func text(of span: Span) -> String {
    let start = min(Int(span.start), bytes.count)
    let end = min(max(start, Int(span.end)), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}

/// A range of bytes in one text, half open.
public struct Span: Hashable, Sendable {
  /// The text.
  public let source: SourceID
  /// The offset of the first byte.
  public let start: UInt32
  /// The offset behind the last byte.
  public let end: UInt32

  /// Creates the span from `start` up to, not including, `end`.
  public init(source: SourceID, start: UInt32, end: UInt32) {
    self.source = source
    self.start = start
    self.end = max(start, end)
  }

  /// The smallest span that covers both; spans of two texts give the first.
  public func union(_ other: Span) -> Span {
    guard source == other.source else { return self }
    return Span(source: source, start: min(start, other.start), end: max(end, other.end))
  }

  /// Whether the other span lies inside this one.
  public func contains(_ other: Span) -> Bool {
    source == other.source && start <= other.start && other.end <= end
  }
}

/// The texts of one compilation, each under its identity.
public struct SourceMap: Sendable {
  /// The texts in the order in which they were added; those that were found on the way stand behind
  /// them where the map keeps them apart.
  public var texts: [SourceText] { found.isEmpty ? own : own + found }

  private var own: [SourceText] = []
  private var found: [SourceText] = []
  private let keepsFoundTextsApart: Bool
  /// The first number of texts that are kept apart.
  private static let firstFound: UInt32 = 1 << 24

  /// Creates an empty map.
  public init() { keepsFoundTextsApart = false }

  /// Creates an empty map for a script that grows: texts that it imports have numbers of their own, so
  /// that its next cell can have the next number.
  public init(forGrowingScript: Void) { keepsFoundTextsApart = true }

  /// Adds a text and returns it with its identity.
  public mutating func add(name: String, bytes: [UInt8]) -> SourceText {
    let text = SourceText(id: SourceID(UInt32(own.count)), name: name, bytes: bytes)
    own.append(text)
    return text
  }

  /// Adds a text that a script asked for while it was evaluated.
  public mutating func add(foundAs name: String, bytes: [UInt8]) -> SourceText {
    guard keepsFoundTextsApart else { return add(name: name, bytes: bytes) }
    let number = Self.firstFound + UInt32(found.count)
    let text = SourceText(id: SourceID(number), name: name, bytes: bytes)
    found.append(text)
    return text
  }

  /// Adds the next cell of a growing script, which was read already under the number it gets here.
  public mutating func add(_ cell: SourceText) {
    precondition(Int(cell.id.rawValue) == own.count, "cells are added in order")
    own.append(cell)
  }

  /// The number of the next text.
  public var nextID: SourceID { SourceID(UInt32(own.count)) }

  /// The text with this identity, or nil for one of another map.
  public subscript(id: SourceID) -> SourceText? {
    if Int(id.rawValue) < own.count { return own[Int(id.rawValue)] }
    guard id.rawValue >= Self.firstFound else { return nil }
    let index = Int(id.rawValue - Self.firstFound)
    return index < found.count ? found[index] : nil
  }
}
