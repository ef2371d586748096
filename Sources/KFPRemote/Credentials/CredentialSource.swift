import Glibc

/// Where the fields come from that say who asks.
protocol CredentialSource {
  /// The header fields to send now.
  mutating func fields() throws(RemoteProblem) -> [CredentialField]
  /// Forgets what the service did not accept; true where asking again may give something new.
  mutating func renew() -> Bool
  /// Everything that must never be shown.
  var secrets: [Secret] { get }
}

/// A header field that nobody may see.
struct CredentialField {
  var name: String
  var value: Secret
}

/// Nothing at all.
struct NoCredentials: CredentialSource {
  func fields() -> [CredentialField] { [] }
  func renew() -> Bool { false }
  var secrets: [Secret] { [] }
}

/// A token, and perhaps a cookie, as they stand in the target or in files.
struct StoredCredentials: CredentialSource {
  /// A text, or a file that holds it.
  enum Place: Hashable, Sendable {
    case text(Secret)
    case file(String)
  }

  private let token: Place?
  private let cookie: Place?
  private(set) var secrets: [Secret] = []

  init(token: Place?, cookie: Place?) {
    self.token = token
    self.cookie = cookie
  }

  mutating func fields() throws(RemoteProblem) -> [CredentialField] {
    var fields: [CredentialField] = []
    secrets = []
    if let token {
      let text = try read(token, what: "token")
      let bearer = text.text.lowercased().hasPrefix("bearer ") ? text.text : "Bearer \(text.text)"
      fields.append(CredentialField(name: "Authorization", value: Secret(bearer)))
    }
    if let cookie {
      fields.append(CredentialField(name: "Cookie", value: try read(cookie, what: "cookie")))
    }
    return fields
  }

  /// A file may hold a newer token by now: whoever rotates tokens writes them there.
  mutating func renew() -> Bool {
    let old = secrets
    guard (try? fields()) != nil else { return false }
    return secrets != old
  }

  private mutating func read(_ place: Place, what: String) throws(RemoteProblem) -> Secret {
    let text: String
    switch place {
    case .text(let secret): text = secret.text
    case .file(let path):
      guard let bytes = readSmallFile(path) else {
        throw RemoteProblem(
          .credentials, "the file with the \(what), `\(path)`, cannot be read",
          help: "check the path in the target")
      }
      text = String(decoding: bytes, as: UTF8.self)
    }
    let trimmed = trimmedText(text)
    guard !trimmed.isEmpty else {
      throw RemoteProblem(.credentials, "the \(what) of the target is empty")
    }
    // A line end inside a field would be a field of its own.
    guard trimmed.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw RemoteProblem(.credentials, "the \(what) of the target is not one line of text")
    }
    secrets.append(Secret(trimmed))
    return Secret(trimmed)
  }
}

/// The text without white space around it.
func trimmedText(_ text: String) -> String {
  let bytes = text.utf8.drop { $0 <= 32 }
  guard let end = bytes.lastIndex(where: { $0 > 32 }) else { return "" }
  return String(decoding: bytes[...end], as: UTF8.self)
}

/// The bytes of a file of at most a megabyte; nil where it cannot be read.
func readSmallFile(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return readToEnd(descriptor, limit: 1 << 20)
}

/// The bytes behind a descriptor up to the end; nil where there are too many or reading fails.
func readToEnd(_ descriptor: Int32, limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 14)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= limit else { return nil }
  }
}
