import Foundation
import KFPRemote
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

/// What goes wrong between us and a service. One stand-in serves all tests, one after the other: starting
/// many, each with the official clients, takes longer than the tests.
@Suite(.serialized, .enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct FaultTests {
  private static let standIn = Result { try StandIn() }

  /// A workplace at a service that knows nothing yet.
  private func workplace(more: String = "") throws -> Workplace {
    let standIn = try Self.standIn.get()
    try standIn.control(["reset": .bool(true), "tokens": .array([.string(Workplace.token)])])
    return try Workplace(standIn, more: more)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var what: String
    var times = 1
    /// Whether the service does what it was asked before it fails.
    var isAfter = false
    var testDescription: String { "\(what) \(isAfter ? "after" : "before"), \(times) times" }

    var json: OrderedDictionary<String, JSONValue> {
      ["do": .string(what), "times": .integer(times), "after": .bool(isAfter)]
    }
  }

  /// However the answer to the request that starts a run gets lost, there is one run at the end.
  @Test(
    arguments: [
      Fault(what: "503"), Fault(what: "503", isAfter: true), Fault(what: "429", times: 3),
      Fault(what: "500", times: 2, isAfter: true), Fault(what: "drop"),
      Fault(what: "drop", isAfter: true), Fault(what: "truncate"),
      Fault(what: "truncate", isAfter: true), Fault(what: "504", isAfter: true),
    ], ["POST /apis/v2beta1/runs", "POST /v1/.*/pipelineJobs"])
  func aRunIsStartedOnce(_ fault: Fault, _ request: String) throws {
    let place = try workplace()
    try place.standIn.fail("^\(request)$", fault.json)
    let result = try place.submit("--to", request.contains("v1/") ? "cloud" : "local")
    #expect(result.status == 0, "\(result.error)")
    let facts = try place.standIn.control()
    #expect((facts["runs"]?.integerValue ?? 0) + (facts["jobs"]?.integerValue ?? 0) == 1)
  }

  @Test(arguments: [
    "upload_version", "POST /apis/v2beta1/pipelines$", "POST /apis/v2beta1/experiments",
  ])
  func whatARunNeedsIsMadeOnce(_ request: String) throws {
    let place = try workplace()
    try place.standIn.fail(request, Fault(what: "502", isAfter: true).json)
    let result = try place.submit()
    #expect(result.status == 0, "\(result.error)")
    let facts = try place.standIn.control()
    #expect(facts["pipelines"] == .integer(1))
    #expect(facts["versions"] == .integer(1))
  }

  @Test(arguments: ["500", "503", "429", "drop", "truncate"])
  func lookingIsRepeated(_ what: String) throws {
    let place = try workplace()
    #expect(try place.submit().status == 0)
    try place.standIn.fail("GET /apis/v2beta1/runs", Fault(what: what, times: 2).json)
    let result = try place.run("runs", "--to", "local")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("walk-through"))
  }

  /// What the service asks for is what we wait.
  @Test func retryAfterIsObeyed() throws {
    let place = try workplace()
    try place.standIn.fail(
      "GET /apis/v2beta1/runs", ["do": .string("429"), "retry-after": .integer(1)])
    #expect(try place.run("runs", "--to", "local").status == 0)
    let times = (try place.standIn.control()["requests"]?.arrayValue ?? [])
      .compactMap { $0["time"]?.numberValue }
    try #require(times.count == 2)
    #expect(times[1] - times[0] >= 1)
  }

  @Test(arguments: [
    ("401", "does not accept the credentials"), ("403", "does not permit this: injected"),
    ("400", "refuses the request (status 400): injected"), ("503", "fails (status 503): injected"),
    ("page", "answers with a page for people"), ("redirect", "sends us elsewhere"),
    ("truncate", "broke"),
  ])
  func whatDoesNotHelpIsSaid(_ what: String, _ message: String) throws {
    let place = try workplace()
    try place.standIn.fail("GET", Fault(what: what, times: 99).json)
    let result = try place.run("runs", "--to", "local")
    #expect(result.status == 1)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func aServiceThatHangsIsLeft() throws {
    let place = try workplace(more: "retries = 1")
    let file = place.folder.url.appending(path: "targets.toml")
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacingOccurrences(of: "timeout = 20", with: "timeout = 0.3")
    try Data(text.utf8).write(to: file)
    try place.standIn.fail("GET", Fault(what: "hang", times: 99).json)
    let result = try place.run("runs", "--to", "local")
    #expect(result.status == 1)
    #expect(result.error.contains("did not answer in time"), "\(result.error)")
  }

  @Test func nobodyListens() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      ["runs", "--host", "http://127.0.0.1:1"], in: folder.url,
      environment: ["KFPS_TARGETS": "/no/such/file"])
    #expect(result.status == 1)
    #expect(result.error.contains("no connection to `127.0.0.1`"), "\(result.error)")
  }

  @Test func aWatchedRunSurvivesAFailingService() throws {
    let place = try workplace(more: "retries = 0")
    try place.standIn.fail("GET /apis/v2beta1/runs/", Fault(what: "503", times: 3).json)
    let result = try place.submit("--watch")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("succeeded in"))
  }
}
