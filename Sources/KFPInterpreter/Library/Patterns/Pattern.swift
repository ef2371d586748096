/// A regular expression as `re` reads it.
///
/// Scripts take names and addresses apart with them. They are matched by backtracking, as in Python,
/// within a bound of steps; what only Python understands makes the pattern opaque.
struct Pattern: Sendable {
  /// A part of the expression.
  indirect enum Node: Sendable {
    /// One character out of a set.
    case one(CharacterSet)
    /// Parts one after the other.
    case sequence([Node])
    /// The first of several parts that fits.
    case choice([Node])
    /// A part several times; lazily as few times as possible.
    case repetition(Node, least: Int, most: Int, isLazy: Bool)
    /// A part that is remembered under a number.
    case group(Node, number: Int)
    /// What a group matched, again.
    case reference(Int)
    /// Whether a part follows here, without taking it.
    case ahead(Node, isNegated: Bool)
    /// Whether a part of this length ends here.
    case behind(Node, length: Int, isNegated: Bool)
    /// A place in the text.
    case place(Place)
  }

  /// A place that takes no character.
  enum Place: Sendable {
    case start, end, lineStart, lineEnd, lastEnd, border, noBorder
  }

  /// What one character may be.
  struct CharacterSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var classes: [Class] = []
    var isNegated = false

    /// A class that has a letter: `\d`, `\w`, `\s`, and everything but line ends.
    enum Class: Sendable {
      case digit, word, space, notDigit, notWord, notSpace, notLineEnd
    }
  }

  /// The expression.
  var root: Node
  /// The number of groups.
  var groupCount: Int
  /// The groups that have names.
  var groupNames: [String: Int]
  /// Whether large and small letters are the same.
  var ignoresCase: Bool
}

extension Pattern.CharacterSet {
  func contains(_ scalar: Unicode.Scalar, ignoringCase: Bool) -> Bool {
    let isIn =
      holds(scalar)
      || (ignoringCase && variants(of: scalar).contains { holds($0) })
    return isIn != isNegated
  }

  private func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let properties = scalar.properties
    return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap {
      $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first : nil
    }
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
      || classes.contains { $0.holds(scalar) }
  }
}

extension Pattern.CharacterSet.Class {
  func holds(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .digit: scalar.properties.generalCategory == .decimalNumber
    case .notDigit: scalar.properties.generalCategory != .decimalNumber
    case .word: scalar.isWordCharacter
    case .notWord: !scalar.isWordCharacter
    case .space: scalar.properties.isWhitespace
    case .notSpace: !scalar.properties.isWhitespace
    case .notLineEnd: scalar != "\n"
    }
  }
}

extension Unicode.Scalar {
  /// Whether `\w` takes it.
  var isWordCharacter: Bool {
    if isASCII { return properties.isAlphabetic || ("0"..."9").contains(self) || self == "_" }
    switch properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return properties.isAlphabetic
    }
  }
}

extension Pattern.Node {
  /// The number of characters that it takes, if that is always the same.
  var length: Int? {
    switch self {
    case .one: 1
    case .ahead, .behind, .place: 0
    case .reference: nil
    case .group(let part, _): part.length
    case .repetition(let part, let least, let most, _):
      least == most ? part.length.map { $0 * least } : nil
    case .sequence(let parts):
      parts.reduce(Optional(0)) { sum, part in
        guard let sum, let length = part.length else { return nil }
        return sum + length
      }
    case .choice(let options):
      options.dropFirst().reduce(options.first?.length) { length, option in
        length == option.length ? length : nil
      }
    }
  }
}
