/// Why a service did not do what it was asked for, in words that hold no secrets.
public struct RemoteProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of problem it is.
  public var kind: Kind
  /// One sentence that stands alone.
  public var message: String
  /// What can be done about it.
  public var help: String?
  /// The status of the service's answer.
  public var status: Int?

  /// The kinds of problems.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The description of the target cannot be used.
    case target
    /// No credentials could be had.
    case credentials
    /// Nobody answers.
    case unreachable
    /// The other side is not who it should be, or does not accept our certificate.
    case untrusted
    /// The time was over.
    case timeout
    /// The answer cannot be read.
    case answer
    /// The service wants to know who asks, or does not believe it.
    case unauthenticated
    /// Who asks may not do this.
    case forbidden
    /// It is not there.
    case notFound
    /// It is there already.
    case exists
    /// The service refuses the request.
    case refused
    /// Too many requests, or the service fails.
    case unavailable
    /// It was stopped from here.
    case cancelled
    /// The service offers no such thing.
    case unsupported
  }

  /// Creates a problem.
  public init(_ kind: Kind, _ message: String, help: String? = nil, status: Int? = nil) {
    self.kind = kind
    self.message = message
    self.help = help
    self.status = status
  }

  /// The sentence.
  public var description: String { message }
}
