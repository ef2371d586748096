import ArgumentParser
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
func compileScript(_ script: Script, _ options: SourceOptions) throws -> Compilation {
  let compilation = compile(script, capabilities: options.capabilities())
  Reporting.human().show(compilation.bag, sources: compilation.sources)
  guard compilation.isSound else { throw ExitStatus.failure }
  return compilation
}

/// Reads a compiled document for a command; its problems are shown, and they end the command.
func readCompiledDocument(_ bytes: [UInt8], name: String) throws -> PipelineDocument {
  do throws(SpecRejection) {
    return try readDocument(bytes: bytes).document
  } catch {
    for problem in error.problems { printError("error: \(located(problem, in: name))") }
    throw ExitStatus.failure
  }
}

/// A problem of a document behind the document's name: `FILE:12:5: ...`, or `FILE: ...`.
private func located(_ problem: SpecProblem, in name: String) -> String {
  "\(name):\(problem.mark == nil ? " " : "")\(problem)"
}

/// The pipeline of a compilation that a command works on.
func choosePipeline(
  in compilation: Compilation, options: PipelineOptions, file: String
) throws -> ChosenPipeline {
  do throws(PipelineChoiceProblem) {
    return try compilation.interpretation.chosenPipeline(named: options.pipeline)
  } catch {
    let isEmpty = error == .nothingToCompile
    throw failure(
      PipelineChoiceText.describe(error, in: "`\(file)`"),
      status: isEmpty ? ExitStatus.failure : ExitStatus.usage)
  }
}

/// What there is to say against a compiled document, for `kfps check`.
func problemsOfDocument(_ bytes: [UInt8], name: String) -> [String] {
  let reading: DocumentReading
  do throws(SpecRejection) {
    reading = try readDocument(bytes: bytes)
  } catch {
    return error.problems.map { located($0, in: name) }
  }
  return validate(reading.document).map { located(reading.located($0), in: name) }
}
