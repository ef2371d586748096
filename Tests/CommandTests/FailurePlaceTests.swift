import KFPTestSupport
import Testing

/// Every failure names a line of the user's file: that of the function, or that of the call where it is
/// about what a task is given.
@Suite struct FailurePlaceTests {
  private static let components = """
    # Gives a list.
    #
    # Its second item lacks the key.

    @component(base_image="python:3.11")
    def give_list() -> list:
        return [{"a": 1}, {"b": 2}]

    @component(base_image="python:3.11")
    def word() -> int:
        import json
        return json.loads('"x"')

    @component(base_image="python:3.11")
    def silent(number: OutputPath(int)):
        print("nothing")

    @component(base_image="python:3.11")
    def wrong(number: OutputPath(int)):
        open(number, "w").write("many")

    @component(base_image="python:3.11")
    def raises(n: int):
        raise ValueError("no")

    @component(base_image="python:3.11")
    def take(n: int):
        print(n)

    @component(base_image="python:3.11")
    def read(data: Input[Dataset]):
        print(open(data.path).read())

    @pipeline
    def inner(n: int):
        with If(n > 1):
            raises(n=n)

    @pipeline
    def main(text: str = "x"):

    """

  /// The lines of a pipeline's body, and the line of the file that the failure must name.
  static let cases: [(body: [String], line: Int, message: String)] = [
    (
      ["with ParallelFor(give_list().output) as item:", "    take(", "        n=item.a)"], 42,
      "`n` of `take[1]` cannot be taken out of its value"
    ),
    (
      [
        "found = importer(artifact_uri='/no/such/file', artifact_class=Dataset)",
        "read(data=found.output)",
      ], 41, "imports `/no/such/file`, and nothing is there"
    ),
    (["word()"], 10, "want type <class 'int'>"),
    (["silent()"], 15, "`silent` declares the output `number` and did not write it"),
    (["wrong()"], 19, "`number` of `wrong` is declared as int and the task wrote `many`"),
    (["inner(n=2)"], 24, "`inner/raises` failed: ValueError: no"),
  ]

  @Test(arguments: cases.indices)
  func aFailureNamesALine(_ index: Int) throws {
    let (body, line, message) = Self.cases[index]
    let folder = try TemporaryFolder()
    let lines = body.map { "    \($0)\n" }.joined()
    try folder.write(Self.components + lines, to: "main.kfps")
    let result = try Tool.run(
      ["run", "main.kfps", "--pipeline", "main", "--backend", "subprocess", "--no-cache"],
      in: folder.url)
    #expect(result.status == 1, "\(result.error)")
    let text = result.output + result.error
    #expect(text.contains(message), "\(text)")
    #expect(text.contains("at main.kfps:\(line)\n"), "\(text)")
  }
}
