import Glibc

/// The digests of `hashlib` that scripts use to name things.
enum Digest: String, CaseIterable {
  case md5, sha1, sha256

  /// The digest of some bytes.
  func bytes(of message: [UInt8]) -> [UInt8] {
    let isLittleEndian = self == .md5
    var words = initialState
    let padded = Self.padded(message, isLittleEndian: isLittleEndian)
    for start in stride(from: 0, to: padded.count, by: 64) {
      let block = (0..<16).map { index -> UInt32 in
        let place = start + 4 * index
        let bytes = padded[place..<(place + 4)]
        return (isLittleEndian ? Array(bytes.reversed()) : Array(bytes)).reduce(0) {
          $0 << 8 | UInt32($1)
        }
      }
      let mixed: [UInt32] =
        switch self {
        case .md5: Self.md5Rounds(words, block)
        case .sha1: Self.sha1Rounds(words, block)
        case .sha256: Self.sha256Rounds(words, block)
        }
      words = zip(words, mixed).map { $0 &+ $1 }
    }
    return words.flatMap { word -> [UInt8] in
      let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
      return isLittleEndian ? bytes.reversed() : bytes
    }
  }

  private var initialState: [UInt32] {
    switch self {
    case .md5: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
    case .sha1: [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    case .sha256:
      [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
        0x5BE0_CD19,
      ]
    }
  }

  /// The message, a bit, zeros, and how many bits the message has.
  private static func padded(_ message: [UInt8], isLittleEndian: Bool) -> [UInt8] {
    var result = message + [0x80]
    result += [UInt8](repeating: 0, count: (120 - result.count % 64) % 64)
    let length = UInt64(message.count) &* 8
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return result + (isLittleEndian ? bytes : bytes.reversed())
  }

  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word << count | word >> (32 - count)
  }
}

// MARK: - Rounds

extension Digest {
  private static let md5Shifts: [[UInt32]] = [
    [7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21],
  ]
  /// The first 32 bits behind the point of the sines of 1, 2, and so on.
  private static let sines = (1...64).map { UInt32(abs(sin(Double($0))) * 4_294_967_296) }

  private static func md5Rounds(_ state: [UInt32], _ block: [UInt32]) -> [UInt32] {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    for round in 0..<64 {
      let mix: UInt32
      let word: Int
      switch round / 16 {
      case 0: (mix, word) = (b & c | ~b & d, round)
      case 1: (mix, word) = (d & b | ~d & c, (5 * round + 1) % 16)
      case 2: (mix, word) = (b ^ c ^ d, (3 * round + 5) % 16)
      default: (mix, word) = (c ^ (b | ~d), 7 * round % 16)
      }
      let sum = a &+ mix &+ sines[round] &+ block[word]
      (a, d, c) = (d, c, b)
      b = b &+ rotated(sum, md5Shifts[round / 16][round % 4])
    }
    return [a, b, c, d]
  }

  private static func sha1Rounds(_ state: [UInt32], _ block: [UInt32]) -> [UInt32] {
    var words = block
    for index in 16..<80 {
      words.append(
        rotated(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for round in 0..<80 {
      let (mix, constant): (UInt32, UInt32) =
        switch round / 20 {
        case 0: (b & c | ~b & d, 0x5A82_7999)
        case 1: (b ^ c ^ d, 0x6ED9_EBA1)
        case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let sum = rotated(a, 5) &+ mix &+ e &+ constant &+ words[round]
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, sum)
    }
    return [a, b, c, d, e]
  }

  /// The first 32 bits behind the point of the cube roots of the first 64 primes.
  private static let roots: [UInt32] = {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < 64 {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      let root = cbrt(Double(prime))
      return UInt32((root - root.rounded(.down)) * 4_294_967_296)
    }
  }()

  private static func sha256Rounds(_ state: [UInt32], _ block: [UInt32]) -> [UInt32] {
    func turned(_ word: UInt32, _ count: UInt32) -> UInt32 { rotated(word, 32 - count) }
    var words = block
    for index in 16..<64 {
      let (early, late) = (words[index - 15], words[index - 2])
      let first = turned(early, 7) ^ turned(early, 18) ^ early >> 3
      let second = turned(late, 17) ^ turned(late, 19) ^ late >> 10
      words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
    }
    var v = state
    for round in 0..<64 {
      let high = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25)
      let choice = v[4] & v[5] ^ ~v[4] & v[6]
      let sum = v[7] &+ high &+ choice &+ roots[round] &+ words[round]
      let low = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22)
      let majority = v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]
      v = [sum &+ low &+ majority, v[0], v[1], v[2], v[3] &+ sum, v[4], v[5], v[6]]
    }
    return v
  }
}
