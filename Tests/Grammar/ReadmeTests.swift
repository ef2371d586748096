import Foundation
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// README.md: its programs, its commands and what they print.
///
/// In what a command prints every number stands for any number, as does the end of a run's name, and a
/// line `...` for any lines.
@Suite struct ReadmeTests {
  static let readme = Chapter(name: "../README.md")

  @Test func thereIsSomethingToTest() {
    #expect(Self.readme.programs.count >= 2)
    #expect(Self.commands.count >= 6)
  }

  @Test(arguments: readme.programs) func theProgramDoesWhatItsFenceSays(program: BookProgram) {
    let found = Set(program.compilation.bag.diagnostics.map(\.code.description))
    #expect(found == program.wanted)
  }

  /// A command with the lines that README shows under it.
  struct Command: Sendable {
    let words: [String]
    var lines: [String]
  }

  static let commands = readme.fences.filter { $0.words.first == "console" }.flatMap { fence in
    var commands: [Command] = []
    for line in fence.text.split(separator: "\n").map(String.init) {
      if line.hasPrefix("$ kfps ") {
        commands.append(
          Command(words: line.split(separator: " ").dropFirst(2).map(String.init), lines: []))
      } else if !commands.isEmpty {
        commands[commands.count - 1].lines.append(line)
      }
    }
    return commands
  }

  @Test func everyCommandPrintsWhatIsShown() throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.readme.files(before: .max) { try folder.write(text, to: name) }
    for command in Self.commands {
      let result = try Tool.run(
        command.words, in: folder.url, environment: ["KFPS_CACHE": folder.url.path + "/cache"])
      let printed = (result.output + result.error).split(separator: "\n").map(String.init)
      #expect(
        Self.fits(printed.map(Self.plain), command.lines.map(Self.plain)),
        "\(command.words)\n\(printed.joined(separator: "\n"))")
    }
  }

  /// Whether lines are what is shown, where `...` stands for any.
  private static func fits(_ printed: [String], _ shown: [String]) -> Bool {
    var rest = printed[...]
    var mayPass = false
    for line in shown {
      if line == "..." {
        mayPass = true
        continue
      }
      if mayPass { rest = rest.drop { $0 != line } }
      guard rest.first == line else { return false }
      rest = rest.dropFirst()
      mayPass = false
    }
    return rest.isEmpty || mayPass
  }

  /// A line in which numbers and ends of names are told apart no more. Two numbers joined by a point
  /// are one; a unit of time belongs to its number.
  static func plain(_ line: String) -> String {
    var result = ""
    var rest = Array(line.unicodeScalars)[...]
    func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { ("0"..."9").contains($0) } ?? false
    }
    while let scalar = rest.first {
      if isDigit(scalar) {
        while isDigit(rest.first) || (rest.first == "." && isDigit(rest.dropFirst().first)) {
          rest = rest.dropFirst()
        }
        result += "#"
      } else {
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst()
      }
      if result.hasSuffix("-#-#-") || result.hasSuffix("-#-#-#") {
        result = result.replacing("-#-#-#", with: "-#-#-")
        rest = rest.drop { isDigit($0) || ("a"..."f").contains($0) }
      }
    }
    return result.replacing("# ms", with: "#").replacing("# s", with: "#")
  }
}
