import Foundation
import KFPTestSupport
import Testing

/// Typing at the prompt: keys, pastes, wide characters, windows and terminals of all kinds.
@Suite(.serialized) struct PromptEditingTests {
  @Test func aPasteIsDividedAtItsMarks() throws {
    let prompt = try PromptTerminal()
    prompt.paste("# %%\nx = 1\n\n# %%\ny = \n# %%\nprint(x + y)")
    prompt.terminal.type("\r")
    try prompt.terminal.expect("error[E0101]")
    try prompt.terminal.expect("what stands behind it was not taken")
    try prompt.terminal.expect("In [3]: ")
    prompt.paste("# %%\ny = 2\n%cells 1\n# %%\nprint(x + y)")
    prompt.terminal.type("\r")
    try prompt.terminal.expect("x = 1\r\n3\r\n")
    try prompt.terminal.expect("In [5]: ")
    try prompt.leave()
  }

  @Test func aTextIsTakenAsItIsWithoutMarksOfAPaste() throws {
    let prompt = try PromptTerminal()
    prompt.terminal.type(
      """
      def total(numbers):
          result = 0
          for number in numbers:
              result += number

          return result

      print(total([1, 2, 3]))

      """.replacingOccurrences(of: "\n", with: "\r"))
    try prompt.expectPrinted("6")
    // What is typed ahead still gets its indentation.
    prompt.terminal.type("def twice(n):\rreturn 2 * n\r\rprint(twice(4))\r")
    try prompt.expectPrinted("8")
    try prompt.leave()
  }

