public import KFPSource

/// Judges which flows of a finished graph are legal, and reports those that are not.
public func checkTopology(_ graph: Graph, reporting bag: inout DiagnosticBag) {}
