import ArgumentParser
import KFPRecord
import KFPRemote
import KFPRunner
import KFPSession
import KFPSource
import KFPSpec
import OrderedCollections

/// Options of commands that bring a pipeline to a service.
struct SubmissionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The name under which the service keeps the pipeline.", valueName: "name"))
  var pipelineName: String?

  @Option(
    help: ArgumentHelp("The name of the run; by default one that no other has.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("Where the run keeps its artifacts.", valueName: "address"))
  var root: String?

  @Option(help: ArgumentHelp("The experiment that the run belongs to.", valueName: "name"))
  var experiment: String?

  @Option(help: ArgumentHelp("The account that tasks run as.", valueName: "name"))
  var serviceAccount: String?

  @Option(
    name: .customLong("label"),
    help: ArgumentHelp(
      "A label of a Vertex AI job; may be given several times.", valueName: "name=value"))
  var labels: [String] = []

  @Flag(help: "Run every task, whatever results there are from earlier runs.")
  var noCache = false

  /// What is to be sent; where the target cannot do it, that is said and the command ends.
  func submission(
    of file: String, source: SourceOptions, pipeline: PipelineOptions, target: Target
  ) throws -> Submission {
    var document = try self.document(file, source, pipeline)
    if let pipelineName { document.pipeline.info.name = pipelineName }
    let arguments = try pipeline.completeValues(for: document)
    try check(document, for: target)
    if noCache { document = document.withCaching(false) }
    let unique = makeRunID(document.pipeline.info.name).text
    var submission = Submission(
      document: document, runName: name ?? unique, isNameUnique: name == nil)
    submission.arguments = arguments
    submission.pipelineRoot = root ?? target.pipelineRoot
    submission.experiment = experiment
    submission.serviceAccount = serviceAccount ?? target.serviceAccount
    submission.labels = try readLabels(for: target)
    if target.kind == .vertex, experiment != nil {
      throw failure(
        "`--experiment` is for Kubeflow Pipelines; Vertex AI takes `--label name=value`")
    }
    return submission
  }

  private func document(
    _ file: String, _ source: SourceOptions, _ options: PipelineOptions
  ) throws -> PipelineDocument {
    switch try readInput(file) {
    case .document(let bytes, let name):
      var sources = SourceMap()
      let complaints = documentComplaints(bytes, name: name, adding: &sources)
      Reporting.human().show(complaints, sources: sources)
      guard complaints.allSatisfy({ $0.severity != .error }) else { throw ExitStatus.failure }
      return try readCompiledDocument(bytes, name: name)
    case .script(let script):
      let compilation = try compileScript(script, source.capabilities())
      return try choosePipeline(options.pipeline, in: compilation, file: file).document
    }
  }

  /// Says what the target cannot do with the document.
  private func check(_ document: PipelineDocument, for target: Target) throws {
    let complaints = limitComplaints(
      about: document, for: target.kind, pipelineRoot: root ?? target.pipelineRoot)
    var bag = DiagnosticBag()
    for complaint in complaints {
      bag.report(
        Diagnostic(
          DiagnosticCode(complaint.code), complaint.isWarning ? .warning : .error,
          complaint.message, at: nil, notes: complaint.note.map { [$0] } ?? [],
          helps: complaint.help.map { [Help($0)] } ?? []))
    }
    Reporting.human().show(bag.sorted, sources: SourceMap())
    guard !bag.containsError else { throw ExitStatus.failure }
  }

  private func readLabels(for target: Target) throws -> OrderedDictionary<String, String> {
    var read: OrderedDictionary<String, String> = [:]
    for label in labels {
      guard let equals = label.firstIndex(of: "="), equals != label.startIndex else {
        throw failure("`--label \(label)` should be `--label name=value`")
      }
      read[String(label[..<equals])] = String(label[label.index(after: equals)...])
    }
    guard labels.isEmpty || target.kind == .vertex else {
      throw failure("`--label` is for Vertex AI; runs of Kubeflow Pipelines have none")
    }
    return read
  }
}
