public import KFPSource
/// Stub.
public enum InputCompleteness: Sendable { case complete, incomplete(indent: Int), invalid }
/// Stub.
public func inputCompleteness(of text: SourceText) -> InputCompleteness { .complete }
