public import Foundation

/// Where things of the repository are.
public enum Repository {
  /// The top folder.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder by its path from the top.
  public static func url(_ path: String) -> URL { root.appending(path: path) }

  /// The text of a file by its path from the top.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// The case folders of a stage (`Tests/Cases/STAGE/*`), sorted by name.
  public static func cases(of stage: String) -> [String] {
    let folder = url("Tests/Cases/\(stage)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }
}

/// The official SDK that differential tests compare with.
public enum OfficialSDK {
  /// Its Python interpreter: that of `$KFPS_SDK_VENV`, or of the usual folder.
  public static let python: String? = {
    let folder = ProcessInfo.processInfo.environment["KFPS_SDK_VENV"] ?? "/var/tmp/kfps-sdk"
    let python = folder + "/bin/python"
    return FileManager.default.isExecutableFile(atPath: python) ? python : nil
  }()

  /// Whether its absence must fail, as in CI.
  public static let isRequired = ProcessInfo.processInfo.environment["KFPS_REQUIRE_SDK"] == "1"
}

/// The container engine that container tests use.
public enum ContainerEngine {
  /// The image that pipelines' images are mapped to.
  public static let image = "localhost/python:3.11"

  /// Whether podman answers and has the image.
  public static let isAvailable: Bool = {
    let check = try? Shell.run(["podman", "image", "exists", image])
    return check?.status == 0
  }()

  /// Whether its absence must fail, as in CI.
  public static let isRequired = ProcessInfo.processInfo.environment["KFPS_REQUIRE_ENGINE"] == "1"
}

/// Runs programs.
public enum Shell {
  /// What a program left.
  public struct Result: Sendable {
    /// The exit status; 128 and the number of the signal for one that was killed.
    public var status: Int32
    /// Standard output.
    public var output: String
    /// Standard error.
    public var error: String
  }

  /// Runs a program to its end; its name is looked up in `PATH`.
  public static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    input: String? = nil
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files instead of pipes: a full pipe would stop the program.
    let scratch = try TemporaryFolder()
    let outputFile = scratch.url.appending(path: "output")
    let errorFile = scratch.url.appending(path: "error")
    let inputFile = scratch.url.appending(path: "input")
    try Data((input ?? "").utf8).write(to: inputFile)
    for file in [outputFile, errorFile] {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    let wasKilled = process.terminationReason == .uncaughtSignal
    return Result(
      status: wasKilled ? 128 + process.terminationStatus : process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      error: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}

/// A folder that is removed with its value.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes an empty folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "kfps-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file into it and gives its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }
}

/// The built executable.
public enum Tool {
  /// Where it is: beside the test bundle.
  public static let path: String = {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let besideBundle = (bundle ?? Bundle.main.bundleURL).deletingLastPathComponent()
    let candidates = [
      besideBundle.appending(path: "kfps"), Bundle.main.bundleURL.appending(path: "kfps"),
      Repository.url(".build/debug/kfps"),
    ]
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return (found ?? Repository.url(".build/debug/kfps")).path
  }()

  /// The cache of the tests of this process.
  private static let cache: TemporaryFolder = {
    do {
      return try TemporaryFolder()
    } catch {
      preconditionFailure("no temporary folder can be made: \(error)")
    }
  }()

  /// Runs it, without colours and with its caches in a folder of their own.
  public static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    input: String? = nil
  ) throws -> Shell.Result {
    let settings = ["NO_COLOR": "1", "SWIFT_BACKTRACE": "enable=no", "KFPS_CACHE": cache.url.path]
    return try Shell.run(
      [path] + arguments, in: folder, environment: settings.merging(environment) { $1 },
      input: input)
  }
}

/// Compares with a recorded expectation. With `BLESS=1` expectations are rewritten; a missing one is
/// written and differs once.
public enum Golden {
  /// The recorded text, or nil where it was missing and has been written now.
  public static func expectation(_ actual: String, at path: String) throws -> String? {
    let file = Repository.url(path)
    let isBlessing = ProcessInfo.processInfo.environment["BLESS"] == "1"
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    if isBlessing || recorded == nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
    }
    return isBlessing ? actual : recorded
  }
}