  @Test func enterWithinAMendedLineTakesTheCell() throws {
    let prompt = try PromptTerminal()
    prompt.paste("def twice(n):\n    return 2 * m")
    prompt.terminal.type("\u{1B}[D\u{1B}[Dx\u{7F}\u{1B}[A\u{1B}[F\r")
    // At the end of a line it opens one, indented.
    prompt.terminal.type("m = n\u{1B}[D\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("print(twice(4))\r")
    try prompt.expectPrinted("8")
    try prompt.leave()
  }

  @Test func aTallCellShowsWhereTheCursorIs() throws {
    let prompt = try PromptTerminal()
    prompt.terminal.resize(columns: 40, rows: 8)
    prompt.paste((1...30).map { "a\($0) = \($0)" }.joined(separator: "\n"))
    try prompt.terminal.expect("a30 = 30")
    _ = prompt.terminal.shown(after: 0.3)
    let drawn = "\u{1B}[K"
    prompt.terminal.type(String(repeating: "\u{1B}[A", count: 27))
    try prompt.terminal.expect("a3 = 3\(drawn)")
    prompt.terminal.type("3")
    try prompt.terminal.expect("a3 = 33\(drawn)")
    prompt.terminal.type(String(repeating: "\u{1B}[B", count: 27) + "\u{1B}[F\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("print(a3 + a30)\r")
    try prompt.expectPrinted("63")
    try prompt.leave()
  }

  @Test func aLongCellSurvivesALookAtTheHistory() throws {
    let prompt = try PromptTerminal()
    prompt.terminal.type("short = 1\r")
    try prompt.terminal.expect("In [2]: ")
    let items = (1000..<1400).map { "\($0)" }.joined(separator: ", ")
    prompt.paste("print(sum([\(items)]))")
    try prompt.terminal.expect("1399]))")
    prompt.terminal.type("\u{1B}[A")
    try prompt.terminal.expect("short = 1")
    prompt.terminal.type("\u{1B}[B\r")
    try prompt.expectPrinted("479800")
    prompt.paste("print(sum([\(items)]) + 1)")
    try prompt.terminal.expect(" + 1)")
    prompt.terminal.type("\u{12}short")
    try prompt.terminal.expect("short = 1")
    prompt.terminal.type("\u{7}\u{1B}[F\r")
    try prompt.expectPrinted("479801")
    try prompt.leave()
  }

  @Test func controlCEndsAWholePaste() throws {
    let prompt = try PromptTerminal()
    prompt.paste(
      """
      @component(base_image="python:3.11")
      def wait(number: int):
          import time
          print("waiting", flush=True)
          time.sleep(20)

      # %%
      wait(number=1)
      # %%
      wait(number=2)
      # %%
      print("the end")
      """)
    prompt.terminal.type("\r")
    try prompt.terminal.expect("wait | waiting")
    prompt.terminal.type("\u{3}")
    try prompt.terminal.expect("the 2 behind it were not taken")
    try prompt.terminal.expect("In [3]: ")
    try prompt.leave()
  }

  @Test func tabKnowsWhatStandsBehindADotOrACommand() throws {
    let prompt = try PromptTerminal()
    prompt.paste("@component\ndef f(a: int) -> int:\n    return a")
    prompt.terminal.type("\r\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("words = ['a', 'b']\r")
    try prompt.terminal.expect("In [3]: ")
    prompt.terminal.type("words.app\t('c')\r")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("first = f(a=le\t(wor\t))\r")
    try prompt.terminal.expect("Output = 3")
    try prompt.terminal.expect("In [5]: ")
    // A task of the cell being typed is known, and so are its outputs.
    prompt.terminal.type("second = f(a=1); second.outputs[\"Ou\t\"]\r")
    try prompt.terminal.expect("Out[5]: 1")
    prompt.terminal.type("%logs f\t\r")
    try prompt.terminal.expect("`f-2` printed nothing")
    prompt.terminal.type("%run f a\t5\r")
    try prompt.terminal.expect("Output = 5")
    prompt.terminal.type("from kfp.dsl import Parallel\t\r")
    try prompt.terminal.expect("For")
    try prompt.leave()
  }

  @Test func marksAreEditedWithTheirCharacters() throws {
    let prompt = try PromptTerminal(environment: ["LANG": "C.UTF-8"])
    let (left, backspace) = ("\u{1B}[D", "\u{7F}")
    prompt.terminal.type("print(\"ae\u{301}か\u{3099}b\(left)\(backspace)\u{1B}[F\")\r")
    try prompt.expectPrinted("ae\u{301}b")
    prompt.terminal.type("print(\"e\u{301}x\(left)\(left)y\u{1B}[F\")\r")
    try prompt.expectPrinted("ye\u{301}x")
    try prompt.leave()
  }

  @Test func theUsersEditorFileMayAskForViKeys() throws {
    let folder = try TemporaryFolder()
    try folder.write("bind -v\n", to: ".editrc")
    let prompt = try PromptTerminal(in: folder)
    prompt.terminal.type("def twice(n):\rreturn 2 * n\r\r")
    try prompt.terminal.expect("In [2]: ")
    // Escape is a key of its own, and `0`, `i` and `$` are commands then.
    prompt.terminal.type("rint(twice(4))")
    try prompt.terminal.expect("twice(4))")
    prompt.terminal.type("\u{1B}")
    _ = prompt.terminal.shown(after: 0.2)
    prompt.terminal.type("0ip\u{1B}[F")
    _ = prompt.terminal.shown(after: 0.2)
    prompt.terminal.type("\r")
    try prompt.expectPrinted("8")
    prompt.paste("a = 1\nb = 2")
    prompt.terminal.type("\r")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("\u{1B}[A")
    try prompt.terminal.expect("b = 2")
    prompt.terminal.type("\r")
    try prompt.terminal.expect("In [5]: ")
    try prompt.leave()
  }

  @Test func aTerminalThatOnlyPrintsGetsNoEscapes() throws {
    let folder = try TemporaryFolder()
    let terminal = try Terminal(
      [Tool.path, "--backend", "subprocess"], in: folder.url,
      environment: ["HOME": folder.url.path, "TERM": "dumb", "NO_COLOR": "1"])
    var shown = try terminal.expect("In [1]: ")
    terminal.type("def twice(n):\n")
    shown += try terminal.expect("...: ")
    terminal.type("    return 2 * n\n")
    shown += try terminal.expect("...: ")
    terminal.type("\n")
    shown += try terminal.expect("In [2]: ")
    terminal.type("nonsense\u{3}")
    shown += try terminal.expect("In [2]: ")
    terminal.type("twice(21)\n")
    shown += try terminal.expect("Out[2]: 42")
    shown += try terminal.expect("In [3]: ")
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
    #expect(!shown.contains("\u{1B}"), "\(shown.debugDescription)")
  }

  @Test func aNarrowerWindowKeepsTheLine() throws {
    let prompt = try PromptTerminal()
    let numbers = (1...30).map { "\($0)" }.joined(separator: " + ")
    prompt.terminal.type(numbers)
    try prompt.terminal.expect("+ 30")
    prompt.terminal.resize(columns: 40, rows: 12)
    try prompt.terminal.expect("+ 30")
    prompt.terminal.type(" + 1\r")
    try prompt.terminal.expect("Out[1]: 466")
    try prompt.leave()
  }

  @Test func searchFindsACellOfSeveralLines() throws {
    let prompt = try PromptTerminal()
    prompt.terminal.type("numbers = [10,\r20]\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("other = 3\r")
    try prompt.terminal.expect("In [3]: ")
    prompt.terminal.type("\u{12}10,")
    try prompt.terminal.expect("20]")
    prompt.terminal.type("\u{1B}[F\u{1B}[F\r")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("%cells 3\r")
    try prompt.terminal.expect("numbers = [10,")
    try prompt.leave()
  }

  @Test func tabShowsTypesWhereThereAreSeveral() throws {
    let folder = try TemporaryFolder()
    try folder.write("x = 1\n", to: "script.kfps")
    let prompt = try PromptTerminal(in: folder)
    prompt.paste(
      """
      @component(base_image="python:3.11")
      def score(name: str, depth: int) -> float:
          return 0.5
      """)
    prompt.terminal.type("\r\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("first = score(\t")
    let inputs = try prompt.terminal.expect("int\r\n")
    #expect(inputs.contains("name=") && inputs.contains("str"), "\(inputs)")
    prompt.terminal.type("na\t\"a\", depth=1)\r")
    try prompt.terminal.expect("Output = 0.5")
    try prompt.terminal.expect("In [3]: ")
    prompt.terminal.type("first.outputs[\"O\t\"]\r")
    try prompt.terminal.expect("Out[3]: 0.5")
    prompt.terminal.type("first.set_cp\t")
    try prompt.terminal.expect("u_")
    prompt.terminal.type("\u{3}")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("%he\t ty\t\r")
    try prompt.terminal.expect("%type EXPR")
    prompt.terminal.type("%load sc\t\r")
    try prompt.terminal.expect("In [5]: ")
    try prompt.leave()
  }

  @Test func twoSessionsShareTheHistory() throws {
    let folder = try TemporaryFolder()
    let first = try PromptTerminal(in: folder)
    let second = try PromptTerminal(in: folder)
    for number in 1...5 {
      first.terminal.type("a\(number) = 1\r")
      second.terminal.type("b\(number) = 1\r")
      try first.terminal.expect("In [\(number + 1)]: ")
      try second.terminal.expect("In [\(number + 1)]: ")
    }
    try first.leave()
    try second.leave()
    let third = try PromptTerminal(in: folder)
    third.terminal.type("%history 99\r")
    let listing = try third.terminal.expect("In [1]: ")
    for number in 1...5 {
      #expect(listing.contains("> a\(number) = 1") && listing.contains("> b\(number) = 1"))
    }
    try third.leave()
  }

  @Test func theTerminalIsGivenBack() throws {
    for signal in [SIGTERM, SIGHUP] {
      let prompt = try PromptTerminal()
      #expect(!prompt.terminal.echoes)
      prompt.terminal.type("x = [1,\r")
      try prompt.terminal.expect("x = [1,")
      prompt.terminal.send(signal)
      #expect(try prompt.terminal.waitForExit() == 128 + signal)
      #expect(prompt.terminal.echoes)
      #expect(prompt.terminal.shown(after: 0).contains("\u{1B}[?2004l"))
    }
  }

  @Test func whatIsTypedWhileACellRunsWaits() throws {
    let prompt = try PromptTerminal()
    prompt.paste(
      """
      @component(base_image="python:3.11")
      def wait():
          import time
          print("waiting", flush=True)
          time.sleep(1.5)
      """)
    prompt.terminal.type("\r\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("wait()\r")
    try prompt.terminal.expect("wait | waiting")
    prompt.terminal.type("print(40 + 2)\r")
    let meanwhile = try prompt.terminal.expect("wait finished")
    #expect(!meanwhile.contains("40 + 2"), "\(meanwhile)")
    try prompt.expectPrinted("42")
    try prompt.leave()
  }

  @Test func controlCLeavesACellThatIsEdited() throws {
    let prompt = try PromptTerminal()
    prompt.terminal.type("x = 1\r")
    try prompt.terminal.expect("In [2]: ")
    prompt.terminal.type("%edit\r")
    try prompt.terminal.expect("In [1]: ")
    try prompt.terminal.expect("x = 1")
    prompt.terminal.type("1\u{3}")
    try prompt.terminal.expect("In [1] stays as it was")
    prompt.terminal.type("print(x)\r")
    try prompt.expectPrinted("1")
    try prompt.leave()
  }
}

/// A prompt in a pseudo-terminal and a folder of its own, waiting for its first cell.
struct PromptTerminal {
  let folder: TemporaryFolder
  let terminal: Terminal

  init(
    in folder: TemporaryFolder? = nil, arguments: [String] = [],
    environment: [String: String] = [:], greeting: String = "In ["
  ) throws {
    self.folder = try folder ?? TemporaryFolder()
    let path = self.folder.url.path
    let settings = ["HOME": path, "XDG_STATE_HOME": path + "/state", "NO_COLOR": "1"]
    terminal = try Terminal(
      [Tool.path] + arguments + ["--backend", "subprocess"], in: self.folder.url,
      environment: settings.merging(environment) { $1 })
    try terminal.expect(greeting)
  }

  /// Pastes, as terminals do that mark it.
  func paste(_ text: String) { terminal.type("\u{1B}[200~\(text)\u{1B}[201~") }

  /// Waits for a line that stands behind what was typed.
  @discardableResult func expectPrinted(_ line: String) throws -> String {
    try terminal.expect("\u{1B}[?2004l\(line)\r\n")
  }

  /// Leaves by Ctrl-D.
  func leave() throws {
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }
}
