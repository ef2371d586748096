import Foundation
import KFPTestSupport
import Testing

/// Lessons in a real terminal, and as the scripts that they are.
@Suite(.serialized) struct TutorialTests {
  @Test(arguments: ExportTests.lessons)
  func eachLessonRunsAsAScriptInBothLanguages(file: String) throws {
    let folder = try TemporaryFolder()
    let japanese = file.replacingOccurrences(of: "tutorial/", with: "tutorial/ja/")
    var documents: [String] = []
    for file in [file, japanese] {
      let path = Repository.url(file).path
      let result = try Tool.run(
        ["run", path, "--backend", "subprocess", "--no-cache"], in: folder.url,
        environment: ["TMPDIR": folder.url.path])
      #expect(result.status == 0, "\(file): \(result.output)\(result.error)")
      #expect(!result.output.contains("assertion failed"), "\(result.output)")
      #expect(result.error.isEmpty, "\(result.error)")
      documents.append(try Tool.run(["compile", path, "-o", "-"]).output)
    }
    #expect(documents[0] == documents[1] && !documents[0].isEmpty)
  }

  private func start(_ arguments: [String], in folder: TemporaryFolder) throws -> Terminal {
    try Terminal(
      [Tool.path, "tutorial"] + arguments, in: folder.url,
      environment: [
        "HOME": folder.url.path, "XDG_STATE_HOME": folder.url.path + "/state", "NO_COLOR": "1",
        "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
      ])
  }

  private func list(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
    try Tool.run(
      ["tutorial"] + arguments,
      environment: ["XDG_STATE_HOME": folder.url.path + "/state", "LC_ALL": "C.UTF-8"]
    ).output
  }

  /// A wrong name, a wrong answer, a hint, leaving, coming back, the solution, and the end.
  @Test func aLessonIsWalkedThrough() throws {
    let folder = try TemporaryFolder()
    let first = try start(["hello"], in: folder)
    try first.expect("A pipeline is a program")
    try first.expect("Enter runs this cell: ")
    first.type("\r")
    try first.expect("first = hello(name=\"world\")")
    try first.expect("Enter runs this cell: ")
    first.type("\r")
    try first.expect("hello | Hello, world!")
    try first.expect("Enter runs this cell: ")
    first.type("\r")
    try first.expect("'Hello, world!'")
    try first.expect("Exercise: Greet somebody")
    try first.expect("In [4]: ")
    first.type("greeting = hello(nam=\"Ada\")\r")
    try first.expect("error[E0302]")
    try first.expect("Nothing of this cell happened")
    // What was typed stands in the editor again.
    try first.expect("In [5]: ")
    try first.expect("greeting = hello(nam=\"Ada\")")
    // A hint is asked for where the cursor is, and the cell stays.
    first.type("hint\r")
    try first.expect("other words at two places")
    try first.expect("In [5]: ")
    try first.expect("greeting = hello(nam=\"Ada\")")
    first.type("\u{3}")
    try first.expect("In [5]: ")
    first.type("greeting = hello(name=\"world\")\r")
    try first.expect("Not yet: greet somebody else than the world")
    try first.expect("In [5]: ")
    try first.expect("greeting = hello(name=\"world\")")
    first.type("\u{3}")
    try first.expect("In [5]: ")
    first.type("quit\r")
    try first.expect("kfps tutorial hello")
    #expect(try first.waitForExit() == 0)
    #expect(try list([], in: folder).contains("7/"))

    let second = try start(["1"], in: folder)
    try second.expect("Welcome back")
    try second.expect("In [4]: ")
    second.type("greeting = hello(name=\"Ada\")\r")
    try second.expect("hello-2 | Hello, Ada!")
    try second.expect("Well done")
    try second.expect("Exercise: A component that cannot run")
    // This stands in the editor only.
    try second.expect("area = circle(radius=2.0)")
    second.type("\u{3}")
    try second.expect("In [")
    second.type("solution\r")
    try second.expect("Enter runs it")
    try second.expect("area = circle(radius=2.0)")
    second.type("\r")
    try second.expect("12.566370614359172")
    try second.expect("Well done")
    try second.expect("Exercise: Your own component")
    second.type("skip\r")
    try second.expect("That was the lesson.")
    try second.expect("kfps tutorial pipelines")
    #expect(try second.waitForExit() == 0)
    #expect(try list([], in: folder).contains("Hello, world ✓"))
  }

