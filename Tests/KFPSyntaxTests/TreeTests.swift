import KFPSource
import Testing

@testable import KFPSyntax

@Suite struct TreeTests {
  @Test func walksInTheOrderOfTheSource() {
    let sample = ParsedSample(
      """
      @a(b)
      def f(c: d = e) -> g:
          with h(i) as j:
              k = [l for m in n if o]
          match p:
              case q.r(s, t=u.v) if w:
                  x(y, *z, aa=bb, **cc)
      """)
    var names: [String] = []
    for statement in sample.tree.body {
      sample.tree.forEachExpression(in: statement) { id in
        if case .name(let name) = sample.tree[id] { names.append(name.text) }
        return true
      }
    }
    #expect(
      names.joined(separator: " ")
        == "a b d e g h i j k l m n o p q u w x y z bb cc")
  }

  @Test func aWalkCanPassOverTheInside() {
    let sample = ParsedSample("a(b(c), lambda: d)\n")
    var visited = 0
    sample.tree.forEachExpression(in: sample.tree.body[0]) { id in
      visited += 1
      if case .lambda = sample.tree[id] { return false }
      return true
    }
    #expect(visited == 6)
  }

  @Test func docstringsAreRaw() {
    let sample = ParsedSample("'''  A\\n\n    b\n'''\nx = 1\n")
    #expect(sample.tree.docstring(of: sample.tree.body) == "  A\n\n    b\n")
    #expect(ParsedSample("f'a'\n").tree.docstring(of: ParsedSample("f'a'\n").tree.body) == nil)
    #expect(ParsedSample("b'a'\n").tree.docstring(of: ParsedSample("b'a'\n").tree.body) == nil)
  }

  @Test func textsAndCommentsAreKept() {
    let sample = ParsedSample("x = (1 + # one\n  2) # two\n")
    #expect(sample.tree.comments.map { sample.source.text(of: $0) } == ["# one", "# two"])
    #expect(sample.tree.text(of: sample.tree.body[0]) == "x = (1 + # one\n  2)")
  }

  @Test func namesAreNormalized() {
    let sample = ParsedSample("ﬁn = ｗｉｄｔｈ = cafe\u{301} = 𝐱\n")
    guard case .assign(let targets, let value) = sample.tree[sample.tree.body[0]] else {
      Issue.record("an assignment is expected")
      return
    }
    let names = (targets + [value]).map { id in
      if case .name(let name) = sample.tree[id] { return Array(name.text.utf8) }
      return []
    }
    #expect(names == ["fin", "width", "caf\u{E9}", "x"].map { Array($0.utf8) })
  }

  @Test func constantsHaveTheirValues() {
    func constant(_ text: String) -> Constant? {
      let tree = ParsedSample(text).tree
      guard let first = tree.body.first, case .expression(let value) = tree[first],
        case .constant(let constant) = tree[value]
      else { return nil }
      return constant
    }
    #expect(constant("0x_ff") == .integer(255))
    #expect(constant("9223372036854775807") == .integer(.max))
    #expect(constant("9223372036854775808") == .bigInteger("9223372036854775808"))
    #expect(constant("0xFFFFFFFFFFFFFFFFFF") == .bigInteger("4722366482869645213695"))
    #expect(constant("1_0.5e-1_0") == .float(10.5e-10))
    #expect(constant("1.e5j") == .imaginary(1e5))
    #expect(constant("1e400") == .float(.infinity))
    #expect(
      constant(#""\x41\101\u00e9\N{BULLET}\N{latin small letter a}\q""#)
        == .string("AA\u{E9}\u{2022}a\\q", isUnicodePrefixed: false))
    #expect(constant("b'\\xff\\0' rb'\\n'") == .bytes([255, 0, 0x5C, 0x6E]))
    #expect(constant("u'a' 'b'") == .string("ab", isUnicodePrefixed: true))
    #expect(constant("'a\\\r\nb\r\nc'") == nil)
    #expect(constant("'''a\\\r\nb\r\nc'''") == .string("ab\nc", isUnicodePrefixed: false))
  }

  @Test func aBrokenLineLosesOnlyItself() {
    let sample = ParsedSample("a = 1\nb = (2 +\nc = 3\ndef f(x:\n    y = 4\nd = 5\n")
    var names: [String] = []
    sample.tree.forEachStatement(in: sample.tree.body) { id in
      if case .assign(let targets, _) = sample.tree[id] {
        names += targets.map { sample.tree.text(of: $0) }
      }
      return true
    }
    #expect(names == ["a", "b", "c", "y", "d"])
    #expect(sample.codes == ["E0017", "E0017"])
  }
}
