import Foundation
import KFPTestSupport
import Testing

/// `kfps help`, the manual page and the completions.
@Suite struct HelpTests {
  static let chapters =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Repository.url("grammar").path)) ?? [])
    .filter { $0.hasSuffix(".md") && $0.first?.isNumber == true }.sorted()

  @Test func theProgramHoldsTheChapters() throws {
    #expect(Self.chapters.count >= 10)
    let held = try Repository.text("Sources/KFPCommands/Help/BookChapters.swift")
    var wanted = held.components(separatedBy: "BookChapter(topic: ")[0]
    for name in Self.chapters {
      let topic = name.dropFirst(3).dropLast(3)
      let text = try Repository.text("grammar/\(name)")
      wanted += "BookChapter(topic: \"\(topic)\", text: ##\"\"\"\n\(text)\n\"\"\"##),\n"
    }
    #expect(held == wanted + "]\n", "run grammar/embed")
  }

  @Test func topicsAreListedAndTold() throws {
    let list = try Tool.run(["help"])
    #expect(list.status == 0)
    for name in Self.chapters {
      #expect(list.output.contains("\n  \(name.dropFirst(3).dropLast(3)) "))
    }
    for command in ["check", "compile", "run", "report", "ui", "help", "completions"] {
      #expect(list.output.contains("\n  \(command) "))
    }
    let chapter = try Tool.run(["help", "control-flow"])
    #expect(chapter.status == 0 && !chapter.output.contains("```"))
    #expect(chapter.output.contains("\n    @component\n"))
    #expect(try Tool.run(["help", "control"]).output == chapter.output)
  }

  @Test func commandsAreTold() throws {
    let help = try Tool.run(["help", "runs", "prune"])
    #expect(help.status == 0 && help.output.contains("--older-than"))
    #expect(try Tool.run(["help", "run"]).output.contains("USAGE: kfps run"))
  }

  @Test func aWordThatIsNoTopicIsRefused() throws {
    let result = try Tool.run(["help", "nonsense"])
    #expect(result.status == 2)
    #expect(
      result.error == "error: there is no command and no topic `nonsense`; `kfps help` lists them\n"
    )
  }

  @Test func theManualPageHasEveryCommand() throws {
    let page = try Tool.run(["help", "--man"])
    #expect(page.status == 0)
    let requests = Set([".TH", ".SH", ".SS", ".TP", ".PP", ".B"])
    for line in page.output.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'")
    {
      #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
    for command in ["repl", "check", "run", "runs prune", "cache", "graph", "report", "ui"] {
      #expect(page.output.contains("\n.SS kfps \(command)"), "\(command)")
    }
    #expect(page.output.contains("\\fB\\-\\-backend\\fR \\fIbackend\\fR"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsNameEveryCommand(_ shell: String) throws {
    let script = try Tool.run(["completions", shell])
    #expect(script.status == 0)
    for word in ["check", "compile", "explain", "control-flow", "backend"] {
      #expect(script.output.contains(word), "\(word)")
    }
    guard shell == "bash" else { return }
    let check = try Shell.run(["bash", "-n"], input: script.output)
    #expect(check.status == 0, "\(check.error)")
  }

  @Test func thereAreNoCompletionsForOtherShells() throws {
    #expect(try Tool.run(["completions", "tcsh"]).status == 2)
  }
}
