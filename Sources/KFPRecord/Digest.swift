import CPOSIX

/// The SHA-256 of some bytes, as 64 hexadecimal digits.
public func sha256(_ bytes: some Sequence<UInt8>) -> String {
  let bytes = Array(bytes)
  var digest = [UInt8](repeating: 0, count: 32)
  bytes.withUnsafeBytes { source in
    kfp_sha256(source.baseAddress, source.count, &digest)
  }
  return hexadecimal(digest)
}

/// Two digits for each byte.
public func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
