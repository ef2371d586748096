import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPReport

@Suite struct ProgressTests {
  let ink = Ink(isColourful: false)

  @Test func theLongestChainGoesThroughTheSlowerIteration() {
    let record = RunRecord(events: ReportFixtures.nestedRun())
    #expect(
      criticalPath(of: record, in: ReportFixtures.nested()).map(\.text)
        == ["for-loop-1[1]/first", "for-loop-1[1]/second", "last"])
  }

  @Test func theSummaryCountsTasks() {
    let record = RunRecord(events: ReportFixtures.nestedRun())
    let lines = summaryLines(of: record, in: ReportFixtures.nested(), ink: ink)
    #expect(lines.first == "tasks         5 succeeded")
    #expect(lines.last?.contains("first[1] 2.00 s → second[1]") == true)
  }

  @Test func aLoopIsOneLineWithItsCount() {
    var progress = LiveProgress(ink: ink)
    let events = ReportFixtures.nestedRun()
    var counts: [String] = []
    for event in events {
      _ = progress.apply(event)
      let lines = progress.lines(width: 60, height: 10, now: event.time)
      #expect(lines.allSatisfy { displayWidth(of: $0) <= 60 })
      counts += lines.filter { $0.contains("↻") }
      #expect(!lines.contains { $0.contains("▶") && $0.contains("first") })
    }
    #expect(counts.contains { $0.contains(" 0/2 ") })
    #expect(counts.contains { $0.contains(" 1/2 ") })
    #expect(counts.contains { $0.contains("│ second[1]") || $0.contains("│ first[1]") })
    #expect(progress.lines(width: 60, height: 10, now: 99).isEmpty)
  }

  @Test(arguments: [1, 5, 20, 29, 30, 40, 80, 200])
  func noLineIsWiderThanTheTerminal(width: Int) {
    var progress = LiveProgress(ink: ink)
    _ = progress.apply(ReportFixtures.start())
    for number in 0..<40 {
      let path = TaskPath("日本語-\(number)-a-rather-long-name-of-a-task")
      let launched = Event.Kind.taskLaunched(path, attempt: 2, key: nil)
      _ = progress.apply(
        Event(
          time: 2, kind: .taskReady(path, component: "", executor: "", inputs: PortValues())))
      _ = progress.apply(Event(time: 2, kind: launched))
      _ = progress.apply(
        Event(time: 3, kind: .logLine(path, "\u{1B}[2Jprogress\r 漢字 \(number) e\u{301}")))
    }
    for height in [1, 2, 10, 100] {
      let lines = progress.lines(width: width, height: height, now: 100)
      #expect(lines.count <= height)
      #expect(lines.allSatisfy { displayWidth(of: $0) <= width })
      #expect(!lines.contains { $0.unicodeScalars.contains { $0.value < 0x20 } })
    }
  }

  @Test func aRunThatEndsLeavesItsLines() {
    var progress = LiveProgress(ink: ink)
    let told = ReportFixtures.nestedRun().flatMap { progress.apply($0) }
    #expect(told.contains { $0.hasPrefix("for-loop-1 finished 2/2 iterations") })
    #expect(told.contains { $0.hasPrefix("last finished") })
    #expect(!told.contains { $0.contains("first[") })
  }

  @Test func twoRunsAreCompared() {
    let left = RunRecord(events: ReportFixtures.nestedRun())
    var events = ReportFixtures.nestedRun()
    let metrics = RuntimeArtifact(
      name: "m", uri: "/m", schema: ArtifactSchema(title: "system.Metrics"),
      metadata: ["accuracy": .double(0.5)])
    events.append(
      Event(
        time: 100,
        kind: .taskSucceeded(
          TaskPath("last"), outputs: PortValues(artifacts: ["m": [metrics]]), source: .cache)))
    let comparison = RunComparison(left, RunRecord(events: events))
    #expect(comparison.metrics.map(\.name) == ["last · m · accuracy"])
    let changed = comparison.tasks.filter { !$0.changed.isEmpty }
    #expect(changed.map(\.path.text) == ["last"])
    #expect(changed.first?.changed == ["output Output", "output m"])
  }

  @Test(arguments: [
    (
      "inputs.parameter_values['pipelinechannel--flip-Output'] == 'heads'", "flip == 'heads'"
    ),
    ("int(inputs.parameter_values['x']) < 3", "int(x) < 3"),
    ("inputs.parameter_values['", "inputs.parameter_values['"),
    ("", ""),
  ])
  func conditionsAreReadable(condition: String, expected: String) {
    #expect(readableCondition(condition) == expected)
  }
}
