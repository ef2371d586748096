/// A form in which a notebook can be written down.
public enum ExportFormat: String, Hashable, Sendable, CaseIterable {
  /// A page that needs nothing else.
  case html
  /// A Jupyter notebook.
  case ipynb
  /// Markdown.
  case markdown = "md"
  /// A Python module that the official SDK compiles to an equal document.
  case python = "py"
  /// A script in percent format.
  case script = "kfps"

  /// The form that the name of a file asks for, or nil.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return nil }
    switch path[path.index(after: dot)...].lowercased() {
    case "html", "htm": self = .html
    case "ipynb": self = .ipynb
    case "md", "markdown": self = .markdown
    case "py": self = .python
    case "kfps": self = .script
    default: return nil
    }
  }
}
