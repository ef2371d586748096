import Foundation
import KFPTestSupport
import Testing

/// The transcripts of the prompt in the book, typed into the real prompt.
///
/// A line behind `In [1]: ` or `...: ` is typed; any other line must then be printed.
@Suite(.serialized) struct TranscriptTests {
  struct Transcript: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let lines: [String]
  }

  static let transcripts = (Chapter.all + [ReadmeTests.readme]).flatMap { chapter in
    chapter.fences.filter { $0.words.first == "session" }.map { fence in
      Transcript(
        testDescription: "\(chapter.name):\(fence.line)",
        lines: fence.text.split(separator: "\n").map(String.init))
    }
  }

  @Test func thereAreTranscripts() {
    #expect(Self.transcripts.count >= 4)
  }

  @Test(arguments: transcripts) func isReplayed(transcript: Transcript) throws {
    let folder = try TemporaryFolder()
    let terminal = try Terminal(
      [Tool.path, "--backend", "subprocess"], in: folder.url,
      environment: [
        "HOME": folder.url.path, "XDG_STATE_HOME": folder.url.path + "/state", "NO_COLOR": "1",
      ])
    for line in transcript.lines {
      if line.hasPrefix("In ["), let border = line.range(of: "]: ") {
        try terminal.expect(String(line[..<border.upperBound]))
        terminal.type(line[border.upperBound...] + "\r")
      } else if let border = line.range(of: "...: ") {
        // The prompt indents by itself.
        terminal.type(line[border.upperBound...].drop { $0 == " " } + "\r")
      } else {
        try terminal.expect(line)
      }
    }
    try terminal.expect("In [")
    try expectLaw(terminal, folder)
    terminal.type("\u{4}")
    #expect(try terminal.waitForExit() == 0)
  }

  /// The session means what the file means that `%save` writes.
  private func expectLaw(_ terminal: Terminal, _ folder: TemporaryFolder) throws {
    terminal.type("%save session.kfps\r")
    try terminal.expect("wrote session.kfps")
    try terminal.expect("In [")
    terminal.type("%emit session.yaml\r")
    try terminal.expect("session.yaml")
    try terminal.expect("In [")
    let emitted = try? String(
      contentsOf: folder.url.appending(path: "session.yaml"), encoding: .utf8)
    let compiled = try Tool.run(["compile", "session.kfps", "-o", "-"], in: folder.url)
    if let emitted {
      #expect(compiled.output == emitted)
    } else {
      #expect(compiled.status != 0, "the session has no pipeline, and its file has one")
    }
  }
}
