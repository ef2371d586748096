/// The generator of Python's `random`: the same seed gives the same numbers.
struct MersenneTwister {
  private var state = [UInt32](repeating: 0, count: Self.size)
  private var position = Self.size

  private static let size = 624
  private static let middle = 397

  /// Starts as `random.seed(number)` does.
  init(seed: UInt64) {
    var key = [UInt32(truncatingIfNeeded: seed)]
    if seed >> 32 != 0 { key.append(UInt32(truncatingIfNeeded: seed >> 32)) }
    fill(from: 19_650_218)
    var (index, part) = (1, 0)
    for _ in 0..<max(Self.size, key.count) {
      state[index] = mixed(index, 1_664_525) &+ key[part] &+ UInt32(part)
      advance(&index)
      part = (part + 1) % key.count
    }
    for _ in 1..<Self.size {
      state[index] = mixed(index, 1_566_083_941) &- UInt32(index)
      advance(&index)
    }
    state[0] = 0x8000_0000
  }

  private mutating func fill(from seed: UInt32) {
    state[0] = seed
    for index in 1..<Self.size {
      let last = state[index - 1]
      state[index] = 1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index)
    }
  }

  private func mixed(_ index: Int, _ factor: UInt32) -> UInt32 {
    let last = state[index - 1]
    return state[index] ^ ((last ^ (last >> 30)) &* factor)
  }

  private mutating func advance(_ index: inout Int) {
    index += 1
    guard index == Self.size else { return }
    state[0] = state[Self.size - 1]
    index = 1
  }

  /// The next 32 bits.
  mutating func next() -> UInt32 {
    if position == Self.size { renew() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func renew() {
    for index in 0..<Self.size {
      let word =
        (state[index] & 0x8000_0000) | (state[(index + 1) % Self.size] & 0x7FFF_FFFF)
      let twist: UInt32 = word & 1 == 0 ? 0 : 0x9908_B0DF
      state[index] = state[(index + Self.middle) % Self.size] ^ (word >> 1) ^ twist
    }
    position = 0
  }

  /// `random()`: a number from 0 to 1, without 1.
  mutating func fraction() -> Double {
    let high = Double(next() >> 5)
    let low = Double(next() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// `getrandbits(count)`, for up to 64 bits.
  mutating func bits(_ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    guard count > 32 else { return UInt64(next() >> UInt32(32 - count)) }
    let low = UInt64(next())
    return low | UInt64(next() >> UInt32(64 - count)) << 32
  }

  /// A whole number from 0 to `bound`, without it.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    let width = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let number = bits(width)
      if number < UInt64(bound) { return Int(number) }
    }
  }
}
