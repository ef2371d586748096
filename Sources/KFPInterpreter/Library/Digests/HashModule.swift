import KFPSource

extension Evaluator {
  func registerHashes() {
    let hashes = module("hashlib")
    hashes.isPartlyOpaque = true
    for kind in Digest.allCases {
      hashes.define(kind.rawValue) { (call, evaluator) throws(Raised) in
        let object = HashObject(kind)
        if let argument = call.positional.first {
          try object.add(argument.value, at: argument.span, in: evaluator)
        }
        return .object(object)
      }
    }
  }
}

/// What `hashlib.sha256()` and its relatives give.
final class HashObject: Object {
  private let kind: Digest
  private var message: [UInt8] = []

  let typeName = "HASH"

  init(_ kind: Digest) { self.kind = kind }

  /// Adds bytes.
  func add(_ value: Value, at span: Span, in evaluator: Evaluator) throws(Raised) {
    switch value {
    case .bytes(let bytes):
      // A byte of a digest costs more than a byte of a text.
      try evaluator.charge(bytes.count * 16, at: span)
      message += bytes
    case .string: throw evaluator.typeError("Strings must be encoded before hashing", at: span)
    case .opaque(let opaque):
      throw evaluator.needed(opaque, at: span, for: "bytes are needed here")
    default: throw evaluator.typeError("object supporting the buffer API required", at: span)
    }
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "name": return .string(kind.rawValue)
    case "update":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          try self.add(call.first, at: call.span, in: evaluator)
          return .none
        })
    case "hexdigest", "digest":
      return .object(
        NativeFunction(name) { (_, _) throws(Raised) in
          let digest = self.kind.bytes(of: self.message)
          return name == "digest" ? .bytes(digest) : .string(hexadecimal(digest))
        })
    default: return nil
    }
  }
}
