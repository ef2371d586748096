import KFPGraph
public import KFPSource
public import KFPSpec
import KFPTypes

/// Writes an old (v1) component document as a module with a `@dsl.container_component`.
///
/// The document of the result is that of the component that the official SDK loads. Where the SDK
/// cannot load it, because an input's type and its use contradict each other, the use counts, and a
/// complaint says so.
public func migrateComponent(_ source: SourceText) throws(SpecRejection) -> Migration {
  let documents = try readYAML(bytes: source.bytes)
  guard let document = documents.first else {
    throw SpecRejection([SpecProblem(.documentCount, message: "there is no document here")])
  }
  var complaints = ComponentComplaints(source: source)
  let types = replacedTypes(in: document, reporting: &complaints)
  let legacy = try readLegacyComponent(document, replacing: types)
  let names = ComponentNames(legacy.component, document: document, reporting: &complaints)
  complaints.reportEnvironment(of: document)
  complaints.reportFileOutputs(of: document)
  let module = ComponentModule(
    legacy: legacy, document: document, names: names, remarks: complaints.remarks,
    heading: leadingComment(of: source))
  return Migration(text: module.text, diagnostics: complaints.diagnostics)
}

/// Whether a document is an old component.
public func isOldComponent(_ bytes: [UInt8]) -> Bool {
  guard let documents = try? readYAML(bytes: bytes) else { return false }
  return documents.first?["implementation"] != nil
}

/// The types of the inputs whose type says the contrary of their use.
private func replacedTypes(
  in document: LocatedJSON, reporting complaints: inout ComponentComplaints
) -> [String: ChannelType] {
  let uses = PlaceholderUses(of: document)
  var types: [String: ChannelType] = [:]
  for input in document["inputs"]?.elements ?? [] {
    guard let name = input["name"]?.text, let mark = input["name"]?.mark else { continue }
    let text = input["type"]?.text
    guard text != TypeText.taskFinalStatus.description else { continue }
    switch (PathType(legacyText: text), uses.values.contains(name), uses.files.contains(name)) {
    case (.artifact, true, false), (.refused, true, false):
      types[name] = .parameter(.string)
      complaints.reportValue(of: name, type: input["type"], at: mark)
    case (.parameter, false, true):
      types[name] = .artifact(.artifact, isList: false)
      complaints.reportFile(of: name, type: text ?? "", at: mark)
      if let standard = input["default"] { complaints.reportLostDefault(of: name, standard) }
    default: break
    }
  }
  return types
}

/// The comment that a file begins with, such as a licence.
private func leadingComment(of source: SourceText) -> [String] {
  var lines: [String] = []
  for number in 1...max(1, source.lineStarts.count) {
    let line = source.lineText(number)
    let isRule = line.hasPrefix("---")
    guard line.hasPrefix("#") || line.isEmpty || isRule else { break }
    if !isRule { lines.append(line) }
  }
  while lines.last?.isEmpty ?? false { lines.removeLast() }
  while lines.first?.isEmpty ?? false { lines.removeFirst() }
  return lines
}