  @Test func theJapaneseEditionSpeaksJapanese() throws {
    let folder = try TemporaryFolder()
    let terminal = try start(["loops", "--lang", "ja"], in: folder)
    try terminal.expect("ファンアウトとファンイン")
    try terminal.expect("Enter でこのセルを実行: ")
    terminal.type("\r")
    try terminal.expect("with ParallelFor([1, 2, 3]) as seed:")
    terminal.type("\u{4}")
    try terminal.expect("kfps tutorial loops --lang ja")
    #expect(try terminal.waitForExit() == 0)
    #expect(try list(["--lang", "ja"], in: folder).contains("ファンアウトとファンイン 3/"))
  }

  /// Without a terminal a lesson is printed to be read.
  @Test func aLessonCanBeRead() throws {
    let folder = try TemporaryFolder()
    let text = try list(["nesting"], in: folder)
    #expect(text.contains("Nested pipelines") && text.contains("def four_squares("))
    #expect(!text.contains("\u{1B}"))
    let unknown = try Tool.run(["tutorial", "nothing"])
    #expect(unknown.status == 2 && unknown.error.contains("migration"))
    #expect(try Tool.run(["tutorial", "--lang", "fr"]).status == 2)
  }
}

/// `kfps run` with the cells of a script.
@Suite struct CellRunTests {
  static let script = """
    # %% [markdown]
    # # One after the other
    # %%
    @component(base_image="python:3.11")
    def wait(name: str, seconds: float = 0.0) -> str:
        import time
        time.sleep(seconds)
        if name == "bad":
            raise ValueError("bad indeed")
        return name
    # %% Slow
    slow = wait(name="slow", seconds=0.3)
    print("slow gave", slow.output)
    # %%
    quick = wait(name="NAME")
    assert slow.output == "slow", "never said"
    # %% Last
    wait(name="last").output
    """

  @Test(arguments: ["s.kfps", "s.ipynb"]) func cellsRunOneAfterTheOther(_ file: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.script.replacingOccurrences(of: "NAME", with: "quick"), to: "s.kfps")
    if file != "s.kfps" {
      let exported = try Tool.run(["export", "s.kfps", "-o", file], in: folder.url)
      #expect(exported.status == 0, "\(exported.error)")
    }
    let result = try Tool.run(
      ["run", file, "--backend", "subprocess", "--no-cache"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let wanted = [
      "[1] One after the other", "[2] Slow", "wait started", "wait finished", "= slow gave slow",
      "[3] quick = wait", "wait-2 started", "wait-2 finished", "[4] Last", "wait-3 started",
      "= 'last'", "succeeded",
    ]
    var rest = result.output[...]
    for text in wanted {
      guard let place = rest.range(of: text) else {
        Issue.record("\(text) is not in \(result.output)")
        return
      }
      rest = rest[place.upperBound...]
    }
    let shown = try Tool.run(
      ["run", file, "--backend", "subprocess", "--cells"], in: folder.url)
    #expect(shown.output.contains("│ def wait(name: str, seconds: float = 0.0) -> str:"))
    let runs = try Tool.run(["runs"], in: folder.url)
    #expect(runs.output.split(separator: "\n").filter { $0.contains("s-20") }.count == 2)
  }

  @Test func afterAFailureLaterCellsDoNotRun() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.script.replacingOccurrences(of: "NAME", with: "bad"), to: "s.kfps")
    let result = try Tool.run(
      ["run", "s.kfps", "--backend", "subprocess", "--no-cache"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.contains("bad indeed"))
    #expect(result.output.contains("cells from [4] on were not executed"))
    #expect(!result.output.contains("wait-3 started"))
  }

  @Test func anAssertionThatDoesNotHoldFailsTheCommand() throws {
    let folder = try TemporaryFolder()
    let script = Self.script.replacingOccurrences(of: "NAME", with: "quick")
      .replacingOccurrences(of: "== \"slow\"", with: "== \"fast\"")
    _ = try folder.write(script, to: "s.kfps")
    let result = try Tool.run(["run", "s.kfps", "--backend", "subprocess"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.contains("assertion failed"), "\(result.output)")
    #expect(result.output.contains("never said"))
  }

  /// Lines in messages are those of the file, whichever cell they are in.
  @Test func placesAreThoseOfTheFile() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("# %%\nx = 1\n\n# %%\ny = missing\n", to: "s.kfps")
    let result = try Tool.run(["run", "s.kfps"], in: folder.url)
    #expect(result.error.contains("s.kfps:5:5"), "\(result.error)")
  }
}
