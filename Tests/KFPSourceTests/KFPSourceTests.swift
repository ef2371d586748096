import KFPSource
import Testing

/// One text and the spans of pieces of it.
struct Sample {
  var sources = SourceMap()
  let text: SourceText

  init(_ content: String, name: String = "score.kfps") {
    text = sources.add(name: name, bytes: Array(content.utf8))
  }

  /// The span of the first (or a later) occurrence of `piece`.
  func span(_ piece: String, occurrence: Int = 1, in source: SourceText? = nil) -> Span {
    let source = source ?? text
    let needle = Array(piece.utf8)
    var seen = 0
    for start in 0...(source.bytes.count - needle.count)
    where Array(source.bytes[start..<start + needle.count]) == needle {
      seen += 1
      guard seen == occurrence else { continue }
      return Span(
        source: source.id, start: UInt32(start), end: UInt32(start + needle.count))
    }
    Issue.record("there is no \(piece) in the sample")
    return Span(source: source.id, start: 0, end: 0)
  }

  func human(_ diagnostic: Diagnostic, width: Int = 0) -> String {
    render([diagnostic], sources: sources, style: .human(colour: false, width: width))
  }
}

@Suite struct HumanRendering {
  @Test func aComplaintLooksAsInTheDesign() {
    let sample = Sample(
      """
      from kfp import dsl
      names = ['a']
          with ParallelFor(names) as name:
              scored = score(name=name)
          best = pick(scores=scored.output)

      """)
    let diagnostic = Diagnostic(
      "E0502", "`scored` runs once per item, so its output must be collected first",
      at: SourceLabel(
        sample.span("scored.output"), "one value is asked for here, many exist"),
      related: [
        SourceLabel(sample.span("ParallelFor(names)"), "`scored` runs inside this loop")
      ],
      notes: ["`scores` takes a list; a collected float output is a list of floats"],
      helps: [
        Help(
          "write `Collected(scored.output)`",
          edits: [TextEdit(sample.span("scored.output"), replacement: "x")])
      ])
    #expect(
      sample.human(diagnostic) == """
        error[E0502]: `scored` runs once per item, so its output must be collected first
         --> score.kfps:5:24
          |
        3 |     with ParallelFor(names) as name:
          |          ------------------ `scored` runs inside this loop
        4 |         scored = score(name=name)
        5 |     best = pick(scores=scored.output)
          |                        ^^^^^^^^^^^^^ one value is asked for here, many exist
          |
          = note: `scores` takes a list; a collected float output is a list of floats
          = help: write `Collected(scored.output)` (kfps check --fix can apply this)

        """)
  }

  @Test func linesFarApartAreJoinedByDots() {
    let sample = Sample("A = 1\n\n\n\n\n\n\n\n\nuse(A)\n")
    let diagnostic = Diagnostic(
      "E0401", "far", at: SourceLabel(sample.span("A", occurrence: 2)),
      related: [SourceLabel(sample.span("A"), "defined here")])
    #expect(
      sample.human(diagnostic) == """
        error[E0401]: far
          --> score.kfps:10:5
           |
        1  | A = 1
           | - defined here
        ...
        10 | use(A)
           |     ^

        """)
  }

  @Test func severalLabelsOfOneLineHangBelow() {
    let sample = Sample("f(aa, bb, cc)")
    let diagnostic = Diagnostic(
      "E0302", "three", at: SourceLabel(sample.span("cc"), "last"),
      related: [
        SourceLabel(sample.span("aa"), "first"), SourceLabel(sample.span("bb"), "second"),
        SourceLabel(sample.span("f(aa, bb, cc)"), "the call"),
      ])
    #expect(
      sample.human(diagnostic) == """
        error[E0302]: three
         --> score.kfps:1:11
          |
        1 | f(aa, bb, cc)
          |   --  --  ^^ last
          |   |   |
          |   |   second
          |   first
          | ------------- the call

        """)
  }

  @Test func tabsAndWideCharactersKeepTheMarksBelow() {
    let sample = Sample("\tx = '日本e\u{301}' + y")
    let diagnostic = Diagnostic(
      "E0201", "there is no `y`", at: SourceLabel(sample.span("y"), "here"))
    #expect(
      sample.human(diagnostic) == """
        error[E0201]: there is no `y`
         --> score.kfps:1:15
          |
        1 |     x = '日本e\u{301}' + y
          |                   ^ here

        """)
  }

  @Test func aSpanOverLinesMarksTheFirstAndTheLast() {
    let sample = Sample("call(\n  1,\n  2,\n  3,\n)\n")
    let diagnostic = Diagnostic(
      "E0301", "many lines", at: SourceLabel(sample.span("call(\n  1,\n  2,\n  3,\n)"), "all"))
    #expect(
      sample.human(diagnostic) == """
        error[E0301]: many lines
         --> score.kfps:1:1
          |
        1 | call(
          | ^^^^^
        ...
        5 | )
          | ^ all

        """)
  }

  @Test(arguments: [
    ("a", "....bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "1 | a....bbbbbbbbbbbbbbbb..."),
    ("z", "", "1 | ...bbbbbbbbbbbbbbbbbb z"),
  ])
  func longLinesAreTrimmedAroundTheMark(piece: String, tail: String, expected: String) {
    let filler = String(repeating: "b", count: 60)
    let sample = Sample(piece == "a" ? "a" + tail : filler + " z")
    let drawing = sample.human(
      Diagnostic("E0001", "long", at: SourceLabel(sample.span(piece))), width: 28)
    let lines = drawing.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("1 | ") && $0.utf8.count <= 28 }, "\(drawing)")
    let source = lines.first { $0.hasPrefix("1 | ") } ?? ""
    let marks = lines.first { $0.contains("^") } ?? ""
    #expect(
      source.utf8.firstIndex(of: piece.utf8.first ?? 0)
        .map { source.utf8.distance(from: source.utf8.startIndex, to: $0) }
        == marks.utf8.firstIndex(of: UInt8(ascii: "^"))
        .map { marks.utf8.distance(from: marks.utf8.startIndex, to: $0) }, "\(drawing)")
  }

  @Test func aLabelInAnotherTextHasItsOwnBlock() {
    var sources = SourceMap()
    let first = sources.add(name: "In[1]", bytes: Array("x = 1\n".utf8))
    let second = sources.add(name: "In[2]", bytes: Array("y = x()\n".utf8))
    let diagnostic = Diagnostic(
      "E0203", .warning, "`x` cannot be called",
      at: SourceLabel(Span(source: second.id, start: 4, end: 7), "called here"),
      related: [SourceLabel(Span(source: first.id, start: 0, end: 1), "a number")])
    #expect(
      render([diagnostic], sources: sources, style: .human(colour: false, width: 80)) == """
        warning[E0203]: `x` cannot be called
         --> In[2]:1:5
          |
        1 | y = x()
          |     ^^^ called here
          |
         ::: In[1]:1:1
          |
        1 | x = 1
          | - a number

        """)
  }

  @Test func aPlaceAtTheEndAndOneWithoutAnyAreDrawn() {
    let sample = Sample("if x:\n")
    let end = Span(source: sample.text.id, start: 6, end: 6)
    #expect(
      sample.human(Diagnostic("E0101", "a block is missing", at: SourceLabel(end, "here"))) == """
        error[E0101]: a block is missing
         --> score.kfps:2:1
          |
        2 |
          | ^ here

        """)
    #expect(
      sample.human(Diagnostic("E0801", "no such file", at: nil, notes: ["one\ntwo"])) == """
        error[E0801]: no such file
          = note: one
                  two

        """)
  }

  @Test func aSourceCannotSpeakToTheTerminal() {
    let sample = Sample("x = '\u{1B}[2J' + y")
    let drawing = sample.human(Diagnostic("E0201", "no \u{7}", at: SourceLabel(sample.span("y"))))
    #expect(!drawing.unicodeScalars.contains("\u{1B}"))
    #expect(!drawing.unicodeScalars.contains("\u{7}"))
    #expect(drawing.contains("␛[2J"))
  }

  @Test func coloursAddNothingButColours() {
    let sample = Sample("f(aa, bb, cc)")
    let diagnostic = Diagnostic(
      "E0302", "three", at: SourceLabel(sample.span("cc"), "last"),
      related: [SourceLabel(sample.span("aa"), "first")], notes: ["n"], helps: [Help("h")])
    let coloured = render(
      [diagnostic], sources: sample.sources, style: .human(colour: true, width: 0))
    #expect(coloured.hasPrefix("\u{1B}[1;31merror[E0302]\u{1B}[0m"))
    var plain = ""
    var isEscape = false
    for scalar in coloured.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(plain == sample.human(diagnostic))
  }
}

