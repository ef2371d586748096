/// Looks over a text before the YAML library sees it, for what would cost that library its stack or
/// exponential time. The library bounds nesting itself, but aliases can add up depths (values are
/// released recursively), and keys are compared by their whole content with aliases followed.
///
/// It does not know what stands inside quotes, so it counts too much rather than too little. Without
/// aliases there is nothing to fear.
struct YAMLPrecheck {
  /// The nesting that all aliases together may add up to.
  static let depth = 20_000
  /// So many aliases cannot expand to more than a few million values, however they are arranged.
  static let harmlessAliases = 40

  private var openings = 0
  private var deepestLead = 0
  private var aliases = 0
  private var anchors = 0
  private var hasCompositeKey = false

  /// Counts what matters in the bytes of a text.
  init(_ bytes: Span<UInt8>) {
    var lead = 0
    var isInLead = true
    var isAfterAlias = false
    var previous: UInt8 = 0x0A
    var lastSolid: UInt8 = 0x0A
    for index in 0..<bytes.count {
      let byte = bytes[index]
      defer {
        previous = byte
        if !Self.isBlank(byte) { lastSolid = byte }
      }
      if byte == 0x0A {
        isInLead = true
        isAfterAlias = false
        lead = 0
        continue
      }
      if isInLead {
        lead += 1
        deepestLead = max(deepestLead, lead)
        isInLead = byte == 0x20 || Self.isIndicator(byte)
      }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        openings += 1
        isAfterAlias = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): isAfterAlias = false
      case UInt8(ascii: "*") where Self.startsToken(after: previous):
        aliases += 1
        isAfterAlias = true
      case UInt8(ascii: "&") where Self.startsToken(after: previous): anchors += 1
      case UInt8(ascii: "?") where Self.startsToken(after: previous): hasCompositeKey = true
      case UInt8(ascii: ":"):
        if isAfterAlias || lastSolid == UInt8(ascii: "]") || lastSolid == UInt8(ascii: "}") {
          hasCompositeKey = true
        }
      default: break
      }
    }
  }

  /// Why the text is not given to the library.
  var problem: SpecProblem? {
    guard aliases > 0, anchors > 0 else { return nil }
    let isDeep = openings + anchors * 2 * deepestLead > Self.depth
    guard isDeep || aliases > Self.harmlessAliases && hasCompositeKey else { return nil }
    return SpecProblem(
      .limit, message: "the document has too many aliases (`*name`) to be followed safely")
  }

  private static func startsToken(after previous: UInt8) -> Bool {
    switch previous {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"): true
    default: isBlank(previous)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isIndicator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":")
  }
}
