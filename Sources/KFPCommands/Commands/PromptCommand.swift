import ArgumentParser
import Glibc
import KFPInterpreter
import KFPReport
import KFPRunner
import KFPSession
import KFPShell
import KFPSpec

/// `kfps` and `kfps repl`.
struct PromptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "A prompt in which a pipeline grows cell by cell (this is what kfps alone does).",
    discussion: """
      Standard input that is not a terminal is executed as a script of cells, as is the text of -c.

      A session at a terminal is saved as it grows, under .kfps/sessions; --restore brings the latest \
      one of the folder back with its results, or the one of a name.
      """)

  @Argument(help: "A script whose cells the session starts with.")
  var file: String?

  @Option(name: .short, help: ArgumentHelp("Execute this text and leave.", valueName: "code"))
  var code: String?

  @Option(
    defaultAsFlag: "",
    help: ArgumentHelp("Bring the latest session back, or a named one.", valueName: "session"))
  var restore: String?

  @OptionGroup var source: SourceOptions
  @OptionGroup var backendOptions: BackendOptions

  func validate() throws {
    guard restore == nil || file == nil else {
      throw ValidationError("`--restore` starts with the cells of a session, not with a file")
    }
  }

  func run() async throws {
    let prompt = makePrompt()
    if let restore {
      guard await prompt.restore(named: restore.isEmpty ? nil : restore) else {
        throw ExitStatus.failure
      }
    }
    let isTalking = isatty(STDIN_FILENO) == 1 && code == nil
    if isTalking { prompt.keepSession() }
    if let file {
      let script = String(decoding: try read(file), as: UTF8.self)
      // At a terminal, the cells up to the mistake are a good place to mend it.
      guard await prompt.execute(script) || isTalking else {
        await prompt.close()
        throw ExitStatus.failure
      }
      if let ending = prompt.ending { throw ExitCode(ending.status) }
    }
    if isTalking {
      await prompt.converse(
        greeting: "\(toolVersion): %help lists the commands, Ctrl-D leaves")
      if let signal = prompt.endingSignal { throw ExitCode(128 + signal) }
      if let ending = prompt.ending { throw ExitCode(ending.status) }
      return
    }
    let script = try code ?? String(decoding: read("-"), as: UTF8.self)
    let isDone = await prompt.execute(script)
    await prompt.close()
    guard isDone else { throw ExitStatus.failure }
    if let ending = prompt.ending { throw ExitCode(ending.status) }
  }

  private func makePrompt() -> Prompt {
    var backend = backendOptions
    backend.runs = absolutePath(backend.runs)
    let results = SessionResults(
      options: backend.runOptions, readFile: { FileSystem.readRegular($0) },
      makeLauncher: { [backend] document in try await backend.launcher(for: document) })
    return Prompt(
      path: file ?? "session.kfps", backend: backend.backend.rawValue, results: results,
      services: services(backend), ink: Ink(isColourful: isColourful(STDOUT_FILENO)))
  }

  private func read(_ path: String) throws -> [UInt8] {
    do {
      return try FileSystem.read(path)
    } catch {
      throw failure(error.description)
    }
  }

  private func services(_ backend: BackendOptions) -> PromptServices {
    let environment = environmentVariables()
    let home = environment["HOME"]
    let state = environment["XDG_STATE_HOME"] ?? home.map { $0 + "/.local/state" }
    var services = PromptServices(
      readFile: PromptFiles.read, writeFile: PromptFiles.write, listFolder: PromptFiles.list,
      capabilities: source.capabilities())
    services.changeFolder = { [source] path in
      let path = path == "~" || path.hasPrefix("~/") ? (home ?? "~") + path.dropFirst() : path
      guard chdir(path) == 0 else {
        return .failure(PromptProblem(FileProblem("go to", path, errno).description))
      }
      return .success(source.capabilities())
    }
    services.editText = { text in
      let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
      return PromptFiles.edit(text, with: editor.first { !$0.isEmpty } ?? "vi")
    }
    services.inputValues = { words, document in
      do throws(ParameterProblem) {
        return .success(try completeParameterValues(words, for: document))
      } catch {
        return .failure(PromptProblem(error.description))
      }
    }
    services.backendNames = Backend.allCases.map(\.rawValue)
    services.makeLauncher = { name in
      guard let choice = Backend(rawValue: name) else { return nil }
      var chosen = backend
      chosen.backend = choice
      return { [chosen] document in try await chosen.launcher(for: document) }
    }
    services.width = { terminalWidth(STDOUT_FILENO) }
    services.editorFile = environment["EDITRC"] ?? home.map { $0 + "/.editrc" }
    services.historyFile = state.map { $0 + "/kfps/history" }
    services.sessionsFolder = absolutePath(".kfps/sessions")
    return services
  }
}
