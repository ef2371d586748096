import Foundation
import KFPTestSupport
import Testing

/// What a user sees when something goes wrong.
@Suite struct FailureTests {
  @Test func aFailingTaskStopsWhatDependsOnItAndNamesTheUsersLine() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      @component(base_image="python:3.11")
      def bad(n: int) -> int:
          values = [1, 2]
          return values[n]

      @component(base_image="python:3.11")
      def after(n: int) -> int:
          return n

      @pipeline(name="failing")
      def failing():
          first = bad(n=5)
          after(n=first.output)

      """, to: "failing.kfps")
    let result = try Tool.run(["run", script, "--backend", "subprocess"], in: folder.url)
    #expect(result.status == 1)
    let text = result.output + result.error
    #expect(text.contains("IndexError"))
    #expect(text.contains("failing.kfps"), "\(text)")
    #expect(text.contains("line 4") || text.contains("failing.kfps:4"), "\(text)")
    #expect(!text.contains("after finished"))
    let runs = folder.url.appending(path: ".kfps/runs")
    #expect(try FileManager.default.contentsOfDirectory(atPath: runs.path).count == 1)
  }

  @Test(
    "Ctrl-C, or a terminal that closes, stops a run and lets exit handlers run",
    arguments: [false, true])
  func stopping(_ hangsUp: Bool) throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      @component(base_image="python:3.11")
      def wait():
          import time
          print("waiting", flush=True)
          time.sleep(60)

      @component(base_image="python:3.11")
      def clean_up():
          print("cleaned up")

      @pipeline(name="stopped")
      def stopped():
          with ExitHandler(clean_up()):
              wait()

      """, to: "stopped.kfps")
    let terminal = try Terminal(
      [Tool.path, "run", script, "--backend", "subprocess", "--no-cache", "--verbose"],
      in: folder.url, environment: ["NO_COLOR": "1"])
    try terminal.expect("wait | waiting")
    if hangsUp {
      // The system tells the foreground, and the shell tells it again.
      for _ in 0..<2 { terminal.send(SIGHUP) }
    } else {
      terminal.type("\u{3}")
    }
    try terminal.expect("clean-up | cleaned up")
    try terminal.expect("cancelled")
    #expect(try terminal.waitForExit() == 130)
  }

  @Test(arguments: [
    (["check", "missing.kfps"], "cannot read `missing.kfps`"),
    (["compile", "missing.kfps", "-o", "x.yaml"], "cannot read `missing.kfps`"),
    (["run", "missing.yaml"], "cannot read `missing.yaml`"),
    (["run", "."], "is a folder"),
  ])
  func aMissingFileIsAUsageError(_ arguments: [String], _ message: String) throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func severalPipelinesAreListed() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      """
      @component(base_image="python:3.11")
      def one() -> int:
          return 1

      @pipeline
      def first():
          one()

      @pipeline
      def second():
          one()

      """, to: "two.kfps")
    let ambiguous = try Tool.run(["compile", script, "-o", "x.yaml"], in: folder.url)
    #expect(ambiguous.status == 2)
    #expect(ambiguous.error.contains("`first`, `second`"), "\(ambiguous.error)")
    let chosen = try Tool.run(
      ["compile", script, "-o", "x.yaml", "--pipeline", "second"], in: folder.url)
    #expect(chosen.status == 0, "\(chosen.error)")
    let unknown = try Tool.run(
      ["compile", script, "-o", "x.yaml", "--pipeline", "third"], in: folder.url)
    #expect(unknown.status == 2)
  }
}
