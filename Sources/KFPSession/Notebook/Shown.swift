import KFPGraph
public import KFPInterpreter
public import KFPRecord
public import KFPSpec
public import KFPTypes
import OrderedCollections

/// Something that a cell shows, with the run-time values in it looked up.
public struct Shown: Sendable {
  /// Why it is shown.
  public var reason: Reason
  /// What is shown, in order.
  public var pieces: [Piece]

  /// Why something is shown.
  public enum Reason: Sendable {
    case printed
    /// `show(...)`, or the last expression of a cell.
    case result
    case asserted
  }

  /// A piece of what is shown.
  public enum Piece: Sendable {
    case text(String)
    case value(JSONValue)
    case artifacts([RuntimeArtifact])
    /// A task, and how its component is called.
    case task(TaskRecord, signature: String)
    /// A value that exists once per iteration of a loop.
    case many([Piece])
    /// A value that there is not, and why.
    case missing(String)
    case component(signature: String)
    case pipeline(name: String, PipelineDocument?)

    /// A value of which nothing is known outside of its run.
    static var unknown: Piece { .missing("a value that only exists while tasks run") }

    var isMissing: Bool {
      if case .missing = self { true } else { false }
    }
  }
}

extension Session {
  /// Looks up the run-time values of what is to be shown, in the record of the session's latest run.
  public func shown(
    _ observations: [Interpretation.Observation], in record: RunRecord?
  ) -> [Shown] {
    compilation.shown(observations, in: record)
  }
}

extension Compilation {
  /// Looks up the run-time values of what is to be shown, in the record of a run of its session
  /// pipeline.
  public func shown(
    _ observations: [Interpretation.Observation], in record: RunRecord?
  ) -> [Shown] {
    observations.map { observation in
      Shown(
        reason: Shown.Reason(observation.kind),
        pieces: observation.pieces.map { resolve($0, in: record) })
    }
  }

  private func resolve(
    _ piece: Interpretation.Observation.Piece, in record: RunRecord?
  ) -> Shown.Piece {
    switch piece {
    case .text(let text): return .text(text)
    case .component(let component): return .component(signature: signature(of: component))
    case .pipeline(let name):
      let defined = interpretation.pipelines.last {
        $0.pipeline.document.pipeline.info.name == name
      }
      return .pipeline(name: name, defined?.pipeline.document)
    case .task(let name):
      let signature = taskSignature(of: name)
      let records = records(of: name, in: record)
      return all(records.map { .task($0, signature: signature) }, of: name)
    case .comparison(let condition): return verdict(on: condition, in: record)
    case .channel(let channel): return resolve(channel, in: record)
    }
  }

  private func resolve(_ channel: Channel, in record: RunRecord?) -> Shown.Piece {
    switch channel.origin {
    case .output(let task, let output):
      guard let name = interpretation.sessionTaskNames[safe: task.index] else { break }
      return all(
        records(of: name, in: record).map { value(of: output, in: $0, record) }, of: name)
    case .oneOf(_, _, let branches):
      let pieces = branches.map { resolve($0, in: record) }
      return pieces.first { !$0.isMissing } ?? pieces.first ?? .unknown
    case .collected(let item): return collected(item, in: record)
    case .input, .item, .field: break
    }
    return .unknown
  }

  /// The values of all iterations as one list, where they are those of one loop.
  private func collected(_ item: Channel, in record: RunRecord?) -> Shown.Piece {
    guard case .output(let task, let output) = item.origin,
      let name = interpretation.sessionTaskNames[safe: task.index]
    else { return .unknown }
    let records = records(of: name, in: record)
    let pieces = records.map { value(of: output, in: $0, record) }
    let values = pieces.compactMap { piece -> JSONValue? in
      if case .value(let value) = piece { value } else { nil }
    }
    let isOneLoop = records.allSatisfy { $0.path.text.count(where: { $0 == "[" }) == 1 }
    guard isOneLoop, !values.isEmpty, values.count == records.count else {
      return all(pieces, of: name)
    }
    return .value(.array(values))
  }

