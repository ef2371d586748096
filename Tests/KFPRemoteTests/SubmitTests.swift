import Foundation
import KFPRemote
import KFPTestSupport
import KFPTypes
import Testing

/// The commands against the stand-in, which holds every request against the official client's models.
@Suite(.enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct SubmitTests {
  static let tasks = [
    "echo", "for-loop-2[0]/echo-2", "for-loop-2[1]/echo-2", "for-loop-2[2]/echo-2", "inner/echo",
    "join",
  ]

  @Test(arguments: ["local", "cloud"]) func aRunIsFollowedToItsEnd(_ target: String) throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    let result = try place.submit("--watch", "--json", "--to", target)
    #expect(result.status == 0, "\(result.error)")
    let events = try result.output.split(separator: "\n").map { try parseJSON(String($0)) }
    for kind in ["taskReady", "taskLaunched", "taskSucceeded"] {
      let tasks = events.filter { $0["event"] == .string(kind) }.compactMap {
        $0["task"]?.stringValue
      }
      #expect(tasks.sorted() == Self.tasks, "\(kind)")
    }
    #expect(events.last?["event"] == .string("runFinished"))
    #expect(events.last?["state"] == .string("succeeded"))
    let shown = try place.submit("--watch", "--to", target)
    #expect(shown.status == 0)
    #expect(shown.output.contains("succeeded in"), "\(shown.output)")
    #expect(try place.standIn.violations() == [])
  }

  @Test func aDocumentIsUploadedOnce() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    for _ in 0..<2 { #expect(try place.submit().status == 0) }
    #expect(try place.submit("--no-cache").status == 0)
    let facts = try place.standIn.control()
    #expect(facts["pipelines"] == .integer(1))
    #expect(facts["runs"] == .integer(3))
    #expect(facts["versions"] == .integer(2), "the document without caching is another one")
    #expect(try place.standIn.violations() == [])
  }

  @Test func aFailureIsToldWithItsTask() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    try place.folder.write(
      """
      @component(base_image="python:3.11")
      def fail_here(text: str):
          raise ValueError(text)

      @pipeline(name="failing")
      def failing(text: str = "no"):
          fail_here(text=text)

      """, to: "f.kfps")
    for target in ["local", "cloud"] {
      let result = try place.run("submit", "f.kfps", "--to", target, "--watch")
      #expect(result.status == 1)
      #expect(result.output.contains("fail-here"), "\(result.output)")
      #expect(result.output.contains("exit") && result.output.contains("1"), "\(result.output)")
    }
  }

  @Test(arguments: ["local", "cloud"]) func aPulledRunIsLikeALocalOne(_ target: String) throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    #expect(try place.submit("--watch", "--to", target).status == 0)
    let listed = try place.run("runs", "--to", target, "--json")
    let run = try #require(parseJSON(listed.output)["run"]?.stringValue)
    let pulled = try place.run("pull", run, "--to", target)
    #expect(pulled.status == 0, "\(pulled.error)")
    let shown = try place.run("show", String(pulled.output.dropLast()))
    let kept = try place.run("show", String(pulled.output.dropLast()), "--json").output
    for task in Self.tasks { #expect(kept.contains("\"\(task)\""), "\(kept)") }
    #expect(shown.output.contains("3 iterations"), "\(shown.output)")
    let report = try place.run("report", "-o", "-")
    #expect(report.output.contains("walk-through"))
    #expect(try place.run("runs").output.contains("6 tasks"))
  }

  @Test func aRunIsCancelled() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    for target in ["local", "cloud"] {
      let name = "stop-me-\(target)"
      #expect(try place.submit("--to", target, "--name", name).status == 0)
      let result = try place.run("cancel", name, "--to", target)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output == "`\(name)` is asked to stop\n")
      let shown = try place.run("show", name, "--to", target)
      #expect(shown.output.contains("cancelled"), "\(shown.output)")
      let again = try place.run("cancel", name, "--to", target)
      #expect(again.status == 1)
      #expect(again.error.contains("has ended already"))
    }
    let missing = try place.run("cancel", "nobody")
    #expect(missing.status == 1)
    #expect(missing.error.contains("there is no run `nobody`"))
  }

  @Test func schedulesAreMade() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    let pipeline = ["schedule", "p.kfps", "--pipeline", "walk-through", "-p", "text=hi"]
    func schedule(_ more: String...) throws -> Shell.Result {
      let targets = place.folder.url.appending(path: "targets.toml").path
      return try Tool.run(
        pipeline + more, in: place.folder.url, environment: ["KFPS_TARGETS": targets])
    }
    let first = try schedule("--cron", "0 9 * * 1-5", "--start", "2026-12-01T00:00:00Z")
    #expect(first.status == 0, "\(first.error)")
    let second = try schedule("--every", "6h", "--concurrency", "2", "--no-catchup", "--disabled")
    #expect(second.status == 0, "\(second.error)")
    #expect(try schedule("--cron", "0 0 9 * * 1-5", "--to", "cloud").status == 0)
    #expect(try schedule("--every", "6h", "--to", "cloud").status == 2)
    #expect(try schedule("--cron", "0 9").status == 2)
    #expect(try schedule("--every", "soon").status == 2)
    #expect(try schedule().status == 2)
    let facts = try place.standIn.control()
    let recurring = facts["recurring"]?.arrayValue ?? []
    #expect(
      recurring.first?["trigger"]?["cron_schedule"]?["cron"] == .string("0 0 9 * * 1-5"))
    #expect(
      recurring.last?["trigger"]?["periodic_schedule"]?["interval_second"] == .string("21600"))
    #expect(recurring.last?["mode"] == .string("DISABLE"))
    #expect(facts["schedules"]?.arrayValue?.first?["cron"] == .string("0 9 * * 1-5"))
    #expect(try place.standIn.violations() == [])
  }

  @Test func nothingIsSentThatTheTargetCannotDo() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    let result = try place.submit("--to", "cloud", "--root", "s3://bucket")
    #expect(result.status == 1)
    #expect(result.error.contains("error[E0705]"), "\(result.error)")
    #expect(try place.standIn.requests() == [])
    let dry = try place.submit("--to", "cloud", "--dry-run")
    #expect(dry.status == 0, "\(dry.error)")
    #expect(try place.standIn.requests() == [])
  }
}
