public import KFPInterpreter
public import KFPSession
public import KFPSpec
public import KFPTypes
public import OrderedCollections

/// What the prompt needs of the world and does not reach for itself.
public struct PromptServices: Sendable {
  /// The text of a file, or words about why there is none.
  public var readFile: @Sendable (_ path: String) -> Result<String, PromptProblem>
  /// Writes a file, or gives words about why it cannot.
  public var writeFile: @Sendable (_ text: String, _ path: String) -> PromptProblem?
  /// The names in a folder, for completing file names.
  public var listFolder: @Sendable (_ path: String) -> [String]
  /// Goes to another folder, and gives what scripts may ask there.
  public var changeFolder: @Sendable (_ path: String) -> Result<Capabilities, PromptProblem>
  /// Lets the user edit a text in another program; nil where there is none or it failed.
  public var editText: @Sendable (_ text: String) -> String?
  /// Values for the inputs of a pipeline, from `name=value` words.
  public var inputValues:
    @Sendable (_ words: [String], _ document: PipelineDocument) -> Result<
      OrderedDictionary<String, JSONValue>, PromptProblem
    >
  /// The names that `%backend` takes.
  public var backendNames: [String]
  /// What makes the launcher of a backend.
  public var makeLauncher: @Sendable (_ name: String) -> SessionResults.LauncherMaker?
  /// The columns of the terminal.
  public var width: @Sendable () -> Int
  /// What scripts may ask.
  public var capabilities: Capabilities
  /// The user's libedit settings.
  public var editorFile: String?
  /// Where the history is kept.
  public var historyFile: String?
  /// Where sessions are kept.
  public var sessionsFolder: String?

  /// Creates services.
  public init(
    readFile: @escaping @Sendable (String) -> Result<String, PromptProblem>,
    writeFile: @escaping @Sendable (String, String) -> PromptProblem?,
    listFolder: @escaping @Sendable (String) -> [String], capabilities: Capabilities
  ) {
    self.readFile = readFile
    self.writeFile = writeFile
    self.listFolder = listFolder
    self.capabilities = capabilities
    changeFolder = { _ in .failure(PromptProblem("there is no other folder")) }
    editText = { _ in nil }
    inputValues = { _, _ in .success([:]) }
    backendNames = []
    makeLauncher = { _ in nil }
    width = { 80 }
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
