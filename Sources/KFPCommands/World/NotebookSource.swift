import KFPInterpreter
import KFPNotebook
import KFPSession
import KFPTypes
import OrderedCollections

/// A Jupyter notebook whose code can be replaced and which is otherwise kept as it is.
struct NotebookSource {
  /// The code cells. Lines for the kernel are comments that begin with a mark of our own.
  let pieces: [Script.Piece]
  private let json: JSONValue

  init(_ bytes: [UInt8], name: String) throws(JSONProblem) {
    let json = try parseJSON(bytes: bytes)
    let cells = json["cells"]?.arrayValue ?? []
    let code = cells.filter { $0["cell_type"]?.stringValue == "code" }
    let texts = code.map { Self.joined($0["source"] ?? .null) }
    pieces = texts.enumerated().map { index, text in
      Script.Piece(name: "\(name) In[\(index + 1)]", bytes: Self.withoutKernelLines(text))
    }
    self.json = json
  }

  /// The notebook with new texts; nil where nothing has changed.
  func text(with new: [String]) -> String? {
    guard case .object(var members) = json, let cells = members["cells"]?.arrayValue else {
      return nil
    }
    var index = 0
    var hasChanged = false
    let result = cells.map { cell -> JSONValue in
      guard cell["cell_type"]?.stringValue == "code", case .object(var content) = cell else {
        return cell
      }
      defer { index += 1 }
      let before = String(decoding: pieces[index].bytes, as: UTF8.self)
      guard index < new.count, new[index] != before else { return cell }
      hasChanged = true
      content["source"] = .array(
        Self.lines(Self.withKernelLines(new[index])).map(JSONValue.string))
      return .object(content)
    }
    guard hasChanged else { return nil }
    members["cells"] = .array(result)
    return JSONValue.object(members).jsonText(JSONTextStyle(keySeparator: ": ", indentation: 1))
      + "\n"
  }

  private static func joined(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .array(let lines): lines.compactMap(\.stringValue).joined()
    default: ""
    }
  }

  private static func lines(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard index == lines.count - 1 else { return String(line) + "\n" }
      return line.isEmpty ? nil : String(line)
    }
  }

  private static let mark = "#kernel#"

  private static func withoutKernelLines(_ text: String) -> [UInt8] {
    let isKernelCell = text.hasPrefix("%%")
    var follower = LineFollower()
    var goesOn = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      line -> String in
      let content = line.drop { $0 == " " || $0 == "\t" }
      let isKernel =
        isKernelCell || goesOn
        || follower.isAtStatement && content.first.map { "!%?".contains($0) } ?? false
      guard isKernel else {
        follower.follow(line)
        return String(line)
      }
      // A block may consist of such a line.
      let indentation = line[..<content.startIndex]
      let statement = indentation.isEmpty || goesOn || isKernelCell ? "" : "pass "
      goesOn = line.hasSuffix("\\")
      return String(indentation) + statement + mark + content
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  private static func withKernelLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard let range = line.firstRange(of: mark) else { return String(line) }
      var indentation = line[..<range.lowerBound]
      if indentation.hasSuffix("pass ") { indentation = indentation.dropLast(5) }
      guard indentation.allSatisfy({ $0 == " " || $0 == "\t" }) else { return String(line) }
      return String(indentation + line[range.upperBound...])
    }.joined(separator: "\n")
  }
}
