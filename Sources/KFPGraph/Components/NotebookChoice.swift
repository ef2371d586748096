/// Which notebook a notebook component runs, or why there is none.
public enum NotebookChoice: Hashable, Sendable {
  /// The notebook, by its path inside the archive.
  case notebook(path: String)
  /// The path is a file, but its name does not end in `.ipynb`.
  case notNotebook
  /// The path is a folder without a notebook.
  case missing
  /// The path is a folder with more than one notebook.
  case several([String])

  /// Chooses the file at a path.
  public init(file path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    self = name.lowercased().hasSuffix(".ipynb") ? .notebook(path: name) : .notNotebook
  }

  /// Chooses among the files of a folder, at any depth, by their paths inside it. What editors keep
  /// in `.ipynb_checkpoints` does not count.
  public init(folder paths: [String]) {
    let notebooks = paths.filter { path in
      path.hasSuffix(".ipynb") && !path.split(separator: "/").contains(".ipynb_checkpoints")
    }
    switch notebooks.count {
    case 0: self = .missing
    case 1: self = .notebook(path: notebooks[0])
    default: self = .several(notebooks.sorted())
    }
  }
}
