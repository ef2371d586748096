import KFPSource
import Testing

@testable import KFPSyntax

@Suite struct DefinitionTextTests {
  /// The function called `f`, wherever it stands.
  private func definition(in sample: ParsedSample) -> FunctionDef? {
    var found: FunctionDef?
    sample.tree.forEachStatement(in: sample.tree.body) { id in
      if case .functionDef(let function) = sample.tree[id], function.name.text == "f" {
        found = function
      }
      return found == nil
    }
    return found
  }

  @Test(arguments: [
    ("def f(): pass  # c\n# d\n", "def f(): pass  # c\n"),
    ("def f():\n    return 1", "def f():\n    return 1\n"),
    (
      "@a\n# why\n@b(\n  c,\n)\ndef f(\n    x,  # x\n):\n    pass\n",
      "def f(\n    x,  # x\n):\n    pass\n"
    ),
    (
      "def f():\n    a\n\n    # inside\n\n  # less\n    # again\n\n# outside\nb\n",
      "def f():\n    a\n\n    # inside\n\n  # less\n    # again\n"
    ),
    ("def f():\r\n    a\r\n   \r\n    b\r\n", "def f():\n    a\n\n    b\n"),
    (
      "if x:\n    def f():\n        '''a\n          b\n        '''\n",
      "def f():\n    '''a\n      b\n    '''\n"
    ),
    ("class A:\n\t@a\n\tdef f(self):\n\t\tpass\n\tx = 1\n", "def f(self):\n\tpass\n"),
    (
      "def f():\n    x = '''\n  \nzero\n'''\n    y\nz\n",
      "def f():\n    x = '''\n\nzero\n'''\n    y\n"
    ),
    ("\u{FEFF}def f():\n    é\n", "def f():\n    é\n"),
    (
      "def f():\n    def g():\n        pass\n        # deep\n    # shallow\nx\n",
      "def f():\n    def g():\n        pass\n        # deep\n    # shallow\n"
    ),
    ("def f():\n    a;\nb\n", "def f():\n    a;\n"),
  ])
  func isWhatTheSDKShips(text: String, expected: String) throws {
    let sample = ParsedSample(text)
    #expect(sample.diagnostics.isEmpty)
    let function = try #require(definition(in: sample))
    #expect(definitionText(of: function, in: sample.tree) == expected)
    #expect(definitionTextLoss(of: function, in: sample.tree) == nil)
  }

  @Test func lossIsExplained() throws {
    let asynchronous = ParsedSample("async def f():\n    pass\n")
    let first = try #require(definition(in: asynchronous))
    #expect(definitionText(of: first, in: asynchronous.tree) == "")
    #expect(definitionTextLoss(of: first, in: asynchronous.tree) == .asynchronous)
    let nested = ParsedSample("if x:\n    def f():\n        a = '''\nzero\n'''\n")
    let second = try #require(definition(in: nested))
    #expect(definitionText(of: second, in: nested.tree) == "")
    #expect(definitionTextLoss(of: second, in: nested.tree) == .unindentedLine(4))
  }
}
