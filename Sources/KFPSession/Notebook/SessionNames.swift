import KFPChecker
import KFPGraph
import KFPInterpreter
import KFPSource
import KFPSyntax

/// A word that could stand at the cursor.
public struct Suggestion: Hashable, Sendable {
  /// The word.
  public var text: String
  /// A few words about it: a signature or a type.
  public var detail: String

  /// Creates a suggestion.
  public init(text: String, detail: String = "") {
    self.text = text
    self.detail = detail
  }
}

/// The names that a cell may use, for completion.
public struct SessionNames: Sendable {
  private var names: [Suggestion]
  private var inputsByName: [String: [Component.Input]]

  /// Takes the names of a session as it is now.
  public init(of session: Session) {
    var inputsByName: [String: [Component.Input]] = [:]
    let interpretation = session.compilation.interpretation
    var found: [String: String] = [:]
    for entry in Surface.dsl { found[entry.name] = entry.signature }
    for name in ["dsl", "compiler", "components", "kubernetes"] { found[name] = "module" }
    for cell in session.cells {
      for name in definedNames(in: cell.text) { found[name] = "" }
    }
    for defined in interpretation.components {
      found[defined.variable] = signature(of: defined.component.inputs, defined.component.outputs)
      inputsByName[defined.variable] = defined.component.inputs
    }
    for defined in interpretation.pipelines {
      found[defined.variable] = signature(of: defined.inputs, [])
      inputsByName[defined.variable] = defined.inputs
    }
    self.inputsByName = inputsByName
    names = found.map { Suggestion(text: $0.key, detail: $0.value) }
  }

  /// What could stand at the end of `text`, and how many scalars of it a suggestion replaces.
  public func suggestions(before text: String) -> (replacing: Int, [Suggestion]) {
    let scalars = Array(text.unicodeScalars)
    let start = wordStart(in: scalars, before: scalars.count)
    let word = String(String.UnicodeScalarView(scalars[start...]))
    let candidates: [Suggestion]
    if start > 0, scalars[start - 1] == "." {
      let ownerStart = wordStart(in: scalars, before: start - 1)
      let owner = String(String.UnicodeScalarView(scalars[ownerStart..<(start - 1)]))
      candidates = members(of: owner)
    } else {
      candidates =
        openCall(in: scalars, before: start).map(inputs(of:)) ?? []
        + names + keywords.map { Suggestion(text: $0) }
    }
    let matching = candidates.filter { $0.text.hasPrefix(word) && $0.text != word }
    return (word.unicodeScalars.count, matching.sorted { $0.text < $1.text })
  }

  private func members(of owner: String) -> [Suggestion] {
    let entries: [SurfaceEntry]
    switch owner {
    case "dsl", "kfp.dsl": entries = Surface.dsl
    case "kubernetes": entries = Surface.kubernetes
    case "compiler": entries = Surface.compiler
    case "components": entries = Surface.components
    default: entries = Surface.task
    }
    return entries.map { Suggestion(text: $0.name, detail: $0.signature) }
  }

  private func inputs(of callee: String) -> [Suggestion] {
    (inputsByName[callee] ?? []).map {
      Suggestion(text: $0.name + "=", detail: $0.type.pythonName)
    }
  }
}

/// Words of the language that start statements.
private let keywords = [
  "assert", "def", "elif", "else", "for", "from", "if", "import", "in", "lambda", "not", "pass",
  "return", "with",
]

private func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}

private func wordStart(in scalars: [Unicode.Scalar], before end: Int) -> Int {
  var start = end
  while start > 0, isWordScalar(scalars[start - 1]) { start -= 1 }
  return start
}

/// The name of the innermost call whose bracket is open at a place.
private func openCall(in scalars: [Unicode.Scalar], before end: Int) -> String? {
  var depth = 0
  for index in scalars[..<end].indices.reversed() {
    switch scalars[index] {
    case ")", "]", "}": depth += 1
    case "[", "{": depth -= 1
    case "(":
      depth -= 1
      guard depth < 0 else { continue }
      let start = wordStart(in: scalars, before: index)
      return start < index ? String(String.UnicodeScalarView(scalars[start..<index])) : nil
    default: break
    }
    if depth < 0 { return nil }
  }
  return nil
}

/// The names that a cell's top level defines.
private func definedNames(in text: String) -> [String] {
  var sources = SourceMap()
  var bag = DiagnosticBag()
  let tree = parse(sources.add(name: "In", bytes: Array(text.utf8)), reporting: &bag)
  var names: [String] = []
  for statement in tree.body {
    switch tree[statement] {
    case .functionDef(let function): names.append(function.name.text)
    case .classDef(let definition): names.append(definition.name.text)
    case .assign(let targets, _):
      for target in targets {
        if case .name(let name) = tree[target] { names.append(name.text) }
      }
    case .import(let aliases), .importFrom(_, let aliases, _):
      names += aliases.map { ($0.asName ?? $0.name).text }
    default: break
    }
  }
  return names
}
