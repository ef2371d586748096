import Foundation
import KFPInterpreter
import KFPMigration
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// Every folder of `Tests/Cases/migration` holds a file of the first SDK, `before.*`, what it
/// becomes, `after.*`, and what is said about it, `remarks`; other files are what it reads. `BLESS=1` writes the expectations.
@Suite struct MigrationTests {
  static let cases = Repository.cases(of: "migration")

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 3)
  }

  @Test(arguments: cases) func theResultIsTheExpectedOne(name: String) throws {
    let folder = Repository.url("Tests/Cases/migration/\(name)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let input = try #require(files.first { $0.hasPrefix("before.") })
    let output = "after." + (input.hasSuffix(".yaml") ? "py" : input.dropFirst("before.".count))
    let scratch = try TemporaryFolder()
    for file in files where file != output && file != "remarks" {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(file == input || text.contains("implementation:"), "\(file) is not read")
      try scratch.write(text, to: file)
    }
    // What the SDK says is another test's: here it is not asked, whether there is one or not.
    let alone = ["KFPS_PYTHON": ""]
    let result = try Tool.run(
      ["migrate", input, "-o", output], in: scratch.url, environment: alone)
    #expect(result.output.isEmpty)
    let new = try String(contentsOf: scratch.url.appending(path: output), encoding: .utf8)
    try expect(new, equalsFile: folder.appending(path: output))
    try expect(result.error, equalsFile: folder.appending(path: "remarks"))
    #expect((result.status == 0) == result.error.contains(": complete; "))
    // What was migrated stays as it is, and nothing is said twice in it.
    guard result.status == 0 else { return }
    let again = try Tool.run(
      ["migrate", output, "--diff"], in: scratch.url, environment: alone)
    #expect(again.output.isEmpty)
    #expect(again.status == 0, "\(again.error)")
  }

  private func expect(_ text: String, equalsFile file: URL) throws {
    if ProcessInfo.processInfo.environment["BLESS"] != nil {
      try Data(text.utf8).write(to: file)
      return
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected)
  }
}
