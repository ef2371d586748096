import KFPReport

/// A notebook as one HTML page that needs nothing else: no script, no network, no other file. It is
/// light or dark as the reader's system is, and prints well.
///
/// The content policy lets nothing be loaded and no script run, and every text is escaped.
public func pageText(of notebook: Notebook, material: PageMaterial) -> String {
  var page = Markup()
  page.putTrusted("<!DOCTYPE html>\n")
  page.element("html", [.init("lang", material.language)]) { page in
    page.element("head") { page in
      page.single("meta", [.init("charset", "utf-8")])
      page.single(
        "meta", [.init("http-equiv", "Content-Security-Policy"), .init("content", contentPolicy)])
      page.single(
        "meta",
        [.init("name", "viewport"), .init("content", "width=device-width, initial-scale=1")])
      page.single("meta", [.init("name", "referrer"), .init("content", "no-referrer")])
      page.element("title", text: material.title)
      page.element("style") { $0.putTrusted(notebookPageStyle) }
    }
    page.breakLine()
    page.element("body") { page in
      page.element("main") { page in
        for cell in notebook.cells { put(cell, material.language, into: &page) }
        putGraphs(material, into: &page)
      }
    }
  }
  page.breakLine()
  return page.text
}

/// What a page shows beside the cells.
public struct PageMaterial: Hashable, Sendable {
  /// The title of the page.
  public var title: String
  /// The language of its texts, as HTML names it.
  public var language: String
  /// Drawings of pipelines, as SVG that `graphSVG` made, each with its pipeline's name.
  public var graphs: [Graph]

  /// A drawing.
  public struct Graph: Hashable, Sendable {
    /// The name of the pipeline.
    public var name: String
    /// The drawing.
    public var svg: String

    /// Creates a drawing.
    public init(name: String, svg: String) {
      self.name = name
      self.svg = svg
    }
  }

  /// Creates material.
  public init(title: String, language: String = "en", graphs: [Graph] = []) {
    self.title = title
    self.language = language
    self.graphs = graphs
  }
}

private let contentPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
  + "form-action 'none'"

private func put(_ cell: NotebookCell, _ language: String, into page: inout Markup) {
  switch cell.kind {
  case .markdown:
    page.element("section", [.init("class", "text")]) { page in
      if !cell.title.isEmpty { page.element("h2", text: cell.title) }
      put(markdown: cell.text, into: &page)
    }
  case .raw:
    page.element("section", [.init("class", "raw")]) { $0.element("pre", text: cell.text) }
  case .code where lessonWord(cell.role, language) != nil:
    putLessonCell(cell, language, into: &page)
  case .code, .kernel: putCode(cell, into: &page)
  }
  page.breakLine()
}

/// What the parts of a lesson are called; hints, solutions and checks are folded away.
private func lessonWord(_ role: String?, _ language: String) -> String? {
  let isJapanese = language == "ja"
  return switch role {
  case "exercise": isJapanese ? "演習" : "Exercise"
  case "hint": isJapanese ? "ヒント" : "Hint"
  case "solution": isJapanese ? "解答" : "Solution"
  case "check": isJapanese ? "確認" : "Check"
  default: nil
  }
}

private func putLessonCell(_ cell: NotebookCell, _ language: String, into page: inout Markup) {
  let word = lessonWord(cell.role, language) ?? ""
  let name = cell.title.isEmpty ? word : "\(word): \(cell.title)"
  guard cell.role != "exercise" else {
    page.element("section", [.init("class", "text exercise")]) { page in
      page.element("h3", text: name)
      put(markdown: uncommentedText(of: cell), into: &page)
    }
    return
  }
  page.element("details") { page in
    page.element("summary", text: name)
    if cell.role == "hint" {
      put(markdown: uncommentedText(of: cell), into: &page)
    } else {
      putCode(cell, into: &page)
    }
  }
}

private func putCode(_ cell: NotebookCell, into page: inout Markup) {
  page.element("section", [.init("class", "cell")]) { page in
    if !cell.title.isEmpty, cell.role == nil {
      page.element("p", [.init("class", "name")], text: cell.title)
    }
    page.element("div", [.init("class", "source")]) { page in
      if let number = cell.number {
        page.element("span", [.init("class", "number")], text: "[\(number)]")
      }
      page.element("pre") { page in
        page.element("code") { page in
          if cell.kind == .kernel { page.put(cell.text) } else { put(code: cell.text, into: &page) }
        }
      }
    }
    for output in cell.outputs {
      let name =
        switch output {
        case .printed: "printed"
        case .result: "result"
        case .failure: "failure"
        }
      page.element("pre", [.init("class", "output \(name)")], text: output.text)
    }
  }
}

private func putGraphs(_ material: PageMaterial, into page: inout Markup) {
  for graph in material.graphs {
    page.element("section", [.init("class", "graph")]) { page in
      page.element("h2", text: graph.name)
      page.element("div") { $0.putTrusted(graph.svg) }
    }
  }
}

/// The text of a cell of comments, such as an exercise.
func uncommentedText(of cell: NotebookCell) -> String {
  cell.text.lines.map { line in
    guard line.hasPrefix("#") else { return String(line) }
    let rest = line.dropFirst()
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }.joined(separator: "\n")
}
