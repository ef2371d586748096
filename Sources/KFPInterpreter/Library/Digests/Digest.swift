import CPOSIX

/// The digests of `hashlib` that scripts use to name things.
enum Digest: String, CaseIterable {
  case md5, sha1, sha256, sha512

  /// How many bytes it has.
  private var length: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    case .sha512: 64
    }
  }

  /// The digest of some bytes.
  func bytes(of message: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: length)
    message.withUnsafeBytes { source in
      switch self {
      case .md5: kfp_md5(source.baseAddress, source.count, &digest)
      case .sha1: kfp_sha1(source.baseAddress, source.count, &digest)
      case .sha256: kfp_sha256(source.baseAddress, source.count, &digest)
      case .sha512: kfp_sha512(source.baseAddress, source.count, &digest)
      }
    }
    return digest
  }
}

/// Two digits for each byte.
func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