@Suite struct MachineRendering {
  let sample = Sample("é = \"q\"\n")

  var diagnostic: Diagnostic {
    Diagnostic(
      "E0201", "there is no `q\"`", at: SourceLabel(sample.span("\"q\""), "here"),
      notes: ["tab\t"],
      helps: [Help("drop it", edits: [TextEdit(sample.span("\"q\""), replacement: "1")])])
  }

  @Test func theShortFormIsOneLine() {
    #expect(
      render([diagnostic], sources: sample.sources, style: .short)
        == "score.kfps:1:5: error[E0201]: there is no `q\"`\n")
  }

  @Test func jsonNamesPlacesInScalarsAndBytes() {
    let line = render([diagnostic], sources: sample.sources, style: .json)
    let place =
      #""file":"score.kfps","line":1,"column":5,"endLine":1,"endColumn":8,"startByte":5,"endByte":8"#
    #expect(
      line == #"{"code":"E0201","severity":"error","message":"there is no `q\"`","primary":{"#
        + place + #","text":"here"},"related":[],"notes":["tab\t"],"helps":[{"text":"drop it","#
        + #""edits":[{"# + place + #","replacement":"1"}]}]}"# + "\n")
  }

  @Test func sarifNamesRulesPlacesAndFixes() {
    let document = render([diagnostic], sources: sample.sources, style: .sarif)
    for piece in [
      #""version":"2.1.0""#, #""name":"kfps""#, #""ruleId":"E0201","ruleIndex":0,"level":"error""#,
      #""region":{"startLine":1,"startColumn":5,"endLine":1,"endColumn":8}"#,
      #""insertedContent":{"text":"1"}"#, #""columnKind":"unicodeCodePoints""#,
    ] {
      #expect(document.contains(piece), "\(piece) is missing")
    }
  }

  @Test func theTallyCounts() {
    let warning = Diagnostic("W0101", .warning, "old", at: nil)
    #expect(tally(of: []) == nil)
    #expect(tally(of: [diagnostic]) == "1 error")
    #expect(tally(of: [diagnostic, diagnostic, warning]) == "2 errors and 1 warning")
  }
}

