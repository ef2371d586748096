import Foundation
import KFPTestSupport
import Testing

/// What becomes of a session: cells are changed, the process dies, and the session comes back.
@Suite(.serialized) struct PromptSessionTests {
  static let doubling = """
    @component(base_image="python:3.11")
    def double(number: int) -> int:
        return 2 * number

    @component(base_image="python:3.11")
    def negate(number: int) -> int:
        return -number
    """

  /// A prompt with two components, and `double(1)` in In[2], `negate(1)` in In[3], `double` of both
  /// in In[4] and In[5].
  private func started(in folder: TemporaryFolder? = nil) throws -> PromptTerminal {
    let prompt = try PromptTerminal(in: folder)
    prompt.paste(Self.doubling)
    prompt.terminal.type("\r\r")
    try prompt.terminal.expect("In [2]: ")
    let cells = [
      "a = double(number=1)", "b = negate(number=1)", "c = double(number=a.output)",
      "d = double(number=b.output)",
    ]
    for (index, cell) in cells.enumerated() {
      prompt.terminal.type(cell + "\r")
      try prompt.terminal.expect("finished")
      try prompt.terminal.expect("In [\(index + 3)]: ")
    }
    return prompt
  }

  @Test func anEditRunsOnlyWhatChanges() throws {
    let prompt = try started()
    prompt.terminal.type("%edit 3\r")
    try prompt.terminal.expect("b = negate(number=1)")
    prompt.terminal.type("\u{1B}[D\u{7F}7\r")
    let told = try prompt.terminal.expect("kept their results")
    #expect(told.contains("stale: negate, its inputs changed"), "\(told)")
    #expect(told.contains("stale: double-3, it takes from `negate`"), "\(told)")
    #expect(told.contains("negate started") && told.contains("double-3 started"), "\(told)")
    #expect(!told.contains("double started") && !told.contains("double-2 started"), "\(told)")
    #expect(told.contains("2 tasks ran, 2"), "\(told)")
    prompt.terminal.type("d.output\r")
    try prompt.terminal.expect("Out[6]: -14")
    // Back again: every result is there.
    prompt.terminal.type("%undo 2\r")
    let back = try prompt.terminal.expect("kept their results")
    #expect(back.contains("0 tasks ran, 4"), "\(back)")
    prompt.terminal.type("%redo\r")
    try prompt.terminal.expect("did the edit of In [3] again")
    let again = try prompt.terminal.expect("kept their results")
    #expect(again.contains("0 tasks ran, 4") && !again.contains("started"), "\(again)")
    prompt.terminal.type("%redo\r%redo\r")
    try prompt.terminal.expect("did In [6] again")
    try prompt.terminal.expect("there is nothing to do again")
    try prompt.leave()
  }

  @Test func deletingACellAboveRunsNothing() throws {
    let prompt = try started()
    prompt.terminal.type("%delete 2\r")
    try prompt.terminal.expect("error[E0201]")
    try prompt.terminal.expect("nothing was changed")
    prompt.terminal.type("%delete 4\r")
    let told = try prompt.terminal.expect("removed In [4]")
    // What was double-3 is double-2 now, and its result is known all the same.
    #expect(!told.contains("stale") && !told.contains("started"), "\(told)")
    prompt.terminal.type("%move 3 2\r")
    let moved = try prompt.terminal.expect("In [6]: ")
    #expect(!moved.contains("stale") && !moved.contains("started"), "\(moved)")
    prompt.terminal.type("%undo 99\r")
    try prompt.terminal.expect("there are only 7 changes to take back")
    prompt.terminal.type("%rerun 3\r")
    let again = try prompt.terminal.expect("1 task ran, 2 kept their results")
    #expect(again.contains("negate started") && !again.contains("double"), "\(again)")
    try prompt.leave()
  }

  @Test func aNewDefinitionMarksTasksOfTheOldOne() throws {
    let prompt = try PromptTerminal()
    prompt.paste(Self.doubling)
    prompt.terminal.type("\r\ra = double(number=1)\r")
    try prompt.terminal.expect("Output = 2")
    try prompt.terminal.expect("In [3]: ")
    prompt.paste(Self.doubling.replacingOccurrences(of: "2 * number", with: "3 * number"))
    prompt.terminal.type("\r\r")
    try prompt.terminal.expect(
      "`double` of In [2] still uses `double` of In [1], not that of In [3]")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("%tasks\r")
    try prompt.terminal.expect("(uses `double` of In [1])")
    prompt.terminal.type("%move 2\r")
    try prompt.terminal.expect("stale: double, its component changed")
    try prompt.terminal.expect("Output = 3")
    prompt.terminal.type("%check\r")
    try prompt.terminal.expect("nothing to complain about in 3 cells")
    try prompt.leave()
  }

