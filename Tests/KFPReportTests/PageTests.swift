import Foundation
import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPReport

@Suite struct PageTests {
  static let hostile = [
    "</script><script>alert(1)</script>", "<!--<script>", "<img src=x onerror=alert(1)>",
    "\" onload=\"alert(1)", "' autofocus onfocus='alert(1)", "]]>", "&lt;b&gt;",
    "javascript:alert(1)", "\u{2028}\u{2029}", "\u{0}\u{1B}[2J\u{7F}", "${alert(1)}", "`alert(1)`",
    "\u{202E}gnp.exe", "</style><style>*{display:none}", "\\\"\\u003c", "end\nend\n",
  ]

  @Test(arguments: hostile)
  func nothingBecomesMarkup(text: String) throws {
    let page = reportPage(material(with: text))
    // The page is: head, one JSON value, one script. Nothing of the text may add an element.
    #expect(occurrences(of: "<script", in: page) == 2)
    #expect(occurrences(of: "</script", in: page) == 2)
    #expect(occurrences(of: "<style", in: page) == 1)
    #expect(occurrences(of: "<img", in: page) == 0)
    #expect(occurrences(of: "<!--", in: page) == 0)
    let json = try content(of: page)
    #expect(!json.contains("<") && !json.contains(">") && !json.contains("&"))
    #expect(!json.unicodeScalars.contains { $0.value == 0x2028 || $0.value == 0x2029 })
    // And it is all there when the JSON is read.
    let value = try unpacked(parseJSON(json))
    #expect(value["logs"]?["a"]?["text"]?.stringValue == text)
    #expect(value["tasks"]?.arrayValue?.first?["failure"]?["message"]?.stringValue == text)
  }

