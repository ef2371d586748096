public import KFPSource

/// The page of a code: what it means, why it matters, a wrong and a right program; nil for a code
/// that nothing reports.
public func explanation(of code: DiagnosticCode) -> String? {
  explanationPages.first { $0.code == code.description }?.page
}

/// The codes that have a page, in order.
public var explainedCodes: [DiagnosticCode] {
  explanationPages.map { DiagnosticCode($0.code) }
}

/// All codes with their headings, by families.
public func explanationIndex() -> String {
  var index = ""
  for family in families {
    let pages = explanationPages.filter { $0.code.hasPrefix(family.prefix) }
    guard !pages.isEmpty else { continue }
    index += (index.isEmpty ? "" : "\n") + "\(family.prefix)..: \(family.title)\n"
    for page in pages {
      // A heading is `# E0401: a few words`.
      let heading = page.page.prefix { $0 != "\n" }.drop { $0 != " " }.dropFirst()
      index += "  \(heading)\n"
    }
  }
  return index
}

private let families: [(prefix: String, title: String)] = [
  ("E00", "characters and tokens"),
  ("E01", "syntax"),
  ("E02", "names and values while the script is read"),
  ("E03", "calls and settings of tasks"),
  ("E04", "components"),
  ("E05", "flow between tasks"),
  ("E06", "documents"),
  ("E07", "runs"),
  ("E08", "the tool"),
  ("W", "warnings"),
]
