import Glibc

/// Why a file could not be read or written.
package struct FileProblem: Error, CustomStringConvertible {
  package let description: String

  init(_ action: String, _ path: String, _ number: Int32) {
    description = "cannot \(action) `\(path)`: \(String(cString: strerror(number)).lowercasedFirst)"
  }
}

/// Plain file access; the compiler's rooms get it handed as functions, if at all.
package enum FileSystem {
  /// The content of a file; `-` is standard input. A file may be one without an end, such as a
  /// device: `limit` says what is too much.
  package static func read(_ path: String, limit: Int = .max) throws(FileProblem) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem("read", path, errno) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size > 0 {
      bytes.reserveCapacity(Int(status.st_size))
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileProblem("read", path, errno)
      }
      bytes.append(contentsOf: buffer[..<count])
      if bytes.count > limit { throw FileProblem("read", path, EFBIG) }
    }
  }

  /// The bytes of a file on a disk. Pipes and devices, which may never end or never begin, give nothing.
  package static func readRegular(_ path: String) -> [UInt8]? {
    isSpecial(path) ? nil : try? read(path)
  }

  /// Replaces a file as a whole: either the old or the new content is there, never a part.
  /// `-` is standard output.
  static func write(_ text: String, to path: String) throws(FileProblem) {
    try write(Array(text.utf8), to: path)
  }

  /// Writes a file as a whole or not at all; `-` is standard output.
  static func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    guard path != "-" else { return try write(bytes, to: STDOUT_FILENO, named: "standard output") }
    let special = isSpecial(path)
    // Behind a link, it is the file that is written, not the link.
    let path = target(of: path) ?? path
    let temporary = special ? path : path + ".kfps-\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileProblem("write", path, errno) }
    do {
      try write(bytes, to: descriptor, named: path)
    } catch {
      close(descriptor)
      if !special { unlink(temporary) }
      throw error
    }
    close(descriptor)
    guard !special, rename(temporary, path) != 0 else { return }
    let number = errno
    unlink(temporary)
    throw FileProblem("write", path, number)
  }

  /// Writes all of a text to a descriptor.
  static func write(_ text: String, to descriptor: Int32) throws(FileProblem) {
    try write(Array(text.utf8), to: descriptor, named: "descriptor \(descriptor)")
  }

  /// Makes the folders that a path leads through; where one cannot be made, writing will say so.
  static func makeFolders(above path: String) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/").dropLast() {
      folder += name
      mkdir(folder, 0o755)
      folder += "/"
    }
  }

  /// The names in a folder, sorted, or nil where there is no such folder.
  package static func list(_ path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether there is a folder of this name.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it.
  static func makeFolder(_ path: String) throws(FileProblem) {
    var made = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(name) : "/\(name)"
      guard mkdir(made, 0o755) != 0, errno != EEXIST || !isFolder(made) else { continue }
      throw FileProblem("make", made, errno)
    }
  }

  /// The folder that the process runs in.
  static var workingFolder: String {
    guard let pointer = getcwd(nil, 0) else { return "." }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Where a symbolic link to a file leads in the end; nil for anything else.
  private static func target(of path: String) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let resolved = realpath(path, nil)
    else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Whether something other than a file on a disk has this name.
  static func isSpecial(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, named path: String
  ) throws(FileProblem) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, $0.count - offset)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileProblem("write", path, errno)
      }
      offset += count
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
