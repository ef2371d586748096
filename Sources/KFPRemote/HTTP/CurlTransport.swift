import CHTTP
import Glibc

/// How connections are made.
public struct ConnectionOptions: Hashable, Sendable {
  /// Seconds until a connection must stand.
  public var connectTimeout: Double = 15
  /// Seconds until an answer must be complete.
  public var timeout: Double = 120
  /// A file with the authorities that are trusted, in place of the system's.
  public var authorities: String?
  /// A file with our certificate.
  public var certificate: String?
  /// A file with the key of our certificate.
  public var key: String?
  /// The proxy; by default what `HTTPS_PROXY` and the like say.
  public var proxy: String?
  /// The hosts that need no proxy; by default what `NO_PROXY` says.
  public var noProxy: String?

  /// Creates the defaults.
  public init() {}
}

/// HTTP over libcurl, which knows proxies, certificates and the system's authorities.
public struct CurlTransport: HTTPTransport {
  private let options: ConnectionOptions
  private let isCancelled: @Sendable () -> Bool

  /// No answer of a service is as long as this.
  private static let longestAnswer = 256 << 20

  /// Creates a transport. `isCancelled` is asked now and then during an exchange.
  public init(
    options: ConnectionOptions, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.options = options
    self.isCancelled = isCancelled
  }

  /// Sends one request and waits for its answer.
  public func send(_ request: HTTPRequest) throws(ExchangeFailure) -> HTTPResponse {
    let texts = CTexts()
    // Large bodies are sent at once: a service that refuses them says so soon enough.
    let headers = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
    var question = kfp_http_request()
    question.method = texts.text(request.method.rawValue)
    question.url = texts.text(request.url)
    question.headers = texts.list(headers)
    question.connect_timeout = Self.milliseconds(options.connectTimeout)
    question.timeout = Self.milliseconds(options.timeout)
    question.authorities = texts.text(options.authorities)
    question.certificate = texts.text(options.certificate)
    question.key = texts.text(options.key)
    question.proxy = texts.text(options.proxy)
    question.no_proxy = texts.text(request.avoidsProxies ? "*" : options.noProxy)
    question.longest_answer = Self.longestAnswer
    let watch = CancellationWatch(isCancelled)
    question.context = Unmanaged.passUnretained(watch).toOpaque()
    question.is_cancelled = { context in
      guard let context else { return 0 }
      return Unmanaged<CancellationWatch>.fromOpaque(context).takeUnretainedValue().ask() ? 1 : 0
    }
    var answer = kfp_http_response()
    defer { kfp_http_free(&answer) }
    withExtendedLifetime((texts, watch)) {
      guard let body = request.body else { return kfp_http_exchange(&question, &answer) }
      // An empty body is a body; a pointer that is not NULL says so.
      (body.isEmpty ? [0] : body).withUnsafeBytes { bytes in
        question.body = bytes.baseAddress
        question.body_length = body.count
        kfp_http_exchange(&question, &answer)
      }
    }
    guard answer.end == KFP_HTTP_ANSWERED else { throw Self.failure(of: answer) }
    return HTTPResponse(
      status: Int(answer.status),
      headers: Self.fields(Self.bytes(answer.headers, answer.headers_length)),
      body: Self.bytes(answer.body, answer.body_length))
  }

  private static func milliseconds(_ seconds: Double) -> Int {
    Int(max(1, min(seconds, 86_400) * 1000))
  }

  private static func failure(of answer: kfp_http_response) -> ExchangeFailure {
    let message = withUnsafeBytes(of: answer.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let kind: ExchangeFailure.Kind =
      switch answer.end {
      case KFP_HTTP_NO_LIBRARY: .noLibrary
      case KFP_HTTP_MALFORMED: .malformed
      case KFP_HTTP_NOT_CONNECTED: .notConnected
      case KFP_HTTP_NOT_TRUSTED: .notTrusted
      case KFP_HTTP_TIMEOUT: .timeout
      case KFP_HTTP_TOO_LONG: .tooLong
      case KFP_HTTP_CANCELLED: .cancelled
      default: .broken
      }
    return ExchangeFailure(kind, wasSent: answer.was_sent != 0, message: message)
  }

  private static func bytes(_ pointer: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
    guard let pointer else { return [] }
    return Array(UnsafeRawBufferPointer(start: pointer, count: count))
  }

  private static func fields(_ bytes: [UInt8]) -> [HTTPField] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
      let end = value.lastIndex { $0 != 13 && $0 != 32 && $0 != 9 }.map { $0 + 1 }
      return HTTPField(
        String(decoding: line[..<colon], as: UTF8.self),
        String(decoding: value[..<(end ?? value.startIndex)], as: UTF8.self))
    }
  }
}

/// What the library asks while it waits.
private final class CancellationWatch {
  let ask: @Sendable () -> Bool
  init(_ ask: @escaping @Sendable () -> Bool) { self.ask = ask }
}

/// Texts that C reads for as long as this lives.
private final class CTexts {
  private var texts: [UnsafeMutablePointer<CChar>] = []
  private var lists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []

  func text(_ text: String?) -> UnsafePointer<CChar>? {
    guard let text, let copy = strdup(text) else { return nil }
    texts.append(copy)
    return UnsafePointer(copy)
  }

  func list(_ values: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
    let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: values.count + 1)
    for (index, value) in values.enumerated() { (list + index).initialize(to: text(value)) }
    (list + values.count).initialize(to: nil)
    lists.append(list)
    return UnsafePointer(list)
  }

  deinit {
    for text in texts { free(text) }
    for list in lists { list.deallocate() }
  }
}
