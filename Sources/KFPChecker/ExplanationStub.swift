public import KFPSource
/// Stub.
public func explanation(of code: DiagnosticCode) -> String? { nil }
/// Stub.
public func explanationIndex() -> String { "" }
