public import KFPRecord
public import KFPSpec

/// What a run page shows. Everything but the document may be missing: without a record the page
/// shows the graph.
public struct ReportMaterial: Hashable, Sendable {
  /// The pipeline.
  public var document: PipelineDocument
  /// The document as it was given.
  public var documentText: String
  /// The run.
  public var record: RunRecord?
  /// The log of each task: that of its last attempt.
  public var logs: [TaskPath: String] = [:]
  /// The logs of the attempts before, first to last.
  public var earlierLogs: [TaskPath: [String]] = [:]
  /// The source of components as their author wrote it, by component; by default it is taken from
  /// the document's command.
  public var sources: [String: String] = [:]
  /// The texts of HTML and Markdown artifacts, by address.
  public var contents: [String: String] = [:]
  /// Where the files of the run are.
  public var folder: String?
  /// Another run to compare with, as a rule an earlier one.
  public var earlier: RunRecord?

  /// Creates the material of a page.
  public init(document: PipelineDocument, documentText: String = "", record: RunRecord? = nil) {
    self.document = document
    self.documentText = documentText
    self.record = record
  }
}
