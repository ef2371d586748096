import KFPGraph
import KFPSource
import OrderedCollections

/// What a script means, put together when all of it was evaluated.
extension PipelineStudio {
  /// Adds pipelines, components, compile calls and the session pipeline.
  func assemble(_ interpretation: inout Interpretation, in evaluator: Evaluator) {
    interpretation.compileCalls = compileCalls
    var seen: Set<ObjectIdentifier> = []
    var defined: [(variable: String, object: ComponentObject)] = []
    for (name, value) in evaluator.main.scope.names {
      guard case .object(let object as ComponentObject) = value,
        seen.insert(ObjectIdentifier(object)).inserted
      else { continue }
      defined.append((name, object))
    }
    for (variable, object) in defined.sorted(by: { isEarlier($0.object, $1.object) }) {
      let isLocal = object.declaration != nil && object.module == evaluator.main.name
      if object.isPipeline {
        guard let pipeline = object.pipeline else { continue }
        interpretation.pipelines.append(
          Interpretation.DefinedPipeline(
            variable: variable, pipeline: pipeline,
            isUsedByAnother: object.pipelineID.map { calledPipelines.contains($0) } ?? false,
            inputs: object.component.inputs, isLocal: isLocal, isLoaded: object.isLoaded,
            declaration: object.declaration ?? Span(source: SourceID(0), start: 0, end: 0)))
      } else {
        interpretation.components.append(
          Interpretation.DefinedComponent(
            variable: variable, component: object.component, document: object.pipeline,
            isLocal: isLocal, isLoaded: object.isLoaded))
      }
    }
    for id in workshops.indices.map(PipelineID.init) where !calledPipelines.contains(id) {
      checkDownloads(self[id].graph, reporting: &evaluator.bag)
    }
    interpretation.sessionPipeline = finishedSession(in: evaluator)
    if let session {
      interpretation.sessionTaskNames = self[session].graph.tasks.map(\.name)
    }
  }

  private func isEarlier(_ left: ComponentObject, _ right: ComponentObject) -> Bool {
    switch (left.pipelineID, right.pipelineID) {
    case (let a?, let b?): a.rawValue < b.rawValue
    default: false
    }
  }

  private func finishedSession(in evaluator: Evaluator) -> LoweredPipeline? {
    guard let session else { return nil }
    if let known = finished, known.changes == sessionChanges, !evaluator.bag.containsError {
      return known.pipeline
    }
    let graph = self[session].graph
    guard !graph.tasks.isEmpty else { return nil }
    guard !evaluator.bag.containsError, let pipeline = evaluator.document(of: graph) else {
      return nil
    }
    finished = (sessionChanges, pipeline)
    return pipeline
  }

  /// The pieces of a text that holds run-time values.
  func pieces(of text: String) -> [Interpretation.Observation.Piece] {
    guard let segments = embedded.segments(of: text) else { return [.text(text)] }
    return segments.map { segment in
      switch segment {
      case .text(let text): .text(text)
      case .channel(let channel): .channel(channel)
      }
    }
  }
}
