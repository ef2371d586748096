import ArgumentParser
import Glibc
import KFPReport
import KFPRunner
import KFPSession
import KFPShell

/// `kfps` and `kfps repl`.
struct PromptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "A prompt in which a pipeline grows cell by cell (this is what kfps alone does).",
    discussion: """
      Standard input that is not a terminal is executed as a script of cells, as is the text of -c.
      """)

  @Argument(help: "A script whose cells the session starts with.")
  var file: String?

  @Option(name: .short, help: ArgumentHelp("Execute this text and leave.", valueName: "code"))
  var code: String?

  @OptionGroup var source: SourceOptions
  @OptionGroup var backendOptions: BackendOptions

  func run() async throws {
    let isTalking = isatty(STDIN_FILENO) == 1 && code == nil
    let prompt = try makePrompt()
    if let file {
      guard await prompt.execute(String(decoding: try read(file), as: UTF8.self)) else {
        throw ExitStatus.failure
      }
    }
    if isTalking {
      await prompt.converse(
        greeting: "\(toolVersion). %help lists the commands of the prompt, Ctrl-D leaves.")
      return
    }
    let script = try code ?? String(decoding: read("-"), as: UTF8.self)
    guard await prompt.execute(script) else { throw ExitStatus.failure }
  }

  private func makePrompt() throws -> Prompt {
    let backend = backendOptions
    let results = SessionResults(
      options: backend.runOptions, readFile: { try? FileSystem.read($0) },
      makeLauncher: { document in
        try await backend.launcher(for: document)
      })
    return Prompt(
      path: file ?? "session.kfps", results: results, services: services,
      ink: Ink(isColourful: isColourful(STDOUT_FILENO)), width: terminalWidth(STDOUT_FILENO))
  }

  private func read(_ path: String) throws -> [UInt8] {
    do {
      return try FileSystem.read(path)
    } catch {
      throw failure(error.description)
    }
  }

  private var services: PromptServices {
    let environment = environmentVariables()
    let home = environment["HOME"]
    let state = environment["XDG_STATE_HOME"] ?? home.map { $0 + "/.local/state" }
    return PromptServices(
      readFile: { path in
        do throws(FileProblem) {
          return .success(String(decoding: try FileSystem.read(path), as: UTF8.self))
        } catch {
          return .failure(PromptProblem(error.description))
        }
      },
      writeFile: { text, path in
        do throws(FileProblem) {
          try FileSystem.write(text, to: path)
          return nil
        } catch {
          return PromptProblem(error.description)
        }
      },
      listFolder: { folder in
        (FileSystem.list(folder) ?? []).map {
          FileSystem.isFolder(folder + "/" + $0) ? $0 + "/" : $0
        }
      },
      capabilities: source.capabilities(),
      editorFile: environment["EDITRC"] ?? home.map { $0 + "/.editrc" },
      historyFile: state.map { $0 + "/kfps/history" })
  }
}
