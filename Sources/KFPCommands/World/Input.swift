import Glibc
import KFPInterpreter
import KFPSession
import KFPSpec

/// What a file given on the command line is.
enum Input {
  /// Source in KFP Script or Python.
  case script(Script)
  /// A compiled document, with the text it was read from.
  case document(bytes: [UInt8], name: String)
}

/// Why a file given on the command line cannot be used.
struct InputProblem: Error, CustomStringConvertible {
  let description: String
}

extension Input {
  /// Reads a file; what it is follows from its name.
  static func read(_ path: String) throws -> Input {
    guard !FileSystem.isFolder(path) else {
      throw InputProblem(description: "`\(path)` is a folder; a file is wanted here")
    }
    let bytes = try FileSystem.read(path, limit: longestInput)
    let name = path == "-" ? "<stdin>" : path
    switch pathExtension(of: path) {
    case "yaml", "yml", "json":
      return .document(bytes: bytes, name: name)
    case "ipynb":
      let pieces: [Script.Piece]
      do {
        pieces = try notebookCells(bytes, name: name)
      } catch .notJSON(let reason) {
        throw InputProblem(description: "`\(path)` is not a notebook: \(reason)")
      } catch .noCells {
        throw InputProblem(description: "`\(path)` is not a notebook: it has no list of cells")
      }
      return .script(Script(pieces: pieces, kind: .module, path: path))
    case let ending:
      let kind: ScriptKind = ending == "py" ? .module : .script
      return .script(
        Script(pieces: [Script.Piece(name: name, bytes: bytes)], kind: kind, path: path))
    }
  }

  /// No pipeline is as long as this.
  private static let longestInput = 128 << 20

  private static func pathExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }
}
