import ArgumentParser
import KFPExport
import KFPInterpreter
import KFPNotebook
import KFPSource

/// `kfps export`.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a script or notebook in another form: HTML, Jupyter, Markdown or Python.",
    discussion: """
      The ending of the output says which form is wanted: .html is one page that needs nothing else, \
      .ipynb opens in Jupyter, .md is Markdown, .py is a module that the official SDK compiles to an \
      equal document, and .kfps is a script in percent format.
      """)

  @Argument(help: "A .kfps script, a .py module or a .ipynb notebook.")
  var file: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where it goes (.html, .ipynb, .md, .py or .kfps).", valueName: "file"))
  var output: String

  @Option(help: "The form, where the output's name does not say it: html, ipynb, md, py or kfps.")
  var format: String?

  @Flag(help: "Execute the cells first, so that their results are part of what is written.")
  var execute = false

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions
  @OptionGroup var backendOptions: BackendOptions

  private static let forms = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")

  func run() async throws {
    guard let form = ExportFormat(path: format.map { "." + $0 } ?? output) else {
      throw failure("`\(format ?? output)` does not say which form is wanted: \(Self.forms)")
    }
    let (notebook, kind) = try readNotebook(file)
    if form == .python, case .script(let script) = try readInput(file) {
      // What is wrong is told at its place in the file.
      _ = try compileScript(script, source.capabilities())
    }
    var written = ExecutedNotebook(notebook: notebook, isSound: true)
    if execute {
      written = try await executed(
        notebook, kind: kind, path: file, source: source,
        pipeline: pipelineOptions, options: backendOptions)
    }
    let text: String
    do throws(ExportProblem) {
      text = try export(
        written.notebook, as: form, kind: kind, path: file, capabilities: source.capabilities())
    } catch {
      switch error {
      case .mistakes(let diagnostics, let sources):
        Reporting.human().show(diagnostics.map(\.withoutEdits), sources: sources)
        throw ExitStatus.failure
      case .pipelineDefinedTwice(let name):
        throw failure(
          "the pipeline `\(name)` is defined again between tasks, for which a Python module has no "
            + "place; give it another name", status: ExitStatus.failure)
      }
    }
    try writeOutput(text, to: output)
    guard written.isSound else { throw failure("something failed", status: ExitStatus.failure) }
  }
}

/// The notebook that a file is, and how its code is read.
func readNotebook(_ path: String) throws -> (Notebook, ScriptKind) {
  let bytes: [UInt8]
  do {
    bytes = try FileSystem.read(path)
  } catch {
    throw failure(error.description)
  }
  let ending = path.split(separator: ".").last?.lowercased()
  switch ending {
  case "ipynb":
    do throws(NotebookProblem) {
      // The cell that imports a script's names for Jupyter is left out when it is read again.
      let isScript = try isOfScript(jupyter: bytes)
      return (try notebook(jupyter: bytes), isScript ? .script : .module)
    } catch {
      switch error {
      case .notJSON(let reason): throw failure("`\(path)` is not a notebook: \(reason)")
      case .noCells: throw failure("`\(path)` is not a notebook: it has no list of cells")
      }
    }
  case "yaml", "yml", "json":
    throw failure("`\(path)` is a compiled document, which has no cells")
  default:
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("`\(path)` is not UTF-8")
    }
    return (notebook(percent: text), ending == "py" ? .module : .script)
  }
}
