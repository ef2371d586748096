/// A notebook: cells in order, whatever kind of file they were read from.
///
/// A `.kfps` script in percent format, a Python module in the same format and a Jupyter notebook are
/// three ways to write one down. Reading one and writing it in another form keeps cells and text.
public struct Notebook: Hashable, Sendable {
  /// The cells.
  public var cells: [NotebookCell]

  /// Creates a notebook.
  public init(cells: [NotebookCell] = []) {
    self.cells = cells
  }

  /// The first heading of its texts, or nil.
  public var title: String? {
    for cell in cells where cell.kind == .markdown {
      for case .heading(_, let text) in markdownBlocks(of: cell.text) {
        return plainText(of: text)
      }
    }
    return nil
  }
}

/// A cell of a notebook.
public struct NotebookCell: Hashable, Sendable {
  /// What a cell holds.
  public enum Kind: Hashable, Sendable {
    /// Source.
    case code
    /// A text for people, in Markdown.
    case markdown
    /// Text that is neither.
    case raw
    /// Code that only a Jupyter kernel understands, such as a cell that begins with `%%bash`.
    case kernel
  }

  /// What it holds.
  public var kind: Kind
  /// The words behind its mark.
  public var title: String
  /// The part it has in a lesson, such as `exercise`; a word in square brackets behind its mark.
  public var role: String?
  /// Its text, without a line end at the end.
  public var text: String
  /// The line of the file on which its text begins, from 1.
  public var line: Int
  /// The number of its prompt, where it was executed.
  public var number: Int?
  /// What executing it showed, in order.
  public var outputs: [CellOutput]

  /// Creates a cell.
  public init(
    _ kind: Kind, _ text: String, title: String = "", role: String? = nil, line: Int = 1,
    number: Int? = nil, outputs: [CellOutput] = []
  ) {
    self.kind = kind
    self.title = title
    self.role = role
    self.text = text
    self.line = line
    self.number = number
    self.outputs = outputs
  }
}

/// Something that executing a cell showed.
public enum CellOutput: Hashable, Sendable {
  /// Lines that it or its tasks printed.
  case printed(String)
  /// The value of its last expression.
  case result(String)
  /// Why it failed.
  case failure(String)

  /// Its text.
  public var text: String {
    switch self {
    case .printed(let text), .result(let text), .failure(let text): text
    }
  }
}
