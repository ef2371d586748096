import Foundation
import KFPTestSupport
import Testing

/// `kfps check` on files as people have them.
@Suite struct CheckTests {
  /// A notebook with one code cell.
  private static func notebook(_ code: String) throws -> String {
    let cell: [String: Any] = [
      "cell_type": "code", "execution_count": NSNull(), "metadata": [String: String](),
      "outputs": [String](), "source": code,
    ]
    let notebook: [String: Any] = [
      "cells": [cell], "metadata": [String: String](), "nbformat": 4, "nbformat_minor": 5,
    ]
    return String(
      decoding: try JSONSerialization.data(withJSONObject: notebook), as: UTF8.self)
  }

  /// What is for the notebook's kernel may go on behind a backslash, be all that a block holds, and
  /// look like a part of a text.
  @Test(arguments: [
    "!pip install kfp \\\n    --quiet\nvalue = 1",
    "! gcloud services enable \\\n  a.example.com \\\n  $B.example.com\nvalue = 1",
    "import os\nif os.getenv('HOME'):\n    ! ls $HOME\nelse:\n    %env A=1\nvalue = 1",
    "%%time\nvalue = 1",
    "%%bash\nls $HOME | wc -l",
    "text = '''\n%s of\n! nothing\n'''\nassert '%s' in text and '!' in text\nvalue = 1",
    "value = 7 \\\n  % 4\nassert value == 3",
    "try:\n    import kfp\nexcept ImportError:\n    !pip install kfp",
  ])
  func linesForTheKernelAreNoMistakes(_ code: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(try Self.notebook(code), to: "work.ipynb")
    let result = try Tool.run(["check", "work.ipynb"], in: folder.url)
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output == "")
  }

  @Test func aPlaceBehindLinesForTheKernelIsRight() throws {
    let folder = try TemporaryFolder()
    let code = "!pip install \\\n  kfp\nif 1:\n    !ls\nprint(missing)"
    _ = try folder.write(try Self.notebook(code), to: "work.ipynb")
    let result = try Tool.run(["check", "--format", "short", "work.ipynb"], in: folder.url)
    #expect(result.output.contains("work.ipynb In[1]:5:7: error[E0201]"), "\(result.output)")
    #expect(result.output.split(separator: "\n").count == 1)
  }

  /// What has been repaired is not told any more, and one repair may show the next.
  @Test func afterRepairsOnlyTheRestIsTold() throws {
    let folder = try TemporaryFolder()
    let text = """
      @component
      def echo(text: str) -> str:
          return text

      @pipeline
      def flow(name: str)
          first = echo(name)
          echo(text=first)

      """
    _ = try folder.write(text, to: "flow.kfps")
    let result = try Tool.run(["check", "--fix", "flow.kfps"], in: folder.url)
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output == "")
    #expect(result.error == "flow.kfps: 3 fixed\n")
    let repaired = try String(
      contentsOf: folder.url.appending(path: "flow.kfps"), encoding: .utf8)
    #expect(
      repaired
        == text.replacing("str)\n    first", with: "str):\n    first")
        .replacing("echo(name)", with: "echo(text=name)")
        .replacing("text=first)", with: "text=first.output)"))
  }

  /// A repair must not write into what is unpacked.
  @Test(arguments: ["echo(*words)", "echo(**named)", "echo('x', text='y')"])
  func whatIsUnpackedIsNotRepaired(_ call: String) throws {
    let folder = try TemporaryFolder()
    let text = """
      words = ["x"]
      named = {"txt": "x"}

      @component
      def echo(text: str, other: str = "") -> str:
          return text + other

      \(call)

      """
    _ = try folder.write(text, to: "flow.kfps")
    let result = try Tool.run(["check", "--fix", "flow.kfps"], in: folder.url)
    #expect(result.status == 1)
    #expect(
      try String(contentsOf: folder.url.appending(path: "flow.kfps"), encoding: .utf8) == text)
  }

  /// A pipe that nobody writes into, and devices that never end, hold nobody up.
  @Test(.timeLimit(.minutes(1))) func pipesAndDevicesAreNotWaitedFor() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("import kfp\n", to: "fine.py")
    for name in ["pipe.py", "pipe.kfps", "data.txt", "sibling.py"] {
      #expect(mkfifo(folder.url.appending(path: name).path, 0o600) == 0)
    }
    #expect(try Tool.run(["check", "."], in: folder.url).status == 0)
    let script = "import kfp, sibling\nopen('data.txt').read()\n"
    _ = try folder.write(script, to: "reads.py")
    let result = try Tool.run(["check", "--format", "short", "reads.py"], in: folder.url)
    #expect(result.output.contains("E0216"), "\(result.output)\(result.error)")
    _ = try folder.write("import kfp\nopen('/dev/zero').read()\n", to: "reads.py")
    #expect(try Tool.run(["check", "reads.py"], in: folder.url).status == 1)
  }

  /// An endless loop that makes tasks ends soon, like any other.
  @Test(.timeLimit(.minutes(1))) func endlessTasksEnd() throws {
    let folder = try TemporaryFolder()
    let text = """
      @component
      def echo(text: str):
          print(text)

      while True:
          echo(text="x")

      """
    _ = try folder.write(text, to: "flow.kfps")
    let result = try Tool.run(["check", "--format", "short", "flow.kfps"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.contains("E0208"), "\(result.output)")
  }
}
