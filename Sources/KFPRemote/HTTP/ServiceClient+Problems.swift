import KFPTypes

extension ServiceClient {
  /// Why there was no answer, in words.
  func problem(of failure: ExchangeFailure) -> RemoteProblem {
    let host = Address.host(of: base)
    let said = failure.message.isEmpty ? "" : ": \(withoutSecrets(failure.message))"
    switch failure.kind {
    case .noLibrary:
      return RemoteProblem(
        .unreachable, "the library that speaks HTTP (libcurl.so.4) is not installed",
        help: "install libcurl4 (apt-get install libcurl4)")
    case .malformed:
      return RemoteProblem(.target, "`\(base)` is not an address that can be asked\(said)")
    case .notConnected:
      return RemoteProblem(.unreachable, "no connection to `\(host)`\(said)")
    case .notTrusted:
      return RemoteProblem(
        .untrusted, "the connection to `\(host)` is not trusted\(said)",
        help: "`ca` in the target names a file with the authorities to trust; "
          + "`client-certificate` and `client-key` are what the service may ask for")
    case .timeout:
      return RemoteProblem(.timeout, "`\(host)` did not answer in time\(said)")
    case .broken:
      return RemoteProblem(.unreachable, "the connection to `\(host)` broke\(said)")
    case .tooLong:
      return RemoteProblem(.answer, "`\(host)` answers with more than can be taken")
    case .cancelled:
      return RemoteProblem(.cancelled, "stopped while waiting for `\(host)`")
    }
  }

  /// What an answer that is not a success means, in words.
  func problem(of response: HTTPResponse, to request: ServiceRequest) -> RemoteProblem {
    let host = Address.host(of: base)
    let said = message(of: response).map { ": \($0)" } ?? ""
    let status = response.status
    switch status {
    case 300..<400:
      return RemoteProblem(
        .unauthenticated, "`\(host)` sends us elsewhere, most likely to log in",
        help: "the target needs a token or a cookie, or the one it has expired", status: status)
    case 401:
      return RemoteProblem(
        .unauthenticated, "`\(host)` does not accept the credentials\(said)",
        help: "the token or cookie of the target is missing, wrong or expired", status: status)
    case 403:
      return RemoteProblem(.forbidden, "`\(host)` does not permit this\(said)", status: status)
    case 404:
      return RemoteProblem(.notFound, "`\(host)` knows no such thing\(said)", status: status)
    case 409: return RemoteProblem(.exists, "it exists already\(said)", status: status)
    case 408, 504:
      return RemoteProblem(.timeout, "`\(host)` did not answer in time\(said)", status: status)
    case 429:
      return RemoteProblem(.unavailable, "`\(host)` gets too many requests\(said)", status: status)
    case 500...:
      return RemoteProblem(
        .unavailable, "`\(host)` fails (status \(status))\(said)", status: status)
    default:
      return RemoteProblem(
        .refused, "`\(host)` refuses the request (status \(status))\(said)", status: status)
    }
  }

  /// An answer that should have been JSON and is not.
  func unreadable(_ response: HTTPResponse) -> RemoteProblem {
    let host = Address.host(of: base)
    let isPage = response.header("content-type")?.lowercased().hasPrefix("text/html") == true
    guard isPage else {
      return RemoteProblem(.answer, "the answer of `\(host)` cannot be read: it is not JSON")
    }
    return RemoteProblem(
      .unauthenticated, "`\(host)` answers with a page for people, most likely to log in",
      help: "check the address of the target, and its token or cookie")
  }

  /// What the service says about a failure, short and without secrets.
  private func message(of response: HTTPResponse) -> String? {
    guard let value = try? parseJSON(bytes: response.body) else { return nil }
    let error = value["error"]
    let text =
      error?["message"]?.stringValue ?? value["error_description"]?.stringValue
      ?? value["message"]?.stringValue ?? error?.stringValue
      ?? value["error_message"]?.stringValue
    guard let text, !text.isEmpty else { return nil }
    return withoutSecrets(Self.oneLine(text))
  }

  /// The beginning of a text on one line, without control characters.
  private static func oneLine(_ text: String) -> String {
    let words = text.unicodeScalars.split { $0.value < 33 || $0.value == 127 }.map(String.init)
    let line = words.joined(separator: " ")
    return line.count > 600 ? line.prefix(600) + "…" : line
  }

  /// A text with everything taken out that only the two sides may know.
  private func withoutSecrets(_ text: String) -> String {
    credentials.secrets.reduce(text) { $1.removed(from: $0) }
  }
}
