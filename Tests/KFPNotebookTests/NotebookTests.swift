import Foundation
import KFPReport
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPNotebook

/// Scripts in percent format and Jupyter notebooks, read and written.
@Suite struct NotebookTests {
  @Test func aScriptIsReadCellByCell() {
    let script = """
      x = 1

      # %% [markdown]
      # # Title
      #
      # Text

      # %% Named
      y = 2
      # %% [exercise] Do it
      # Now.
      """
    let cells = notebook(percent: script).cells
    #expect(cells.map(\.kind) == [.code, .markdown, .code, .code])
    #expect(cells.map(\.text) == ["x = 1", "# Title\n\nText", "y = 2", "# Now."])
    #expect(cells.map(\.title) == ["", "", "Named", "Do it"])
    #expect(cells.map(\.role) == [nil, nil, nil, "exercise"])
    #expect(cells.map(\.line) == [1, 4, 9, 11])
  }

  @Test(arguments: [
    "text = '''\n# %% not a cell\n'''\n# %%\nx = 1",
    "sizes = [\n# %% not a cell\n1]\n# %%\nx = 1",
    "def f():\n    x = 1\n# %% not a cell\n    return x\n# %%\nx = 1",
    "@component\n# %% not a cell\ndef f():\n    pass\n# %%\nx = 1",
  ])
  func aMarkInsideOfSomethingIsNone(script: String) {
    #expect(notebook(percent: script).cells.count == 2, "\(script)")
  }

  @Test func commentsThatLookLikeMagicsAreNoMarks() {
    #expect(notebook(percent: "# %%bash\n# %%%\nx = 1").cells.count == 1)
  }

  @Test func wordsInBracketsStandAtEitherEnd() {
    #expect(PercentMark("# %% Plan [markdown]")?.kind == .markdown)
    #expect(PercentMark("#%% [md] Plan")?.title == "Plan")
    #expect(PercentMark("# %% sizes[0]")?.title == "sizes[0]")
    #expect(PercentMark("# %% [1, 2]")?.title == "[1, 2]")
  }

  /// Notebooks that are written as scripts and read again are the same, whatever their cells hold.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func writingAndReadingKeepsEverything(seed: UInt64) throws {
    var random = SmallRandom(state: seed)
    let notebook = Notebook(cells: (0..<random.next(6)).map { _ in random.cell() })
    let script = percentText(of: notebook)
    let fromScript = KFPNotebook.notebook(percent: script)
    #expect(fromScript.cells.map(\.kind) == notebook.cells.map(\.kind), "\(script)")
    #expect(fromScript.cells.map(\.text) == notebook.cells.map(\.text), "\(script)")
    #expect(fromScript.cells.map(\.title) == notebook.cells.map(\.title))
    let jupyter = jupyterText(of: notebook)
    let fromJupyter = try KFPNotebook.notebook(jupyter: Array(jupyter.utf8))
    #expect(fromJupyter.cells.map(\.text) == notebook.cells.map(\.text), "\(jupyter)")
    #expect(jupyterText(of: fromJupyter) == jupyter)
  }

  /// A notebook with magics, over a script and back.
  @Test func jupyterOverAScriptAndBackKeepsCellsAndText() throws {
    let sources: [(String, String)] = [
      ("markdown", "# Title\n\nText with `code`\n"),
      ("code", "%pip install kfp\n!ls -l\nfrom kfp import dsl\ndsl?\n# %time x\n# # !echo"),
      ("code", "%%bash\necho '# %%'\n# %% inside"),
      ("code", "text = '''\n%not magic\n!no\n'''\ntotal = (1\n% 2)"),
      ("code", ""),
      ("raw", "raw\n\ntext"),
      ("code", "# %% looks like a mark\nx = 1\n# # %% and this, too"),
      ("code", "# kernel: said by hand"),
    ]
    let cells = sources.map { type, source in
      JSONValue.object([
        "cell_type": .string(type), "metadata": .object([:]),
        "source": .array(
          source.split(separator: "\n", omittingEmptySubsequences: false)
            .map { .string(String($0) + "\n") }),
      ])
    }
    let json = JSONValue.object(["cells": .array(cells), "nbformat": .integer(4)])
    let first = try notebook(jupyter: Array(json.jsonText().utf8))
    let script = percentText(of: first)
    let again = try notebook(
      jupyter: Array(jupyterText(of: notebook(percent: script)).utf8))
    #expect(again.cells.map(\.kind) == first.cells.map(\.kind))
    let back = jupyterText(of: again)
    let texts = try parseJSON(bytes: Array(back.utf8))["cells"]?.arrayValue?.map { cell in
      cell["source"]?.arrayValue?.compactMap(\.stringValue).joined() ?? ""
    }
    #expect(texts?.map(trimmed) == sources.map { trimmed($0.1) })
  }

  @Test func whatIsNoNotebookIsSaid() {
    #expect(throws: NotebookProblem.noCells) { try notebook(jupyter: Array("{}".utf8)) }
    #expect(throws: NotebookProblem.self) { try notebook(jupyter: Array("{".utf8)) }
  }

  private func trimmed(_ text: String) -> String {
    var text = text
    while text.last == "\n" { text.removeLast() }
    return text
  }
}

