import Foundation
import KFPTestSupport
import Testing

/// What a terminal, a pipe and a terminal without movements show of a run.
@Suite(.serialized) struct LiveProgressTests {
  static let script = """
    @component(base_image="python:3.11")
    def slow(seconds: float) -> float:
        import time
        print("a line \\x1b[2J of the log")
        time.sleep(seconds)
        return seconds

    @component(base_image="python:3.11")
    def total(values: list[float]) -> float:
        return sum(values)

    @pipeline(name="slowly")
    def slowly():
        with ExitHandler(slow(seconds=0.0)):
            with ParallelFor(items=[0.1, 0.2, 1.2]) as seconds:
                pause = slow(seconds=seconds)
            all = total(values=Collected(pause.output))

    """

  private func terminal(
    _ folder: TemporaryFolder, _ environment: [String: String] = [:], columns: Int = 90
  ) throws -> Terminal {
    try folder.write(Self.script, to: "slowly.kfps")
    return try Terminal(
      [Tool.path, "run", "slowly.kfps", "--backend", "subprocess"], in: folder.url,
      environment: environment.merging(["KFPS_CACHE": folder.url.path + "/cache"]) { $1 },
      columns: columns)
  }

  @Test func aTerminalShowsLoopsAsOneLine() throws {
    let folder = try TemporaryFolder()
    let terminal = try terminal(folder)
    try terminal.expect("loop over [0.1, 0.2, 1.2]")
    try terminal.expect("2/3")
    terminal.resize(columns: 40, rows: 20)
    let shown = try terminal.expect("3/3 iterations")
    // What the task printed moves nothing: its escape is a picture.
    #expect(!shown.contains("\u{1B}[2J"))
    try terminal.expect("critical path")
    try terminal.expect("kfps open slowly-")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func aTerminalWithoutMovementsGetsPlainLines() throws {
    let folder = try TemporaryFolder()
    let terminal = try terminal(folder, ["TERM": "dumb"], columns: 20)
    let shown = try terminal.expect("kfps open slowly-")
    #expect(!shown.contains("\u{1B}"))
    #expect(shown.contains("slow-2[2] started") || shown.contains("slow[2] started"), "\(shown)")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func aPipeGetsPlainLinesAndASummary() throws {
    let folder = try TemporaryFolder()
    _ = try terminal(folder)
    let result = try Tool.run(["run", "slowly.kfps", "--backend", "subprocess"], in: folder.url)
    #expect(result.status == 0 && !result.output.contains("\u{1B}"))
    #expect(result.output.contains("\ntasks         5 succeeded"), "\(result.output)")
    #expect(result.output.contains("\nfiles         .kfps/runs/slowly-"))
    let quiet = try Tool.run(
      ["run", "slowly.kfps", "--backend", "subprocess", "--quiet"], in: folder.url)
    #expect(quiet.output == "", "\(quiet.output)")
    let json = try Tool.run(
      ["run", "slowly.kfps", "--backend", "subprocess", "--json"], in: folder.url)
    #expect(json.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"time\":") })
  }
}
