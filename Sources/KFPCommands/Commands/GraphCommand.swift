import ArgumentParser
import Glibc
import KFPReport
import KFPSession
import KFPSpec

/// `kfps graph`.
struct GraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw a pipeline: as text, SVG, DOT, Mermaid or a page.")

  /// How a pipeline is drawn.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg, dot, mermaid, html
  }

  @Argument(
    help: "A .kfps script, a .py module, a .ipynb notebook or a compiled .yaml.",
    completion: .source)
  var file: String

  @Option(name: .shortAndLong, help: "text, svg, dot, mermaid or html.")
  var format: Format = .text

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("Where the drawing goes; - is standard output.", valueName: "file"))
  var output = "-"

  @OptionGroup var source: SourceOptions
  @OptionGroup var pipelineOptions: PipelineOptions

  func run() async throws {
    let (document, text) = try target()
    let isForPeople = output == "-" && isColourful(STDOUT_FILENO)
    let drawing: String =
      switch format {
      case .text: graphText(of: document, ink: Ink(isColourful: isForPeople))
      case .svg: graphSVG(of: document)
      case .dot: graphDOT(of: document)
      case .mermaid: graphMermaid(of: document)
      case .html: reportPage(ReportMaterial(document: document, documentText: text))
      }
    try writeOutput(drawing, to: output)
  }

  private func target() throws -> (PipelineDocument, String) {
    switch try readInput(file) {
    case .document(let bytes, let name):
      return (
        try readCompiledDocument(bytes, name: name), String(decoding: bytes, as: UTF8.self)
      )
    case .script(let script):
      let compilation = try compileScript(script, source.capabilities())
      let chosen = try choosePipeline(pipelineOptions.pipeline, in: compilation, file: file)
      return (chosen.document, render(chosen.document, description: chosen.description))
    }
  }
}

/// Writes what a command made; where that cannot be done, it is said and the command ends.
func writeOutput(_ text: String, to path: String) throws {
  do throws(FileProblem) {
    try FileSystem.write(text, to: path)
  } catch {
    throw failure(error.description)
  }
}
