/// When a request is sent again.
public struct RetryPolicy: Hashable, Sendable {
  /// How often at most.
  public var retries = 4
  /// Seconds before the first time; they double each time.
  public var delay = 0.5
  /// The longest pause, whatever the service asks for.
  public var longestDelay = 60.0

  /// Creates the defaults.
  public init() {}

  /// Whether a request that failed may be sent again. What may have been carried out is repeated only
  /// where repeating it changes nothing.
  func permits(after failure: ExchangeFailure, isRepeatable: Bool) -> Bool {
    switch failure.kind {
    case .notConnected: true
    case .timeout, .broken: isRepeatable || !failure.wasSent
    case .noLibrary, .malformed, .notTrusted, .tooLong, .cancelled: false
    }
  }

  /// Whether a request that was answered like this may be sent again. 429 says that it was not
  /// carried out; a gateway's 502 or 504 does not.
  func permits(after status: Int, isRepeatable: Bool) -> Bool {
    switch status {
    case 429: true
    case 408, 500, 502, 503, 504: isRepeatable
    default: false
    }
  }

  /// The seconds before a request is sent again: what the service asks for, or more each time, with
  /// some chance, so that many clients do not come back at once.
  func pause(before retry: Int, asked: String?) -> Double {
    if let asked = asked.flatMap(Double.init), asked.isFinite {
      return min(max(0, asked), longestDelay)
    }
    let doubled = delay * Double(1 << min(max(0, retry - 1), 16))
    return min(doubled, longestDelay) * Double.random(in: 0.75...1.25)
  }
}