/// Markdown, as pages and terminals show it.
@Suite struct MarkdownTests {
  private func page(_ markdown: String, code: String = "") -> String {
    pageText(
      of: Notebook(cells: [
        NotebookCell(.markdown, markdown),
        NotebookCell(.code, code, outputs: [.printed(markdown), .failure(markdown)]),
      ]), material: PageMaterial(title: markdown))
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>1</script>)", "<img src=x onerror=alert(1)>",
    "[x](https://e.org/\"onmouseover=\"alert(1))", "# <b onclick=1>", "| <i> | `<u>` |\n|---|---|",
    "```<script>\n</code></pre><script>\n```", "</style><script>alert(1)</script>",
    "[<script>](#x)", "![x](javascript:1)", "<https://e.org/><script>",
  ])
  func nothingInATextBecomesMarkup(text: String) {
    let page = page(text, code: "x = '''\(text)'''")
    let body = page[(page.range(of: "<main>")?.upperBound ?? page.startIndex)...]
    for bad in ["<script", "<img", "<b ", "<i>", "<u>", "href=\"javascript", "href=\"data"] {
      #expect(!body.lowercased().contains(bad), "\(bad) in \(text)")
    }
    let attributes = body.split(separator: "<").filter { $0.contains(" onmouseover=") }
    #expect(attributes.allSatisfy { !$0.prefix { $0 != ">" }.contains(" onmouseover=") })
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  @Test func blocksAreRead() {
    let blocks = markdownBlocks(
      of: """
        # One *two*
        A line
        and another

        - a
        - b
          more

        2. x
        3. y

        > said

        ```python
        x = 1
        ```

        | a | b |
        | --- | --- |
        | 1 | 2 |
        """)
    #expect(
      blocks == [
        .heading(level: 1, "One *two*"), .paragraph("A line and another"),
        .list(isOrdered: false, start: 1, [[.paragraph("a")], [.paragraph("b more")]]),
        .list(isOrdered: true, start: 2, [[.paragraph("x")], [.paragraph("y")]]),
        .quote([.paragraph("said")]), .code(language: "python", "x = 1"),
        .table(header: ["a", "b"], rows: [["1", "2"]]),
      ])
  }

  @Test func spansAreRead() {
    #expect(
      markdownSpans(of: "a *b* **c** `d*e*` snake_case_name [f](#g) 2 * 3 * 4")
        == [
          .text("a "), .emphasis([.text("b")]), .text(" "), .strong([.text("c")]), .text(" "),
          .code("d*e*"), .text(" snake_case_name "), .link([.text("f")], address: "#g"),
          .text(" 2 * 3 * 4"),
        ])
  }

  @Test func linesAreBrokenWhereTheyMayBe() {
    let plain = markdownLines(
      of: "one two three four five six", width: 20, ink: .init(isColourful: false))
    #expect(plain == ["one two three four", "five six"])
    let japanese = markdownLines(
      of: "パイプラインは、それぞれ独立して動くステップからなります。", width: 20,
      ink: .init(isColourful: false))
    #expect(japanese.allSatisfy { columns(of: $0) <= 22 }, "\(japanese)")
    #expect(japanese.allSatisfy { !$0.hasPrefix("、") && !$0.hasPrefix("。") }, "\(japanese)")
    #expect(japanese.joined() == "パイプラインは、それぞれ独立して動くステップからなります。")
  }

  /// Hostile depth and length end soon and without a trap.
  @Test func deepTextsAreRead() {
    let texts = [
      String(repeating: "> ", count: 5000), String(repeating: "- ", count: 5000),
      String(repeating: "*", count: 5000), String(repeating: "[", count: 5000),
      String(repeating: "`", count: 4999), String(repeating: "_a", count: 2000),
    ]
    for text in texts { #expect(!page(text).isEmpty) }
  }
}

/// Notebooks at random, from pieces that are hard to write down.
private struct SmallRandom {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func cell() -> NotebookCell {
    let lines = [
      "x = 1", "# comment", "# # %% deep", "# %% mark", "text = '# %%'", "# -", "日本語 = 2", "pass",
      "#", "# %time", "# !ls",
    ]
    let texts = ["# Title", "", "text", "# %% mark", "- item", "日本語", "  indented", "#", "%magic"]
    let title = ["", "A title", "[odd", "sizes[0]"][next(4)]
    switch next(3) {
    case 0:
      return NotebookCell(
        .code,
        (0..<next(5)).map { _ in lines[next(lines.count)] }
          .joined(separator: "\n"), title: title)
    case 1:
      return NotebookCell(
        .markdown,
        "a\n"
          + (0..<next(4)).map { _ in texts[next(texts.count)] }
          .joined(separator: "\n") + "\nz", title: title)
    default: return NotebookCell(.raw, texts[next(texts.count)] + "r", title: title)
    }
  }
}
