import KFPTypes

/// Why a file is not a notebook.
public enum NotebookProblem: Error, Hashable, Sendable {
  /// The file is not JSON; the text says where and why.
  case notJSON(String)
  /// The JSON has no list of cells.
  case noCells
}

/// The notebook that a Jupyter notebook (nbformat 4, or 3 with one sheet) is. What Jupyter's outputs
/// hold beside text is left out.
public func notebook(jupyter bytes: [UInt8]) throws(NotebookProblem) -> Notebook {
  Notebook(cells: try cells(jupyter: bytes).compactMap(notebookCell))
}

/// Whether a Jupyter notebook was written from a script: it has the cell that imports for Jupyter what a
/// script has without imports.
public func isOfScript(jupyter bytes: [UInt8]) throws(NotebookProblem) -> Bool {
  try cells(jupyter: bytes).contains { tags(of: $0).contains(setupTag) }
}

private func cells(jupyter bytes: [UInt8]) throws(NotebookProblem) -> [JSONValue] {
  let json: JSONValue
  do {
    json = try parseJSON(bytes: bytes)
  } catch {
    throw .notJSON("line \(error.line): \(error.message)")
  }
  let sheet = json["worksheets"]?.arrayValue?.first
  guard let cells = (json["cells"] ?? sheet?["cells"])?.arrayValue else { throw .noCells }
  return cells
}

private func tags(of cell: JSONValue) -> [String] {
  cell["metadata"]?["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
}

private func notebookCell(_ json: JSONValue) -> NotebookCell? {
  let tags = tags(of: json)
  guard !tags.contains(setupTag) else { return nil }
  var text = joined(json["source"] ?? json["input"] ?? .null)
  let title = oneLine(json["metadata"]?["title"]?.stringValue ?? "")
  switch json["cell_type"]?.stringValue {
  case "code":
    let isForTheKernel = text.hasPrefix("%%")
    if !isForTheKernel { text = withCommentedMagics(text) }
    return NotebookCell(
      isForTheKernel ? .kernel : .code, text, title: title, role: tags.lazy.compactMap(role).first,
      number: json["execution_count"]?.integerValue,
      outputs: json["outputs"]?.arrayValue?.compactMap(cellOutput) ?? [])
  case "markdown": return NotebookCell(.markdown, text, title: title)
  case "heading":
    let level = json["level"]?.integerValue ?? 1
    return NotebookCell(
      .markdown, String(repeating: "#", count: min(6, max(1, level))) + " " + text, title: title)
  case "raw": return NotebookCell(.raw, text, title: title)
  default: return nil
  }
}

/// Texts are one string or a list of lines.
private func joined(_ value: JSONValue) -> String {
  switch value {
  case .string(let whole): whole
  case .array(let lines): lines.compactMap(\.stringValue).joined()
  default: ""
  }
}

private func role(_ tag: String) -> String? {
  guard tag.hasPrefix(roleTag) else { return nil }
  return String(tag.dropFirst(roleTag.count))
}

private func cellOutput(_ json: JSONValue) -> CellOutput? {
  switch json["output_type"]?.stringValue {
  case "stream": return .printed(joined(json["text"] ?? .null))
  case "execute_result", "display_data", "pyout":
    guard let text = json["data"]?["text/plain"] ?? json["text"] else { return nil }
    return .result(joined(text))
  case "error", "pyerr":
    let name = json["ename"]?.stringValue ?? ""
    let value = json["evalue"]?.stringValue ?? ""
    return .failure([name, value].filter { !$0.isEmpty }.joined(separator: ": "))
  default: return nil
  }
}

/// The tag of the cell of imports that only Jupyter needs.
let setupTag = "kfps-setup"
/// What the tags begin with that say which part a cell has in a lesson.
let roleTag = "kfps-"
