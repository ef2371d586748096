import KFPGraph
public import KFPInterpreter
public import KFPNotebook
import KFPRecord
import KFPSource
import KFPSpec
import OrderedCollections

/// A notebook that was compiled cell by cell, so that each cell has its tasks and its results.
public struct CompiledCells: Sendable {
  /// The notebook.
  public let notebook: Notebook
  /// The positions of its code cells in the notebook, those that only a kernel understands included.
  public let codeCells: [Int]
  /// What they mean.
  public let compilation: Compilation

  /// Compiles the code cells of a notebook that was read from the file at `path`. The cells of a script
  /// keep the line numbers of the file; those of a Jupyter notebook are named after their place in it.
  public init(
    _ notebook: Notebook, kind: ScriptKind, path: String, name: String, capabilities: Capabilities
  ) {
    self.notebook = notebook
    codeCells = notebook.cells.indices.filter {
      notebook.cells[$0].kind == .code || notebook.cells[$0].kind == .kernel
    }
    let isJupyter = path.hasSuffix(".ipynb")
    let pieces = codeCells.enumerated().map { number, index in
      let cell = notebook.cells[index]
      let text = cell.kind == .code ? cell.text : ""
      guard !isJupyter else {
        return Script.Piece(name: "\(name) In[\(number + 1)]", bytes: Array(text.utf8))
      }
      let blank = [UInt8](repeating: UInt8(ascii: "\n"), count: max(0, cell.line - 1))
      return Script.Piece(name: name, bytes: blank + Array(text.utf8) + [UInt8(ascii: "\n")])
    }
    compilation = compile(
      Script(pieces: pieces, kind: kind, path: path), capabilities: capabilities)
  }

  /// What a code cell shows once its tasks have run; `number` counts code cells from 0.
  public func observations(of number: Int) -> [Interpretation.Observation] {
    compilation.interpretation.observations.filter {
      $0.span.source == SourceID(UInt32(number))
    }
  }

  /// The code cell, counted from 0, to which each task and group of the session pipeline belongs.
  public var stages: [String: Int] {
    guard let document = compilation.interpretation.sessionPipeline?.document.pipeline,
      case .dag(let root) = document.root.implementation
    else { return [:] }
    var cells: [String: Int] = [:]
    var cell = 0
    let counts = compilation.interpretation.sessionTaskCounts
    for (index, name) in compilation.interpretation.sessionTaskNames.enumerated() {
      while cell + 1 < counts.count, counts[cell] <= index { cell += 1 }
      cells[name] = cell
    }
    for (name, task) in root.tasks where cells[name] == nil {
      cells[name] = firstCell(inside: task.componentName, of: document, cells)
    }
    return cells.filter { root.tasks[$0.key] != nil }
  }

  /// The first cell that a task inside a group belongs to.
  private func firstCell(
    inside component: String, of document: PipelineSpec, _ cells: [String: Int]
  ) -> Int? {
    var first: Int?
    var pending = [component]
    var seen: Set<String> = []
    while let name = pending.popLast() {
      guard seen.insert(name).inserted,
        case .dag(let inside)? = document.components[name]?.implementation
      else { continue }
      for (name, task) in inside.tasks {
        if let cell = cells[name] {
          first = min(first ?? cell, cell)
        } else {
          pending.append(task.componentName)
        }
      }
    }
    return first
  }

  /// Whether a code cell holds nothing but comments.
  public func isComment(_ number: Int) -> Bool {
    notebook.cells[codeCells[number]].text.split(separator: "\n").allSatisfy { line in
      line.allSatisfy(\.isWhitespace) || line.drop { $0.isWhitespace }.hasPrefix("#")
    }
  }

  /// What a code cell is called: its own title, or the last heading in the texts before it, or its
  /// first line.
  public func title(of number: Int) -> String {
    let index = codeCells[number]
    let cell = notebook.cells[index]
    if let role = cell.role {
      let name = role.prefix(1).uppercased() + role.dropFirst()
      return cell.title.isEmpty ? name : "\(name): \(cell.title)"
    }
    if !cell.title.isEmpty { return cell.title }
    let before = number > 0 ? codeCells[number - 1] + 1 : 0
    let texts = Notebook(cells: Array(notebook.cells[before..<index].reversed()))
    if let heading = texts.title { return heading }
    let lines = cell.text.split(separator: "\n")
    let line = lines.first { !$0.hasPrefix("#") && !$0.hasPrefix("@") } ?? lines.first ?? ""
    return String(line)
  }
}
