import KFPTypes
import OrderedCollections

/// A request in the words of one service: the path behind its base address.
struct ServiceRequest {
  var method: HTTPRequest.Method
  var path: String
  var body: Body?
  /// Whether sending it twice changes nothing.
  var isRepeatable: Bool

  enum Body {
    case json(JSONValue)
    case multipart(boundary: String, bytes: [UInt8])
  }

  static func get(_ path: String) -> ServiceRequest {
    ServiceRequest(method: .get, path: path, body: nil, isRepeatable: true)
  }

  static func post(
    _ path: String, _ json: JSONValue = .object([:]), isRepeatable: Bool = false
  ) -> ServiceRequest {
    ServiceRequest(method: .post, path: path, body: .json(json), isRepeatable: isRepeatable)
  }
}

/// Talks to one service: puts credentials on requests, repeats what may be repeated, and turns what
/// comes back into values or problems. A class, because it keeps a token until that expires.
final class ServiceClient {
  let base: String
  private let transport: any HTTPTransport
  let policy: RetryPolicy
  let pause: (Double) -> Bool
  private(set) var credentials: any CredentialSource

  /// `pause` waits so many seconds, and says whether to go on.
  init(
    base: String, transport: any HTTPTransport, policy: RetryPolicy,
    credentials: any CredentialSource, pause: @escaping (Double) -> Bool
  ) {
    self.base = base
    self.transport = transport
    self.policy = policy
    self.credentials = credentials
    self.pause = pause
  }

  /// Sends a request and reads the answer as JSON; an empty answer is an empty object.
  func json(_ request: ServiceRequest) throws(RemoteProblem) -> JSONValue {
    let response = try send(request)
    guard !response.body.isEmpty else { return .object([:]) }
    let options = JSONReadingOptions(maximumDepth: 200)
    guard let value = try? parseJSON(bytes: response.body, options: options) else {
      throw unreadable(response)
    }
    return value
  }

  /// Sends a request and reads the answer as JSON, nil where the service has no such thing.
  func jsonIfFound(_ request: ServiceRequest) throws(RemoteProblem) -> JSONValue? {
    do {
      return try json(request)
    } catch  where error.kind == .notFound {
      return nil
    }
  }

  private func send(_ request: ServiceRequest) throws(RemoteProblem) -> HTTPResponse {
    var retries = 0
    var hasRenewed = false
    while true {
      let question = try self.question(request)
      let isRepeatable = request.isRepeatable
      let problem: RemoteProblem
      let pauseWanted: Double
      switch exchange(question) {
      case .success(let response):
        if (200..<300).contains(response.status) { return response }
        if response.status == 401, !hasRenewed, credentials.renew() {
          hasRenewed = true
          continue
        }
        problem = self.problem(of: response, to: request)
        guard policy.permits(after: response.status, isRepeatable: isRepeatable) else {
          throw problem
        }
        pauseWanted = policy.pause(before: retries + 1, asked: response.header("retry-after"))
      case .failure(let failure):
        problem = self.problem(of: failure)
        guard policy.permits(after: failure, isRepeatable: isRepeatable) else { throw problem }
        pauseWanted = policy.pause(before: retries + 1, asked: nil)
      }
      guard retries < policy.retries else { throw problem }
      retries += 1
      guard pause(pauseWanted) else { throw RemoteProblem(.cancelled, "stopped while waiting") }
    }
  }

  private func exchange(_ question: HTTPRequest) -> Result<HTTPResponse, ExchangeFailure> {
    do throws(ExchangeFailure) {
      return .success(try transport.send(question))
    } catch {
      return .failure(error)
    }
  }

  private func question(_ request: ServiceRequest) throws(RemoteProblem) -> HTTPRequest {
    var question = HTTPRequest(request.method, base + request.path)
    question.headers = [
      HTTPField("Accept", "application/json"), HTTPField("User-Agent", "kfps"),
    ]
    switch request.body {
    case .json(let value):
      question.headers.append(HTTPField("Content-Type", "application/json"))
      question.body = value.jsonBytes()
    case .multipart(let boundary, let bytes):
      question.headers.append(
        HTTPField("Content-Type", "multipart/form-data; boundary=\(boundary)"))
      question.body = bytes
    case nil: break
    }
    let fields = try credentials.fields()
    guard fields.isEmpty || Address.isConfidential(base) else {
      throw RemoteProblem(
        .target, "`\(base)` is not encrypted, so no credentials are sent there",
        help: "use an address that begins with https://")
    }
    question.headers += fields.map { HTTPField($0.name, $0.value.text) }
    return question
  }
}