  @Test(arguments: hostile)
  func nothingBreaksOutOfDrawings(text: String) throws {
    let document = ReportFixtures.document(tasks: 2, edges: [(0, 1)], title: { _ in text })
    let svg = graphSVG(of: document)
    let parser = XMLNames()
    #expect(parser.read(svg))
    #expect(
      parser.names.isSubset(of: ["svg", "title", "style", "rect", "g", "path", "text", "tspan"]))
    let mermaid = graphMermaid(of: document).split(separator: "\n")
    #expect(mermaid.count == 4)
    #expect(graphDOT(of: document).split(separator: "\n").count == 8)
    #expect(!graphText(of: document).unicodeScalars.contains("\u{1B}"))
  }

  @Test func thePolicyAllowsOurScriptOnly() throws {
    let page = reportPage(material(with: "x"))
    #expect(page.contains("default-src &#39;none&#39;; script-src &#39;sha256-"))
    #expect(!page.contains("unsafe-eval"))
    for word in [
      "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(",
    ] {
      #expect(!pageScript.contains(word))
    }
  }

  @Test func thePageLoadsNothing() {
    for word in ["fetch(", "XMLHttpRequest", "EventSource", "WebSocket"] {
      #expect(!pageScript.contains(word))
    }
    #expect(reportPage(material(with: "x")).contains("connect-src &#39;none&#39;"))
    #expect(!pageStyle.contains("url(") && !pageStyle.contains("@import"))
  }

  @Test func theProgramHoldsTheFilesOfThePage() throws {
    let folder = sourceFolder.appending(path: "Page/assets")
    let parts = [
      (baseScript, ["base"]),
      (runScript, ["core", "graph", "panel", "timeline", "charts", "views"]),
      (liveScript, ["live"]), (startScript, ["start"]), (runsScript, ["runs"]),
    ]
    for (part, names) in parts {
      let scripts = try names.map {
        try String(contentsOf: folder.appending(path: "\($0).js"), encoding: .utf8)
      }
      #expect(part == scripts.joined(), "run Sources/KFPReport/Page/assets/embed.py")
    }
    let style = try String(contentsOf: folder.appending(path: "page.css"), encoding: .utf8)
    #expect(pageStyle + "\n" == style)
  }

  @Test func longLogsAreCutAndSaidToBe() throws {
    var material = material(with: "x")
    material.logs = [TaskPath("a"): String(repeating: "line\n", count: 100_000)]
    material.earlierLogs = [TaskPath("a"): ["the first attempt"]]
    let value = try unpacked(parseJSON(content(of: reportPage(material))))
    #expect(value["logs"]?["a"]?["missing"]?.integerValue == 400_000)
    #expect(
      value["logs"]?["a"]?["earlier"]?.arrayValue?.first?["text"]?.stringValue
        == "the first attempt")
  }

  @Test func longValuesAreCutAndSaidToBe() throws {
    let long = JSONValue.object(["text": .string(String(repeating: "ä", count: 20_000))])
    let value = try unpacked(packed(withCutTexts(long)))
    #expect(value["text"]?["length"]?.integerValue == 20_000)
    #expect(value["text"]?["~cut"]?.stringValue == String(repeating: "ä", count: 8_000))
  }

  @Test func linesThatRepeatAreSaidOnce() throws {
    var generator = SteadyGenerator(state: 11)
    for count in [0, 1, 2, 3, 50, 2000] {
      let lines = (0..<count).map { _ in "\(Int.random(in: 0..<4, using: &generator))" }
      let parts = sharedLines(lines.joined(separator: "\n")).arrayValue ?? []
      var read: [String] = []
      for part in parts {
        guard case .array(let copy) = part else {
          read.append(part.stringValue ?? "?")
          continue
        }
        for at in 0..<(copy[1].integerValue ?? 0) {
          read.append(read[(copy[0].integerValue ?? 0) + at])
        }
      }
      #expect(read.joined(separator: "\n") == lines.joined(separator: "\n"))
    }
  }

  @Test func whatIsPackedCanBeRead() throws {
    var generator = SteadyGenerator(state: 7)
    for _ in 0..<200 {
      let value = randomValue(&generator, depth: 4)
      #expect(try unpacked(parseJSON(scriptSafe(packed(value)))) == value)
    }
  }

  private func randomValue(_ generator: inout SteadyGenerator, depth: Int) -> JSONValue {
    let words = [
      "", "~", "~~", "~1", "a", "a long text that is often said", "a long text that is said", "😀",
      "😀😁", "e\u{301}", "e\u{300}", "</script>", "length", "\u{2028}",
    ]
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(.random(using: &generator))
    case 2: return .integer(.random(in: -9...99, using: &generator))
    case 3, 4: return .string(words.randomElement(using: &generator) ?? "")
    case 5:
      return .array(
        (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
          randomValue(&generator, depth: depth - 1)
        })
    default:
      var members: OrderedDictionary<String, JSONValue> = [:]
      for _ in 0..<Int.random(in: 0..<5, using: &generator) {
        members[words.randomElement(using: &generator) ?? ""] =
          randomValue(&generator, depth: depth - 1)
      }
      return .object(members)
    }
  }

  @Test func numbersThatJSONLacksBecomeTexts() throws {
    let text = scriptSafe(.array([.double(.nan), .double(-.infinity), .double(1.5)]))
    #expect(text == "[\"NaN\",\"-Infinity\",1.5]")
  }

  @Test func inputsAreTracedThroughGroups() throws {
    let document = ReportFixtures.nested()
    let graph = PipelineGraph(of: document)
    let trace = OriginTrace(graph: graph, spec: document.pipeline)
    let last = try #require(graph.nodes.first { $0.path == "last" })
    let source = try #require(last.task.inputParameters["all"])
    #expect(
      trace.origin(of: source, at: last)
        == .outputs([.init(path: "for-loop-1/second", key: "Output")]))
    let first = try #require(graph.nodes.first { $0.path == "for-loop-1/first" })
    let item = try #require(first.task.inputParameters["a"])
    #expect(trace.origin(of: item, at: first) == .item(loop: "for-loop-1"))
  }

  @Test func aThousandTasksStayAFewHundredKilobytes() {
    let document = ReportFixtures.document(
      tasks: 1000, edges: (1..<1000).map { ($0 / 2, $0) })
    #expect(reportPage(ReportMaterial(document: document)).utf8.count < 300_000)
  }

  private func material(with text: String) -> ReportMaterial {
    let document = ReportFixtures.document(tasks: 2, edges: [(0, 1)], title: { _ in text })
    let path = TaskPath("a")
    let artifact = RuntimeArtifact(
      name: text, uri: text, schema: ArtifactSchema(title: text), metadata: [text: .string(text)])
    let events = [
      ReportFixtures.start(pipeline: text),
      Event(
        time: 2,
        kind: .taskReady(
          path, component: text, executor: text,
          inputs: PortValues(parameters: [text: .string(text)], artifacts: [text: [artifact]]))),
      Event(time: 3, kind: .taskLaunched(path, attempt: 1, key: text)),
      Event(time: 4, kind: .taskFailed(path, failure: TaskFailure(.task, text, detail: text))),
    ]
    var material = ReportMaterial(
      document: document, documentText: text, record: RunRecord(events: events))
    material.document.pipeline.info.name = text
    material.logs = [path: text]
    material.contents = [text: text]
    material.sources = [text: text]
    material.folder = text
    material.earlier = material.record
    return material
  }

  private func content(of page: String) throws -> String {
    let mark = "<script type=\"application/json\" id=\"content\">"
    let start = try #require(page.range(of: mark))
    let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound])
  }

  private func occurrences(of mark: String, in page: String) -> Int {
    page.lowercased().components(separatedBy: mark).count - 1
  }

  private var sourceFolder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/KFPReport")
  }
}

/// The names of the elements of an XML text, in so far as escaping can go wrong: a plain scanner.
final class XMLNames {
  var names: Set<String> = []

  /// Whether every mark of a tag belongs to a tag with quoted attributes and every `&` to a
  /// reference.
  func read(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "&") {
        guard let end = bytes.firstIndex(of: UInt8(ascii: ";")), end - bytes.startIndex < 6
        else { return false }
      }
      guard byte == UInt8(ascii: "<") else { continue }
      if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
      let name = bytes.prefix { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
      guard !name.isEmpty else { return false }
      names.insert(String(decoding: name, as: UTF8.self))
      var quotes = 0
      while let next = bytes.popFirst() {
        if next == UInt8(ascii: "\"") { quotes += 1 }
        if next == UInt8(ascii: "<") { return false }
        if next == UInt8(ascii: ">"), quotes.isMultiple(of: 2) { break }
      }
    }
    return true
  }
}
