/// The columns of a terminal that a text takes; control characters are not expected.
public func displayWidth(of text: String) -> Int {
  var width = 0
  for scalar in text.unicodeScalars { width += displayWidth(of: scalar) }
  return width
}

/// The beginning of a text that takes at most `width` columns; an ellipsis says that there is more.
func cut(_ text: String, to width: Int) -> String {
  guard width > 0 else { return "" }
  guard displayWidth(of: text) > width else { return text }
  var result = String.UnicodeScalarView()
  var used = 0
  for scalar in text.unicodeScalars {
    let next = displayWidth(of: scalar)
    if used + next > width - 1 { break }
    used += next
    result.append(scalar)
  }
  return String(result) + "…"
}

/// A text of exactly `width` columns: cut, or filled up with spaces.
func fitted(_ text: String, to width: Int) -> String {
  let text = cut(text, to: width)
  return text + String(repeating: " ", count: max(0, width - displayWidth(of: text)))
}

private func displayWidth(of scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0..<0x300: return 1
  case 0x300..<0x370, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F,
    0xE0100...0xE01EF:
    return 0
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
    return 2
  default:
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return 1
    }
  }
}
