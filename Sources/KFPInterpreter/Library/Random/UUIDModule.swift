import KFPSource

extension Evaluator {
  /// What scripts take of `uuid`.
  func registerIdentifiers() {
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
