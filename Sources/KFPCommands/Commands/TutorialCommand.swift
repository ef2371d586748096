import ArgumentParser
import Glibc
import KFPInterpreter
import KFPNotebook
import KFPReport
import KFPRunner
import KFPSession
import KFPShell

/// `kfps tutorial`.
struct TutorialCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutorial",
    abstract:
      "Learn pipelines in short lessons: texts, cells to run, and exercises that are checked.",
    discussion: """
      Without NAME the lessons are listed. A lesson that was left goes on where it was. Where standard \
      input is not a terminal, the lesson is printed to be read.
      """)

  @Argument(help: "A lesson, by name or number.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The language: en or ja; by default that of the locale.", valueName: "language"))
  var lang: String?

  @Flag(help: "Begin the lesson anew.")
  var again = false

  @OptionGroup var backendOptions: BackendOptions

  func run() async throws {
    let language = try self.language
    guard let name else { return list(language) }
    let number = Int(name).flatMap { lessonNames.indices.contains($0 - 1) ? $0 - 1 : nil }
    let chosen = number.map { lessonNames[$0] } ?? name
    guard let lesson = lesson(named: chosen, in: language) else {
      throw failure("there is no lesson `\(name)`; there is \(lessonNames.joined(separator: ", "))")
    }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      return printToRead(lesson, ink)
    }
    let guide = LessonGuide(
      lesson, language: language, file: progressFile, startsOver: again, results: results,
      services: services, ink: ink,
      width: terminalWidth(STDOUT_FILENO))
    _ = await guide.walk(
      comeBack: "kfps tutorial \(chosen)\(suffix)", next: nextLesson(after: chosen))
  }

  private var suffix: String { lang.map { " --lang \($0)" } ?? "" }

  private func nextLesson(after name: String) -> String? {
    guard let index = lessonNames.firstIndex(of: name), index + 1 < lessonNames.count else {
      return nil
    }
    return "kfps tutorial \(lessonNames[index + 1])\(suffix)"
  }

  private var language: LessonLanguage {
    get throws {
      if let lang {
        guard let language = LessonLanguage(rawValue: lang.lowercased()) else {
          throw failure("the tutorial has no language `\(lang)`; it has en and ja")
        }
        return language
      }
      let environment = environmentVariables()
      let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
      return locale.hasPrefix("ja") ? .japanese : .english
    }
  }

  private var stateFolder: String {
    let environment = environmentVariables()
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? ".") + "/.local/state"
    return state + "/kfps"
  }

  private var progressFile: LessonProgressFile {
    // Where there is no folder, the first attempt to keep something says so.
    try? FileSystem.makeFolder(stateFolder)
    return LessonProgressFile(path: stateFolder + "/tutorial.json", services: services)
  }

  private var services: LessonServices {
    let environment = environmentVariables()
    return LessonServices(
      readFile: { path in
        (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) }
      },
      writeFile: { text, path in
        do throws(FileProblem) {
          try FileSystem.write(text, to: path)
          return nil
        } catch {
          return error.description
        }
      },
      capabilities: .ofProcess(modulePaths: [], arguments: []),
      editorFile: environment["EDITRC"] ?? environment["HOME"].map { $0 + "/.editrc" })
  }

  /// Tasks are processes of this computer, unless another backend is asked for; a lesson should not
  /// wait for images.
  private var results: SessionResults {
    var options = backendOptions
    if options.backend == .auto { options.backend = .subprocess }
    // What a cell prints is part of the lesson.
    options.noCache = true
    if options.runs == BackendOptions.usualRuns { options.runs = stateFolder + "/tutorial-runs" }
    let backend = options
    return SessionResults(
      options: backend.runOptions, readFile: { FileSystem.readRegular($0) },
      makeLauncher: { document in try await backend.launcher(for: document) })
  }

  private func list(_ language: LessonLanguage) {
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    let file = progressFile
    let width = lessonNames.map(\.count).max() ?? 0
    for (index, name) in lessonNames.enumerated() {
      guard let lesson = lesson(named: name, in: language) else { continue }
      let progress = file.progress(of: name)
      let place = "\(progress.step + 1)/\(lesson.steps.count)"
      let state =
        progress.isFinished ? ink.good("✓") : progress.step > 0 ? ink.odd(place) : ""
      let number = String(repeating: " ", count: index < 9 ? 1 : 0) + "\(index + 1)"
      let blank = String(repeating: " ", count: width - name.count)
      print("\(number)  \(ink.name(name))\(blank)  \(lesson.title) \(state)".trimmingEnd())
    }
    print(
      language == .japanese
        ? "\n`kfps tutorial 名前` で始めます。" : "\n`kfps tutorial NAME` begins one.")
  }

  private func printToRead(_ lesson: Lesson, _ ink: Ink) {
    for step in lesson.steps {
      let lines: [String] =
        switch step {
        case .text(let text): markdownLines(of: text, width: 90, ink: ink)
        case .run(let code): codeLines(of: code, ink: ink).map { "    " + $0 }
        case .exercise(let exercise):
          [ink.strong("✎ " + exercise.title)]
            + markdownLines(of: exercise.task, width: 90, ink: ink) + [""]
            + codeLines(of: exercise.solution, ink: ink).map { "    " + $0 }
        }
      print((lines + [""]).joined(separator: "\n"))
    }
  }
}

extension String {
  fileprivate func trimmingEnd() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
