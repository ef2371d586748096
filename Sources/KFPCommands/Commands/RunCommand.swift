import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPSession
import KFPSpec

/// `kfps run`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline on this computer.",
    discussion: """
      FILE is source or a compiled document, ours or the official SDK's. Independent tasks run at \
      the same time; what a run leaves is kept in a folder of its own.

      The exit status is 0 when the run succeeded, 1 when it failed or the source has errors, 2 \
      where the command line or a file cannot be used, 130 when it was stopped by Ctrl-C.
      """)

  @Argument(help: "A .kfps script, a .py module, a .ipynb notebook or a compiled .yaml.")
  var file: String

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions
  @OptionGroup var backendOptions: BackendOptions

  @Flag(name: .shortAndLong, help: "Print failures and the result only.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Print groups and inputs, too.")
  var verbose = false

  @Flag(help: "Print the run's events, one JSON object a line.")
  var json = false

  func run() async throws {
    let target = try self.target()
    let values = try pipelineOptions.values(for: target.document)
    var options = backendOptions.runOptions
    options.documentText = target.text
    let control = options.control
    Interrupts.watch { control.stop() }
    let launcher = await backendOptions.launcher(
      for: target.document, settings: try backendOptions.settings(origins: target.origins))
    let teller = EventPrinter(style: style)
    let record = await Runner.run(
      document: target.document, arguments: values, options: options, launcher: launcher,
      onEvent: { teller.tell($0) })
    await launcher.close()
    switch record.state {
    case .succeeded: return
    case .cancelled: throw ExitCode(130)
    default: throw ExitStatus.failure
    }
  }

  private var style: EventPrinter.Style {
    if json { return .json }
    return .lines(quiet ? .quiet : verbose ? .verbose : .normal)
  }

  /// What is to be run: a document, its text, and where its functions stand.
  private struct Target {
    var document: PipelineDocument
    var text: String
    var origins: [String: LaunchSettings.Origin]
  }

  private func target() throws -> Target {
    switch try readInput(file) {
    case .document(let bytes, let name):
      let document = try readCompiledDocument(bytes, name: name)
      return Target(
        document: document, text: String(decoding: bytes, as: UTF8.self), origins: [:])
    case .script(let script):
      let compilation = try compileScript(script, source)
      let chosen = try choosePipeline(in: compilation, options: pipelineOptions, file: file)
      let document = chosen.document
      return Target(
        document: document, text: render(document, description: chosen.description),
        origins: chosen.pipeline.origins(in: compilation.sources))
    }
  }
}
