/// Stub.
public func validate(_ document: PipelineDocument) -> [SpecProblem] { [] }
