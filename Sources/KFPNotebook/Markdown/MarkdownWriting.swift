/// A notebook as Markdown: its texts as they are, its code in fences, what it showed below.
public func markdownText(of notebook: Notebook) -> String {
  var parts: [String] = []
  for cell in notebook.cells {
    let name = cell.title.isEmpty ? nil : "**\(escapedMarkdown(cell.title))**"
    switch cell.kind {
    case .markdown: parts += [name, cell.text].compactMap(\.self)
    case .raw: parts += [name, fence("", cell.text)].compactMap(\.self)
    case .kernel: parts += [name, fence("", cell.text)].compactMap(\.self)
    case .code where cell.role == "exercise" || cell.role == "hint":
      let word = cell.role == "hint" ? "Hint" : "Exercise"
      let title = cell.title.isEmpty ? "" : ": " + escapedMarkdown(cell.title)
      parts.append("**\(word)\(title)**")
      parts.append(uncommentedText(of: cell))
    case .code:
      if let name { parts.append(name) }
      parts.append(fence("python", cell.text))
    }
    for output in cell.outputs { parts.append(fence("text", output.text)) }
  }
  return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}

/// A fence that is longer than any in the text.
private func fence(_ language: String, _ text: String) -> String {
  var longest = 2
  var current = 0
  for byte in text.utf8 {
    current = byte == UInt8(ascii: "`") ? current + 1 : 0
    longest = max(longest, current)
  }
  let mark = String(repeating: "`", count: longest + 1)
  return "\(mark)\(language)\n\(text.hasSuffix("\n") ? String(text.dropLast()) : text)\n\(mark)"
}

private func escapedMarkdown(_ text: String) -> String {
  var result = ""
  for character in text {
    if "\\`*_[]<>".contains(character) { result.append("\\") }
    result.append(character)
  }
  return result
}