  /// Whether a comparison holds; a value that there is not, and why, where one is missing.
  private func verdict(on condition: Condition, in record: RunRecord?) -> Shown.Piece {
    var sides: [JSONValue] = []
    for argument in [condition.left, condition.right] {
      switch argument {
      case .constant(let value): sides.append(value)
      case .channel(let channel):
        let piece = resolve(.channel(channel), in: record)
        guard case .value(let value) = piece else { return piece }
        sides.append(value)
      case .template, .list, .dict: return .missing("a value that only exists while tasks run")
      }
    }
    return .value(.bool(condition.comparison.holds(sides[0], sides[1])))
  }

  /// The records of a task of the session: one, or one per iteration of the loops around it. Tasks
  /// inside a nested pipeline may have the same name.
  private func records(of name: String, in record: RunRecord?) -> [TaskRecord] {
    guard let record else { return [] }
    let nested = Set(interpretation.sessionTaskNames)
    return record.tasks.values.filter { task in
      guard task.path.name == name, !task.path.isIteration else { return false }
      return task.path.groupNames.allSatisfy { !nested.contains($0) }
    }
  }

  private func all(_ pieces: [Shown.Piece], of name: String) -> Shown.Piece {
    if let only = pieces.first, pieces.count == 1 { return only }
    return pieces.isEmpty ? .missing("`\(name)` has not run") : .many(pieces)
  }

  private func value(
    of output: String, in task: TaskRecord, _ record: RunRecord?
  ) -> Shown.Piece {
    if let value = task.outputs.parameters[output] { return .value(value) }
    if let artifacts = task.outputs.artifacts[output] { return .artifacts(artifacts) }
    if task.isGroup, let record, let document = interpretation.sessionPipeline?.document.pipeline,
      let inside = document.producer(of: output, of: task.path, in: record)
    {
      if let value = inside.task.outputs.parameters[inside.output] { return .value(value) }
      if let found = inside.task.outputs.artifacts[inside.output] { return .artifacts(found) }
    }
    return .missing("`\(task.path)` \(task.state.rawValue)")
  }
}

/// A component as its author would write its signature.
func signature(of component: Component) -> String {
  "\(component.name)\(signature(of: component.inputs, component.outputs))"
}

/// Inputs and outputs as their author would write them: `(text: str, n: int = ...) -> str`.
func signature(of inputs: [Component.Input], _ outputs: [Component.Output]) -> String {
  let parameters = inputs.map { input in
    "\(input.name): \(input.type.pythonName)\(input.isOptional ? " = ..." : "")"
  }
  let arrow = resultText(outputs.map { (name: $0.name, type: $0.type.pythonName) })
  return "(\(parameters.joined(separator: ", ")))\(arrow)"
}

/// The outputs as the end of a signature: ` -> str`, ` -> (model: Model, score: float)`.
func resultText(_ outputs: [(name: String, type: String)]) -> String {
  guard let first = outputs.first else { return "" }
  if outputs.count == 1, first.name == "Output" { return " -> \(first.type)" }
  return " -> (\(outputs.map { "\($0.name): \($0.type)" }.joined(separator: ", ")))"
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

extension Condition.Comparison {
  /// Whether it holds between two values; texts are ordered as Python orders them.
  fileprivate func holds(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch self {
    case .equal: return left == right
    case .notEqual: return left != right
    case .less, .lessEqual, .greater, .greaterEqual: break
    }
    if let left = left.numberValue, let right = right.numberValue { return orders(left, right) }
    guard let left = left.stringValue, let right = right.stringValue else { return false }
    return orders(ScalarText(text: left), ScalarText(text: right))
  }

  private func orders<Side: Comparable>(_ left: Side, _ right: Side) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessEqual: left <= right
    case .greater: left > right
    case .greaterEqual: left >= right
    }
  }
}

/// A text that is ordered by its Unicode scalars.
private struct ScalarText: Comparable {
  let text: String

  static func < (left: ScalarText, right: ScalarText) -> Bool {
    left.text.unicodeScalars.lexicographicallyPrecedes(right.text.unicodeScalars)
  }
}

extension Shown.Reason {
  fileprivate init(_ kind: Interpretation.Observation.Kind) {
    switch kind {
    case .print: self = .printed
    case .show, .lastExpression: self = .result
    case .assertion: self = .asserted
    }
  }
}
