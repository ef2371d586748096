import KFPSpec

/// What reading a component's document gives.
public enum ComponentReading: Sendable {
  /// The component, and the document that it came from, which compiling it alone gives again.
  case loaded(Component, LoweredPipeline?)
  case refused([Complaint])

  /// What is wrong with a document.
  public struct Complaint: Hashable, Sendable {
    /// What is wrong.
    public let message: String
    /// The line, from 1, where it is known.
    public let line: Int?
    /// The column, from 1, in Unicode scalars.
    public let column: Int?
  }
}

/// Reads a component from the bytes of its document.
public func readComponent(_ bytes: [UInt8]) -> ComponentReading {
  do throws(SpecRejection) {
    let loaded = try loadComponent(yaml: yamlText(of: bytes))
    return .loaded(loaded.component, loaded.document.map { LoweredPipeline(document: $0) })
  } catch {
    return .refused(
      error.problems.map { problem in
        let path = problem.path.steps.isEmpty ? "" : "\(problem.path): "
        return ComponentReading.Complaint(
          message: path + problem.message, line: problem.mark?.line, column: problem.mark?.column)
      })
  }
}
