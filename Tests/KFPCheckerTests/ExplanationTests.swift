import Foundation
import KFPChecker
import KFPSource
import Testing

/// Codes, pages and the embedded copy of the pages agree.
@Suite struct ExplanationTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let pages: [String: String] = {
    let folder = root.appending(path: "grammar/errors")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var pages: [String: String] = [:]
    for name in names where name.hasSuffix(".md") && name != "README.md" {
      let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      pages[String(name.dropLast(3))] = text
    }
    return pages
  }()

  /// Every code that stands in quotes in the sources.
  static let codes: Set<String> = {
    let sources = root.appending(path: "Sources")
    var codes: Set<String> = []
    let files = FileManager.default.enumerator(atPath: sources.path)
    for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
      guard !file.hasSuffix("ExplanationPages.swift"),
        let text = try? String(contentsOf: sources.appending(path: file), encoding: .utf8)
      else { continue }
      for piece in text.split(separator: "\"") where isCode(piece) { codes.insert(String(piece)) }
    }
    return codes
  }()

  private static func isCode(_ text: Substring) -> Bool {
    text.count == 5 && (text.first == "E" || text.first == "W")
      && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
  }

  @Test func everyCodeHasAPage() {
    #expect(Self.codes.count > 100)
    #expect(Self.codes.subtracting(Self.pages.keys).sorted() == [], "codes without a page")
  }

  @Test func everyPageHasACode() {
    #expect(Set(Self.pages.keys).subtracting(Self.codes).sorted() == [], "pages without a code")
  }

  @Test func theProgramHoldsThePages() {
    #expect(explainedCodes.map(\.description) == Self.pages.keys.sorted())
    for (code, page) in Self.pages {
      #expect(explanation(of: DiagnosticCode(code)) == page, "run grammar/errors/embed")
    }
    #expect(explanation(of: "E9999") == nil)
  }

  @Test(arguments: pages.keys.sorted()) func thePageHasItsHeading(code: String) throws {
    let page = try #require(Self.pages[code])
    #expect(page.hasPrefix("# \(code): "))
    let fences = Self.fences(of: page)
    for fence in fences where fence.header.contains("error=") {
      #expect(fence.header.contains("error=\(code)"))
    }
    #expect(explanationIndex().contains("\(code): "))
  }

  /// The programs of pages whose codes need no evaluation: the wrong one gives the page's code and
  /// nothing else, the right one nothing.
  @Test(arguments: pages.keys.sorted().filter(isStatic)) func theProgramsDoWhatThePageSays(
    code: String
  ) throws {
    let page = try #require(Self.pages[code])
    for fence in Self.fences(of: page) {
      let words = fence.header.split(separator: " ").map(String.init)
      guard let language = words.first, ["kfps", "python"].contains(language) else { continue }
      let checked = checkText(
        Array(fence.text.utf8), name: language == "kfps" ? "page.kfps" : "page.py",
        isPedantic: words.contains("pedantic"))
      let found = Set(checked.diagnostics.map(\.code.description))
      let wanted = words.contains("error=\(code)") ? [code] : []
      #expect(found == Set(wanted), "\(fence.text)")
    }
  }

  /// Whether the parser and the static checks report the code.
  private static func isStatic(_ code: String) -> Bool {
    ["E00", "E01", "W00", "W01"].contains { code.hasPrefix($0) } && code != "W0105"
      || ["E0201", "E0218", "E0219", "W0201"].contains(code)
      || ("E0401"..."E0409").contains(code) || code.hasPrefix("W04") || code.hasPrefix("W021")
  }

  static func fences(of page: String) -> [(header: String, text: String)] {
    var fences: [(header: String, text: String)] = []
    var open: (header: String, text: String)?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let fence = open {
          fences.append(fence)
          open = nil
        } else {
          open = (String(line.dropFirst(3)), "")
        }
      } else {
        open?.text += line + "\n"
      }
    }
    return fences
  }
}
