public import KFPInterpreter

/// What a lesson needs of the world and does not reach for itself.
public struct LessonServices: Sendable {
  /// The text of a file, or nil where there is none.
  public var readFile: @Sendable (_ path: String) -> String?
  /// Writes a file, or gives words about why it cannot.
  public var writeFile: @Sendable (_ text: String, _ path: String) -> String?
  /// What the cells may ask.
  public var capabilities: Capabilities
  /// The user's libedit settings.
  public var editorFile: String?

  /// Creates services.
  public init(
    readFile: @escaping @Sendable (String) -> String?,
    writeFile: @escaping @Sendable (String, String) -> String?,
    capabilities: Capabilities, editorFile: String?
  ) {
    self.readFile = readFile
    self.writeFile = writeFile
    self.capabilities = capabilities
    self.editorFile = editorFile
  }
}
