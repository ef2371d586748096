import KFPSource
import Testing

@testable import KFPSyntax

@Suite struct InputCompletenessTests {
  @Test(
    arguments: [
      ("", .complete), ("x = 1", .complete), ("x = 1\n", .complete), ("# comment", .complete),
      ("x = (", .incomplete(indent: 4)), ("x = f(a,", .incomplete(indent: 0)),
      ("x = {\n    'a': 1,", .incomplete(indent: 4)), ("x = (1\n)", .complete),
      ("x = '''a\n  b", .incomplete(indent: 0)), ("x = f'''a{b}", .incomplete(indent: 0)),
      ("x = 1 + \\", .incomplete(indent: 0)), ("x = 1 + \\\n", .incomplete(indent: 0)),
      ("if x:", .incomplete(indent: 4)), ("if x:  # why", .incomplete(indent: 4)),
      ("if x:\n    y = 1", .incomplete(indent: 4)), ("if x:\n    y = 1\n", .incomplete(indent: 4)),
      ("if x:\n    y = 1\n\n", .complete), ("if x:\n    y = 1\n    ", .complete),
      ("if x: y = 1", .incomplete(indent: 0)), ("if x: y = 1\n\n", .complete),
      ("def f():\n    return 1", .incomplete(indent: 0)),
      ("def f():\n    if x:\n        return 1", .incomplete(indent: 4)),
      ("@component", .incomplete(indent: 0)), ("@component\ndef f():", .incomplete(indent: 4)),
      ("try:\n    x\n", .incomplete(indent: 4)),
      ("class A:\n    \"\"\"Doc", .incomplete(indent: 0)),
      ("with ParallelFor(x) as y:", .incomplete(indent: 4)),
      ("match x:\n    case 1:", .incomplete(indent: 8)),
      ("x = )", .invalid), ("x = (]", .invalid), ("x = 'a", .invalid), ("x y", .invalid),
      ("if x\n", .invalid), ("  x = 1", .invalid), ("if x:\n\n", .invalid), ("1 = x", .invalid),
      ("x = $", .invalid), ("def f(:", .invalid), ("x = 1; y = (", .incomplete(indent: 4)),
    ] as [(String, InputCompleteness)])
  func judges(text: String, expected: InputCompleteness) {
    let source = SourceText(id: SourceID(0), name: "In[1]", bytes: Array(text.utf8))
    #expect(inputCompleteness(of: source) == expected)
  }
}
