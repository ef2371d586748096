/// Finds the pipeline sources under a folder.
enum SourceFolder {
  /// The path itself where it is a file; else the scripts and the modules and notebooks that mention
  /// kfp, sorted, without hidden folders.
  static func sources(under path: String) -> [String] {
    guard FileSystem.isFolder(path) else { return [path] }
    return files(under: path, where: isSource)
  }

  /// The files under a folder for which something holds, sorted, without hidden folders.
  static func files(under path: String, where isWanted: (String) -> Bool) -> [String] {
    var found: [String] = []
    var folders = [path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path]
    while let folder = folders.popLast() {
      for name in FileSystem.list(folder) ?? [] where !name.hasPrefix(".") {
        let inside = folder + "/" + name
        if FileSystem.isFolder(inside) {
          folders.append(inside)
        } else if isWanted(inside) {
          found.append(inside)
        }
      }
    }
    return found.sorted()
  }

  private static func isSource(_ path: String) -> Bool {
    if path.hasSuffix(".kfps") { return !FileSystem.isSpecial(path) }
    guard path.hasSuffix(".py") || path.hasSuffix(".ipynb"),
      let bytes = FileSystem.readRegular(path)
    else { return false }
    return mentionsKFP(bytes)
  }

  private static func mentionsKFP(_ bytes: [UInt8]) -> Bool {
    let word = Array("kfp".utf8)
    guard bytes.count >= word.count else { return false }
    for start in 0...(bytes.count - word.count) where bytes[start] == word[0] {
      if bytes[start + 1] == word[1], bytes[start + 2] == word[2] { return true }
    }
    return false
  }
}
