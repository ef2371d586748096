import KFPRecord
import KFPReport
import KFPServer
import KFPSpec
import OrderedCollections
import Synchronization

/// Runs made for the tests of the server.
enum ServerFixtures {
  static func document() -> PipelineDocument {
    let work = TaskSpec(displayName: "work", componentName: "comp-work")
    var spec = PipelineSpec(
      info: PipelineInfo(name: "pipe"),
      root: ComponentSpec(implementation: .dag(DAGSpec(tasks: ["work": work]))))
    spec.components["comp-work"] = ComponentSpec(implementation: .executor(label: "exec-work"))
    return PipelineDocument(pipeline: spec)
  }

  static func events(_ id: String) -> [Event] {
    let path = TaskPath("loop[0]/work")
    let start = RunStart(
      id: RunID(id), pipeline: "pipe", documentDigest: "", arguments: [:], backend: "subprocess",
      process: 1)
    return [
      Event(time: 1, kind: .runStarted(start)),
      Event(time: 2, kind: .taskLaunched(path, attempt: 1, key: nil)),
      Event(time: 3, kind: .taskSucceeded(path, outputs: PortValues(), source: .ran)),
      Event(time: 4, kind: .runFinished(state: .succeeded, outputs: PortValues(), failure: nil)),
    ]
  }

  /// Two runs; `journal` is what their journals hold at the moment.
  static func shelf(_ journal: JournalText = JournalText()) -> RunShelf {
    let records = ["pipe-1", "pipe-2"].map { RunRecord(events: events($0)) }
    return RunShelf(
      folder: "runs", list: { records },
      material: { id in
        records.first { $0.id == id }.map { ReportMaterial(document: document(), record: $0) }
      },
      journal: { _, offset in Array(journal.text.withLock { $0 }.utf8.dropFirst(offset)) },
      logs: { _, _ in [Array("first".utf8), Array("all of it".utf8)] },
      judged: { $0 })
  }
}

/// A journal that grows in a test.
final class JournalText: Sendable {
  let text = Mutex("")

  func append(_ more: String) {
    text.withLock { $0 += more }
  }
}
