public import KFPRecord
import OrderedCollections

/// What a terminal shows while a run goes on: a line for each active task at the bottom, one line
/// for a whole loop with its counts, and above it the lines of what has ended, which scroll away.
///
/// It is a value: events go in, lines come out, and whoever draws them knows the terminal and the
/// clock. Lines carry colours but no movements of the cursor. What tasks print stays, but for tasks
/// inside of loops, of which only the latest line is seen.
public struct LiveProgress: Sendable {
  private let ink: Ink
  private let names: TaskNames
  private var lines: RunLines
  private var active: OrderedDictionary<TaskPath, Activity> = [:]
  private var loops: OrderedDictionary<TaskPath, Loop> = [:]
  private var counts = Counts()
  private var started: Double?
  private var hasEnded = false

  private struct Activity: Hashable, Sendable {
    var started: Double
    var isWaiting: Bool
    var attempt: Int
    var latest = ""
  }

  private struct Loop: Hashable, Sendable {
    var started: Double
    var count: Int
    var ended: Set<TaskPath> = []
    var failed = 0
    var latest = ""
    /// A task of the loop that runs now, as an example.
    var example: TaskPath?
  }

  private struct Counts: Hashable, Sendable {
    var done = 0
    var reused = 0
    var failed = 0
  }

  /// Creates the progress of a run that has not started.
  public init(
    ink: Ink, detail: RunLines.Detail = .normal, names: TaskNames = TaskNames()
  ) {
    self.ink = ink
    self.names = names
    lines = RunLines(ink: ink, detail: detail, names: names)
  }

  /// Takes an event; returns the lines that it leaves for good, to be printed above.
  public mutating func apply(_ event: Event) -> [String] {
    let told = lines.lines(for: event)
    switch event.kind {
    case .runStarted:
      started = event.time
      return told
    case .taskReady(let path, _, _, _):
      active[path] = Activity(started: event.time, isWaiting: true, attempt: 1)
      return []
    case .taskLaunched(let path, let attempt, _):
      active[path] = Activity(started: event.time, isWaiting: false, attempt: attempt)
      if let loop = loop(around: path) { loops[loop]?.example = path }
      return []
    case .logLine(let path, let text):
      active[path]?.latest = text
      guard let loop = loop(around: path) else { return told }
      loops[loop]?.latest = text
      loops[loop]?.example = path
      return []
    case .groupStarted(let path, let iterations?):
      loops[path] = Loop(started: event.time, count: iterations)
      return []
    case .groupStarted(_, nil):
      return []
    case .groupFinished(let path, let state, _):
      return ended(group: path, state, at: event.time)
    case .taskSucceeded(let path, _, let source):
      if source != .ran { counts.reused += 1 }
      end(path, failed: false)
      return loop(around: path) == nil ? told : []
    case .taskSkipped(let path, _):
      end(path, failed: false)
      return loop(around: path) == nil ? told : []
    case .taskFailed(let path, _):
      counts.failed += 1
      end(path, failed: true)
      return told
    case .taskCancelled(let path):
      end(path, failed: false)
      return loop(around: path) == nil ? told : []
    case .runFinished:
      hasEnded = true
      active = [:]
      loops = [:]
      return told
    case .attemptFailed, .note, .runResumed, .cancelRequested:
      return told
    }
  }

  /// The lines to draw at the bottom, none wider than `width` columns and not more than `height`.
  public func lines(width: Int, height: Int, now: Double) -> [String] {
    guard !hasEnded, width > 0, height > 0 else { return [] }
    let shown = active.filter { loop(around: $0.key) == nil }
    let outer = loops.filter { loop(around: $0.key) == nil && !isComplete($0.value) }
    var result = outer.map { line(of: $0.key, $0.value, width, now) }
    result += shown.map { line(of: $0.key, $0.value, width, now) }
    let room = height - 1
    if result.count > room {
      let rest = result.count - max(0, room - 1)
      result = Array(result.prefix(max(0, room - 1)))
      if room > 0 { result.append(ink.faint(cut("  and \(rest) more", to: width))) }
    }
    result.append(footer(width, now))
    return result
  }

