public import KFPSource

/// Reads a text. It always returns a tree; what could not be read is reported and is `.missing` there.
public func parse(_ source: SourceText, reporting bag: inout DiagnosticBag) -> Tree {
  Tree(source: source)
}
