import KFPInterpreter
import KFPMigration
import KFPSession
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections

/// What the compiler makes of a file before and after its migration.
struct DocumentProof: CustomStringConvertible {
  /// The complaints about the result.
  let result: Compilation
  private let verdict: Verdict

  private enum Verdict {
    case broken
    case nothingToCompile
    case oldDoesNotCompile
    case equal
    case different([String])
  }

  init(old: Script?, new: Script, capabilities: Capabilities) {
    result = compile(new, capabilities: capabilities)
    guard result.isSound else {
      verdict = .broken
      return
    }
    guard let now = Self.documents(of: result) else {
      verdict = .nothingToCompile
      return
    }
    guard let old else {
      verdict = .oldDoesNotCompile
      return
    }
    let before = compile(old, capabilities: capabilities)
    guard before.isSound, let then = Self.documents(of: before) else {
      verdict = .oldDoesNotCompile
      return
    }
    // The result may have documents that the old file did not have yet.
    let documents = Self.byName(now)
    let found = Self.byName(then).flatMap { name, document in
      documentDifferences(from: document, to: documents[name], path: name)
    }
    verdict = found.isEmpty ? .equal : .different(found)
  }

  /// Whether the documents, where there are two, are one.
  var isSound: Bool {
    switch verdict {
    case .broken, .different: false
    case .nothingToCompile, .oldDoesNotCompile, .equal: true
    }
  }

  var description: String {
    switch verdict {
    case .broken: "the result does not compile yet"
    case .nothingToCompile: "the result checks"
    case .oldDoesNotCompile: "the result compiles"
    case .equal: "the documents are equal"
    case .different(let paths):
      "the documents differ in " + paths.prefix(5).joined(separator: ", ")
        + (paths.count > 5 ? " and \(paths.count - 5) more places" : "")
    }
  }

  /// A script that loads an old component.
  static func loading(_ component: [UInt8]) -> Script {
    let text = PythonText.literal(String(decoding: component, as: UTF8.self))
    let lines =
      "from kfp import components\nloaded = components.load_component_from_text(\(text))\n"
    return Script(
      pieces: [Script.Piece(name: "old", bytes: Array(lines.utf8))], kind: .module, path: "old.py")
  }

  private static func byName(
    _ documents: [(String, JSONValue)]
  ) -> OrderedDictionary<String, JSONValue> {
    OrderedDictionary(documents) { first, _ in first }
  }

  /// The documents of a compilation by their names: what the script compiles itself, else the
  /// pipelines that no other one uses, else the components.
  private static func documents(of compilation: Compilation) -> [(String, JSONValue)]? {
    let interpretation = compilation.interpretation
    var chosen = interpretation.compiledFiles
    if chosen.isEmpty {
      for name in interpretation.pipelineNames {
        if let found = try? interpretation.chosenPipeline(named: name) { chosen.append(found) }
      }
    }
    guard !chosen.isEmpty else { return nil }
    return chosen.compactMap { pipeline in
      guard let json = try? parseJSON(renderJSON(pipeline.document)) else { return nil }
      return (pipeline.document.pipeline.info.name, json)
    }
  }
}

/// The places at which two documents differ.
func documentDifferences(
  from old: JSONValue?, to new: JSONValue?, path: String = "", depth: Int = 0
) -> [String] {
  guard depth < 100 else { return [] }
  switch (old, new) {
  case (.object(let before)?, .object(let now)?):
    let keys = Array(before.keys) + now.keys.filter { before[$0] == nil }
    return keys.flatMap { key in
      documentDifferences(
        from: before[key], to: now[key], path: path.isEmpty ? key : path + "." + key,
        depth: depth + 1)
    }
  case (.array(let before)?, .array(let now)?) where before.count == now.count:
    return zip(before, now).enumerated().flatMap { index, pair in
      documentDifferences(
        from: pair.0, to: pair.1, path: "\(path)[\(index)]", depth: depth + 1)
    }
  default: return old == new ? [] : [path.isEmpty ? "everything" : "`\(path)`"]
  }
}
