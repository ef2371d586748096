import KFPTypes
import OrderedCollections

/// A notebook as a Jupyter notebook (nbformat 4.5). `setup` is the source of a first cell that Jupyter
/// needs and a script does not: the imports of the names that are there in a script without one. It is
/// left out when the notebook is read again.
public func jupyterText(of notebook: Notebook, setup: String? = nil) -> String {
  var cells: [JSONValue] = []
  if let setup {
    var members = head("code", id: setupTag, metadata: ["tags": .array([.string(setupTag)])])
    members["execution_count"] = .null
    members["outputs"] = .array([])
    members["source"] = source(setup)
    cells.append(.object(members))
  }
  for (index, cell) in notebook.cells.enumerated() {
    cells.append(json(of: cell, id: "cell-\(index + 1)"))
  }
  let kernel: JSONValue = .object([
    "display_name": .string("Python 3"), "language": .string("python"), "name": .string("python3"),
  ])
  let language: JSONValue = .object([
    "file_extension": .string(".py"), "mimetype": .string("text/x-python"),
    "name": .string("python"),
  ])
  let notebook: JSONValue = .object([
    "cells": .array(cells),
    "metadata": .object(["kernelspec": kernel, "language_info": language]),
    "nbformat": .integer(4),
    "nbformat_minor": .integer(5),
  ])
  return notebook.jsonText(JSONTextStyle(keySeparator: ": ", indentation: 1)) + "\n"
}

private typealias Members = OrderedDictionary<String, JSONValue>

private func head(_ type: String, id: String, metadata: Members) -> Members {
  ["cell_type": .string(type), "id": .string(id), "metadata": .object(metadata)]
}

private func json(of cell: NotebookCell, id: String) -> JSONValue {
  var metadata: Members = [:]
  if !cell.title.isEmpty { metadata["title"] = .string(cell.title) }
  if let role = cell.role { metadata["tags"] = .array([.string(roleTag + role)]) }
  var members: Members
  switch cell.kind {
  case .markdown: members = head("markdown", id: id, metadata: metadata)
  case .raw: members = head("raw", id: id, metadata: metadata)
  case .code, .kernel:
    members = head("code", id: id, metadata: metadata)
    members["execution_count"] = cell.number.map { .integer($0) } ?? .null
    members["outputs"] = .array(cell.outputs.map { json(of: $0, number: cell.number) })
  }
  members["source"] = source(cell.kind == .code ? withLiveMagics(cell.text) : cell.text)
  return .object(members)
}

/// A text as the list of its lines, each with its end.
private func source(_ text: String) -> JSONValue {
  guard !text.isEmpty else { return .array([]) }
  let lines = text.lines
  return .array(
    lines.enumerated().compactMap { index, line in
      let isLast = index == lines.count - 1
      if isLast, line.isEmpty { return nil }
      return .string(isLast ? String(line) : line + "\n")
    })
}

private func json(of output: CellOutput, number: Int?) -> JSONValue {
  switch output {
  case .printed(let text):
    return .object([
      "name": .string("stdout"), "output_type": .string("stream"),
      "text": source(text.hasSuffix("\n") ? text : text + "\n"),
    ])
  case .result(let text):
    return .object([
      "data": .object(["text/plain": source(text)]),
      "execution_count": number.map { .integer($0) } ?? .null,
      "metadata": .object([:]), "output_type": .string("execute_result"),
    ])
  case .failure(let text):
    let first = text.lines.first.map(String.init) ?? ""
    return .object([
      "ename": .string("Failure"), "evalue": .string(first), "output_type": .string("error"),
      "traceback": .array(text.lines.map { .string(String($0)) }),
    ])
  }
}
