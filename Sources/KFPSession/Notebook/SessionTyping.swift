import KFPGraph
import KFPInterpreter
public import KFPSource
import KFPSyntax

/// What is known of an expression without adding it to the session.
public enum ExpressionAnswer: Sendable {
  /// Its type as an author writes it, and, where there is one now, its value.
  case known(type: String, value: String?)
  /// It has errors.
  case refused([Diagnostic], sources: SourceMap)
  /// It is no expression.
  case notAnExpression
}

extension Session {
  /// The type of an expression that stands behind all cells.
  public func type(of expression: String) -> ExpressionAnswer {
    guard isExpression(expression) else { return .notAnExpression }
    let compilation = trial(of: expression)
    guard compilation.isSound else {
      return .refused(compilation.bag.sorted, sources: compilation.sources)
    }
    let shown = compilation.interpretation.observations.last {
      Int($0.span.source.rawValue) == cells.count && $0.kind == .lastExpression
    }
    guard let shown else { return .known(type: typeName(of: expression) ?? "None", value: nil) }
    switch shown.pieces.count == 1 ? shown.pieces.first : nil {
    case .channel(let channel): return .known(type: description(of: channel), value: nil)
    case .task(let name): return .known(type: "task `\(name)`", value: nil)
    case .component(let component):
      return .known(type: "component \(signature(of: component))", value: nil)
    case .pipeline(let name): return .known(type: "pipeline `\(name)`", value: nil)
    case .comparison: return .known(type: "a condition, decided while tasks run", value: nil)
    case .text(let text):
      return .known(type: typeName(of: expression) ?? "unknown", value: text)
    case nil: return .known(type: "str, with values of tasks in it", value: nil)
    }
  }

  /// Asks the language itself: `type(...).__name__`.
  private func typeName(of expression: String) -> String? {
    let compilation = trial(of: "type(\(expression)\n).__name__")
    guard compilation.isSound,
      case .text(let text)? = compilation.interpretation.observations.last?.pieces.first
    else { return nil }
    return String(text.dropFirst().dropLast())
  }

  /// Whether an expression is a task.
  func isTask(_ expression: String) -> Bool {
    let compilation = trial(of: expression)
    guard compilation.isSound, let shown = compilation.interpretation.observations.last,
      Int(shown.span.source.rawValue) == cells.count, case .task? = shown.pieces.first
    else { return false }
    return true
  }

  /// What stands behind the dot of an expression that is no task, as `dir` tells it.
  func memberNames(of expression: String) -> [String] {
    let compilation = trial(of: "\" \".join(dir(\(expression)\n))")
    guard compilation.isSound,
      case .text(let text)? = compilation.interpretation.observations.last?.pieces.first
    else { return [] }
    return text.dropFirst().dropLast().split(separator: " ").map(String.init)
  }

  private func description(of channel: Channel) -> String {
    let type = channel.type.pythonName
    switch channel.origin {
    case .output(let task, let name):
      guard let owner = compilation.interpretation.sessionTaskNames[safe: task.index] else {
        return "\(type), an output"
      }
      return "\(type), the output `\(name)` of `\(owner)`"
    case .input(_, let name): return "\(type), the input `\(name)`"
    case .item: return "\(type), the item of a loop"
    case .field(_, let key): return "\(type), the field `\(key)` of a loop's item"
    case .oneOf: return "\(type), of whichever branch runs"
    case .collected: return "\(type), collected from a loop"
    }
  }

  private func isExpression(_ text: String) -> Bool {
    var sources = SourceMap()
    var bag = DiagnosticBag()
    let tree = parse(sources.add(name: "In", bytes: Array(text.utf8)), reporting: &bag)
    // What cannot be parsed is told by trying it.
    if bag.containsError { return true }
    guard tree.body.count == 1, let only = tree.body.first, case .expression = tree[only] else {
      return false
    }
    return true
  }
}
