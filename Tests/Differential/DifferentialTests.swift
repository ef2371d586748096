import Foundation
import KFPTestSupport
import Testing

private let isBlessing = ProcessInfo.processInfo.environment["BLESS"] == "1"

/// Documents of kfps are those of the official SDK, to the letter. `expected.yaml` is what the SDK
/// wrote; `BLESS=1` lets it write anew.
@Suite struct DifferentialTests {
  @Test func thereAreCases() { #expect(LoweringCase.all.count >= 150) }

  /// Without the SDK: our documents against those that it wrote once.
  @Test(arguments: LoweringCase.all)
  func ourDocumentIsTheRecordedOne(_ lowering: LoweringCase) throws {
    let (document, error) = try lowering.compile(in: TemporaryFolder())
    guard let known = lowering.known else {
      let expected = try #require(lowering.text("expected.yaml"), "not recorded; run with BLESS=1")
      #expect(document == expected, "\(error)")
      return
    }
    switch known.ours {
    case .document:
      let path = "Tests/Cases/lowering/\(lowering.name)/kfps.yaml"
      let expected = try Golden.expectation(try #require(document, "\(error)"), at: path)
      #expect(document == expected)
    case .refuses(let code):
      #expect(document == nil)
      #expect(error.contains("error[\(code)]"), "\(error)")
    }
    if known.official == .document {
      #expect(document != lowering.text("expected.yaml"), "no longer a difference")
    }
  }

  /// The list names cases that exist, and says why.
  @Test func theListOfDifferencesIsInOrder() {
    let names = Set(LoweringCase.all.map(\.name))
    for (name, known) in KnownDifference.all {
      #expect(names.contains(name))
      #expect(known.reason.count > 20, "\(name)")
    }
    for lowering in LoweringCase.all {
      let isRecorded = lowering.text("expected.yaml") != nil
      #expect(isBlessing || isRecorded == lowering.isCompiledByTheSDK, "\(lowering.name)")
      let isOurs = lowering.known?.ours == .document
      #expect(isBlessing || (lowering.text("kfps.yaml") != nil) == isOurs, "\(lowering.name)")
    }
  }
}

/// What needs the official SDK.
@Suite(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
struct OfficialSDKTests {
  /// What is recorded is what the SDK writes.
  @Test func theSDKWritesTheRecordedDocuments() throws {
    let scratch = try TemporaryFolder()
    let cases = LoweringCase.all
    let answers = try SDK.run(
      cases.map { lowering in
        [
          "source": lowering.folder.appending(path: "pipeline.py").path,
          "output": scratch.url.appending(path: "\(lowering.name).yaml").path,
        ]
      }, in: scratch)
    try #require(answers.count == cases.count)
    for (lowering, answer) in zip(cases, answers) {
      if lowering.known?.official == .refuses {
        #expect(answer.hasPrefix("error: "), "\(lowering.name)")
        continue
      }
      #expect(answer == "ok", "\(lowering.name)")
      let file = scratch.url.appending(path: "\(lowering.name).yaml")
      guard lowering.isCompiledByTheSDK, answer == "ok" else { continue }
      let official = try String(contentsOf: file, encoding: .utf8)
      if isBlessing {
        try Data(official.utf8).write(to: lowering.folder.appending(path: "expected.yaml"))
      }
      #expect(official == lowering.text("expected.yaml"), "\(lowering.name)")
    }
  }

  /// Where texts are embedded that each compiler has of its own, everything else is equal.
  @Test func documentsWithEmbeddedFilesDifferInTheHelperOnly() throws {
    let scratch = try TemporaryFolder()
    let cases = LoweringCase.all.filter { lowering in
      lowering.known?.official == .unsteady && lowering.known?.reason.contains("helper") == true
    }
    try #require(cases.count >= 4)
    var jobs: [[String: String]] = []
    for lowering in cases {
      let official = scratch.url.appending(path: "\(lowering.name).official.yaml").path
      jobs.append([
        "source": lowering.folder.appending(path: "pipeline.py").path, "output": official,
      ])
      jobs.append([
        "ours": lowering.folder.appending(path: "kfps.yaml").path, "official": official,
      ])
    }
    for (job, answer) in zip(jobs, try SDK.run(jobs, in: scratch)) {
      #expect(answer == "ok", "\(job)")
    }
  }

  /// The SDK loads every document of ours as a component, and sees in it the inputs that are there.
  @Test func theSDKLoadsOurDocuments() throws {
    let scratch = try TemporaryFolder()
    var jobs: [[String: String]] = []
    for lowering in LoweringCase.all {
      guard let text = lowering.text("kfps.yaml") ?? lowering.text("expected.yaml"),
        lowering.known?.ours != .refuses(""), try lowering.compile(in: scratch).document != nil
      else { continue }
      // The SDK itself cannot load what it compiled from these.
      if text.contains("importer:") && !text.contains("container:") { continue }
      // Manifests for a cluster are no components.
      if text.hasPrefix("apiVersion:") { continue }
      jobs.append(["load": scratch.url.appending(path: "\(lowering.name).yaml").path])
    }
    let answers = try SDK.run(jobs, in: scratch)
    try #require(answers.count == jobs.count && jobs.count >= 100)
    for (job, answer) in zip(jobs, answers) {
      #expect(answer == "ok", "\(job["load"] ?? "")")
    }
  }
}

/// The official SDK in a process of its own.
enum SDK {
  /// What it says to each of the jobs of `Tests/Tools/sdk_compile.py`.
  static func run(_ jobs: [[String: String]], in scratch: TemporaryFolder) throws -> [String] {
    let python = try #require(OfficialSDK.python)
    let list = try scratch.write(
      String(decoding: try JSONEncoder().encode(jobs), as: UTF8.self), to: "jobs.json")
    let result = try Shell.run(
      [python, Repository.url("Tests/Tools/sdk_compile.py").path, list],
      environment: ["PYTHONHASHSEED": "0"])
    #expect(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
