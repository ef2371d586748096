import Foundation
import KFPChecker
import KFPInterpreter
import KFPSession
import KFPSource
import KFPTestSupport
import Testing

/// A chapter of the book: prose, and fences that all are tests.
///
/// - `kfps` and `python` fences are programs; `error=E0302` and `also=E0344` say what they report, and
///   without these words they report nothing. `then` continues the program of the fence before,
///   `file=NAME` makes the text a file for the fences behind it, `pedantic` asks for all warnings.
/// - A `message` fence is what the program before it makes kfps say.
/// - A `file=NAME` fence of another language is a file.
/// - A `console` fence holds `$ kfps ...` commands and what they print, in a folder with the files.
/// - A `session` fence is a transcript of the prompt.
struct Chapter: Sendable {
  let name: String
  let text: String
  let fences: [Fence]

  init(name: String) {
    self.name = name
    text = (try? Repository.text("grammar/\(name)")) ?? ""
    fences = Fence.fences(of: text)
  }

  static let all: [Chapter] = {
    let folder = Repository.url("grammar").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted().map { Chapter(name: $0) }
  }()

  /// The programs, each with everything that its `then` continues.
  var programs: [BookProgram] {
    var programs: [BookProgram] = []
    var files: [String: String] = [:]
    var before = ""
    for fence in fences {
      let isProgram = ["kfps", "python"].contains(fence.words.first)
      if isProgram {
        let text = fence.words.contains("then") ? before + "\n" + fence.text : fence.text
        programs.append(
          BookProgram(chapter: name, fence: fence, text: text, files: files))
        before = text
      }
      if let file = fence.values(of: "file").first { files[file] = fence.text }
    }
    return programs
  }

  /// The files that stand in front of a fence.
  func files(before line: Int) -> [String: String] {
    fences.filter { $0.line < line }.reduce(into: [:]) { files, fence in
      if let file = fence.values(of: "file").first { files[file] = fence.text }
    }
  }

  /// The chapter with `message` and `console` fences as they ought to be.
  func refreshed() throws -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let programs = programs
    for fence in fences.reversed() {
      let fresh: String
      switch fence.words.first {
      case "message":
        guard let program = programs.last(where: { $0.fence.line < fence.line }) else { continue }
        fresh = program.message
      case "console": fresh = try Console.replayed(fence.text, files: files(before: fence.line))
      default: continue
      }
      let old = fence.text.count { $0 == "\n" }
      let new = fresh.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      lines.replaceSubrange(fence.line - 1..<fence.line - 1 + old, with: new.map(String.init))
    }
    return lines.joined(separator: "\n")
  }
}

/// A program of the book.
struct BookProgram: Sendable, CustomTestStringConvertible {
  let chapter: String
  let fence: Fence
  let text: String
  let files: [String: String]

  var testDescription: String { "\(chapter):\(fence.line) \(fence.words.joined(separator: " "))" }

  /// The codes that the fence announces.
  var wanted: Set<String> { Set(fence.values(of: "error") + fence.values(of: "also")) }

  var compilation: Compilation {
    let isScript = fence.words.first == "kfps"
    let name = isScript ? "page.kfps" : "page.py"
    let script = Script(
      pieces: [Script.Piece(name: name, bytes: Array(text.utf8))],
      kind: isScript ? .script : .module, path: name)
    let files = files
    let capabilities = Capabilities(readFile: { path in
      let name = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
      return files[name].map { Array($0.utf8) }
    })
    return compile(
      script, capabilities: capabilities,
      options: CheckOptions(isPedantic: fence.words.contains("pedantic")))
  }

  /// What kfps says about it.
  var message: String {
    let compilation = compilation
    return render(
      compilation.bag.sorted, sources: compilation.sources,
      style: .human(colour: false, width: 100))
  }
}

/// Commands of the book.
enum Console {
  /// The commands of a fence, each with what it prints now.
  static func replayed(_ text: String, files: [String: String]) throws -> String {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    var output = ""
    for line in text.split(separator: "\n") where line.hasPrefix("$ kfps ") {
      output += line + "\n"
      let words = line.dropFirst(7).split(separator: " ").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
      }
      let environment = [
        "XDG_STATE_HOME": folder.url.path + "/state", "LC_ALL": "C.UTF-8", "KFPS_PYTHON": "",
      ]
      let result = try Tool.run(words, in: folder.url, environment: environment)
      output += result.output + result.error
    }
    return output
  }
}
