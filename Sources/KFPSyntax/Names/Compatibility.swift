// The standard library composes characters for its own comparisons; this is its only way in short
// of Foundation.
@_spi(_Unicode) import Swift

/// The NFKC form of a name: Python takes `ﬁn` and `fin` for the same name.
func compatibilityNormalized(_ text: String) -> String {
  var mapped = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let targets = CompatibilityTable.targets[scalar] {
      mapped.append(contentsOf: targets)
    } else {
      mapped.append(scalar)
    }
  }
  var composed = String.UnicodeScalarView()
  for scalar in String(mapped)._nfc { composed.append(scalar) }
  return String(composed)
}

extension CompatibilityTable {
  /// The table, read when the first name that is not ASCII is met.
  fileprivate static let targets: [Unicode.Scalar: [Unicode.Scalar]] = {
    var result: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for entry in text.split(separator: " ") {
      let sides = entry.split(separator: "=")
      guard sides.count == 2, let first = UInt32(sides[0], radix: 16) else { continue }
      let repeated = sides[1].split(separator: "*")
      let count = repeated.count == 2 ? UInt32(repeated[1]) ?? 1 : 1
      let values = repeated[0].split(separator: "+").compactMap { UInt32($0, radix: 16) }
      for step in 0..<count {
        guard let scalar = Unicode.Scalar(first + step) else { continue }
        result[scalar] = values.compactMap { Unicode.Scalar($0 + step) }
      }
    }
    return result
  }()
}
