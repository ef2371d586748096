import KFPGraph
import KFPInterpreter
import KFPSession
import KFPSource
import Synchronization
import Testing

/// A session whose cells go on where the others ended answers as one that does everything again with
/// each cell.
@Suite struct SessionGrowthTests {
  private static let pool = [
    "@component\ndef double(number: int) -> int:\n    return 2 * number",
    "@component\ndef double(number: int) -> int:\n    return number + number",
    "@component\ndef join(a: int, b: int = 3) -> str:\n    return str(a) + str(b)",
    "@component\ndef uses(a: int) -> str:\n    return str(a) + LATER",
    "LATER = 'x'", "n = 4", "n = 5", "n", "first = double(number=n)",
    "second = double(number=first.output)", "second.output",
    "joined = join(a=first.output, b=n)", "first.set_cpu_limit('1')",
    "with ParallelFor([1, 2]) as item:\n    each = double(number=item)",
    "print(f'{first.output} and {n}')", "missing + 1", "def twice(x):\n    return 2 * x",
    "n = twice(n)", "items = [1]", "items.append(2)", "items", "items.append(missing)",
    "def grow():\n    items.append(3)\n    return double(number='x')",
    "def fine():\n    items.append(3)\n    return later_name",
    "later_name = 3", "double(number='x')", "items.append(7)\n1 / 0",
    "@pipeline\ndef inner(k: int = 1):\n    double(number=k)", "inner(k=n)", "n +",
    "from math import *", "range = 3", "class Thing:\n    size = 3", "Thing.size = Thing.size + 1",
    "Thing.size", "import datetime\nnow = datetime.datetime.now()", "str(now)",
    "from lib import helper", "helper(2)", "def f(x: int) -> int:\n    return x",
    "f = component(f)",
    "exec('z = 1')", "import kfp\nfrom kfp import dsl", "del n",
    "@dsl.component\ndef e() -> int:\n    return n",
    "total = 0\nfor i in range(3):\n    total += i", "total", "Dataset = 3",
    "assert first.output == 8", "t = (first.output, n)", "def g():\n    global made\n    made = 1",
    "made",
    "g()", "x: int = 3", "double", "inner",
  ]

  private struct Told: Equatable {
    var lines: [String]
    var isAccepted: Bool
  }

  private static func capabilities(_ ticks: Ticks) -> Capabilities {
    Capabilities(
      readFile: { path in
        path.hasSuffix("/lib.py") ? Array("def helper(x):\n    return x + 1\n".utf8) : nil
      }, now: { ticks.next() })
  }

  /// Seconds that go on with each question.
  private final class Ticks: Sendable {
    private let count = Mutex(0.0)
    func next() -> Double {
      count.withLock {
        $0 += 1; return $0
      }
    }
  }

  @Test(arguments: 0..<24) func answersAsOneThatBeginsAgain(seed: Int) {
    var random = SeededSteps(state: UInt64(seed))
    var grown = Session(
      path: "s.kfps", capabilities: Self.capabilities(Ticks()), growthBegins: seed % 3)
    var whole = Session(
      path: "s.kfps", capabilities: Self.capabilities(Ticks()), growthBegins: .max)
    for step in 0..<40 {
      let text = Self.pool[random.below(Self.pool.count)]
      let kind = random.below(12)
      let place = random.below(max(1, whole.cells.count))
      let number = whole.cells.isEmpty ? 0 : whole.cells[place].number
      let first = Self.take(&grown, kind, text, number)
      let second = Self.take(&whole, kind, text, number)
      #expect(first == second, "step \(step), \(kind): \(text)\n---\n\(whole.text)")
      Self.compare(grown, whole)
    }
  }

  private static func take(
    _ session: inout Session, _ kind: Int, _ text: String, _ number: Int
  ) -> Told {
    switch kind {
    case 0..<9: return told(session.add(text))
    case 9: return told(session.apply(.delete(number: number)))
    case 10: return Told(lines: [session.undo()?.words ?? ""], isAccepted: true)
    default:
      let answer = session.type(of: "n")
      return Told(lines: ["\(answer)".prefix(24).description], isAccepted: true)
    }
  }

  private static func told(_ answer: Session.Answer) -> Told {
    switch answer {
    case .refused(let diagnostics, let sources):
      Told(
        lines: [render(diagnostics, sources: sources, style: .human(colour: false, width: 100))],
        isAccepted: false)
    case .accepted(let observations, let complaints):
      Told(
        lines: observations.map { "\($0)" } + complaints.map { "\($0.code) \($0.message)" },
        isAccepted: true)
    }
  }

  private static func compare(_ grown: Session, _ whole: Session) {
    #expect(grown.cells == whole.cells && grown.text == whole.text)
    let (one, other) = (grown.compilation.interpretation, whole.compilation.interpretation)
    #expect(one.sessionPipeline?.document == other.sessionPipeline?.document)
    #expect(one.sessionPipeline?.taskOrigins == other.sessionPipeline?.taskOrigins)
    #expect(one.sessionTaskNames == other.sessionTaskNames)
    #expect(one.sessionTaskCounts == other.sessionTaskCounts)
    #expect(one.sessionStatements == other.sessionStatements)
    #expect(one.components.map(\.variable) == other.components.map(\.variable))
    #expect("\(one.components)" == "\(other.components)")
    #expect(
      one.pipelines.map(\.pipeline.document) == other.pipelines.map(\.pipeline.document))
    #expect(one.pipelines.map(\.isUsedByAnother) == other.pipelines.map(\.isUsedByAnother))
    #expect(one.observations.count == other.observations.count)
    #expect(one.askedInputs == other.askedInputs)
    #expect(grown.complaints.map(\.message) == whole.complaints.map(\.message))
  }

  /// What a cell was told by the clock is told it again, and a module that has changed is read anew.
  @Test func theWorldIsAskedAgainWhereItMatters() throws {
    let ticks = Ticks()
    let file = SharedText(text: "size = 1")
    let capabilities = Capabilities(
      readFile: { $0.hasSuffix("/lib.py") ? Array(file.value.utf8) : nil }, now: { ticks.next() })
    for begins in [0, Int.max] {
      file.value = "size = 1"
      var session = Session(path: "s.kfps", capabilities: capabilities, growthBegins: begins)
      _ = session.add("import time, lib\nnow = time.time()")
      guard case .known(_, let first) = session.type(of: "now") else { return }
      _ = session.add("x = 1")
      guard case .known(_, let second) = session.type(of: "now") else { return }
      #expect(first == second)
      file.value = "size = 2"
      guard case .accepted(let shown, _) = session.add("lib.size") else { return }
      #expect("\(shown)".contains("text(\"2\")"), "\(shown)")
    }
  }

  /// A text that several may change.
  private final class SharedText: Sendable {
    private let text: Mutex<String>
    init(text: String) { self.text = Mutex(text) }
    var value: String {
      get { text.withLock { $0 } }
      set { text.withLock { $0 = newValue } }
    }
  }
}

/// A small generator of numbers.
private struct SeededSteps {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
