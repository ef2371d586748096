/// What a script may ask of the world, as functions that the caller provides. A script can do
/// nothing else: no process, no socket, no writing.
public struct Capabilities: Sendable {
  /// The bytes of a file, or nil where it cannot be read. Paths are as the script gives them,
  /// relative to the folder that the tool runs in.
  public var readFile: @Sendable (_ path: String) -> [UInt8]?
  /// The names in a folder, sorted, or nil where there is none.
  public var listFolder: @Sendable (_ path: String) -> [String]?
  /// The text at an address, or nil where the network is not allowed or does not answer.
  public var readURL: @Sendable (_ url: String) -> [UInt8]?
  /// The environment variables.
  public var environment: [String: String]
  /// The arguments behind the script's name (`sys.argv[1:]`).
  public var arguments: [String]
  /// The folder that the tool runs in.
  public var workingFolder: String
  /// Folders in which imported modules are looked for, after the script's own.
  public var modulePaths: [String]
  /// How many steps of evaluation a script may take; beyond, it is stopped with a complaint.
  public var stepLimit = 5_000_000
  /// Seconds since 1970.
  public var now: @Sendable () -> Double

  /// Creates capabilities.
  public init(
    readFile: @escaping @Sendable (String) -> [UInt8]? = { _ in nil },
    listFolder: @escaping @Sendable (String) -> [String]? = { _ in nil },
    readURL: @escaping @Sendable (String) -> [UInt8]? = { _ in nil },
    environment: [String: String] = [:], arguments: [String] = [], workingFolder: String = "/",
    modulePaths: [String] = [], now: @escaping @Sendable () -> Double = { 0 }
  ) {
    self.readFile = readFile
    self.listFolder = listFolder
    self.readURL = readURL
    self.environment = environment
    self.arguments = arguments
    self.workingFolder = workingFolder
    self.modulePaths = modulePaths
    self.now = now
  }
}
