import Foundation
import KFPTestSupport
import Testing

/// Command lines and files that cannot be used: the status is 2 and one line says why.
@Suite struct MisuseTests {
  static let pipeline = """
    @component(base_image="python:3.11")
    def echo(text: str, n: int = 1) -> str:
        return text

    @pipeline(name="params")
    def params(text: str, n: int = 1) -> str:
        return echo(text=text, n=n).output

    """

  @Test(arguments: [
    (["run"], "Missing expected argument"),
    (["run", "p.kfps", "--bogus"], "Unknown option"),
    (["run", "p.kfps", "--backend", "nonsense"], "nonsense"),
    (["run", "p.kfps", "--image-map", "foo"], "`--image-map foo` lacks a `=`"),
    (["run", "p.kfps", "--parallel", "0"], "1 or more"),
    (["run", "p.kfps", "--task-timeout", "nan"], "seconds above 0"),
    (["run", "p.kfps"], "needs a value for `text`; add `-p text=...`"),
    (["run", "p.kfps", "-p", "n=abc"], "`n` is int and takes a whole number such as `3`"),
    (["run", "empty.ipynb"], "is not a notebook: line 1: "),
    (["chek", "p.kfps"], "no command and no file `chek`; did you mean `kfps check`?"),
    (["frobnicate"], "no command and no file `frobnicate`; `kfps help` lists the commands"),
    (["check", "/dev/zero"], "cannot read `/dev/zero`"),
  ])
  func theStatusIsTwo(_ arguments: [String], _ message: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(Self.pipeline, to: "p.kfps")
    _ = try folder.write("", to: "empty.ipynb")
    let result = try Tool.run(arguments, in: folder.url)
    #expect(result.status == 2, "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
    #expect(!result.error.contains("JSONProblem"))
  }

  @Test(arguments: ["check", "run"])
  func aBrokenDocumentIsAnErrorWithItsPlace(_ command: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("", to: "empty.yaml")
    let result = try Tool.run([command, "empty.yaml"], in: folder.url)
    #expect(result.status == 1)
    let told = result.output + result.error
    #expect(
      told.hasPrefix("error[E0604]: there is no document here\n --> empty.yaml:1:1\n"), "\(told)")
  }

  @Test func aFileInAnotherEncodingIsOneComplaint() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "latin.kfps")
    try Data([0x78, 0x20, 0x3D, 0x20, 0xE9, 0xE9, 0x0A, 0x79, 0x20, 0xFF, 0x0A]).write(to: path)
    let result = try Tool.run(["check", "latin.kfps", "--format", "short"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.output.split(separator: "\n").count == 1, "\(result.output)")
    #expect(result.output.contains("E0001"))
  }

  @Test func aFailureIsToldOnce() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(
      """
      @component(base_image="python:3.11")
      def bad():
          raise ValueError("told once")

      bad()

      """, to: "bad.kfps")
    let result = try Tool.run(["run", "bad.kfps", "--backend", "subprocess"], in: folder.url)
    #expect(result.status == 1)
    #expect(
      result.output.components(separatedBy: "raise ValueError").count == 2, "\(result.output)")
    #expect(!result.output.contains("  | \n"))
  }
}
