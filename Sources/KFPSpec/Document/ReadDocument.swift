import KFPTypes

/// A document that was read, with the places of its parts in the text.
public struct DocumentReading: Hashable, Sendable {
  /// What was read.
  public var document: PipelineDocument
  /// The values of the text: the pipeline and, if there, the platform's settings.
  public var sources: [LocatedJSON]

  /// Creates a reading.
  public init(document: PipelineDocument, sources: [LocatedJSON]) {
    self.document = document
    self.sources = sources
  }

  /// A problem with its place in the text.
  public func located(_ problem: SpecProblem) -> SpecProblem {
    guard problem.mark == nil, sources.indices.contains(problem.document) else { return problem }
    var problem = problem
    problem.mark = sources[problem.document].mark(at: problem.path)
    return problem
  }
}

/// Reads a compiled file, YAML or JSON, ours or the official SDK's.
public func readDocument(
  _ text: String, limits: YAMLLimits = .init()
) throws(SpecRejection) -> DocumentReading {
  try readDocument(from: readYAML(text, limits: limits))
}

/// Reads a compiled file in UTF-8.
public func readDocument(
  bytes: [UInt8], limits: YAMLLimits = .init()
) throws(SpecRejection) -> DocumentReading {
  try readDocument(from: readYAML(bytes: bytes, limits: limits))
}

/// Reads a compiled file from its values.
public func readDocument(from values: [LocatedJSON]) throws(SpecRejection) -> DocumentReading {
  var values = values
  while values.last?.content == .scalar(.null) { values.removeLast() }
  guard let first = values.first else {
    throw SpecRejection([SpecProblem(.documentCount, message: "there is no document here")])
  }
  guard values.count <= 2 else {
    throw SpecRejection([
      SpecProblem(
        .documentCount,
        message: "a compiled pipeline has one or two documents, not \(values.count)",
        mark: values[2].mark, document: 2)
    ])
  }
  var decoder = DocumentDecoder(document: 0)
  let pipeline = decoder.pipeline(first)
  var problems = decoder.problems
  var platform = PlatformSpec()
  if values.count == 2 {
    var decoder = DocumentDecoder(document: 1)
    platform = decoder.platform(values[1]) ?? platform
    problems += decoder.problems
  }
  problems.sort { left, right in
    let a = (left.document, left.mark?.line ?? 0, left.mark?.column ?? 0)
    return a < (right.document, right.mark?.line ?? 0, right.mark?.column ?? 0)
  }
  guard problems.isEmpty, let pipeline else {
    throw SpecRejection(
      problems.isEmpty
        ? [SpecProblem(.wrongType, message: "this is no pipeline", mark: first.mark)] : problems)
  }
  return DocumentReading(
    document: PipelineDocument(pipeline: pipeline, platform: platform), sources: values)
}
