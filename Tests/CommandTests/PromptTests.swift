import Foundation
import KFPTestSupport
import Testing

/// The prompt in a real terminal, typed at as a person would.
@Suite(.serialized) struct PromptTests {
  static let component = """
    @component(base_image="python:3.11")
    def hello(text: str) -> str:
        print("saying " + text)
        return text + "!"
    """

  /// A prompt in an empty folder, waiting for its first cell.
  private func start(
    in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Terminal {
    let settings = ["HOME": folder.url.path, "XDG_STATE_HOME": folder.url.path + "/state"]
    let terminal = try Terminal(
      [Tool.path, "--backend", "subprocess"], in: folder.url,
      environment: settings.merging(environment) { $1 })
    try terminal.expect("In [1]: ")
    return terminal
  }

  @Test func aPipelineGrowsCellByCellAndIsEmitted() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    for line in Self.component.split(separator: "\n") {
      terminal.type(line.drop { $0 == " " } + "\r")
    }
    terminal.type("\r")
    try terminal.expect("In [2]: ")
    terminal.type("first = hello(text=\"one\")\r")
    try terminal.expect("hello | saying one")
    try terminal.expect("Output = 'one!'")
    try terminal.expect("In [3]: ")
    terminal.type("second = hello(text=first.output)\r")
    try terminal.expect("hello-2 | saying one!")
    try terminal.expect("In [4]: ")
    terminal.type("second.output\r")
    try terminal.expect("Out[4]: 'one!!'")
    try terminal.expect("In [5]: ")
    terminal.type("%emit session.yaml\r")
    try terminal.expect("wrote session.yaml")
    terminal.type("%save session.kfps\r")
    try terminal.expect("wrote session.kfps")
    try terminal.expect("In [5]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)

    let emitted = try String(
      contentsOf: folder.url.appending(path: "session.yaml"), encoding: .utf8)
    let compiled = try Tool.run(["compile", "session.kfps", "-o", "-"], in: folder.url)
    #expect(compiled.output == emitted, "a session means what its file means")
  }

  @Test func aRefusedCellChangesNothing() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    terminal.type("value = missing + 1\r")
    try terminal.expect("error[E0201]")
    try terminal.expect("In [2]: ")
    terminal.type("%cells\r")
    let listing = try terminal.expect("In [2]: ")
    #expect(!listing.contains("missing + 1"))
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCDropsTheLineAndKeepsTheSession() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    terminal.type("x = 41\r")
    try terminal.expect("In [2]: ")
    terminal.type("x = nonsense")
    try terminal.expect("nonsense")
    terminal.type("\u{3}")
    try terminal.expect("In [2]: ")
    terminal.type("print(x + 1)\r")
    try terminal.expect("42")
    try terminal.expect("In [3]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func controlCStopsARunningCellAndKeepsTheSession() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    paste(
      """
      @component(base_image="python:3.11")
      def wait():
          import time
          print("waiting", flush=True)
          time.sleep(60)
      """, into: terminal)
    terminal.type("\r\r")
    try terminal.expect("In [2]: ")
    terminal.type("wait()\r")
    try terminal.expect("wait | waiting")
    terminal.type("\u{3}")
    try terminal.expect("cancelled")
    try terminal.expect("In [3]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func whatFailedOrWasStoppedIsNotRunAgainUnasked() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    paste(
      """
      @component(base_image="python:3.11")
      def bad(n: int) -> int:
          print("bad runs")
          raise ValueError(n)

      @component(base_image="python:3.11")
      def wait() -> int:
          import time
          print("waiting", flush=True)
          time.sleep(60)
          return 1

      @component(base_image="python:3.11")
      def good(n: int) -> int:
          return n
      """, into: terminal)
    terminal.type("\r\r")
    try terminal.expect("In [2]: ")
    terminal.type("b = bad(n=1)\r")
    try terminal.expect("ValueError: 1")
    try terminal.expect("In [3]: ")
    terminal.type("w = wait()\r")
    try terminal.expect("wait | waiting")
    terminal.type("\u{3}")
    try terminal.expect("wait cancelled")
    try terminal.expect("In [4]: ")
    terminal.type("good(n=2)\r")
    let third = try terminal.expect("In [5]: ")
    #expect(third.contains("Output = 2"), "\(third)")
    #expect(!third.contains("bad") && !third.contains("wait"), "\(third)")
    terminal.type("good(n=b.output)\r")
    let fourth = try terminal.expect("In [6]: ")
    #expect(fourth.contains("good-2 skipped"), "\(fourth)")
    terminal.type("bad(n=1)\r")
    try terminal.expect("bad-2 | bad runs")
    try terminal.expect("In [7]: ")
    terminal.type("quit()\r")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func aPasteOfManyLinesArrivesAsOneCell() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    let lines = (1...500).map { "v\($0) = \($0)" }
    paste(lines.joined(separator: "\n"), into: terminal)
    terminal.type("\r")
    try terminal.expect("In [2]: ")
    terminal.type("print(v1 + v500)\r")
    try terminal.expect("501")
    try terminal.expect("In [3]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func historyKeepsCellsOfSeveralLinesAcrossSessions() throws {
    let folder = try TemporaryFolder()
    let first = try start(in: folder, environment: ["NO_COLOR": "1"])
    first.type("def twice(n):\rreturn 2 * n\r\r")
    try first.expect("In [2]: ")
    first.type("\u{4}")
    #expect(try first.waitForExit() == 0)

    let second = try start(in: folder, environment: ["NO_COLOR": "1"])
    second.type("\u{1B}[A")
    try second.expect("return 2 * n")
    second.type("\r")
    try second.expect("In [2]: ")
    second.type("print(twice(21))\r")
    try second.expect("42")
    try second.expect("In [3]: ")
    second.type("\u{4}")
    #expect(try second.waitForExit() == 0)
  }

  @Test func tabCompletesNamesAndInputs() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1"])
    paste(Self.component, into: terminal)
    terminal.type("\r\r")
    try terminal.expect("In [2]: ")
    terminal.type("hel\t(te\t\"x\")\r")
    try terminal.expect("saying x")
    try terminal.expect("In [3]: ")
    terminal.type("Paral\t")
    try terminal.expect("lelFor")
    terminal.type("\u{3}")
    try terminal.expect("In [3]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func wideCharactersSurviveEditing() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(in: folder, environment: ["NO_COLOR": "1", "LANG": "C.UTF-8"])
    terminal.type("print(\"日本語x\u{1B}[D\u{1B}[D\u{7F}\u{1B}[F\")\r")
    try terminal.expect("\r\n\u{1B}[?2004l日語x\r\n")
    try terminal.expect("In [2]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  @Test func standardInputThatIsNoTerminalIsAScriptOfCells() throws {
    let folder = try TemporaryFolder()
    let script = "# %%\n\(Self.component)\n\n# %%\nhello(text=\"in\").output\n"
    let result = try Tool.run(["--backend", "subprocess"], in: folder.url, input: script)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("'in!'"), "\(result.output)")
    #expect(!result.output.contains("In ["))
    #expect(!result.output.contains("\u{1B}"))
    let refused = try Tool.run(["-c", "print(nothing)"], in: folder.url)
    #expect(refused.status == 1)
  }

  private func paste(_ text: String, into terminal: Terminal) {
    terminal.type("\u{1B}[200~\(text)\u{1B}[201~")
  }
}
