public import KFPRecord
public import KFPSpec
import OrderedCollections

/// What there is to say when a run has ended: how many tasks did what, how long it took and why,
/// and what failed. With the document the critical path is told, too.
public func summaryLines(
  of record: RunRecord, in document: PipelineDocument? = nil, ink: Ink
) -> [String] {
  let names = document.map { TaskNames(of: $0) } ?? TaskNames()
  var lines = [countLine(record, ink)]
  if let finished = record.finished {
    let working = record.leaves.reduce(0.0) { $0 + (workingTime(of: $1) ?? 0) }
    let took = "took \(durationText(max(0, finished - record.started)))"
    lines.append(fact("time", "\(took), tasks worked for \(durationText(working))", ink))
  }
  if let document {
    let path = criticalPath(of: record, in: document).compactMap { record.tasks[$0] }
    let steps = path.map {
      "\(printable(names.name(of: $0.path))) \(ink.faint(stepText($0)))"
    }
    if path.count > 1 { lines.append(fact("critical path", shortened(steps), ink)) }
  }
  let failed = record.leaves.filter { $0.state == .failed }
  for task in failed.prefix(10) {
    lines.append(
      ink.bad(fitted("failed", to: 14)) + ink.name(printable(names.name(of: task.path)))
        + ink.faint(
          "  kfps logs \(printable(record.id.text)) -t '\(printable(names.name(of: task.path)))'"))
  }
  if failed.count > 10 { lines.append(ink.faint("  and \(failed.count - 10) more")) }
  return lines
}

private func countLine(_ record: RunRecord, _ ink: Ink) -> String {
  var counts: OrderedDictionary<String, Int> = [:]
  for task in record.leaves {
    let isReused = task.state == .succeeded && task.source != .ran
    counts[isReused ? "reused" : task.state.rawValue, default: 0] += 1
  }
  let order = ["succeeded", "reused", "failed", "cancelled", "skipped"]
  let parts = order.compactMap { word -> String? in
    guard let count = counts[word] else { return nil }
    let text = "\(count) \(word)"
    switch word {
    case "succeeded", "reused": return ink.good(text)
    case "failed": return ink.bad(text)
    default: return ink.faint(text)
    }
  }
  return fact("tasks", parts.isEmpty ? "none" : parts.joined(separator: ", "), ink)
}

private func fact(_ name: String, _ text: String, _ ink: Ink) -> String {
  ink.strong(fitted(name, to: 14)) + text
}

private func workingTime(of task: TaskRecord) -> Double? {
  guard let start = task.attempts.first?.started, let end = task.finished else { return nil }
  return max(0, end - start)
}

private func stepText(_ task: TaskRecord) -> String {
  if task.state == .succeeded, task.source != .ran { return "reused" }
  return workingTime(of: task).map(durationText) ?? ""
}

/// The steps of a chain; the middle of a long one is left out.
private func shortened(_ steps: [String]) -> String {
  guard steps.count > 8 else { return steps.joined(separator: " → ") }
  let parts = steps.prefix(3) + ["… \(steps.count - 6) more …"] + steps.suffix(3)
  return parts.joined(separator: " → ")
}
