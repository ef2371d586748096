public import KFPInterpreter

/// What the prompt needs of the world and does not reach for itself.
public struct PromptServices: Sendable {
  /// The text of a file, or words about why there is none.
  public var readFile: @Sendable (_ path: String) -> Result<String, PromptProblem>
  /// Writes a file, or gives words about why it cannot.
  public var writeFile: @Sendable (_ text: String, _ path: String) -> PromptProblem?
  /// The names in a folder, for completing file names.
  public var listFolder: @Sendable (_ path: String) -> [String]
  /// What scripts may ask.
  public var capabilities: Capabilities
  /// The user's libedit settings.
  public var editorFile: String?
  /// Where the history is kept.
  public var historyFile: String?

  /// Creates services.
  public init(
    readFile: @escaping @Sendable (String) -> Result<String, PromptProblem>,
    writeFile: @escaping @Sendable (String, String) -> PromptProblem?,
    listFolder: @escaping @Sendable (String) -> [String], capabilities: Capabilities,
    editorFile: String?, historyFile: String?
  ) {
    self.readFile = readFile
    self.writeFile = writeFile
    self.listFolder = listFolder
    self.capabilities = capabilities
    self.editorFile = editorFile
    self.historyFile = historyFile
  }
}

/// Why something could not be done, in words.
public struct PromptProblem: Error, Hashable, Sendable {
  /// One line.
  public var text: String

  /// Creates a problem.
  public init(_ text: String) {
    self.text = text
  }
}
