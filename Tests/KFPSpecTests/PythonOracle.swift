import Foundation

/// The local Python, asked for what it writes. `KFPS_PYTHON` names another one than `python3`.
struct PythonOracle {
  static let hasYAML = (try? run("import yaml", input: "")) != nil
  static let exists = (try? run("pass", input: "")) != nil

  struct Failure: Error {
    let message: String
  }

  /// Runs a program, gives it a text, and returns what it prints.
  static func run(_ program: String, input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("kfps-oracle-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputFile = folder.appendingPathComponent("input")
    let outputFile = folder.appendingPathComponent("output")
    try Data(input.utf8).write(to: inputFile)
    try Data().write(to: outputFile)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["KFPS_PYTHON"] ?? "python3"
    process.arguments = [python, "-X", "utf8", "-c", program]
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(message: "python ended with \(process.terminationStatus)")
    }
    return String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
  }
}
