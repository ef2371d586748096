import Glibc
import KFPTypes

/// A token of Google Cloud, kept until it expires.
struct GoogleCredentials: CredentialSource {
  /// Who gives the token.
  enum Origin: Hashable, Sendable {
    /// `gcloud auth print-access-token`.
    case gcloud
    /// A key in a file: of a service account, or of a person (`gcloud auth application-default login`).
    case keyFile(String)
    /// The metadata server of a machine of Google Cloud.
    case metadata(host: String)
    /// A token that somebody else obtained.
    case given(StoredCredentials.Place)
  }

  private let origin: Origin
  private let transport: any HTTPTransport
  private let now: () -> Double
  private var token: (value: Secret, expires: Double)?
  private(set) var secrets: [Secret] = []

  init(_ origin: Origin, transport: any HTTPTransport, now: @escaping () -> Double) {
    self.origin = origin
    self.transport = transport
    self.now = now
  }

  mutating func fields() throws(RemoteProblem) -> [CredentialField] {
    if let token, now() < token.expires - 60 { return [bearer(token.value)] }
    if case .given(let place) = origin {
      var stored = StoredCredentials(token: place, cookie: nil)
      let fields = try stored.fields()
      secrets = stored.secrets
      return fields
    }
    let fresh = try obtain()
    token = fresh
    secrets.append(fresh.value)
    return [bearer(fresh.value)]
  }

  mutating func renew() -> Bool {
    guard token != nil else { return false }
    token = nil
    return true
  }

  private func bearer(_ token: Secret) -> CredentialField {
    CredentialField(name: "Authorization", value: Secret("Bearer \(token.text)"))
  }

  private mutating func obtain() throws(RemoteProblem) -> (value: Secret, expires: Double) {
    switch origin {
    case .gcloud: return try fromGcloud()
    case .metadata(let host):
      let request = HTTPRequest(
        .get,
        "http://\(host)/computeMetadata/v1/instance/service-accounts/default/token",
        headers: [HTTPField("Metadata-Flavor", "Google")], avoidsProxies: true)
      return try token(from: request, who: "the metadata server")
    case .keyFile(let path):
      let key = try GoogleKey.read(path)
      secrets += key.secrets
      let request = try key.tokenRequest(now: now())
      return try token(from: request, who: "the server for tokens")
    case .given:
      throw RemoteProblem(.credentials, "there is no token")
    }
  }

  private func fromGcloud() throws(RemoteProblem) -> (value: Secret, expires: Double) {
    let help = "run `gcloud auth login`, or name a key with `key-file`"
    guard
      let output = Subprogram.output(
        of: ["gcloud", "auth", "print-access-token", "--quiet"], timeout: 60)
    else {
      throw RemoteProblem(
        .credentials, "`gcloud auth print-access-token` gives no token", help: help)
    }
    let text = trimmedText(String(decoding: output, as: UTF8.self))
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw RemoteProblem(
        .credentials, "`gcloud auth print-access-token` gives no token", help: help)
    }
    // It says nothing about the end; tokens live for an hour, and gcloud may hand out an old one.
    return (Secret(text), now() + 300)
  }

  private func token(
    from request: HTTPRequest, who: String
  ) throws(RemoteProblem) -> (value: Secret, expires: Double) {
    let response: HTTPResponse
    do throws(ExchangeFailure) {
      response = try transport.send(request)
    } catch {
      throw RemoteProblem(.credentials, "\(who) does not answer, so there is no token")
    }
    guard response.status == 200, let json = try? parseJSON(bytes: response.body),
      let text = json["access_token"]?.stringValue, !text.isEmpty,
      text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else {
      let code = (try? parseJSON(bytes: response.body))?["error"]?.stringValue
      let reason = code.map { " (\(printableWord($0)))" } ?? ""
      throw RemoteProblem(
        .credentials, "\(who) gives no token: status \(response.status)\(reason)",
        status: response.status)
    }
    return (Secret(text), now() + (json["expires_in"]?.numberValue ?? 300))
  }

  /// A code such as `invalid_grant`; anything longer could quote what was sent.
  private func printableWord(_ text: String) -> String {
    text.utf8.count <= 40 && text.utf8.allSatisfy { $0 == 95 || (97...122).contains($0) }
      ? text : "no reason given"
  }
}
