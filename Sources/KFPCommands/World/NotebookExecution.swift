import KFPGraph
import KFPInterpreter
import KFPNotebook
import KFPRecord
import KFPReport
import KFPRunner
import KFPSession
import KFPSource
import KFPSpec

/// A notebook that was executed, and whether all went well.
struct ExecutedNotebook {
  var notebook: Notebook
  var isSound: Bool
}

/// Executes a notebook for `kfps export --execute`: its cells get the results of the tasks at top
/// level, or, where there are none, the last cell those of the file's pipeline.
func executed(
  _ notebook: Notebook, kind: ScriptKind, path: String, source: SourceOptions,
  pipeline: PipelineOptions, options: BackendOptions
) async throws -> ExecutedNotebook {
  let cells = CompiledCells(
    notebook, kind: kind, path: path, name: path, capabilities: source.capabilities())
  let compilation = try checked(cells.compilation, cells.compilation.bag.sorted)
  let teller = CellTeller(cells, detail: .results, ink: Ink(isColourful: false)) { _ in }
  guard let chosen = try? compilation.interpretation.chosenPipeline(named: pipeline.pipeline) else {
    teller.tellAll()
    return ExecutedNotebook(
      notebook: notebook.showing(teller.outputs, codeCells: cells.codeCells), isSound: true)
  }
  var runOptions = options.runOptions
  runOptions.documentText = render(chosen.document, description: chosen.description)
  runOptions.origins = chosen.pipeline.origins(in: compilation.sources)
  runOptions.stages = cells.stages
  let control = runOptions.control
  Interrupts.watch { control.stop() }
  let values = try pipeline.completeValues(for: chosen.document)
  let launcher = try await options.launcher(for: chosen.document)
  let record = await Runner.run(
    document: chosen.document, arguments: values, options: runOptions, launcher: launcher,
    onEvent: { _ = teller.take($0) })
  await launcher.close()
  return ExecutedNotebook(
    notebook: notebook.showing(teller.outputs, codeCells: cells.codeCells),
    isSound: record.state == .succeeded && !teller.hasBrokenAssertion)
}
