import Foundation
import KFPTestSupport
import Testing

/// What `known-differences.txt` says: the cases in which the document of kfps is not that of the
/// official SDK, and why.
struct KnownDifference: Sendable {
  /// What kfps does.
  enum Ours: Hashable, Sendable {
    /// It compiles, and `kfps.yaml` holds the document.
    case document
    /// It refuses with this code.
    case refuses(String)
  }

  /// What the SDK does.
  enum Official: String, Sendable {
    /// It compiles, and `expected.yaml` holds the document.
    case document
    /// It compiles, but not the same every time or not without its own texts.
    case unsteady
    /// It refuses.
    case refuses
  }

  let ours: Ours
  let official: Official
  let reason: String

  /// The entries by case.
  static let all: [String: KnownDifference] = {
    let text = (try? Repository.text("Tests/Differential/known-differences.txt")) ?? ""
    var entries: [String: KnownDifference] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard columns.count == 4, let official = Official(rawValue: columns[2]) else {
        entries["not understood: \(line)"] = KnownDifference(
          ours: .document, official: .document, reason: "")
        continue
      }
      entries[columns[0]] = KnownDifference(
        ours: columns[1] == "document" ? .document : .refuses(columns[1]), official: official,
        reason: columns[3])
    }
    return entries
  }()
}

/// A case: a folder with `pipeline.py` and what it is compiled to.
struct LoweringCase: CustomTestStringConvertible, Sendable {
  let name: String

  static let all = Repository.cases(of: "lowering").map(LoweringCase.init)

  var testDescription: String { name }
  var folder: URL { Repository.url("Tests/Cases/lowering/\(name)") }
  var known: KnownDifference? { KnownDifference.all[name] }
  var isCompiledByTheSDK: Bool { known == nil || known?.official == .document }

  /// A recorded document.
  func text(_ file: String) -> String? {
    try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  /// What kfps makes of it.
  func compile(in scratch: TemporaryFolder) throws -> (document: String?, error: String) {
    let output = scratch.url.appending(path: "\(name).yaml")
    let result = try Tool.run(["compile", "pipeline.py", "-o", output.path], in: folder)
    return (
      result.status == 0 ? try String(contentsOf: output, encoding: .utf8) : nil, result.error
    )
  }
}
