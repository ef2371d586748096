import Glibc
import KFPSource
import OrderedCollections

extension Evaluator {
  /// The generator that scripts without a seed share; it begins with the time.
  private func begin() -> MersenneTwister {
    recordInput("random")
    return MersenneTwister(seed: UInt64(max(0, capabilities.now()) * 1_000_000))
  }

  /// Makes use of the generator.
  private func draw<Result>(_ use: (inout MersenneTwister) -> Result) -> Result {
    var current = generator ?? begin()
    let result = use(&current)
    generator = current
    return result
  }

  func registerRandom() {
    let random = module("random")
    random.isPartlyOpaque = true
    random.define("seed") { (call, evaluator) throws(Raised) in
      switch call.first {
      case .int(let number): evaluator.generator = MersenneTwister(seed: UInt64(number.magnitude))
      case .bool(let flag): evaluator.generator = MersenneTwister(seed: flag ? 1 : 0)
      case .none: evaluator.generator = evaluator.begin()
      default: throw evaluator.unsupported("a seed that is no whole number", at: call.span)
      }
      return .none
    }
    random.define("random") { (_, evaluator) throws(Raised) in
      .float(evaluator.draw { $0.fraction() })
    }
    random.define("uniform") { (call, evaluator) throws(Raised) in
      let ends = try evaluator.realNumbers(call, count: 2, of: "uniform")
      return .float(ends[0] + (ends[1] - ends[0]) * evaluator.draw { $0.fraction() })
    }
    for name in ["randint", "randrange"] {
      random.define(name) { (call, evaluator) throws(Raised) in
        .int(try evaluator.randomInteger(call, includesEnd: name == "randint"))
      }
    }
    random.define("choice") { (call, evaluator) throws(Raised) in
      let values = try evaluator.population(call)
      guard !values.isEmpty else {
        throw evaluator.exception(
          "IndexError", "Cannot choose from an empty sequence", at: call.span)
      }
      return values[evaluator.draw { $0.below(values.count) }]
    }
    random.define("choices") { (call, evaluator) throws(Raised) in
      try evaluator.randomChoices(call)
    }
    random.define("sample") { (call, evaluator) throws(Raised) in
      try evaluator.randomSample(call)
    }
    random.define("shuffle") { (call, evaluator) throws(Raised) in
      guard case .list(let list) = call.first else {
        throw evaluator.typeError("a list is shuffled", at: call.span)
      }
      for last in stride(from: list.elements.count - 1, to: 0, by: -1) {
        list.elements.swapAt(last, evaluator.draw { $0.below(last + 1) })
      }
      return .none
    }
    registerSecrets()
    registerIdentifiers()
  }

  private func population(_ call: Call) throws(Raised) -> [Value] {
    try items(of: call.first, at: call.positional.first?.span ?? call.span)
  }

  private func realNumbers(
    _ call: Call, count: Int, of name: String
  ) throws(Raised) -> [Double] {
    var numbers: [Double] = []
    for argument in call.positional {
      guard let number = number(argument.value) else {
        throw typeError("must be real number", at: argument.span)
      }
      numbers.append(number)
    }
    guard numbers.count == count else {
      throw typeError("\(name)() takes \(count) arguments", at: call.span)
    }
    return numbers
  }

  private func randomInteger(_ call: Call, includesEnd: Bool) throws(Raised) -> Int {
    var ends: [Int] = []
    for argument in call.positional { ends.append(try index(argument.value, at: argument.span)) }
    guard (1...2).contains(ends.count) else {
      throw unsupported("a random number with a step", at: call.span)
    }
    let first = ends.count == 1 ? 0 : ends[0]
    let (width, isTooWide) = (ends.last ?? 0).subtractingReportingOverflow(first)
    let (count, isTooMany) = width.addingReportingOverflow(includesEnd ? 1 : 0)
    guard !isTooWide, !isTooMany, count > 0 else {
      throw valueError("empty range for random numbers", at: call.span)
    }
    return first + draw { $0.below(count) }
  }

  private func randomChoices(_ call: Call) throws(Raised) -> Value {
    let given = try call.bound(
      to: ["population", "weights", "cum_weights", "k"], required: 1, of: "choices", in: self)
    let values = try items(of: given[0] ?? .none, at: call.span)
    let count = try given[3].map { value throws(Raised) in try index(value, at: call.span) } ?? 1
    try chargeItems(max(0, count), at: call.span)
    guard !values.isEmpty else {
      throw exception("IndexError", "Cannot choose from an empty population", at: call.span)
    }
    var sums: [Double] = []
    if let weights = given[1] ?? given[2] {
      for weight in try items(of: weights, at: call.span) {
        let last = given[1] == nil ? 0 : sums.last ?? 0
        sums.append(last + (number(weight) ?? 0))
      }
      guard sums.count == values.count, let total = sums.last, total > 0 else {
        throw valueError("The number of weights does not match the population", at: call.span)
      }
    }
    let chosen = (0..<max(0, count)).map { _ -> Value in
      let place = draw { $0.fraction() } * (sums.last ?? Double(values.count))
      guard !sums.isEmpty else { return values[Int(place)] }
      return values[sums.firstIndex { $0 > place } ?? values.count - 1]
    }
    return .list(ListObject(chosen))
  }

