import Foundation
import KFPTestSupport
import Testing

/// `kfps ui` from outside: requests over a socket, and a run that a browser follows.
@Suite struct UITests {
  @Test func pagesAreServedAndFollowTheirRuns() throws {
    let folder = try TemporaryFolder()
    let script = Repository.url("Tests/Browser/live_page.py").path
    let result = try Shell.run(["python3", script, Tool.path, folder.url.path])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(!result.output.contains("WRONG"), "\(result.output)")
  }
}
