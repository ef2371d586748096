/// Something in a document that a target cannot do, found before anything is sent.
public struct LimitComplaint: Hashable, Sendable {
  /// The code of its page.
  public var code: String
  /// Whether the target runs the document all the same.
  public var isWarning: Bool
  /// One sentence that stands alone.
  public var message: String
  /// A fact that explains it.
  public var note: String?
  /// What can be done.
  public var help: String?

  init(
    _ code: String, _ message: String, note: String? = nil, help: String? = nil,
    isWarning: Bool = false
  ) {
    self.code = code
    self.message = message
    self.note = note
    self.help = help
    self.isWarning = isWarning
  }
}