  private func randomSample(_ call: Call) throws(Raised) -> Value {
    let given = try call.bound(to: ["population", "k"], required: 2, of: "sample", in: self)
    var pool = try items(of: given[0] ?? .none, at: call.span)
    let count = try index(given[1] ?? .none, at: call.span)
    guard (0...pool.count).contains(count) else {
      throw valueError("Sample larger than population or is negative", at: call.span)
    }
    // Python draws from a pool or by places, whichever takes less memory.
    var limit = 21.0
    if count > 5 { limit += pow(4, (log(Double(count * 3)) / log(4)).rounded(.up)) }
    var chosen: [Value] = []
    if Double(pool.count) <= limit {
      for taken in 0..<count {
        let place = draw { $0.below(pool.count - taken) }
        chosen.append(pool[place])
        pool[place] = pool[pool.count - taken - 1]
      }
    } else {
      var places: Set<Int> = []
      while chosen.count < count {
        let place = draw { $0.below(pool.count) }
        if places.insert(place).inserted { chosen.append(pool[place]) }
      }
    }
    return .list(ListObject(chosen))
  }
}

// MARK: - secrets, uuid

extension Evaluator {
  private func randomBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(draw { $0.bits(8) }) }
  }

  private func registerSecrets() {
    let secrets = module("secrets")
    secrets.isPartlyOpaque = true
    secrets.define("token_hex") { (call, evaluator) throws(Raised) in
      var count = 32
      if let size = call.positional.first, case .int(let number) = size.value { count = number }
      try evaluator.charge(max(0, count) &* 2, at: call.span)
      return .string(hexadecimal(evaluator.randomBytes(max(0, count))))
    }
    secrets.define("choice") { (call, evaluator) throws(Raised) in
      let values = try evaluator.population(call)
      guard !values.isEmpty else {
        throw evaluator.exception(
          "IndexError", "Cannot choose from an empty sequence", at: call.span)
      }
      return values[evaluator.draw { $0.below(values.count) }]
    }
    secrets.define("randbelow") { (call, evaluator) throws(Raised) in
      let bound = try evaluator.index(call.first, at: call.span)
      guard bound > 0 else {
        throw evaluator.valueError("Upper bound must be positive.", at: call.span)
      }
      return .int(evaluator.draw { $0.below(bound) })
    }
  }

  private func registerIdentifiers() {
    let uuid = module("uuid")
    uuid.isPartlyOpaque = true
    for (name, version) in [("uuid1", 1), ("uuid4", 4)] as [(String, UInt8)] {
      uuid.define(name) { (_, evaluator) throws(Raised) in
        .object(IdentifierObject(evaluator.randomBytes(16), version: version))
      }
    }
    for (name, byte) in [
      ("NAMESPACE_DNS", 0x10), ("NAMESPACE_URL", 0x11), ("NAMESPACE_OID", 0x12),
      ("NAMESPACE_X500", 0x14),
    ] as [(String, UInt8)] {
      uuid[name] = .object(
        IdentifierObject([
          0x6B, 0xA7, 0xB8, byte, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4,
          0x30, 0xC8,
        ]))
    }
    for (name, version) in [("uuid3", 3), ("uuid5", 5)] as [(String, UInt8)] {
      uuid.define(name) { (call, evaluator) throws(Raised) in
        guard case .object(let space as IdentifierObject) = call.first else {
          throw evaluator.typeError("a namespace of `uuid` is wanted", at: call.span)
        }
        let text = Array(try evaluator.textArgument(call, 1, name).utf8)
        let digest = (version == 3 ? Digest.md5 : .sha1).bytes(of: space.bytes + text)
        return .object(IdentifierObject(Array(digest.prefix(16)), version: version))
      }
    }
  }
}

/// A `uuid.UUID`.
final class IdentifierObject: Object {
  let bytes: [UInt8]
  let typeName = "UUID"

  init(_ bytes: [UInt8], version: UInt8? = nil) {
    var bytes = bytes
    if let version {
      bytes[6] = bytes[6] & 0x0F | version << 4
      bytes[8] = bytes[8] & 0x3F | 0x80
    }
    self.bytes = bytes
  }

  private var text: String {
    let digits = Array(hexadecimal(bytes))
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
      .joined(separator: "-")
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "hex": return .string(hexadecimal(bytes))
    case "bytes": return .bytes(bytes)
    case "version": return .int(Int(bytes[6] >> 4))
    case "urn": return .string("urn:uuid:" + text)
    case "int": throw evaluator.overflow(at: span)
    default: return nil
    }
  }

  var identity: Value? { .bytes(bytes) }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String { text }

  func representation(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    "UUID('\(text)')"
  }
}

/// Two digits for each byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
