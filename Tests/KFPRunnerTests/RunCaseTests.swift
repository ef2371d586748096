import KFPRecord
import KFPSpec
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// Real runs of documents that the official SDK compiled. `expected.json` of a case is written anew
/// with `BLESS=1`; a missing one is written, and the test fails once.
@Suite(.serialized) struct RunCaseTests {
  @Test("subprocesses give what is expected", arguments: RunCase.all)
  func subprocess(_ runCase: RunCase) async throws {
    let record = try await run(runCase, SubprocessLauncher())
    let file = "\(runCase.folder)/expected.json"
    let text = summary(record).jsonText(.sortedIndented) + "\n"
    guard environmentVariable("BLESS") == nil, let expected = Files.text(file) else {
      #expect(Files.write(file, text))
      if environmentVariable("BLESS") == nil { Issue.record("\(file) was missing") }
      return
    }
    #expect(text == expected)
  }

  /// The official executor and ours give the same outputs, artifacts, metadata and states.
  @Test(
    "the official executor gives the same",
    .enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the official SDK is absent"),
    arguments: ["artifacts", "executor", "exit-handler", "failures", "values"].map(
      RunCase.init(name:)))
  func faithful(_ runCase: RunCase) async throws {
    let python = try #require(OfficialSDK.python)
    let record = try await run(
      runCase, SubprocessLauncher(python: python, settings: LaunchSettings(isFaithful: true)))
    let expected = try readJSON(#require(Files.text("\(runCase.folder)/expected.json")))
    #expect(
      withoutMessages(summary(record)).jsonText(.sortedIndented)
        == withoutMessages(expected).jsonText(.sortedIndented))
  }

  @Test(
    "containers give the same",
    .enabled(
      if: ContainerEngine.isAvailable || ContainerEngine.isRequired,
      "no engine with \(ContainerEngine.image)"),
    arguments: RunCase.all)
  func containers(_ runCase: RunCase) async throws {
    let launcher = ContainerLauncher(
      options: ContainerOptions(imageMap: ["*": ContainerEngine.image], network: "none"))
    let record = try await run(runCase, launcher)
    let expected = try #require(Files.text("\(runCase.folder)/expected.json"))
    #expect(summary(record).jsonText(.sortedIndented) + "\n" == expected)
  }

  private func run(_ runCase: RunCase, _ launcher: some Launcher) async throws -> RunRecord {
    let folder = try TemporaryFolder()
    let options = RunOptions(runsFolder: folder.path, cache: nil)
    let record = try await Runner.run(
      document: runCase.document(), arguments: runCase.arguments(), options: options,
      launcher: launcher)
    await launcher.close()
    let events = RunFolder(record.id, in: folder.path).events()
    #expect(RunRecord(events: events) == record, "the journal tells the same as the run")
    return record
  }

  /// What of a record is the same each time.
  private func summary(_ record: RunRecord) -> JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "state": .string(record.state.rawValue), "outputs": summary(record.outputs),
    ]
    if let failure = record.failure { members["failure"] = .string(failure.message) }
    members["tasks"] = .object(
      OrderedDictionary(
        uniqueKeysWithValues: record.tasks.values.map { task in
          var facts: OrderedDictionary<String, JSONValue> = [
            "state": .string(task.state.rawValue)
          ]
          if !task.outputs.isEmpty { facts["outputs"] = summary(task.outputs) }
          if let failure = task.failure { facts["failure"] = .string(failure.message) }
          if let reason = task.reason { facts["skipped"] = .string(reason) }
          if task.attempts.count > 1 { facts["attempts"] = .integer(task.attempts.count) }
          return (task.path.text, .object(facts))
        }))
    return .object(members)
  }

  private func summary(_ values: PortValues) -> JSONValue {
    var members = values.parameters
    for (name, artifacts) in values.artifacts {
      members[name] = .array(
        artifacts.map {
          .object(["schema": .string($0.schema.title), "metadata": .object($0.metadata)])
        })
    }
    return .object(members)
  }

  /// Failures are told by each executor in its own words.
  private func withoutMessages(_ value: JSONValue) -> JSONValue {
    guard let members = value.objectValue else { return value }
    return .object(
      OrderedDictionary(
        uniqueKeysWithValues: members.compactMap { key, value in
          guard key != "failure" else { return nil }
          if let text = value.stringValue, text.contains("FAILED exit-handler-1") {
            return (key, .string("FAILED exit-handler-1"))
          }
          return (key, withoutMessages(value))
        }))
  }
}
