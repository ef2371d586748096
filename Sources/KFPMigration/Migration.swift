public import KFPSource

/// What became of a file of the first SDK.
public struct Migration: Sendable {
  /// The new text.
  public var text: String
  /// Complaints about the old text: a warning asks for a person, a note says what was decided.
  public var diagnostics: [Diagnostic]

  /// Whether nothing is left for a person.
  public var isComplete: Bool { !diagnostics.contains { $0.severity != .note } }

  /// Creates a migration.
  public init(text: String, diagnostics: [Diagnostic] = []) {
    self.text = text
    self.diagnostics = diagnostics
  }
}

/// What begins a comment that asks for a person.
let remarkMark = "# kfps: "
