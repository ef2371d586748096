public import KFPGraph
public import KFPInterpreter
public import KFPSpec

/// The pipeline of a script that a command works on.
public struct ChosenPipeline: Sendable {
  /// The compiled pipeline.
  public var pipeline: LoweredPipeline
  /// The description for the header of its file.
  public var description: String?
  /// Where the script itself wants the file, if it says so.
  public var packagePath: String?
  /// The manifests that the script wants instead of the document itself.
  public var manifest: ClusterManifest?

  /// The document.
  public var document: PipelineDocument { pipeline.document }

  /// The text of the manifests for a document like it; nil where the script wants none.
  public func manifestText(of document: PipelineDocument) -> String? {
    manifest?.text(of: document, description: description)
  }
}

/// Why no pipeline could be chosen.
public enum PipelineChoiceProblem: Error, Hashable, Sendable {
  /// The script has neither pipelines nor tasks nor components.
  case nothingToCompile
  /// There is no pipeline of this name; these are the names there are.
  case unknownName(String, known: [String])
  /// Several pipelines could be meant.
  case ambiguous([String])
  /// There is no pipeline, and several components could be meant.
  case ambiguousComponents([String])
}

extension Interpretation {
  /// The pipeline that a command works on, unless one is named: what the script's own compile call
  /// compiles, with that call's overrides; else the pipeline of its top-level tasks; else the only
  /// pipeline that no other one uses; else the only component. What the script only loaded counts
  /// where it defines nothing itself.
  public func chosenPipeline(named name: String?) throws(PipelineChoiceProblem) -> ChosenPipeline {
    if let name { return try pipeline(named: name) }
    let calls = callsToChooseFrom
    if let call = calls.last {
      let names = Set(calls.map(\.name))
      guard names.count == 1 else { throw .ambiguous(calls.map(\.name).uniqued()) }
      return ChosenPipeline(call)
    }
    if let sessionPipeline { return ChosenPipeline(pipeline: sessionPipeline) }
    let roots = pipelines.filter { $0.isLocal && !$0.isUsedByAnother }
    if let only = roots.first, roots.count == 1 { return ChosenPipeline(pipeline: only.pipeline) }
    guard roots.isEmpty else { throw .ambiguous(roots.map(\.variable)) }
    if let only = try single(of: components.filter(\.isLocal)) { return ChosenPipeline(only) }
    let loaded = pipelines.filter { $0.isLoaded && !$0.isUsedByAnother }
    if let only = loaded.first, loaded.count == 1 { return ChosenPipeline(pipeline: only.pipeline) }
    guard loaded.isEmpty else { throw .ambiguous(loaded.map(\.variable)) }
    if let only = try single(of: components.filter(\.isLoaded)) { return ChosenPipeline(only) }
    throw .nothingToCompile
  }

  private func single(
    of components: [DefinedComponent]
  ) throws(PipelineChoiceProblem) -> DefinedComponent? {
    guard components.count < 2 else { throw .ambiguousComponents(components.map(\.variable)) }
    return components.first
  }

  /// All that the script's own compile calls compile, in order; the last call of a file wins.
  public var compiledFiles: [ChosenPipeline] {
    var files: [ChosenPipeline] = []
    for call in compileCalls where !call.packagePath.isEmpty && !call.isTemporary {
      files.removeAll { $0.packagePath == call.packagePath }
      files.append(ChosenPipeline(call))
    }
    // Files of single components are made on the way; what the script is about comes, too.
    if !files.isEmpty, compileCalls.allSatisfy(\.isComponentFile),
      let chosen = try? chosenPipeline(named: nil)
    {
      files.append(chosen)
    }
    return files
  }

  /// The names that `--pipeline` accepts.
  public var pipelineNames: [String] {
    pipelines.map(\.variable) + components.map(\.variable)
  }

  private func pipeline(named name: String) throws(PipelineChoiceProblem) -> ChosenPipeline {
    if let call = compileCalls.last(where: { $0.name == name && !$0.isComponentFile }) {
      return ChosenPipeline(call)
    }
    if let defined = pipelines.last(where: { $0.variable == name || $0.documentName == name }) {
      return ChosenPipeline(pipeline: defined.pipeline)
    }
    if let sessionPipeline, sessionPipeline.document.pipeline.info.name == name {
      return ChosenPipeline(pipeline: sessionPipeline)
    }
    if let defined = components.last(where: { $0.variable == name || $0.component.name == name }) {
      return ChosenPipeline(defined)
    }
    throw .unknownName(name, known: pipelineNames)
  }

  /// Compile calls that matter when none is named: what a script compiles only to load it back is a
  /// part of something else.
  private var callsToChooseFrom: [CompileCall] {
    let all = compileCalls.filter { !$0.isComponentFile }
    let ends = all.filter { !$0.isReadBack }
    let calls = ends.isEmpty ? all : ends
    let pipelineNames = Set(pipelines.map(\.variable))
    let ofPipelines = calls.filter { pipelineNames.contains($0.name) }
    return ofPipelines.isEmpty ? calls : ofPipelines
  }
}

extension Interpretation.DefinedPipeline {
  fileprivate var documentName: String { pipeline.document.pipeline.info.name }
}

extension ChosenPipeline {
  fileprivate init(pipeline: LoweredPipeline) {
    self.init(pipeline: pipeline, description: pipeline.document.pipeline.info.description)
  }

  fileprivate init(_ call: Interpretation.CompileCall) {
    self.init(
      pipeline: call.pipeline, description: call.description, packagePath: call.packagePath,
      manifest: call.manifest)
  }

  fileprivate init(_ defined: Interpretation.DefinedComponent) {
    self.init(
      pipeline: defined.document ?? lower(component: defined.component),
      description: defined.component.description)
  }
}

extension Array where Element: Hashable {
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
