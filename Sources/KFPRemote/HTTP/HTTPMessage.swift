/// A request as it is sent.
public struct HTTPRequest: Hashable, Sendable {
  /// What is asked.
  public var method: Method
  /// The whole address.
  public var url: String
  /// Header fields in order.
  public var headers: [HTTPField]
  /// The body, if there is one.
  public var body: [UInt8]?
  /// Whether it goes straight to its host, whatever the environment says about proxies.
  public var avoidsProxies: Bool

  /// The methods that the services know.
  public enum Method: String, Hashable, Sendable {
    case get = "GET"
    case post = "POST"
    case delete = "DELETE"
  }

  /// Creates a request.
  public init(
    _ method: Method, _ url: String, headers: [HTTPField] = [], body: [UInt8]? = nil,
    avoidsProxies: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.avoidsProxies = avoidsProxies
  }
}

/// One header field.
public struct HTTPField: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its value.
  public var value: String

  /// Creates a field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// An answer.
public struct HTTPResponse: Hashable, Sendable {
  /// The status.
  public var status: Int
  /// Header fields in order.
  public var headers: [HTTPField]
  /// The body.
  public var body: [UInt8]

  /// Creates an answer.
  public init(status: Int, headers: [HTTPField] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first field of this name, in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why there is no answer.
public struct ExchangeFailure: Error, Hashable, Sendable {
  /// What went wrong.
  public var kind: Kind
  /// Whether any byte of the request may have reached the other side.
  public var wasSent: Bool
  /// What the library says.
  public var message: String

  /// What can go wrong.
  public enum Kind: Hashable, Sendable {
    case noLibrary
    case malformed
    case notConnected
    case notTrusted
    case timeout
    case broken
    case tooLong
    case cancelled
  }

  /// Creates a failure.
  public init(_ kind: Kind, wasSent: Bool, message: String) {
    self.kind = kind
    self.wasSent = wasSent
    self.message = message
  }
}

/// What carries requests to a service.
public protocol HTTPTransport: Sendable {
  /// Sends one request and waits for its answer.
  func send(_ request: HTTPRequest) throws(ExchangeFailure) -> HTTPResponse
}
