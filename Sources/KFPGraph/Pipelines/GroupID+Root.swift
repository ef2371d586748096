extension GroupID {
  /// The pipeline itself, as the outermost group.
  public static func root(of pipeline: PipelineID) -> GroupID {
    GroupID(pipeline: pipeline, index: 0)
  }
}
