import ArgumentParser

extension CompletionKind {
  /// Files that commands read.
  static var source: CompletionKind {
    .file(extensions: ["kfps", "py", "ipynb", "yaml", "json"])
  }
}
