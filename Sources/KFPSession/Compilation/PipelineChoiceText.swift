/// Why no pipeline could be chosen, in words.
public enum PipelineChoiceText {
  /// A sentence about a problem; `subject` is what was searched: a file or the session.
  public static func describe(_ problem: PipelineChoiceProblem, in subject: String) -> String {
    switch problem {
    case .nothingToCompile:
      return "\(subject) has no pipeline, no task at top level and no component"
    case .unknownName(let name, let known):
      let names = known.isEmpty ? "there is none" : "there is \(list(known))"
      return "\(subject) has no pipeline `\(name)`; \(names)"
    case .ambiguous(let names):
      return "\(subject) has several pipelines: \(list(names)); choose one with --pipeline"
    case .ambiguousComponents(let names):
      return "\(subject) has several components: \(list(names)); choose one with --pipeline"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
