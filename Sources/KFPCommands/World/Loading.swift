import ArgumentParser
import KFPGraph
import KFPInterpreter
import KFPSession
import KFPSource
import KFPSpec

/// Reads a file for a command; where it cannot be used, that is said and the command ends.
func readInput(_ path: String) throws -> Input {
  do {
    return try Input.read(path)
  } catch {
    throw failure("\(error)")
  }
}

/// Compiles a script for a command; complaints are shown, and errors end the command.
func compileScript(_ script: Script, _ capabilities: Capabilities) throws -> Compilation {
  let compilation = compile(script, capabilities: capabilities)
  return try checked(compilation, compilation.complaints(about: script))
}

/// A compilation for a command; complaints are shown, and errors end the command.
func checked(_ compilation: Compilation, _ complaints: [Diagnostic]) throws -> Compilation {
  Reporting.human().show(complaints, sources: compilation.sources)
  guard compilation.isSound else { throw ExitStatus.failure }
  return compilation
}

extension Compilation {
  /// The complaints in reading order. Those about a text that `kfps check --fix` cannot write, such as
  /// a cell of a notebook, have no edits.
  func complaints(about script: Script) -> [Diagnostic] {
    script.isRepairable ? bag.sorted : bag.sorted.map(\.withoutEdits)
  }
}

extension Script {
  /// Whether the script is a file of its own, so that it can be written again.
  var isRepairable: Bool { pieces.count == 1 && path != "-" }
}

/// Ends the command where the script ends itself with a status other than 0, as Python would.
func obeyEnding(of compilation: Compilation) throws {
  guard let ending = compilation.interpretation.ending, ending.status != 0 else { return }
  printError(description(of: ending, in: compilation.sources))
  throw ExitCode(ending.status)
}

/// Where and how a script ends itself, and the text that it leaves.
func description(of ending: Interpretation.Ending, in sources: SourceMap) -> String {
  var place = ""
  if let source = sources[ending.span.source] {
    let position = source.position(at: ending.span.start)
    place = "\(source.name):\(position.line):\(position.column): "
  }
  return place + "the script ends itself here, with status \(ending.status)"
    + (ending.message.map { ": \($0)" } ?? "")
}

/// Reads a compiled document for a command; its problems are shown, and they end the command.
func readCompiledDocument(_ bytes: [UInt8], name: String) throws -> PipelineDocument {
  try readCompiledDocument(bytes, name: name) { _ in [] }
}

/// The same for a command that needs all of the document to be in order: nothing shall run before a
/// name is found to refer to nothing.
func readSoundDocument(_ bytes: [UInt8], name: String) throws -> PipelineDocument {
  try readCompiledDocument(bytes, name: name, validate)
}

/// The description that stands in the comment at the head of a compiled document.
func headDescription(_ bytes: [UInt8]) -> String? {
  headerDescription(String(decoding: bytes, as: UTF8.self))
}

private func readCompiledDocument(
  _ bytes: [UInt8], name: String, _ problems: (DocumentReading) -> [SpecProblem]
) throws -> PipelineDocument {
  do throws(SpecRejection) {
    let reading = try readDocument(bytes: bytes)
    let problems = problems(reading)
    guard problems.isEmpty else { throw SpecRejection(problems) }
    return reading.document
  } catch {
    var sources = SourceMap()
    let complaints = documentComplaints(error, about: bytes, name: name, adding: &sources)
    Reporting.human().show(complaints, sources: sources)
    throw ExitStatus.failure
  }
}

/// The pipeline of a compilation that a command works on.
func choosePipeline(
  _ name: String?, in compilation: Compilation, file: String
) throws -> ChosenPipeline {
  try obeyEnding(of: compilation)
  do throws(PipelineChoiceProblem) {
    return try compilation.interpretation.chosenPipeline(named: name)
  } catch {
    let isEmpty = error == .nothingToCompile
    throw failure(
      PipelineChoiceText.describe(error, in: "`\(file)`"),
      status: isEmpty ? ExitStatus.failure : ExitStatus.usage)
  }
}