  @Test func aKilledSessionComesBackWithItsResults() throws {
    let folder = try TemporaryFolder()
    let killed = try started(in: folder)
    killed.terminal.send(SIGKILL)
    #expect(try killed.terminal.waitForExit() == 128 + SIGKILL)

    let prompt = try PromptTerminal(
      in: folder, arguments: ["--restore"], greeting: "brought back 5 cells and 4 results")
    try prompt.terminal.expect("In [6]: ")
    prompt.terminal.type("print(c.output, d.output)\r")
    let told = try prompt.terminal.expect("4 -2\r\n")
    #expect(!told.contains("started"), "\(told)")
    prompt.terminal.type("double(number=d.output)\r")
    let next = try prompt.terminal.expect("Output = -4")
    #expect(next.contains("double-4 started") && !next.contains("double-3"), "\(next)")
    prompt.terminal.type("%save session.kfps\r%emit session.yaml\r")
    try prompt.terminal.expect("wrote session.yaml")
    try prompt.leave()
    let compiled = try Tool.run(["compile", "session.kfps", "-o", "-"], in: folder.url)
    #expect(
      try compiled.output
        == String(contentsOf: folder.url.appending(path: "session.yaml"), encoding: .utf8))
  }

  @Test func aTaskThatRanWhenTheProcessDiedWaitsForRun() throws {
    let folder = try TemporaryFolder()
    let killed = try PromptTerminal(in: folder)
    killed.paste(
      """
      @component(base_image="python:3.11")
      def wait(seconds: float) -> int:
          import os, time
          print("waiting", flush=True)
          if not os.path.exists("\(folder.url.path)/go"):
              time.sleep(60)
          return 1
      """)
    killed.terminal.type("\r\rw = wait(seconds=1.0)\r")
    try killed.terminal.expect("wait | waiting")
    killed.terminal.send(SIGKILL)
    #expect(try killed.terminal.waitForExit() == 128 + SIGKILL)
    try folder.write("", to: "go")

    let prompt = try PromptTerminal(
      in: folder, arguments: ["repl", "--restore"], greeting: "1 task was running")
    try prompt.terminal.expect("In [3]: ")
    prompt.terminal.type("1 + 1\r")
    let told = try prompt.terminal.expect("Out[3]: 2")
    #expect(!told.contains("wait started"), "\(told)")
    prompt.terminal.type("%run\r")
    try prompt.terminal.expect("wait started")
    try prompt.terminal.expect("1 task: succeeded")
    try prompt.leave()
  }

  @Test func aFileThatWasCutOffGivesWhatStandsBefore() throws {
    let folder = try TemporaryFolder()
    let first = try PromptTerminal(in: folder)
    first.terminal.type("x = 1\ry = 2\r")
    try first.terminal.expect("In [3]: ")
    try first.leave()
    let sessions = folder.url.appending(path: ".kfps/sessions")
    let names = try FileManager.default.contentsOfDirectory(atPath: sessions.path)
    let name = try #require(names.first)
    let file = sessions.appending(path: name)
    let bytes = try Data(contentsOf: file)
    try bytes.dropLast(5).write(to: file)

    let prompt = try PromptTerminal(
      in: folder, arguments: ["--restore", String(name.dropLast(".jsonl".count))],
      greeting: "brought back 1 cell ")
    prompt.terminal.type("z = 3\r")
    try prompt.terminal.expect("In [3]: ")
    // Somebody else cannot have it meanwhile.
    let other = try Tool.run(["--restore"], in: folder.url, input: "")
    #expect(other.status == 1 && other.output.contains("no session"), "\(other.output)")
    try prompt.leave()
    let again = try PromptTerminal(
      in: folder, arguments: ["--restore"], greeting: "brought back 2 cells")
    try again.leave()
  }

  @Test func aScriptIsWhereASessionMayBegin() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "# %% [markdown]\n# Some words.\n\n# %% first\nx = 20\n\n# %%\nx + 1\n", to: "start.kfps")
    let prompt = try PromptTerminal(
      in: folder, arguments: ["repl", "start.kfps"], greeting: "Out[3]: 21")
    try prompt.terminal.expect("In [4]: ")
    prompt.terminal.type("y = 2 * x\r")
    try prompt.terminal.expect("In [5]: ")
    prompt.terminal.type("%save all.kfps\r")
    try prompt.terminal.expect("wrote")
    try prompt.leave()
    let saved = try String(contentsOf: folder.url.appending(path: "all.kfps"), encoding: .utf8)
    #expect(
      saved == """
        # %% [markdown]
        # Some words.

        # %% first
        x = 20

        # %%
        x + 1

        # %%
        y = 2 * x

        """)
  }

  @Test func aSessionIsExportedWithItsResults() throws {
    let folder = try TemporaryFolder()
    let prompt = try PromptTerminal(in: folder)
    prompt.paste(
      "# %% [markdown]\n# About *numbers*.\n\n# %%\n\(Self.doubling)\n\n# %%\ndouble(number=4).output"
    )
    prompt.terminal.type("\r")
    try prompt.terminal.expect("Out[3]: 8")
    for name in ["out.ipynb", "out.html", "out.md", "out.py", "out.kfps"] {
      prompt.terminal.type("%export \(name)\r")
      try prompt.terminal.expect("wrote \(name)")
    }
    prompt.terminal.type("%export out.pdf\r")
    try prompt.terminal.expect("error: %export takes")
    try prompt.terminal.expect("In [4]: ")
    try prompt.leave()
    let notebook = try String(contentsOf: folder.url.appending(path: "out.ipynb"), encoding: .utf8)
    #expect(notebook.contains("About *numbers*") && notebook.contains("\"8\""), "\(notebook)")
    let page = try String(contentsOf: folder.url.appending(path: "out.html"), encoding: .utf8)
    #expect(page.contains("<em>numbers</em>"))
    let script = try Tool.run(["compile", "out.kfps", "-o", "-"], in: folder.url)
    #expect(script.status == 0 && script.output.contains("comp-double"))
  }

  @Test func everyMagicHasHelp() throws {
    let listing = try Tool.run(["-c", "%help"], in: FileManager.default.temporaryDirectory)
    let names = listing.output.split(separator: "\n").filter { $0.hasPrefix("%") }
      .map { String($0.dropFirst().prefix { !$0.isWhitespace }) }
    #expect(names.count > 25, "\(names)")
    let book = try Repository.text("grammar/11-session.md")
    for name in names {
      let help = try Tool.run(["-c", "%help \(name)"], in: FileManager.default.temporaryDirectory)
      #expect(help.status == 0 && help.output.split(separator: "\n").count > 2, "\(help.output)")
      #expect(book.contains("`%\(name)"), "the book does not tell of %\(name)")
    }
  }
}
