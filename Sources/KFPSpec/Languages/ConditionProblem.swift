/// Why a condition or selector cannot be read or has no value.
public struct ConditionProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in words that can stand alone.
  public let message: String
  /// Where in the expression, in bytes; nil if it is about a value.
  public let offset: Int?

  /// Creates a problem.
  public init(_ message: String, offset: Int? = nil) {
    self.message = message
    self.offset = offset
  }

  /// The message.
  public var description: String { message }
}
