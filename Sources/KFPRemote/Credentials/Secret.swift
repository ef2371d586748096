/// A text that nobody may see: it prints as stars, and is taken out of whatever a service says.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself, for the place that sends it.
  let text: String

  /// Creates a secret.
  public init(_ text: String) { self.text = text }

  /// Stars.
  public var description: String { "***" }
  /// Stars.
  public var debugDescription: String { "***" }
  /// Nothing to look into.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// A text without the secret.
  func removed(from text: String) -> String {
    // What is shorter than this is no secret, and would tear holes into sentences.
    self.text.utf8.count < 6 ? text : text.replacing(text: self.text, with: "***")
  }
}
