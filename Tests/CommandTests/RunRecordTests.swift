import Foundation
import KFPTestSupport
import Testing

/// Runs that are stopped and taken up, looked at, followed and removed; results that are kept.
@Suite struct RunRecordTests {
  private static let script = """
    @component(base_image="python:3.11")
    def first(n: int) -> int:
        print("first", n)
        return n + 1

    @component(base_image="python:3.11")
    def second(n: int) -> int:
        import os
        assert os.path.exists(os.environ["PERMISSION"]), "not yet"
        print("second", n, flush=True)
        return n * 10

    @pipeline(name="demo")
    def demo(n: int = 1) -> int:
        a = first(n=n)
        return second(n=a.output).output

    """

  private struct Place {
    let folder: TemporaryFolder
    let script: String

    init() throws {
      folder = try TemporaryFolder()
      script = try folder.write(RunRecordTests.script, to: "demo.kfps")
    }

    var permission: String { folder.url.appending(path: "permission").path }

    func kfps(_ arguments: String...) throws -> Shell.Result {
      try Tool.run(
        arguments, in: folder.url,
        environment: ["KFPS_CACHE": folder.url.appending(path: "cache").path])
    }

    func run(_ more: String...) throws -> Shell.Result {
      try Tool.run(
        ["run", script, "--backend", "subprocess", "--env", "PERMISSION=\(permission)"] + more,
        in: folder.url, environment: ["KFPS_CACHE": folder.url.appending(path: "cache").path])
    }
  }

  @Test func aFailedRunIsTakenUpWithItsArgumentsAndOptions() throws {
    let place = try Place()
    let failed = try place.run("-p", "n=4", "--no-cache")
    #expect(failed.status == 1)
    #expect(failed.output.contains("AssertionError: not yet"))
    try place.folder.write("", to: "permission")
    let resumed = try place.kfps("run", "--resume")
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(resumed.output.contains("first finished before"), "\(resumed.output)")
    #expect(resumed.output.contains("Output = 50"))
    #expect(!resumed.output.contains("first | first"))
    // The line of the user's file is known to the second part, too.
    let nothing = try place.kfps("run", "--resume")
    #expect(nothing.status == 2)
    #expect(nothing.error.contains("no run"), "\(nothing.error)")
    let wrong = try place.kfps("run", "--resume", "demo", "-p", "n=1")
    #expect(wrong.status == 2)
    #expect(try place.kfps("cache").error.contains("no results"))
  }

  @Test func runsAreListedShownAndRemoved() throws {
    let place = try Place()
    try place.folder.write("", to: "permission")
    #expect(try place.run().status == 0)
    #expect(try place.run("-p", "n=2").status == 0)
    let list = try place.kfps("runs", "--json").output.split(separator: "\n")
    #expect(list.count == 2)
    #expect(list.allSatisfy { $0.contains(#""pipeline":"demo","state":"succeeded""#) })
    let shown =
      try JSONSerialization.jsonObject(
        with: Data(place.kfps("show", "--json").output.utf8)) as? [String: Any]
    let tasks = shown?["tasks"] as? [[String: Any]]
    #expect(tasks?.compactMap { $0["task"] as? String } == ["first", "second"])
    let second = try place.kfps("show", "--json", "--task", "second").output
    #expect(second.contains(#""outputs":{"parameters":{"Output":30}}"#), "\(second)")
    #expect(try place.kfps("logs", "--json").output.contains(#"{"task":"first","line":"first 2"}"#))
    #expect(try place.kfps("runs", "prune").status == 2)
    #expect(try place.kfps("runs", "prune", "--older-than", "soon").status == 2)
    #expect(try place.kfps("runs", "prune", "--older-than", "1h").output == "")
    #expect(try place.kfps("runs", "prune", "--keep", "1", "-d").output.hasPrefix("would remove"))
    #expect(try place.kfps("runs", "prune", "--keep", "1").output.hasPrefix("removed demo-"))
    #expect(try place.kfps("runs", "--json").output.split(separator: "\n").count == 1)
  }

  @Test func resultsAreListedVerifiedAndRemoved() throws {
    let place = try Place()
    try place.folder.write("", to: "permission")
    #expect(try place.run().status == 0)
    #expect(try place.run().output.contains("second cached"))
    #expect(try place.kfps("cache", "list").output.contains("demo/first"))
    #expect(try place.kfps("cache", "verify").output == "2 can be used, 0 cannot\n")
    let results = place.folder.url.appending(path: "cache/results")
    let files = FileManager.default.enumerator(at: results, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
    let entry = try #require(files?.first)
    let text = try Data(contentsOf: entry)
    try text.prefix(text.count / 2).write(to: entry)
    let verified = try place.kfps("cache", "verify")
    #expect(verified.status == 1)
    #expect(verified.output.contains("is cut off"), "\(verified.output)")
    #expect(try place.kfps("cache", "clear", "--broken").output == "removed 1 result\n")
    #expect(try place.kfps("cache", "clear").output == "removed 1 result\n")
  }

  @Test func aLiveRunIsFollowedAndNeverRemoved() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      @component(base_image="python:3.11")
      def slow():
          import os, time
          print("begins", flush=True)
          while not os.path.exists(os.environ["PERMISSION"]):
              time.sleep(0.02)
          print("ends")

      slow()

      """, to: "slow.kfps")
    let permission = folder.url.appending(path: "permission").path
    let terminal = try Terminal(
      [Tool.path, "run", script, "--backend", "subprocess", "--no-cache", "--verbose"],
      in: folder.url, environment: ["NO_COLOR": "1", "PERMISSION": permission])
    try terminal.expect("slow | begins")
    #expect(try Tool.run(["runs", "prune", "--keep", "0"], in: folder.url).output == "")
    let busy = try Tool.run(["run", "--resume", "slow"], in: folder.url)
    #expect(busy.error.contains("another process"), "\(busy.error)")
    let follower = try Terminal(
      [Tool.path, "logs", "--follow", "--task", "slow"], in: folder.url,
      environment: ["NO_COLOR": "1"])
    try follower.expect("begins")
    try folder.write("", to: "permission")
    try follower.expect("ends")
    #expect(try follower.waitForExit() == 0)
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("killed at random moments and taken up: nothing is lost, nothing is left")
  func kill() throws {
    let result = try Shell.run([
      "python3", Repository.url("Tests/Tools/kill.py").path, "--kfps", Tool.path, "--kills", "5",
    ])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("nothing was lost"))
  }
}
