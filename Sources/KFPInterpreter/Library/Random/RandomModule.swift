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
  func draw<Result>(_ use: (inout MersenneTwister) -> Result) -> Result {
    var current = generator ?? begin()
    let result = use(&current)
    generator = current
    return result
  }

  /// What scripts take of `random`, and of its relatives.
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
      try evaluator.randomChoice(call)
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

  /// One of the values that a call is given.
  func randomChoice(_ call: Call) throws(Raised) -> Value {
    let values = try items(of: call.first, at: call.positional.first?.span ?? call.span)
    guard !values.isEmpty else {
      throw exception("IndexError", "Cannot choose from an empty sequence", at: call.span)
    }
    return values[draw { $0.below(values.count) }]
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
