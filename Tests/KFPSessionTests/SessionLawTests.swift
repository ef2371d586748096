import KFPInterpreter
import KFPSession
import KFPSource
import KFPSpec
import Testing

/// A session means what the file means that its cells are, whatever was done to them.
@Suite struct SessionLawTests {
  private static let pool = [
    "@component\ndef double(number: int) -> int:\n    return 2 * number",
    "@component\ndef double(number: int) -> int:\n    return number + number",
    "@component\ndef join(a: int, b: int = 3) -> str:\n    return str(a) + str(b)",
    "n = 4", "n = 5", "first = double(number=n)", "second = double(number=first.output)",
    "joined = join(a=first.output, b=n)",
    "with ParallelFor([1, 2]) as item:\n    double(number=item)",
    "double(number=n)", "print(first.output)", "missing + 1", "def twice(x):\n    return 2 * x",
    "n = twice(n)",
    "@pipeline\ndef inner(k: int = 1):\n    double(number=k)", "inner(k=n)", "n +",
  ]

  @Test(arguments: 0..<24) func holdsAfterEveryStep(seed: Int) {
    var random = Steps(state: UInt64(seed))
    var session = Session(path: "session.kfps", capabilities: Capabilities())
    for _ in 0..<40 {
      step(&session, &random)
      expectLaw(session)
    }
  }

  @Test func undoingEverythingAndDoingItAgainLeadsBack() {
    for seed in 100..<110 {
      var random = Steps(state: UInt64(seed))
      var session = Session(path: "session.kfps", capabilities: Capabilities())
      for _ in 0..<30 { step(&session, &random) }
      let cells = session.cells
      var count = 0
      while session.undo() != nil { count += 1 }
      #expect(session.cells.isEmpty && session.undoableCount == 0)
      for _ in 0..<count { #expect(session.redo() != nil) }
      #expect(session.cells == cells)
      expectLaw(session)
    }
  }

  @Test func aRefusedChangeChangesNothing() {
    var session = Session(path: "session.kfps", capabilities: Capabilities())
    for cell in Self.pool.prefix(1) + ["n = 4", "first = double(number=n)"] {
      _ = session.add(cell)
    }
    let before = session.cells
    for edit in [
      SessionEdit.delete(number: 1), .delete(number: 2), .move(number: 1, before: nil),
      .replace(number: 2, with: [ScriptCell(kind: .code, title: "", text: "n = (", line: 1)]),
    ] {
      guard case .refused = session.apply(edit) else {
        Issue.record("\(edit) was accepted")
        continue
      }
      #expect(session.cells == before)
    }
    expectLaw(session)
  }

  /// Long sessions are checked while they are evaluated.
  @Test func holdsInLongSessions() {
    var session = Session(path: "session.kfps", capabilities: Capabilities())
    for number in 0..<80 { _ = session.add("v\(number) = \(number)") }
    for cell in Self.pool { _ = session.add(cell) }
    expectLaw(session)
    for mistake in ["missing + 1", "double(number=\"x\")", "double(nothing=1)", "v1 +", "1 / 0"] {
      guard case .refused(let told, _) = session.add(mistake) else {
        Issue.record("\(mistake) was accepted")
        continue
      }
      var short = Session(path: "session.kfps", capabilities: Capabilities())
      for cell in [Self.pool[0], "v1 = 1"] { _ = short.add(cell) }
      guard case .refused(let wanted, _) = short.add(mistake) else { continue }
      #expect(told.map(\.code) == wanted.map(\.code), "\(mistake)")
    }
    expectLaw(session)
  }

  @Test func changesAreSaidByWhatTasksDo() throws {
    var session = Session(path: "session.kfps", capabilities: Capabilities())
    let cells = [
      Self.pool[0], "x = 7", "double(number=1)", "a = double(number=2)", "double(number=a.output)",
    ]
    for cell in cells { _ = session.add(cell) }
    let before = session
    // Names move, what the tasks do stays.
    _ = session.apply(.delete(number: 3))
    #expect(session.taskChanges(since: before).stale == [])
    #expect(session.taskChanges(since: before).keptCount == 2)
    session = before
    let other = ScriptCell(kind: .code, title: "", text: "a = double(number=x)", line: 1)
    _ = session.apply(.replace(number: 4, with: [other]))
    let changes = session.taskChanges(since: before)
    #expect(changes.stale.map(\.task) == ["double-2", "double-3"])
    #expect(changes.stale.last?.reason == "it takes from `double-2`" && changes.keptCount == 1)
    session = before
    _ = session.apply(
      .replace(
        number: 1, with: [ScriptCell(kind: .code, title: "", text: Self.pool[1], line: 1)]))
    #expect(session.taskChanges(since: before).stale.count == 3)
    #expect(session.taskChanges(since: session).stale == [])
  }

  private func step(_ session: inout Session, _ random: inout Steps) {
    let numbers = session.cells.map(\.number)
    let text = Self.pool[random.below(Self.pool.count)]
    let number = numbers.isEmpty ? 0 : numbers[random.below(numbers.count)]
    switch random.below(10) {
    case 0..<5: _ = session.add(text)
    case 5:
      let cell = ScriptCell(kind: .code, title: "", text: text, line: 1)
      _ = session.apply(.replace(number: number, with: [cell]))
    case 6: _ = session.apply(.delete(number: number))
    case 7:
      let other = numbers.isEmpty ? 0 : numbers[random.below(numbers.count)]
      if other != number { _ = session.apply(.move(number: number, before: other)) }
    case 8: _ = session.undo()
    default: _ = session.redo()
    }
  }

  private func expectLaw(_ session: Session) {
    let script = Script(
      pieces: [Script.Piece(name: "session.kfps", bytes: Array(session.text.utf8))],
      kind: .script, path: "session.kfps")
    let file = compile(script, capabilities: Capabilities())
    #expect(file.isSound && session.compilation.isSound, "\(session.text)")
    for name in [nil, "inner", "session"] {
      let meant = try? file.interpretation.chosenPipeline(named: name).document
      let found = try? session.chosenPipeline(named: name).document
      #expect(meant == found, "\(session.text)")
    }
  }
}

/// A small generator of numbers.
private struct Steps {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
