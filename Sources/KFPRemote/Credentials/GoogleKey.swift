import KFPTypes
import OrderedCollections

/// A key file of Google Cloud: of a service account, or of a person who logged in.
struct GoogleKey {
  private let path: String
  private let tokenAddress: String
  private let kind: Kind

  private enum Kind {
    case serviceAccount(email: String, keyID: String?, key: Secret)
    case person(clientID: String, clientSecret: Secret, refreshToken: Secret)
  }

  /// What must not be shown.
  var secrets: [Secret] {
    switch kind {
    case .serviceAccount(_, _, let key): [key]
    case .person(_, let clientSecret, let refreshToken): [clientSecret, refreshToken]
    }
  }

  /// Reads a file.
  static func read(_ path: String) throws(RemoteProblem) -> GoogleKey {
    guard let bytes = readSmallFile(path) else {
      throw RemoteProblem(.credentials, "the key file `\(path)` cannot be read")
    }
    guard let json = try? parseJSON(bytes: bytes) else {
      throw RemoteProblem(.credentials, "the key file `\(path)` is not JSON")
    }
    let address = json["token_uri"]?.stringValue ?? "https://oauth2.googleapis.com/token"
    guard Address.problem(of: address) == nil, Address.isConfidential(address) else {
      throw RemoteProblem(
        .credentials, "the key file `\(path)` names a server for tokens that is not encrypted")
    }
    if json["type"]?.stringValue == "service_account",
      let email = json["client_email"]?.stringValue,
      let key = json["private_key"]?.stringValue
    {
      let id = json["private_key_id"]?.stringValue
      return GoogleKey(
        path: path, tokenAddress: address,
        kind: .serviceAccount(email: email, keyID: id, key: Secret(key)))
    }
    if json["type"]?.stringValue == "authorized_user", let id = json["client_id"]?.stringValue,
      let secret = json["client_secret"]?.stringValue,
      let token = json["refresh_token"]?.stringValue
    {
      return GoogleKey(
        path: path, tokenAddress: address,
        kind: .person(clientID: id, clientSecret: Secret(secret), refreshToken: Secret(token)))
    }
    throw RemoteProblem(
      .credentials,
      "`\(path)` is no key of a service account and no credentials of `gcloud auth "
        + "application-default login`")
  }

  /// The request that exchanges the key for a token.
  func tokenRequest(now: Double) throws(RemoteProblem) -> HTTPRequest {
    let members: [(String, String)]
    switch kind {
    case .serviceAccount(let email, let keyID, let key):
      let assertion = try assertion(email: email, keyID: keyID, key: key, now: Int(now))
      members = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("assertion", assertion.text),
      ]
    case .person(let clientID, let clientSecret, let refreshToken):
      members = [
        ("grant_type", "refresh_token"), ("client_id", clientID),
        ("client_secret", clientSecret.text), ("refresh_token", refreshToken.text),
      ]
    }
    let form = members.map { "\($0)=\(Address.escaped($1))" }.joined(separator: "&")
    return HTTPRequest(
      .post, tokenAddress,
      headers: [HTTPField("Content-Type", "application/x-www-form-urlencoded")],
      body: Array(form.utf8))
  }

  /// A statement that we are this account, signed with its key (RFC 7523, RS256).
  private func assertion(
    email: String, keyID: String?, key: Secret, now: Int
  ) throws(RemoteProblem) -> Secret {
    var header: JSONValue = .object(["alg": .string("RS256"), "typ": .string("JWT")])
    if let keyID {
      header = .object(["alg": .string("RS256"), "typ": .string("JWT"), "kid": .string(keyID)])
    }
    let claims = JSONValue.object([
      "iss": .string(email), "sub": .string(email), "aud": .string(tokenAddress),
      "scope": .string("https://www.googleapis.com/auth/cloud-platform"),
      "iat": .integer(now), "exp": .integer(now + 3600),
    ])
    let text = Base64URL.text(header.jsonBytes()) + "." + Base64URL.text(claims.jsonBytes())
    // The key goes through a pipe: it is never an argument and never in another file.
    guard
      let signature = Subprogram.output(
        of: ["openssl", "dgst", "-sha256", "-sign", "/dev/fd/3", "-binary"],
        input: Array(text.utf8), secret: key, timeout: 30),
      signature.count >= 128
    else {
      throw RemoteProblem(
        .credentials, "the key in `\(path)` cannot be used for signing",
        help: "signing needs the program `openssl`, and a key in PEM form")
    }
    return Secret(text + "." + Base64URL.text(signature))
  }
}

/// Base 64 for addresses, without padding (RFC 4648, 5).
enum Base64URL {
  /// The text of some bytes.
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let piece = bytes[index..<min(index + 3, bytes.count)]
      var number = 0
      for position in 0..<3 {
        let byte = position < piece.count ? piece[piece.startIndex + position] : 0
        number = number << 8 | Int(byte)
      }
      for position in 0...piece.count { text.append(digits[number >> (18 - 6 * position) & 63]) }
      index += 3
    }
    return String(decoding: text, as: UTF8.self)
  }
}
