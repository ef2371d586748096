import KFPSource
import KFPSyntax

extension Evaluator {
  /// Evaluates the cells of the main script and gathers what they mean.
  func run(_ cells: [Tree]) -> Interpretation {
    begin()
    advance(cells, areSeveral: cells.count > 1)
    return conclude()
  }

  /// Defines what a script finds when it begins.
  func begin() {
    main["__name__"] = .string("__main__")
    main["__file__"] = .string(absolutePath(path))
    main["__doc__"] = Value.none
    if path.hasSuffix(".ipynb") { defineKernelNames() }
  }

  /// Evaluates further cells of the main script.
  func advance(_ cells: [Tree], areSeveral: Bool) {
    for cell in cells {
      guard !isExhausted else { break }
      let unit = SourceUnit(tree: cell)
      let frame = Frame(unit: unit, scope: main.scope, module: main, isRecovering: true)
      frames = [frame]
      do throws(Raised) {
        let shows = shows(cell, areSeveral: areSeveral)
        try executeNoting(shows ? Array(cell.body.dropLast()) : cell.body, in: frame)
        if shows, let last = cell.body.last {
          let before = studio.sessionSize
          try showLast(last, in: frame)
          note(last, since: before, in: frame)
        }
      } catch {
        if case .exit = error { break }
        guard case .exception(let exception) = error else { continue }
        if endsScript(exception) { break }
        bag.report(exception.diagnostic)
      }
      interpretation.sessionTaskCounts.append(studio.sessionSize.tasks)
    }
    frames = []
  }

  /// Gathers what the cells so far mean. Nothing can be evaluated afterwards, unless `isUntouched`.
  func conclude() -> Interpretation {
    var result = interpretation
    studio.assemble(&result, in: self)
    rehearse()
    return result
  }

  /// Names that a notebook's kernel defines; only the kernel knows their values.
  private func defineKernelNames() {
    let nowhere = Span(source: SourceID(.max), start: 0, end: 0)
    for name in ["get_ipython", "In", "Out"] {
      builtins[name] = .opaque(OpaqueValue(description: name, importSpan: nowhere))
    }
    define("display", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
      try evaluator.observe(.print, call)
      return .none
    }
  }

  /// Whether the last expression of a cell is shown: in scripts and notebooks, as their prompts do.
  private func shows(_ cell: Tree, areSeveral: Bool) -> Bool {
    guard kind == .script || areSeveral, let last = cell.body.last,
      case .expression(let value) = cell[last]
    else { return false }
    // A docstring is an expression, too, but says nothing new.
    if case .constant(.string) = cell[value] { return cell.body.count > 1 }
    return true
  }

  /// Executes the statements of a cell and notes which of them added to the session pipeline.
  private func executeNoting(_ body: [StmtID], in frame: Frame) throws(Raised) {
    for statement in body {
      let before = studio.sessionSize
      let flow = try executeRecovering(statement, in: frame)
      note(statement, since: before, in: frame)
      guard case .normal = flow else { return }
    }
  }

  private func note(
    _ statement: StmtID, since before: (tasks: Int, groups: Int), in frame: Frame
  ) {
    guard studio.sessionSize != before else { return }
    interpretation.sessionStatements.append(frame.unit.tree.span(of: statement))
  }

  private func showLast(_ statement: StmtID, in frame: Frame) throws(Raised) {
    guard case .expression(let expression) = frame.unit.tree[statement] else { return }
    let span = frame.unit.tree.span(of: expression)
    do throws(Raised) {
      let value = try evaluate(expression, in: frame)
      switch value {
      case .none, .unknown, .opaque: return
      default: break
      }
      var pieces: [Interpretation.Observation.Piece] = []
      if case .string = value {
        pieces = [.text(try representation(of: value, at: span))]
        if case .string(let text) = value, text.holdsChannel { pieces = studio.pieces(of: text) }
      } else if case .object(let object) = value, let piece = object.observed {
        pieces = [piece]
      } else {
        let text = try representation(of: value, at: span)
        pieces = text.holdsChannel ? studio.pieces(of: text) : [.text(text)]
      }
      interpretation.observations.append(
        Interpretation.Observation(kind: .lastExpression, pieces: pieces, span: span))
    } catch {
      guard case .exception(let exception) = error else {
        if case .exit = error { throw error }
        return
      }
      if endsScript(exception) { throw .exit }
      bag.report(exception.diagnostic)
    }
  }
}
