/// The scalar with a Unicode name or alias, as in `\N{BULLET}`; case does not matter.
func scalar(named name: String) -> Unicode.Scalar? {
  let wanted = name.uppercased()
  guard wanted.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
  if let scalar = ideograph(named: wanted) { return scalar }
  return ScalarNames.byName[wanted]
}

/// A name that ends with the scalar's own number, such as `CJK UNIFIED IDEOGRAPH-4E00`.
private func ideograph(named name: String) -> Unicode.Scalar? {
  guard name.hasPrefix("CJK UNIFIED IDEOGRAPH-"),
    let value = UInt32(name.dropFirst("CJK UNIFIED IDEOGRAPH-".utf8.count), radix: 16),
    let scalar = Unicode.Scalar(value), scalar.properties.isUnifiedIdeograph
  else { return nil }
  return scalar
}

/// All names, made once when the first `\N{...}` is met.
private enum ScalarNames {
  static let byName: [String: Unicode.Scalar] = {
    var result: [String: Unicode.Scalar] = [:]
    result.reserveCapacity(45_000)
    // Beyond these planes there are ideographs, variation selectors and private use only.
    let ranges: [ClosedRange<UInt32>] = [0...0x33FF, 0xA000...0x1FFFF, 0xE0000...0xE01FF]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if let name = scalar.properties.name { result[name] = scalar }
      if let alias = scalar.properties.nameAlias { result[alias] = scalar }
    }
    return result
  }()
}
