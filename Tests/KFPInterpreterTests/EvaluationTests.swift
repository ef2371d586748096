import Foundation
import KFPInterpreter
import KFPSource
import KFPSyntax
import Testing

/// One folder of `Tests/Cases/evaluation`: a script, what it prints, and what is said about it.
private struct EvaluationCase: CustomTestStringConvertible, Sendable {
  let folder: String

  var testDescription: String { (folder as NSString).lastPathComponent }
  var script: String { folder + "/script.py" }
  var expected: String { folder + "/expected.txt" }

  static let all: [EvaluationCase] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Cases/evaluation").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.sorted().map { EvaluationCase(folder: root + "/" + $0) }
  }()

  /// The scripts about which nothing is said: they mean the same to Python.
  static let plain = all.filter { item in
    let text = (try? String(contentsOfFile: item.expected, encoding: .utf8)) ?? ""
    return !text.contains("\nerror E") && !text.hasPrefix("error E")
  }
}

/// What a script prints, and the complaints about it, one a line.
private func evaluate(_ item: EvaluationCase) throws -> (printed: String, complaints: [String]) {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: item.script)))
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let text = sources.add(name: "script.py", bytes: bytes)
  let tree = parse(text, reporting: &bag)
  var capabilities = Capabilities(
    readFile: { path in
      let url = URL(
        fileURLWithPath: path, relativeTo: URL(fileURLWithPath: item.folder, isDirectory: true))
      return (try? Data(contentsOf: url)).map { [UInt8]($0) }
    },
    listFolder: { path in
      try? FileManager.default.contentsOfDirectory(atPath: path).sorted()
    },
    environment: ["HOME": "/home/user"], workingFolder: item.folder, now: { 1_700_000_000 })
  capabilities.stepLimit = 200_000
  let result = interpret(
    [tree], kind: .module, path: "script.py", capabilities: capabilities, sources: &sources,
    reporting: &bag)
  var printed = ""
  for observation in result.observations where observation.kind == .print {
    for case .text(let piece) in observation.pieces { printed += piece }
  }
  let complaints = bag.diagnostics.map { diagnostic in
    var line = "\(diagnostic.severity.rawValue) \(diagnostic.code)"
    if let label = diagnostic.primary, let text = sources[label.span.source] {
      let place = text.position(at: label.span.start)
      line += " \(text.name):\(place.line):\(place.column)"
    }
    line += " \(diagnostic.message)"
    for label in diagnostic.related {
      guard let text = sources[label.span.source] else { continue }
      let place = text.position(at: label.span.start)
      line += "\n  \(text.name):\(place.line):\(place.column) \(label.text)"
    }
    for help in diagnostic.helps { line += "\n  help: \(help.text)" }
    return line
  }
  return (printed, complaints)
}

@Suite("Evaluation")
struct EvaluationTests {
  @Test("prints and complains as expected", arguments: EvaluationCase.all)
  fileprivate func expectation(_ item: EvaluationCase) throws {
    let (printed, complaints) = try evaluate(item)
    let actual = printed + complaints.map { $0 + "\n" }.joined()
    let old = try? String(contentsOfFile: item.expected, encoding: .utf8)
    if old == nil || ProcessInfo.processInfo.environment["BLESS"] == "1" {
      try actual.write(toFile: item.expected, atomically: true, encoding: .utf8)
    }
    #expect(old == actual)
  }

  @Test("prints what Python prints", arguments: EvaluationCase.plain)
  fileprivate func agreement(_ item: EvaluationCase) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "script.py"]
    process.currentDirectoryURL = URL(fileURLWithPath: item.folder, isDirectory: true)
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin", "HOME": "/home/user",
      "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8",
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let python = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let ours = try evaluate(item).printed
    let pairs = zip(
      ours.split(separator: "\n", omittingEmptySubsequences: false),
      python.split(separator: "\n", omittingEmptySubsequences: false))
    for (ours, python) in pairs { #expect(ours == python) }
    #expect(ours == python)
    #expect(process.terminationStatus == 0)
  }
}
