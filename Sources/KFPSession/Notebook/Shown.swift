import KFPGraph
public import KFPInterpreter
public import KFPRecord
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
    case task(TaskRecord)
    /// A value that exists once per iteration of a loop.
    case many([Piece])
    /// A value that there is not, and why.
    case missing(String)
    case component(signature: String)
    case pipeline(name: String)
  }
}

extension Session {
  /// Looks up the run-time values of what is to be shown, in the record of the session's latest run.
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
    case .pipeline(let name): return .pipeline(name: name)
    case .task(let name):
      return all(records(of: name, in: record).map(Shown.Piece.task), of: name)
    case .channel(let channel):
      guard case .output(let task, let output) = channel.origin,
        let name = compilation.interpretation.sessionTaskNames[safe: task.index]
      else { return .missing("a value that only exists while tasks run") }
      return all(
        records(of: name, in: record).map { value(of: output, in: $0) }, of: name)
    }
  }

  private func records(of name: String, in record: RunRecord?) -> [TaskRecord] {
    record?.tasks.values.filter { $0.path.name == name } ?? []
  }

  private func all(_ pieces: [Shown.Piece], of name: String) -> Shown.Piece {
    if let only = pieces.first, pieces.count == 1 { return only }
    return pieces.isEmpty ? .missing("`\(name)` has not run") : .many(pieces)
  }

  private func value(of output: String, in task: TaskRecord) -> Shown.Piece {
    if let value = task.outputs.parameters[output] { return .value(value) }
    if let artifacts = task.outputs.artifacts[output] { return .artifacts(artifacts) }
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
  let results = outputs.map { output in
    output.name == "Output" ? output.type.pythonName : "\(output.name): \(output.type.pythonName)"
  }
  let arrow = results.isEmpty ? "" : " -> \(results.joined(separator: ", "))"
  return "(\(parameters.joined(separator: ", ")))\(arrow)"
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
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
