/// Addresses of services, put together and taken apart.
enum Address {
  /// A text as part of a path or a query: what is not a letter, a digit or one of `-._~` is escaped.
  static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A query behind a path; values that are nil are left out.
  static func query(_ members: [(String, String?)]) -> String {
    let parts = members.compactMap { name, value in value.map { "\(name)=\(escaped($0))" } }
    return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
  }

  /// The host of an address, without its port.
  static func host(of url: String) -> String {
    guard let start = url.range(ofText: "://") else { return "" }
    let rest = url[start.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }

  /// Whether secrets may be sent there: encrypted, or to this computer.
  static func isConfidential(_ url: String) -> Bool {
    if url.lowercased().hasPrefix("https://") { return true }
    let host = host(of: url)
    return host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  /// What is wrong with the address of a service; nil where nothing is.
  static func problem(of url: String) -> String? {
    let lower = url.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
      return "an address begins with `https://` or `http://`"
    }
    let host = host(of: url)
    guard !host.isEmpty else { return "the address names no host" }
    if let scheme = url.range(ofText: "://"),
      url[scheme.upperBound...].prefix(while: { $0 != "/" }).contains("@")
    {
      return "an address must hold no user name or password; give a token or a cookie"
    }
    if url.contains("?") || url.contains("#") { return "an address ends before `?` and `#`" }
    return nil
  }
}

extension String {
  /// Where a text first occurs.
  func range(ofText text: String) -> Range<String.Index>? {
    let all = utf8
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return nil }
    var index = all.startIndex
    while let found = all[index...].firstIndex(of: first) {
      if all[found...].starts(with: wanted) {
        return found..<all.index(found, offsetBy: wanted.count)
      }
      index = all.index(after: found)
    }
    return nil
  }

  /// The text with all occurrences of another replaced.
  func replacing(text: String, with replacement: String) -> String {
    var result = ""
    var rest = self
    while let found = rest.range(ofText: text) {
      result += rest[..<found.lowerBound] + replacement
      rest = String(rest[found.upperBound...])
    }
    return result + rest
  }
}
