import KFPReport

/// Writes a Markdown text as HTML. Everything in it is escaped: markup in the text is text.
func put(markdown text: String, into page: inout Markup) {
  put(markdownBlocks(of: text), into: &page)
}

private func put(_ blocks: [MarkdownBlock], into page: inout Markup) {
  for block in blocks { put(block, into: &page) }
}

private func put(_ block: MarkdownBlock, into page: inout Markup) {
  switch block {
  case .heading(let level, let text):
    page.element(headings[min(max(level, 1), 6) - 1], [.init("id", anchor(of: text))]) {
      put(spans: text, into: &$0)
    }
  case .paragraph(let text): page.element("p") { put(spans: text, into: &$0) }
  case .code(let language, let text):
    page.element("pre") { page in
      page.element("code") { page in
        let isPython = ["python", "kfps", "py"].contains(language)
        if isPython { put(code: text, into: &page) } else { page.put(text) }
      }
    }
  case .list(let isOrdered, let start, let items):
    let attributes = isOrdered && start != 1 ? [Markup.Attribute("start", String(start))] : []
    page.element(isOrdered ? "ol" : "ul", attributes) { page in
      for item in items { page.element("li") { put(item: item, into: &$0) } }
    }
  case .quote(let inner): page.element("blockquote") { put(inner, into: &$0) }
  case .table(let header, let rows): putTable(header, rows, into: &page)
  case .rule: page.single("hr")
  }
  page.breakLine()
}

private let headings: [StaticString] = ["h1", "h2", "h3", "h4", "h5", "h6"]

/// An item that is one paragraph needs no paragraph.
private func put(item: [MarkdownBlock], into page: inout Markup) {
  var rest = item[...]
  if case .paragraph(let text)? = rest.first {
    put(spans: text, into: &page)
    rest = rest.dropFirst()
  }
  put(Array(rest), into: &page)
}

private func putTable(_ header: [String], _ rows: [[String]], into page: inout Markup) {
  page.element("table") { page in
    page.element("thead") { page in
      page.element("tr") { page in
        for cell in header { page.element("th") { put(spans: cell, into: &$0) } }
      }
    }
    page.element("tbody") { page in
      for row in rows {
        page.element("tr") { page in
          for cell in row { page.element("td") { put(spans: cell, into: &$0) } }
        }
      }
    }
  }
}

private func put(spans text: String, into page: inout Markup) {
  put(markdownSpans(of: text), into: &page)
}

private func put(_ spans: [MarkdownSpan], into page: inout Markup) {
  for span in spans {
    switch span {
    case .text(let text): page.put(text)
    case .code(let text): page.element("code", text: text)
    case .emphasis(let inner): page.element("em") { put(inner, into: &$0) }
    case .strong(let inner): page.element("strong") { put(inner, into: &$0) }
    case .link(let inner, let address):
      page.element("a", [.init("href", address), .init("rel", "noreferrer")]) {
        put(inner, into: &$0)
      }
    case .lineBreak: page.single("br")
    }
  }
}

/// The name by which a heading is found in the page.
func anchor(of heading: String) -> String {
  var result = ""
  for character in plainText(of: heading).lowercased() {
    if character.isLetter || character.isNumber || character == "-" || character == "_" {
      result.append(character)
    } else if character == " " {
      result.append("-")
    }
  }
  return result
}
