/// Files that travel inside a component's source text: a tar archive in gzip's form, in base64.
///
/// The same files give the same text on every computer and at any time: there are no owners, no
/// times, and nothing is compressed (deflate's stored blocks), so no library's version shows.
public struct EmbeddedArchive: Hashable, Sendable {
  /// The files, in the order in which they are packed.
  public var files: [File]

  /// A file.
  public struct File: Hashable, Sendable {
    /// Its path inside the archive, with `/`.
    public var path: String
    /// Its content.
    public var bytes: [UInt8]

    /// Creates a file.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The size from which an archive had better be somewhere else.
  public static let advisedSize = 1 << 20

  /// Packs files in the order of their paths.
  public init(files: [File]) {
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The archive as the helper text holds it.
  public var base64: String { Self.base64(gzip) }

  /// The archive in gzip's form.
  public var gzip: [UInt8] {
    let content = tar
    // Magic, deflate, no flags, no time, no hint, unknown system.
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    var rest = content[...]
    repeat {
      let block = rest.prefix(0xFFFF)
      rest = rest.dropFirst(block.count)
      let length = UInt16(truncatingIfNeeded: block.count)
      result.append(rest.isEmpty ? 1 : 0)
      result.append(contentsOf: Self.littleEndian(length))
      result.append(contentsOf: Self.littleEndian(~length))
      result.append(contentsOf: block)
    } while !rest.isEmpty
    result.append(contentsOf: Self.littleEndian(Self.crc32(content)))
    result.append(contentsOf: Self.littleEndian(UInt32(truncatingIfNeeded: content.count)))
    return result
  }

  // MARK: Tar

  private var tar: [UInt8] {
    var result: [UInt8] = []
    for file in files {
      let path = Array(file.path.utf8)
      if path.count > 100 || path.contains(where: { $0 >= 0x80 }) {
        // A record of its own says what does not fit into the header.
        let record = Self.extendedRecord("path", file.path)
        result += Self.header(path: Array("././@PaxHeader".utf8), size: record.count, kind: "x")
        result += Self.padded(record)
      }
      result += Self.header(path: Array(path.prefix(100)), size: file.bytes.count, kind: "0")
      result += Self.padded(file.bytes)
    }
    return result + [UInt8](repeating: 0, count: 1024)
  }

  private static func header(path: [UInt8], size: Int, kind: Unicode.Scalar) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
      for (index, byte) in bytes.enumerated() { header[offset + index] = byte }
    }
    func octal(_ value: Int, digits: Int) -> [UInt8] {
      let text = String(value, radix: 8)
      return Array((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8)
    }
    put(path, at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    // Eleven digits hold 8 GiB, more than a text in memory will ever be here.
    put(octal(size, digits: 11).suffix(11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put("        ".utf8, at: 148)
    header[156] = UInt8(truncatingIfNeeded: kind.value)
    put("ustar".utf8, at: 257)
    put("00".utf8, at: 263)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, digits: 6) + [0, 0x20], at: 148)
    return header
  }

  /// `LENGTH key=value`, where the length counts its own digits too.
  private static func extendedRecord(_ key: String, _ value: String) -> [UInt8] {
    let content = Array(" \(key)=\(value)\n".utf8)
    var length = content.count
    while content.count + String(length).utf8.count != length {
      length = content.count + String(length).utf8.count
    }
    return Array(String(length).utf8) + content
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  // MARK: Numbers

  private static func littleEndian(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }

  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var value = UInt32.max
    for byte in bytes {
      value = crcTable[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8)
    }
    return ~value
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value = 0
      for index in 0..<3 {
        value = value << 8 | Int(index < group.count ? group[start + index] : 0)
      }
      for index in 0..<4 {
        let isPadding = index > group.count
        result.append(
          isPadding ? UInt8(ascii: "=") : alphabet[value >> (18 - 6 * index) & 0x3F])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