@Suite struct Edits {
  let sample = Sample("a = b + c\n")

  func complaint(_ edits: [TextEdit]) -> Diagnostic {
    Diagnostic("E0201", "x", at: nil, helps: [Help("talk"), Help("do", edits: edits)])
  }

  @Test func fixesAreAppliedTogether() {
    let start = Span(source: sample.text.id, start: 0, end: 0)
    let insertion = TextEdit(start, replacement: "import b\n")
    let result = applyEdits(
      [
        complaint([TextEdit(sample.span("c"), replacement: "cc"), insertion]),
        complaint([insertion]),
        complaint([TextEdit(sample.span("b + c"), replacement: "0")]),
        complaint([]),
      ], to: sample.text)
    #expect(result.text == "import b\na = b + cc\n")
    #expect(result.appliedCount == 2)
    #expect(result.skippedCount == 1)
  }

  @Test func aDiffShowsChangesWithThreeLinesAround() {
    let old = (1...13).map { "line \($0)\n" }.joined()
    let new = old.replacing("line 6\n", with: "LINE 6\nmore\n") + "end"
    #expect(
      unifiedDiff(from: old, to: new, name: "a.py") == """
        --- a.py
        +++ a.py
        @@ -3,7 +3,8 @@
         line 3
         line 4
         line 5
        -line 6
        +LINE 6
        +more
         line 7
         line 8
         line 9
        @@ -11,3 +12,4 @@
         line 11
         line 12
         line 13
        +end
        \\ No newline at end of file

        """)
    #expect(unifiedDiff(from: old, to: old, name: "a.py").isEmpty)
    #expect(unifiedDiff(from: "", to: "x\n", name: "n") == "--- n\n+++ n\n@@ -0,0 +1 @@\n+x\n")
  }
}
