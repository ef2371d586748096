import KFPRecord
import OrderedCollections

/// How far a task is, as drawings show it: a shape in a colour, so that it can be read without
/// colours. The page draws the same shapes.
enum StateMark: String, Hashable, Sendable, CaseIterable {
  case succeeded
  /// Succeeded without running: an earlier result was used.
  case cached
  case failed
  case running
  case ready
  case waiting
  case skipped
  case cancelled
  /// The run ended before it came to the task.
  case absent

  /// The outline, in a square of 16.
  var outline: String {
    switch self {
    case .succeeded, .cached: "M8 1a7 7 0 1 0 .01 0z"
    case .failed: "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"
    case .running: "M3 1.5l11 6.5-11 6.5z"
    case .ready, .waiting, .absent: "M8 2.5a5.5 5.5 0 1 0 .01 0z"
    case .skipped: "M8 .8L15.2 8 8 15.2.8 8z"
    case .cancelled: "M2 2h12v12H2z"
    }
  }

  /// The lines inside the outline.
  var sign: String {
    switch self {
    case .succeeded: "M4.6 8.2l2.3 2.4 4.4-4.9"
    case .cached: "M5 9.8a3.4 3.4 0 1 0 .3-3.8M4.6 4v2.6h2.6"
    case .failed: "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"
    case .running, .absent: ""
    case .ready: "M8 5.5v3l2 1.2"
    case .waiting: "M5.6 8h.1M8 8h.1M10.4 8h.1"
    case .skipped: "M4.8 8h6.4"
    case .cancelled: "M5 8h6"
    }
  }

  /// The state in words.
  var words: String {
    switch self {
    case .cached: "reused"
    case .absent: "did not run"
    default: rawValue
    }
  }

  /// The state of one task.
  init(of task: TaskRecord) {
    switch task.state {
    case .succeeded: self = task.source.map { $0 != .ran } ?? false ? .cached : .succeeded
    case .failed: self = .failed
    case .running: self = .running
    case .ready: self = .ready
    case .waiting: self = .waiting
    case .skipped: self = .skipped
    case .cancelled: self = .cancelled
    }
  }

  /// What is worth saying of several tasks that are drawn as one: the state that needs a look most.
  init(of tasks: some Sequence<TaskRecord>) {
    let marks = Set(tasks.map { StateMark(of: $0) })
    let order: [StateMark] = [
      .failed, .cancelled, .running, .ready, .waiting, .succeeded, .cached, .skipped,
    ]
    self = order.first(where: marks.contains) ?? .absent
  }
}

/// What a drawing says of the tasks of a run, by their place in the document.
struct DrawnStates {
  private var places: [String: [TaskRecord]] = [:]
  private let critical: Set<String>

  init(_ record: RunRecord, _ graph: PipelineGraph) {
    for task in record.tasks.values {
      // An iteration has the place of its loop, which is told by the loop's own record.
      if task.isGroup, task.path.text.utf8.last == UInt8(ascii: "]") { continue }
      places[placeInDocument(task.path), default: []].append(task)
    }
    critical = Set(CriticalChain(record, graph).paths.map { placeInDocument($0) })
  }

  /// The tasks that stand at some places.
  func tasks(at paths: some Sequence<String>) -> [TaskRecord] {
    paths.flatMap { places[$0] ?? [] }
  }

  /// Whether what stands at one of the places is on the critical path.
  func isCritical(_ paths: some Sequence<String>) -> Bool {
    paths.contains(where: critical.contains)
  }

  /// What there is to say beside the shape: how many of several are done, or how long one took.
  func remark(on tasks: [TaskRecord]) -> String {
    guard let task = tasks.first else { return StateMark.absent.words }
    guard tasks.count == 1 else {
      let done = tasks.count { $0.state.isFinal }
      let failed = tasks.count { $0.state == .failed }
      return "\(done)/\(tasks.count)" + (failed > 0 ? ", \(failed) failed" : "")
    }
    let mark = StateMark(of: task)
    guard let end = task.finished, mark != .cached, mark != .skipped else { return mark.words }
    let time = durationText(max(0, end - task.worked))
    return task.iterations.map { "\($0) × · \(time)" } ?? time
  }
}
