import KFPGraph
public import KFPSource
public import KFPSpec

/// What there is to say against a document: a compiled pipeline or component, ours or the official
/// SDK's, or a component description of the first SDK. Its text is added to `sources`.
public func documentComplaints(
  _ bytes: [UInt8], name: String, adding sources: inout SourceMap
) -> [Diagnostic] {
  let source = sources.add(name: name, bytes: bytes)
  return problems(of: bytes).map { .documentProblem($0, in: source) }
}

/// The complaints about a document that could not be read.
public func documentComplaints(
  _ rejection: SpecRejection, about bytes: [UInt8], name: String, adding sources: inout SourceMap
) -> [Diagnostic] {
  let source = sources.add(name: name, bytes: bytes)
  return rejection.problems.map { .documentProblem($0, in: source) }
}

private func problems(of bytes: [UInt8]) -> [SpecProblem] {
  do throws(SpecRejection) {
    let documents = try readYAML(bytes: bytes)
    // Only components of the first SDK say how they are implemented.
    if case .object(let members)? = documents.first?.content,
      members.contains(where: { $0.key == "implementation" })
    {
      _ = try loadComponent(yaml: String(decoding: bytes, as: UTF8.self))
      return []
    }
    return validate(try readDocument(from: documents))
  } catch {
    return error.problems
  }
}

extension Diagnostic {
  /// E0604: what is wrong with a document, and where.
  fileprivate static func documentProblem(
    _ problem: SpecProblem, in source: SourceText
  ) -> Diagnostic {
    let path = problem.path.steps.isEmpty ? "" : "\(problem.path): "
    var start: UInt32 = 0
    var end: UInt32 = 0
    if let mark = problem.mark, mark.line <= source.lineStarts.count {
      let line = source.lineText(mark.line)
      let before = line.unicodeScalars.prefix(mark.column - 1)
      let rest = String(line.unicodeScalars.dropFirst(mark.column - 1))
      start = source.lineStarts[mark.line - 1] + UInt32(String(before).utf8.count)
      end = start + UInt32(rest.utf8.count)
    }
    let span = Span(source: source.id, start: start, end: end)
    return Diagnostic("E0604", path + problem.message, at: SourceLabel(span))
  }
}
