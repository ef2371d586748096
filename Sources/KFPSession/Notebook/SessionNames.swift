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
  private let session: Session
  private let names: [Suggestion]
  private let inputsByName: [String: [Component.Input]]

  /// Takes the names of a session as it is now.
  public init(of session: Session) {
    var inputsByName: [String: [Component.Input]] = [:]
    let interpretation = session.compilation.interpretation
    var found: [String: String] = [:]
    for entry in Surface.dsl { found[entry.name] = entry.signature }
    for name in ["dsl", "compiler", "components", "kubernetes"] { found[name] = "module" }
    for index in session.cells.indices {
      guard let tree = session.tree(ofCellAt: index) else { continue }
      for name in tree.body.flatMap(tree.names(boundBy:)) {
        found[name] = "In [\(session.cells[index].number)]"
      }
    }
    for defined in interpretation.components {
      found[defined.variable] = signature(of: defined.component.inputs, defined.component.outputs)
      inputsByName[defined.variable] = defined.component.inputs
    }
    for defined in interpretation.pipelines {
      found[defined.variable] = signature(of: defined.inputs, [])
      inputsByName[defined.variable] = defined.inputs
    }
    self.session = session
    self.inputsByName = inputsByName
    names = found.map { Suggestion(text: $0.key, detail: $0.value) }
  }

  /// What could stand at the end of `text`, and how many scalars of it a suggestion replaces.
  public func suggestions(before text: String) -> (replacing: Int, [Suggestion]) {
    let scalars = Array(text.unicodeScalars)
    let start = wordStart(in: scalars, before: scalars.count)
    let word = String(String.UnicodeScalarView(scalars[start...]))
    var candidates: [Suggestion]
    if let owner = taskOfOutputs(in: scalars, before: start) {
      candidates = outputs(of: owner).map { Suggestion(text: $0.name, detail: $0.type.pythonName) }
    } else if start > 0, scalars[start - 1] == "." {
      candidates = members(of: dottedName(in: scalars, before: start - 1))
    } else {
      let before = scalars[..<start].last { $0 != " " }
      let inputs = before == "=" ? [] : inputs(ofCallIn: scalars, before: start)
      let matching = inputs.filter { $0.text.hasPrefix(word) }
      // Where an input is wanted and nothing is typed of it, other names would only hide it.
      if !matching.isEmpty, word.isEmpty { return (0, matching) }
      candidates = matching + names + keywords.map { Suggestion(text: $0) }
    }
    let matching = candidates.filter { $0.text.hasPrefix(word) && $0.text != word }
    return (word.unicodeScalars.count, matching.sorted { $0.text < $1.text })
  }

  /// The inputs of the call that is open at a place, but for those that have a value already.
  private func inputs(ofCallIn scalars: [Unicode.Scalar], before end: Int) -> [Suggestion] {
    guard let call = openCall(in: scalars, before: end) else { return [] }
    let given = String(String.UnicodeScalarView(scalars[call.bracket..<end]))
      .filter { !$0.isWhitespace }
    return inputs(of: call.name).filter { input in
      !given.contains("(" + input.text) && !given.contains("," + input.text)
    }
  }

  private func members(of owner: String) -> [Suggestion] {
    let entries: [SurfaceEntry]
    switch owner {
    case "dsl", "kfp.dsl": entries = Surface.dsl
    case "kubernetes", "kfp.kubernetes": entries = Surface.kubernetes
    case "compiler", "kfp.compiler": entries = Surface.compiler
    case "components", "kfp.components": entries = Surface.components
    default:
      if case .enumeration(let members)? = Surface.dslEntry(owner)?.kind {
        return members.map { Suggestion(text: $0) }
      }
      entries = Surface.task
    }
    return entries.map { Suggestion(text: $0.name, detail: $0.signature) }
  }

  /// The outputs of the task that an expression is.
  private func outputs(of owner: String) -> [Component.Output] {
    session.component(ofTask: owner)?.outputs ?? []
  }

  private func inputs(of callee: String) -> [Suggestion] {
    let inputs = inputsByName[callee]?.map {
      Suggestion(text: $0.name + "=", detail: $0.type.pythonName)
    }
    return inputs ?? parameters(of: callee)
  }

  /// The parameters of a function of the DSL.
  private func parameters(of callee: String) -> [Suggestion] {
    (Surface.dslEntry(callee)?.parameters ?? []).filter { !$0.isVariadic }.map {
      Suggestion(text: $0.name + "=", detail: $0.defaultText ?? "")
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

/// The name of the innermost call whose bracket is open at a place, and the place of the bracket.
private func openCall(
  in scalars: [Unicode.Scalar], before end: Int
) -> (name: String, bracket: Int)? {
  var depth = 0
  for index in scalars[..<end].indices.reversed() {
    switch scalars[index] {
    case ")", "]", "}": depth += 1
    case "[", "{": depth -= 1
    case "(":
      depth -= 1
      guard depth < 0 else { continue }
      let start = wordStart(in: scalars, before: index)
      guard start < index else { return nil }
      return (String(String.UnicodeScalarView(scalars[start..<index])), index)
    default: break
    }
    if depth < 0 { return nil }
  }
  return nil
}

/// The name with dots that ends before a place.
private func dottedName(in scalars: [Unicode.Scalar], before end: Int) -> String {
  var start = wordStart(in: scalars, before: end)
  while start > 0, scalars[start - 1] == "." {
    start = wordStart(in: scalars, before: start - 1)
  }
  return String(String.UnicodeScalarView(scalars[start..<end]))
}

/// The task before `.outputs["`, where a word starts behind that.
private func taskOfOutputs(in scalars: [Unicode.Scalar], before start: Int) -> String? {
  for quote in ["\"", "'"] {
    let opening = Array(".outputs[\(quote)".unicodeScalars)
    guard start > opening.count, scalars[..<start].suffix(opening.count).elementsEqual(opening)
    else { continue }
    let owner = dottedName(in: scalars, before: start - opening.count)
    return owner.isEmpty ? nil : owner
  }
  return nil
}
