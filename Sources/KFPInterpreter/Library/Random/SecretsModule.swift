import KFPSource

extension Evaluator {
  /// Bytes by chance.
  func randomBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(draw { $0.bits(8) }) }
  }

  /// What scripts take of `secrets`.
  func registerSecrets() {
    let secrets = module("secrets")
    secrets.isPartlyOpaque = true
    secrets.define("token_hex") { (call, evaluator) throws(Raised) in
      var count = 32
      if let size = call.positional.first, case .int(let number) = size.value { count = number }
      try evaluator.chargeItems(max(0, count), at: call.span)
      return .string(hexadecimal(evaluator.randomBytes(max(0, count))))
    }
    secrets.define("choice") { (call, evaluator) throws(Raised) in
      try evaluator.randomChoice(call)
    }
    secrets.define("randbelow") { (call, evaluator) throws(Raised) in
      let bound = try evaluator.index(call.first, at: call.span)
      guard bound > 0 else {
        throw evaluator.valueError("Upper bound must be positive.", at: call.span)
      }
      return .int(evaluator.draw { $0.below(bound) })
    }
  }
}
