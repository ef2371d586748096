import KFPSpec

extension PipelineGraph.Node {
  /// Whether it is a group that its author did not name: a loop, a branch, an exit handler.
  var isPlainGroup: Bool {
    guard isGeneratedGroupName(name) else { return false }
    return title == plainTitle
  }

  /// The name that people see: that of the task, or for a group without a name what it does.
  var title: String {
    let shown = task.displayName.isEmpty ? name : task.displayName
    guard isGeneratedGroupName(shown), let plainTitle else { return shown }
    return plainTitle
  }

  private var plainTitle: String? {
    switch kind {
    case .task, .importer, .pipeline, .stack: nil
    case .loop: items.map { "loop over \(cut($0, to: 40))" }
    case .branch: task.triggerPolicy.condition.map(branchTitle)
    case .branches: "branches"
    case .exitHandler: "exit handler"
    }
  }

  /// What a loop goes over.
  private var items: String? {
    switch task.iterator {
    case .raw(let items, _): items
    case .parameter(let items, _), .artifact(let items, _): readableChannel(items)
    case nil: nil
    }
  }

  /// When or how often the node runs, as its header says it behind its title; nil when there is
  /// nothing to say.
  var remark: String? {
    var parts: [String] = []
    let isTold = title == plainTitle
    if !isTold || kind != .loop, let items { parts.append("for each of \(items)") }
    if !isTold || kind != .branch, let condition = task.triggerPolicy.condition {
      parts.append("if \(readableCondition(condition))")
    }
    if let limit = task.parallelismLimit { parts.append("\(limit) at once") }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

/// A branch as its author wrote it: `if x > 1`, `elif x > 0`, `else`. The condition of a later branch
/// begins with those of the ones before, negated.
private func branchTitle(_ condition: String) -> String {
  var rest = Array(readableCondition(condition).utf8)[...]
  var isFirst = true
  while rest.starts(with: "!(".utf8), let end = endOfParenthesis(rest.dropFirst()) {
    rest = rest[end...]
    isFirst = false
    guard rest.starts(with: " && ".utf8) else { break }
    rest = rest.dropFirst(4)
  }
  if isFirst { return "if \(readableCondition(condition))" }
  return rest.isEmpty ? "else" : "elif \(String(decoding: rest, as: UTF8.self))"
}

/// The place behind the parenthesis that the bytes begin with.
private func endOfParenthesis(_ bytes: ArraySlice<UInt8>) -> Int? {
  var depth = 0
  var quote: UInt8?
  for (index, byte) in zip(bytes.indices, bytes) {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      if quote == nil { quote = byte } else if quote == byte { quote = nil }
    case UInt8(ascii: "(") where quote == nil: depth += 1
    case UInt8(ascii: ")") where quote == nil:
      depth -= 1
      if depth == 0 { return index + 1 }
    default: break
    }
  }
  return nil
}

/// A threaded name as its author knows it: `pipelinechannel--flip-coin-Output` is
/// `flip-coin`, since the output of a task with one output needs no name.
func readableChannel(_ name: String) -> String {
  var rest = Substring(name)
  let marks = ["pipelinechannel--", "loop-item-param-"]
  while let mark = marks.first(where: { rest.utf8.starts(with: $0.utf8) }) {
    rest = rest.dropFirst(mark.utf8.count)
  }
  let end = "-Output"
  if rest.utf8.count > end.utf8.count, rest.hasSuffix(end) { rest = rest.dropLast(end.count) }
  return rest.isEmpty ? name : String(rest)
}

/// A condition with `inputs.parameter_values['pipelinechannel--x']` written as `x`.
func readableCondition(_ condition: String) -> String {
  let opening = Array("inputs.parameter_values['".utf8)
  let closing = Array("']".utf8)
  let bytes = Array(condition.utf8)
  var result: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index...].starts(with: opening), let end = end(of: closing, in: bytes, from: index) {
      let name = bytes[(index + opening.count)..<end]
      result += readableChannel(String(decoding: name, as: UTF8.self)).utf8
      index = end + closing.count
    } else {
      result.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func end(of closing: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
  var index = start + "inputs.parameter_values['".utf8.count
  while index + closing.count <= bytes.count {
    if bytes[index...].starts(with: closing) { return index }
    index += 1
  }
  return nil
}
