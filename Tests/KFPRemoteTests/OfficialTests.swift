import Foundation
import KFPRemote
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

/// The official clients as witnesses: for the stand-in, and for what we send.
@Suite(.enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct OfficialTests {
  private func document(_ place: Workplace) throws -> String {
    let path = place.folder.url.appending(path: "p.yaml").path
    let compiled = try place.run("compile", "p.kfps", "--pipeline", "walk-through", "-o", path)
    #expect(compiled.status == 0, "\(compiled.error)")
    return path
  }

  /// Whatever the official client of Kubeflow Pipelines does, the stand-in answers as it expects, and
  /// our client works on what the other one made.
  @Test func theOfficialClientWorksWithTheStandIn() throws {
    let place = try Workplace(StandIn())
    let python = try #require(OfficialSDK.python)
    let driven = try Shell.run([
      python, Repository.url("Tests/Remote/official.py").path, place.standIn.address,
      try document(place),
    ])
    #expect(driven.output.hasSuffix("ok\n"), "\(driven.error)")
    #expect(try place.standIn.violations() == [])
    #expect(try place.standIn.control()["validates"] == .bool(true))
    let shown = try place.run("show", "by version", "--to", "local", "--json")
    for task in SubmitTests.tasks { #expect(shown.output.contains("\"\(task)\"")) }
    let listed = try place.run("runs", "--to", "local")
    #expect(listed.output.contains("by version") && listed.output.contains("cancelled"))
  }

  /// For the same document we send what google-cloud-aiplatform sends.
  @Test func jobsAndSchedulesAreThoseOfTheOfficialClient() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    let python = try #require(OfficialSDK.python)
    let official = try Shell.run([
      python, Repository.url("Tests/Remote/vertex_bodies.py").path, try document(place),
      "walk-1", "gs://b/r", #"{"text": "hi", "n": 3}"#, "0 9 * * *",
    ])
    let line = try #require(official.output.split(separator: "\n").last, "\(official.error)")
    let wanted = try parseJSON(String(line), options: JSONReadingOptions(maximumDepth: 400))
    let more = [
      "p.yaml", "-p", "text=hi", "-p", "n=3", "--to", "cloud", "--name", "walk-1", "--root",
      "gs://b/r", "--label", "team=tests", "--service-account", "runner@project.example.org",
    ]
    let targets = ["KFPS_TARGETS": place.folder.url.appending(path: "targets.toml").path]
    for command in [["submit"], ["schedule", "--cron", "0 9 * * *"]] {
      let result = try Tool.run(command + more, in: place.folder.url, environment: targets)
      #expect(result.status == 0, "\(result.error)")
    }
    let requests = try place.standIn.control()["requests"]?.arrayValue ?? []
    func body(_ ending: String) throws -> JSONValue {
      let request = requests.first { $0["path"]?.stringValue?.hasSuffix(ending) == true }
      return try parseJSON(try #require(request?["body"]?.stringValue))
    }
    #expect(withoutEmpty(try body("/pipelineJobs")) == withoutEmpty(wanted["job"] ?? .null))
    #expect(withoutEmpty(try body("/schedules")) == withoutEmpty(wanted["schedule"] ?? .null))
    let job = requests.first { $0["path"]?.stringValue?.hasSuffix("/pipelineJobs") == true }
    #expect(job?["query"]?["pipelineJobId"] == wanted["id"])
    #expect(job?["path"]?.stringValue?.contains(wanted["parent"]?.stringValue ?? "?") == true)
  }

  /// Messages leave out what is empty, or do not: both mean the same. Only inside of a pipeline's own
  /// document every member counts, and there is nothing empty at the top of a job.
  private func withoutEmpty(_ value: JSONValue) -> JSONValue {
    guard case .object(let members) = value else { return value }
    var kept: OrderedDictionary<String, JSONValue> = [:]
    for (name, member) in members {
      let inner = name == "pipelineSpec" ? member : withoutEmpty(member)
      if inner != .object([:]), inner != .string(""), inner != .array([]) { kept[name] = inner }
    }
    return .object(kept)
  }
}
