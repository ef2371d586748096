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
    self.detail = detail == text ? "" : detail
  }
}

/// The names that a cell may use, for completion.
public struct SessionNames: Sendable {
  private let session: Session
  /// What the cells define.
  private let own: [String: String]
  private let inputsByName: [String: [Component.Input]]
  private let outputsByName: [String: [Component.Output]]

  /// Takes the names of a session as it is now.
  public init(of session: Session) {
    var inputsByName: [String: [Component.Input]] = [:]
    var outputsByName: [String: [Component.Output]] = [:]
    let interpretation = session.compilation.interpretation
    var found: [String: String] = [:]
    for index in session.cells.indices {
      guard let tree = session.tree(ofCellAt: index) else { continue }
      for name in tree.body.flatMap(tree.names(boundBy:)) {
        found[name] = "In [\(session.cells[index].number)]"
      }
    }
    for defined in interpretation.components {
      found[defined.variable] = signature(of: defined.component.inputs, defined.component.outputs)
      inputsByName[defined.variable] = defined.component.inputs
      outputsByName[defined.variable] = defined.component.outputs
    }
    for defined in interpretation.pipelines {
      found[defined.variable] = signature(of: defined.inputs, [])
      inputsByName[defined.variable] = defined.inputs
    }
    self.session = session
    self.inputsByName = inputsByName
    self.outputsByName = outputsByName
    own = found
  }

  /// What could stand at the end of `text`, and how many scalars of it a suggestion replaces. What is
  /// nearest comes first: inputs of the call, then names of the session, then those of the language.
  public func suggestions(before text: String) -> (replacing: Int, [Suggestion]) {
    let scalars = Array(text.unicodeScalars)
    let start = wordStart(in: scalars, before: scalars.count)
    let word = String(String.UnicodeScalarView(scalars[start...]))
    let groups: [[Suggestion]]
    if let owner = taskOfOutputs(in: scalars, before: start) {
      groups = [outputs(of: owner, in: text)]
    } else if start > 0, scalars[start - 1] == "." {
      groups = [inOrder(members(of: dottedName(in: scalars, before: start - 1), in: text))]
    } else if let module = importedModule(in: text) {
      groups = [inOrder(members(of: module, in: text))]
    } else {
      let before = scalars[..<start].last { $0 != " " }
      let inputs = before == "=" ? [] : inputs(ofCallIn: scalars, before: start)
      // Where an input is wanted and nothing is typed of it, other names would only hide it.
      let onlyInputs = !inputs.isEmpty && word.isEmpty
      groups = onlyInputs ? [inputs] : [inputs, ownNames(with: text)] + general
    }
    var seen: Set<String> = [word]
    let matching = groups.flatMap { group in
      group.filter { $0.text.hasPrefix(word) && seen.insert($0.text).inserted }
    }
    return (word.unicodeScalars.count, matching)
  }

  /// The tasks of the session.
  public var taskNames: [Suggestion] {
    session.compilation.interpretation.sessionTaskNames.map { Suggestion(text: $0) }
  }

  /// What can be run or drawn by its name.
  public var pipelineNames: [Suggestion] {
    inputsByName.keys.sorted().map { Suggestion(text: $0, detail: own[$0] ?? "") }
  }

  /// The inputs of a component or pipeline, as a command gives them.
  public func inputNames(of name: String) -> [Suggestion] {
    (inputsByName[name] ?? []).map {
      Suggestion(text: $0.name + "=", detail: $0.type.pythonName)
    }
  }

  /// The numbers of the cells, each with its first line that is no decorator.
  public var cellNumbers: [Suggestion] {
    session.cells.map { cell in
      let lines = cell.text.split(separator: "\n")
      let line = lines.first { !$0.hasPrefix("@") } ?? lines.first ?? ""
      return Suggestion(text: "\(cell.number)", detail: String(line))
    }
  }

  /// The names of the session, and those that the cell being typed has itself.
  private func ownNames(with text: String) -> [Suggestion] {
    let words = Set(general.joined().map(\.text))
    let typed = namesStanding(in: text).filter { own[$0] == nil && !words.contains($0) }
    return inOrder(
      own.map { Suggestion(text: $0.key, detail: $0.value) } + typed.map { Suggestion(text: $0) })
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

  private func members(of owner: String, in text: String) -> [Suggestion] {
    let entries: [SurfaceEntry]
    switch owner {
    case "kfp": return moduleNames
    case "dsl", "kfp.dsl": entries = Surface.dsl
    case "kubernetes", "kfp.kubernetes": entries = Surface.kubernetes
    case "compiler", "kfp.compiler": entries = Surface.compiler
    case "components", "kfp.components": entries = Surface.components
    default:
      if case .enumeration(let members)? = Surface.dslEntry(owner)?.kind {
        return members.map { Suggestion(text: $0) }
      }
      // What only the cell being typed defines is most often a task.
      let name = owner.prefix { $0 != "." }
      let isKnown = own[String(name)] != nil && callee(assignedTo: owner, in: text) == nil
      guard isKnown, !session.isTask(owner) else {
        entries = owner.isEmpty ? [] : Surface.task
        break
      }
      return session.memberNames(of: owner).map { Suggestion(text: $0) }
    }
    return entries.map { Suggestion(text: $0.name, detail: $0.signature) }
  }

  /// The outputs of the task that an expression is, in the session or in the cell being typed.
  private func outputs(of owner: String, in text: String) -> [Suggestion] {
    let outputs =
      callee(assignedTo: owner, in: text).flatMap { outputsByName[$0] }
      ?? session.component(ofTask: owner)?.outputs ?? []
    return outputs.map { Suggestion(text: $0.name, detail: $0.type.pythonName) }
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

/// Names as one looks for them; inputs and outputs stay as their component has them.
private func inOrder(_ suggestions: [Suggestion]) -> [Suggestion] {
  suggestions.sorted { $0.text < $1.text }
}

private let moduleNames = ["dsl", "compiler", "components", "kubernetes"].map {
  Suggestion(text: $0, detail: "module")
}

/// What every cell has: names of the DSL, words of the language, and what Python has built in.
private let general: [[Suggestion]] = [
  inOrder(Surface.dsl.map { Suggestion(text: $0.name, detail: $0.signature) } + moduleNames),
  [
    "assert", "def", "elif", "else", "for", "from", "if", "import", "in", "lambda", "not", "pass",
    "return", "with",
  ].map { Suggestion(text: $0) },
  [
    "False", "None", "True", "abs", "all", "any", "bool", "dict", "enumerate", "filter", "float",
    "int", "isinstance", "len", "list", "map", "max", "min", "print", "range", "repr", "reversed",
    "round", "set", "sorted", "str", "sum", "tuple", "type", "zip",
  ].map { Suggestion(text: $0) },
]
