import Glibc
import KFPShell

/// Files as the prompt uses them.
enum PromptFiles {
  static func read(_ path: String) -> Result<String, PromptProblem> {
    do throws(FileProblem) {
      return .success(String(decoding: try FileSystem.read(path), as: UTF8.self))
    } catch {
      return .failure(PromptProblem(error.description))
    }
  }

  static func write(_ text: String, to path: String) -> PromptProblem? {
    do throws(FileProblem) {
      try FileSystem.write(text, to: path)
      return nil
    } catch {
      return PromptProblem(error.description)
    }
  }

  /// The names in a folder; those of folders end in a slash.
  static func list(_ folder: String) -> [String] {
    (FileSystem.list(folder) ?? []).map {
      FileSystem.isFolder(folder + "/" + $0) ? $0 + "/" : $0
    }
  }

  /// A text after the user has edited it with a program; nil where that failed.
  static func edit(_ text: String, with program: String) -> String? {
    var template = Array("/tmp/kfps-cell-XXXXXX.py".utf8CString)
    let descriptor = mkstemps(&template, 3)
    guard descriptor >= 0 else { return nil }
    close(descriptor)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    guard write(text + "\n", to: path) == nil, system("\(program) \(path)") == 0,
      case .success(let edited) = read(path)
    else { return nil }
    return edited
  }
}

/// A path from the root.
func absolutePath(_ path: String) -> String {
  path.hasPrefix("/") ? path : FileSystem.workingFolder + "/" + path
}
