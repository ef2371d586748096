import KFPNotebook
import KFPTypes

/// Why a file is not a notebook.
public enum NotebookProblem: Error, Hashable, Sendable {
  /// The file is not JSON; the text says where and why.
  case notJSON(String)
  /// The JSON has no list of cells.
  case noCells
}

/// The code cells of a Jupyter notebook (nbformat 4) as pieces named `FILE In[n]`, n counting code
/// cells from 1. Lines that are for the notebook's kernel (`%magic`, `!command`) become `pass`, which
/// also a block may consist of, and all others keep their line numbers; `name = !command` gives the
/// name a value that only the kernel knows.
public func notebookCells(
  _ bytes: [UInt8], name: String
) throws(NotebookProblem) -> [Script.Piece] {
  let notebook: JSONValue
  do {
    notebook = try parseJSON(bytes: bytes)
  } catch {
    throw .notJSON("line \(error.line): \(error.message)")
  }
  guard let cells = notebook["cells"]?.arrayValue else { throw .noCells }
  let codeCells = cells.filter { $0["cell_type"]?.stringValue == "code" }
  return codeCells.enumerated().map { index, cell in
    Script.Piece(
      name: "\(name) In[\(index + 1)]", bytes: pythonText(of: cell["source"] ?? .null))
  }
}

/// Whether a line is a magic, a command for the shell, or a question such as `name?`.
private func isForTheKernel(_ line: Substring) -> Bool {
  if line.hasPrefix("%") || line.hasPrefix("!") || line.hasPrefix("?") { return true }
  return line.last == "?" && !line.contains("#")
}

/// The magics of whole cells behind which Python goes on.
private let magicsBeforePython = ["%%time", "%%timeit", "%%capture", "%%prun"]

/// The text of a cell without the lines that only a notebook's kernel understands. A line counts as
/// one only where a statement can start, so `%` inside an expression stays.
private func pythonText(of source: JSONValue) -> [UInt8] {
  let text: String
  switch source {
  case .string(let whole): text = whole
  case .array(let lines): text = lines.compactMap(\.stringValue).joined()
  default: text = ""
  }
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  if text.hasPrefix("%%") {
    let magic = lines[0].prefix { $0 != " " }
    guard magicsBeforePython.contains(String(magic)) else { return [] }
    lines[0] = ""
  }
  var follower = LineFollower()
  var index = 0
  while index < lines.count {
    let line = lines[index]
    defer { index += 1 }
    guard follower.isAtStatement, let standIn = standIn(forKernelLine: line) else {
      follower.follow(line[...])
      continue
    }
    lines[index] = standIn
    // A command goes on behind a backslash.
    var last = line
    while last.hasSuffix("\\"), index + 1 < lines.count {
      index += 1
      last = lines[index]
      lines[index] = ""
    }
  }
  return Array(lines.joined(separator: "\n").utf8)
}

/// What Python reads in place of a line for the kernel; nil where the line is Python.
private func standIn(forKernelLine line: String) -> String? {
  let indentation = line.prefix { $0 == " " || $0 == "\t" }
  if isForTheKernel(line.dropFirst(indentation.count)) { return indentation + "pass" }
  return targetOfKernelLine(line[...]).map { $0 + " get_ipython()" }
}