  private func footer(_ width: Int, _ now: Double) -> String {
    let time = started.map { durationText(max(0, now - $0)) } ?? ""
    let waiting = active.values.count { $0.isWaiting }
    var parts = ["\(counts.done) done"]
    if counts.reused > 0 { parts.append("\(counts.reused) cached") }
    if counts.failed > 0 { parts.append("\(counts.failed) failed") }
    parts.append("\(active.count - waiting) active")
    if waiting > 0 { parts.append("\(waiting) waiting") }
    return ink.faint(cut("  \(parts.joined(separator: ", "))  \(time)", to: width))
  }

  private func line(
    of path: TaskPath, _ activity: Activity, _ width: Int, _ now: Double
  ) -> String {
    let again = activity.attempt > 1 ? " attempt \(activity.attempt)" : ""
    let time = durationText(max(0, now - activity.started))
    return row(
      activity.isWaiting ? "◌" : "▶", printable(names.name(of: path)),
      activity.isWaiting ? "waiting" : time + again, activity.latest, width)
  }

  private func line(of path: TaskPath, _ loop: Loop, _ width: Int, _ now: Double) -> String {
    let failed = loop.failed > 0 ? " \(loop.failed) failed" : ""
    let time = durationText(max(0, now - loop.started))
    let example = loop.example.map { "\(printable(names.name(of: $0))) \(loop.latest)" }
    return row(
      "↻", printable(names.name(of: path)), "\(loop.ended.count)/\(loop.count)\(failed) \(time)",
      example ?? "", width)
  }

  /// One line: a sign, a name, a state, and what is left of the width for the latest log line.
  private func row(
    _ sign: String, _ name: String, _ state: String, _ latest: String, _ width: Int
  ) -> String {
    guard width >= 30 else { return cut("\(sign) \(state) \(name)", to: width) }
    let nameWidth = min(max(12, width / 3), 40)
    let stateWidth = min(max(10, displayWidth(of: state)), max(1, width - nameWidth - 4))
    let rest = width - nameWidth - stateWidth - 7
    let head = "\(sign) \(ink.name(fitted(name, to: nameWidth))) "
    let text = rest > 8 ? cut(printable(latest), to: rest) : ""
    return head + fitted(state, to: stateWidth) + (text.isEmpty ? "" : ink.faint(" │ \(text)"))
  }

  private func isComplete(_ loop: Loop) -> Bool { loop.ended.count >= loop.count }

  private mutating func end(_ path: TaskPath, failed: Bool) {
    if active.removeValue(forKey: path) != nil { counts.done += 1 }
    if let loop = loop(around: path), failed { loops[loop]?.failed += 1 }
    endIteration(path)
  }

  private mutating func ended(group path: TaskPath, _ state: TaskState, at time: Double) -> [String]
  {
    endIteration(path)
    guard let done = loops.removeValue(forKey: path), loop(around: path) == nil else { return [] }
    let word = state == .failed ? ink.bad("failed") : ink.good("finished")
    let after = ink.faint("after \(durationText(max(0, time - done.started)))")
    let iterations = "\(done.ended.count)/\(done.count) iterations"
    return ["\(ink.name(printable(names.name(of: path)))) \(word) \(iterations) \(after)"]
  }

  /// Counts an iteration of a loop that has ended: a path with the number as its very end.
  private mutating func endIteration(_ path: TaskPath) {
    guard path.text.utf8.last == UInt8(ascii: "]"),
      let open = path.text.utf8.lastIndex(of: UInt8(ascii: "["))
    else { return }
    loops[TaskPath(String(path.text[..<open]))]?.ended.insert(path)
  }

  /// The outermost running loop that a path is inside of.
  private func loop(around path: TaskPath) -> TaskPath? {
    guard !loops.isEmpty else { return nil }
    let text = path.text
    for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: "[") {
      let outer = TaskPath(String(text[..<index]))
      if loops[outer] != nil { return outer }
    }
    return nil
  }
}
