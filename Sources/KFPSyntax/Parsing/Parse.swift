internal import Glibc
public import KFPSource

/// Reads a text. It always returns a tree; what could not be read is reported and is `.missing` there.
public func parse(_ source: SourceText, reporting bag: inout DiagnosticBag) -> Tree {
  var lexer = Lexer(source, recovers: true)
  let lexed = lexer.lex()
  let parsed = parsed(source, lexed)
  for diagnostic in parsed.diagnostics { bag.report(diagnostic) }
  return parsed.tree
}

/// A tree with the complaints about its text.
struct ParsedText: Sendable {
  var tree: Tree
  var diagnostics: [Diagnostic]
}

/// How deeply a text may nest before it is read on a thread of its own with a large stack.
private let depthForCallersStack = 16

/// Parses tokens, on a stack that is large enough for their nesting.
func parsed(_ source: SourceText, _ lexed: LexedText) -> ParsedText {
  guard lexed.depth > depthForCallersStack else {
    var parser = Parser(source, lexed)
    return parser.parseModule()
  }
  return onLargeStack {
    var parser = Parser(source, lexed)
    return parser.parseModule()
  }
}

/// Runs work on a thread with a stack of 64 MB and waits for it.
private func onLargeStack(_ work: () -> ParsedText) -> ParsedText {
  withoutActuallyEscaping(work) { work in
    let errand = Errand(work: work)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 64 << 20)
    var thread = pthread_t()
    let box = Unmanaged.passRetained(errand)
    let status = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Errand>.fromOpaque(pointer).takeUnretainedValue().run()
        return nil
      }, box.toOpaque())
    if status == 0 { pthread_join(thread, nil) } else { errand.run() }
    pthread_attr_destroy(&attributes)
    box.release()
    return errand.finished()
  }
}

/// Work handed to another thread; the one that handed it over waits, so nothing is shared at once.
private final class Errand {
  private var work: (() -> ParsedText)?
  private var result: ParsedText?

  init(work: @escaping () -> ParsedText) {
    self.work = work
  }

  func run() {
    result = work?()
    work = nil
  }

  func finished() -> ParsedText {
    if result == nil { run() }
    guard let result else { preconditionFailure("work that was handed over has a result") }
    return result
  }
}
