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
  private var names: Set<[UInt8]> = []
  private var hasCompositeKey = false

  /// Counts what matters in the bytes of a text.
  init(_ bytes: Span<UInt8>) {
    var lead = 0
    var isInLead = true
    var isAfterAlias = false
    var lastSolid: UInt8 = 0x0A
    var tag = TagState.none
    for index in 0..<bytes.count {
      let byte = bytes[index]
      defer {
        tag.move(over: byte, startsToken: Self.startsToken(after: lastSolid))
        if byte == 0x0A || !Self.isBlank(byte) { lastSolid = byte }
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
      case UInt8(ascii: "*") where Self.startsToken(after: lastSolid):
        // What is no name of an anchor, such as `*args` in a program, is no alias.
        guard names.contains(Self.name(in: bytes, at: index + 1)) else { break }
        aliases += 1
        isAfterAlias = true
      case UInt8(ascii: "&") where tag == .behind || Self.startsToken(after: lastSolid):
        let name = Self.name(in: bytes, at: index + 1)
        guard !name.isEmpty else { break }
        anchors += 1
        names.insert(name)
      case UInt8(ascii: "?") where Self.startsToken(after: lastSolid): hasCompositeKey = true
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

  /// Where the reading stands with respect to a tag: an anchor may follow one (`!t &a`).
  private enum TagState {
    case none, inside, behind

    mutating func move(over byte: UInt8, startsToken: Bool) {
      if YAMLPrecheck.isBlank(byte) {
        if self == .inside { self = .behind }
      } else if byte == UInt8(ascii: "!"), startsToken {
        self = .inside
      } else if self == .behind {
        self = .none
      }
    }
  }

  /// Whether a node can begin here, judged by the last byte before it that is not blank.
  private static func startsToken(after last: UInt8) -> Bool {
    switch last {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: "-"), UInt8(ascii: "?"), 0x0A:
      true
    default: false
    }
  }

  /// The name of an anchor or alias.
  private static func name(in bytes: Span<UInt8>, at start: Int) -> [UInt8] {
    var name: [UInt8] = []
    var index = start
    while index < bytes.count, name.count < 64 {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        name.append(bytes[index])
        index += 1
      default: return name
      }
    }
    return name
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isIndicator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":")
  }
}
