import KFPSource

/// A folder of installed packages, such as `.../site-packages`. Most of what lies there is for
/// tasks, and only Python can read it. Packages of components say in their metadata that they need
/// `kfp`: these are read like the script's own modules, and the others are opaque.
struct InstalledPackages: Sendable {
  /// The first parts of the names of modules that are read.
  let readable: Set<String>

  /// The packages in a folder; nil where it is not one that packages are installed into.
  init?(_ folder: String, _ capabilities: Capabilities) {
    let name = folder.split(separator: "/").last
    guard name == "site-packages" || name == "dist-packages" else { return nil }
    var readable: Set<String> = []
    for entry in capabilities.listFolder(folder) ?? [] where Self.isMetadata(entry) {
      let metadata = "\(folder)/\(entry)"
      func lines(_ file: String) -> [Substring] {
        guard let bytes = capabilities.readFile("\(metadata)/\(file)") else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      }
      let asksForKFP =
        capabilities.readFile("\(metadata)/METADATA").map(Self.requiresKFP) ?? false
        || lines("requires.txt").contains { Self.isRequirement($0) }
      guard asksForKFP else { continue }
      let named = lines("top_level.txt")
      let recorded = lines("RECORD").compactMap(Self.topLevel)
      readable.formUnion((named.isEmpty ? recorded : named).map(String.init))
    }
    // The SDK itself is built in.
    readable.remove("kfp")
    self.readable = readable
  }

  private static func isMetadata(_ entry: String) -> Bool {
    entry.hasSuffix(".dist-info") || entry.hasSuffix(".egg-info")
  }

  /// Whether the headers of a package's metadata ask for `kfp`. All packages are asked, and what
  /// follows the headers is often a long text: only lines that may matter become strings.
  private static func requiresKFP(_ metadata: [UInt8]) -> Bool {
    let heading = "Requires-Dist: "
    var start = 0
    while start < metadata.count {
      let rest = metadata[start...]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? metadata.count
      if end == start { return false }
      if rest.starts(with: heading.utf8) {
        let line = String(decoding: metadata[start..<end], as: UTF8.self)
        if isRequirement(line.dropFirst(heading.count)) { return true }
      }
      start = end + 1
    }
    return false
  }

  /// Whether a requirement is `kfp`, whatever version, and not only for an extra of the package.
  private static func isRequirement(_ requirement: Substring) -> Bool {
    guard requirement.hasPrefix("kfp"), !requirement.contains("extra ==") else { return false }
    guard let next = requirement.utf8.dropFirst(3).first else { return true }
    return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next)
      && ![UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(next)
  }

  /// The module or package that a line of `RECORD` is about.
  private static func topLevel(_ line: Substring) -> Substring? {
    guard let path = line.split(separator: ",").first else { return nil }
    let first = path.prefix { $0 != "/" }
    if first.count < path.count { return first.contains(".") ? nil : first }
    return path.hasSuffix(".py") ? path.dropLast(3) : nil
  }
}

extension Capabilities {
  /// The folders of installed packages that a Python of this environment would look into: those of
  /// the virtual environment that is active (the one that `VIRTUAL_ENV` names, or the first whose
  /// programs are on the search path), or else those beside the programs on the search path.
  var environmentFolders: [String] {
    var homes = environment["VIRTUAL_ENV"].map { [$0] } ?? []
    if homes.isEmpty {
      homes = (environment["PATH"] ?? "").split(separator: ":").map { folder(of: String($0)) }
    }
    homes.removeAll(where: \.isEmpty)
    if let home = homes.first(where: { readFile("\($0)/pyvenv.cfg") != nil }) { homes = [home] }
    var folders: [String] = []
    for home in homes {
      let versions = (listFolder("\(home)/lib") ?? []).filter { $0.hasPrefix("python3") }
      let found = versions.flatMap { version in
        // Debian's Python has a name of its own for it.
        ["site-packages", "dist-packages"].map { "\(home)/lib/\(version)/\($0)" }
      }
      folders += found.filter { !folders.contains($0) && listFolder($0) != nil }
    }
    return folders
  }
}
