import Foundation
import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPReport

private let hasChromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].contains {
  FileManager.default.isExecutableFile(atPath: $0)
}

/// Pages in a real browser: `Tests/Browser/click_through.py` clicks through each. Without Chromium
/// these count as skipped.
@Suite(.serialized, .enabled(if: hasChromium))
struct BrowserTests {
  @Test func aRunWithALoopIsClickedThrough() throws {
    var material = ReportMaterial(
      document: ReportFixtures.nested(), documentText: "some: document\n",
      record: RunRecord(events: ReportFixtures.nestedRun()))
    material.logs = [TaskPath("last"): "one\ntwo\n"]
    material.earlier = material.record
    try clickThrough(material)
  }

  @Test func hostileTextsDoNothing() throws {
    let poison =
      PageTests.hostile.joined(separator: " ")
      + "<script>window.poisoned=1</script><img src=x onerror='parent.poisoned=1'>"
    var document = ReportFixtures.document(
      tasks: 3, edges: [(0, 1), (1, 2)], title: { $0 == 0 ? "aaa" + poison : poison })
    document.pipeline.info.name = poison
    var events = [ReportFixtures.start(pipeline: poison)]
    for number in 0..<3 {
      let path = TaskPath("t\(number)")
      let page = RuntimeArtifact(
        name: poison, uri: "javascript:window.poisoned=1",
        schema: ArtifactSchema(title: number == 0 ? "system.HTML" : "system.Markdown"),
        metadata: [poison: .string(poison), "confusionMatrix": .string(poison)])
      events += [
        Event(time: 2, kind: .taskLaunched(path, attempt: 1, key: poison)),
        Event(
          time: 3,
          kind: .taskSucceeded(
            path, outputs: PortValues(artifacts: ["page": [page]]), source: .ran)),
      ]
    }
    var material = ReportMaterial(
      document: document, documentText: poison, record: RunRecord(events: events))
    material.contents = ["javascript:window.poisoned=1": poison + "\n[a](javascript:alert(1))"]
    material.logs = [TaskPath("t0"): poison]
    material.earlier = material.record
    try clickThrough(material)
  }

  @Test func aThousandTasksCanBeUsed() throws {
    let document = ReportFixtures.document(
      tasks: 1000, edges: (1..<1000).map { ($0 / 3, $0) })
    try clickThrough(ReportMaterial(document: document, documentText: "a: document\n"))
  }

  private func clickThrough(_ material: ReportMaterial) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "kfps-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appending(path: "page.html")
    try reportPage(material).write(to: page, atomically: true, encoding: .utf8)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Browser/click_through.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, page.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
