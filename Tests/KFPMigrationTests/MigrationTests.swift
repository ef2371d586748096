import Foundation
import KFPInterpreter
import KFPMigration
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// Every folder of `Tests/Cases/migration` holds `before.py` or `before.yaml`, what it becomes,
/// `after.py`, and what is said about it, `remarks`. `BLESS=1` writes the expectations.
@Suite struct MigrationTests {
  static let cases = Repository.cases(of: "migration")

  @Test func thereAreCases() {
    #expect(Self.cases.count >= 3)
  }

  @Test(arguments: cases) func theResultIsTheExpectedOne(name: String) throws {
    let folder = Repository.url("Tests/Cases/migration/\(name)")
    let files = try Set(FileManager.default.contentsOfDirectory(atPath: folder.path))
    let input = try #require(files.first { $0.hasPrefix("before.") })
    #expect(files.subtracting([input, "after.py", "remarks"]).isEmpty)
    let scratch = try TemporaryFolder()
    let old = try String(contentsOf: folder.appending(path: input), encoding: .utf8)
    try scratch.write(old, to: input)
    let result = try Tool.run(["migrate", input, "-o", "after.py"], in: scratch.url)
    #expect(result.output.isEmpty)
    let new = try String(contentsOf: scratch.url.appending(path: "after.py"), encoding: .utf8)
    try expect(new, equalsFile: folder.appending(path: "after.py"))
    try expect(result.error, equalsFile: folder.appending(path: "remarks"))
    #expect((result.status == 0) == result.error.contains(": complete; "))
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
