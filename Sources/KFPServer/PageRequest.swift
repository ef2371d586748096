/// What is asked for, as it came over the wire.
public struct PageRequest: Hashable, Sendable {
  /// The method, such as `GET`.
  public var method: String
  /// The path and the query, as they were sent.
  public var target: String
  /// The headers by their names in lower case.
  public var headers: [String: String]

  /// Creates a request.
  public init(method: String = "GET", target: String, headers: [String: String]) {
    self.method = method
    self.target = target
    self.headers = headers
  }

  /// The parts of the path; nil where there is more in it than names of runs can hold, such as `..`
  /// or an escape.
  var path: [String]? {
    let path = target.prefix { $0 != "?" }
    guard path.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map(String.init)
    if parts == [""] { return [] }
    return parts.allSatisfy(Self.isName) ? parts : nil
  }

  /// A value of the query, with its escapes resolved.
  func value(of name: String) -> String? {
    guard let mark = target.firstIndex(of: "?") else { return nil }
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2, sides[0] == name { return Self.withoutEscapes(sides[1]) }
    }
    return nil
  }

  /// Letters, digits, and `._-`, not beginning with a point.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: ".") else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  private static func withoutEscapes(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        continue
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension PageRequest {
  /// Why the request is refused, whatever it asks for; nil when it is not.
  ///
  /// The pages are for the browser of the person at this computer. A page from elsewhere could point
  /// its own name at this computer and so reach the server under that name (the `Host` tells), or send
  /// requests from where it is (`Origin` and `Sec-Fetch-Site` tell). To follow a link to here is fine.
  var refusal: PageAnswer? {
    guard method == "GET" || method == "HEAD" else {
      return .text(405, "this server only shows things", more: ["Allow": "GET, HEAD"])
    }
    guard let host = headers["host"], Self.isThisComputer(host) else {
      return .text(421, "this server answers to localhost only")
    }
    if let origin = headers["origin"], origin != "http://\(host)" {
      return .text(403, "this server answers to its own pages only")
    }
    let site = headers["sec-fetch-site"] ?? "none"
    guard site == "same-origin" || site == "none" || headers["sec-fetch-mode"] == "navigate" else {
      return .text(403, "this server answers to its own pages only")
    }
    return nil
  }

  private static func isThisComputer(_ host: String) -> Bool {
    for name in ["localhost", "127.0.0.1", "[::1]"] where host.utf8.starts(with: name.utf8) {
      let rest = host.utf8.dropFirst(name.utf8.count)
      guard let colon = rest.first else { return true }
      let port = rest.dropFirst()
      return colon == UInt8(ascii: ":") && !port.isEmpty && port.count <= 5
        && port.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
    return false
  }
}
