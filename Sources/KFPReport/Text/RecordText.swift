public import KFPRecord
import KFPTypes
import OrderedCollections

/// A run that has been recorded, as `kfps show` tells it: its tasks with their states, and what the
/// pipeline gave.
public func recordLines(
  of record: RunRecord, names: TaskNames = TaskNames(), ink: Ink
) -> [String] {
  let took = record.finished.map { " in \(durationText(max(0, $0 - record.started)))" } ?? ""
  var lines = [
    "\(ink.strong(printable(record.pipeline))) \(ink.faint("run \(printable(record.id.text))"))",
    "\(stateText(record.state, ink))\(ink.faint(took))",
  ]
  lines += record.arguments.map { name, value in
    "\(ink.faint("←")) \(printable(name)) = \(printable(shortText(of: value)))"
  }
  // Iterations are told by their tasks.
  let tasks = record.tasks.values.filter { !$0.isGroup || $0.path.text.utf8.last != 0x5D }
  let width = min(48, tasks.map { displayWidth(of: names.name(of: $0.path)) }.max() ?? 0)
  for task in tasks { lines.append(taskLine(task, width: width, names, ink)) }
  lines += portLines(record.outputs, arrow: "→", limit: 400, ink)
  lines += failureLines(record.failure, ink)
  return lines
}

/// One task of a recorded run, with all that went in and out of it.
public func recordLines(
  of task: TaskRecord, names: TaskNames = TaskNames(), limit: Int = 2000, ink: Ink
) -> [String] {
  var lines = [taskLine(task, width: 0, names, ink)]
  if names.name(of: task.path) != task.path.text {
    lines.append("path \(printable(task.path.text))")
  }
  if !task.component.isEmpty { lines.append("component \(printable(task.component))") }
  if let key = task.key { lines.append("key \(printable(key))") }
  lines += portLines(task.inputs, arrow: "←", limit: limit, ink)
  lines += portLines(task.outputs, arrow: "→", limit: limit, ink)
  for artifacts in task.outputs.artifacts.values {
    lines += artifacts.map { "\(printable($0.name)) is at \(printable($0.uri))" }
  }
  lines += task.notes.map { ink.odd(printable($0)) }
  for (number, attempt) in task.attempts.enumerated() where task.attempts.count > 1 {
    let time = attempt.finished.map { durationText(max(0, $0 - attempt.started)) } ?? "running"
    let why = attempt.failure.map { ": \(printable($0.message))" } ?? ""
    lines.append("attempt \(number + 1) \(ink.faint(time))\(why)")
  }
  return lines + failureLines(task.failure, ink)
}

/// A table of runs, newest first, as `kfps runs` shows it. `now` is the present time; `remark` is what
/// stands behind each, by default the number of its tasks.
public func runTable(
  _ records: [RunRecord], now: Double, ink: Ink,
  remark: (RunRecord) -> String = { "\($0.leaves.count) tasks" }
) -> [String] {
  let width = min(60, records.map { displayWidth(of: $0.id.text) }.max() ?? 0)
  return records.sorted { $0.started > $1.started }.map { record in
    let end = record.finished ?? now
    let name = ink.name(fitted(printable(record.id.text), to: width))
    let state = stateText(record.state, ink)
    let padding = String(repeating: " ", count: max(0, 10 - record.state.rawValue.utf8.count))
    let took = fitted(durationText(max(0, end - record.started)), to: 12)
    let age = record.finished == nil ? "" : "  \(durationText(max(1, now - end).rounded())) ago"
    return "\(name) \(state)\(padding) \(took) \(ink.faint(printable(remark(record)) + age))"
  }
}

private func taskLine(
  _ task: TaskRecord, width: Int, _ names: TaskNames, _ ink: Ink
) -> String {
  let name = printable(names.name(of: task.path))
  let shown = ink.name(width == 0 ? name : fitted(name, to: width))
  let isReused = task.state == .succeeded && task.source.map { $0 != .ran } ?? false
  let state = isReused ? ink.good("reused") : stateText(task.state, ink)
  var text = "\(shown) \(state)"
  if let end = task.finished, task.state != .skipped, !isReused {
    text += ink.faint(" \(durationText(max(0, end - task.worked)))")
  }
  if let count = task.iterations { text += ink.faint(" \(count) iterations") }
  if let reason = task.reason { text += ink.faint(" \(printable(reason))") }
  return text
}

extension TaskRecord {
  /// When its work began: with its first attempt, not when it had to wait for its turn.
  public var worked: Double { attempts.first?.started ?? started }
}

func stateText(_ state: TaskState, _ ink: Ink) -> String {
  switch state {
  case .succeeded: ink.good(state.rawValue)
  case .failed: ink.bad(state.rawValue)
  case .cancelled, .running: ink.odd(state.rawValue)
  case .waiting, .ready, .skipped: ink.faint(state.rawValue)
  }
}

private func portLines(
  _ values: PortValues, arrow: String, limit: Int, _ ink: Ink
) -> [String] {
  let parameters = values.parameters.map { ($0, shortText(of: $1, limit: limit)) }
  let artifacts = values.artifacts.map { ($0, shortText(of: $1, limit: limit)) }
  return (parameters + artifacts).map { name, text in
    "\(ink.faint(arrow)) \(printable(name)) = \(printable(text))"
  }
}

private func failureLines(_ failure: TaskFailure?, _ ink: Ink) -> [String] {
  guard let failure else { return [] }
  var lines = [ink.bad(printable(failure.message))]
  if let place = failure.place { lines.append("at \(printable(place.file)):\(place.line)") }
  let detail = failure.detail.split(separator: "\n", omittingEmptySubsequences: false)
  return lines + detail.map { "\(ink.faint("|")) \(printable(String($0)))" }
}
