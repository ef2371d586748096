import KFPReport
import KFPSession

/// `%type EXPR`.
struct TypeMagic: Magic {
  let name = "type"
  let usage = "%type EXPR"
  let summary = "say what type an expression has; nothing runs"
  let discussion = """
    Values that exist only when tasks run have a type before: `%type first.output`. The expression
    does not become a cell.
    """
  let takes = MagicWords.expression

  func run(_ words: String, in prompt: Prompt) async {
    guard !words.isEmpty else {
      prompt.complain("%type takes an expression, such as %type first.output")
      return
    }
    switch prompt.session.type(of: words) {
    case .known(let type, _): prompt.say(printableLines(type))
    case .refused(let diagnostics, let sources):
      prompt.show(diagnostics, sources: sources)
      prompt.hasFailed = true
    case .notAnExpression: prompt.complain("`\(printable(words))` is not an expression")
    }
  }
}
