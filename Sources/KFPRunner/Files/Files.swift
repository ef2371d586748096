import CPOSIX
import Glibc
import KFPRecord

/// The few things that are done with files here.
enum Files {
  /// The bytes of a file; nil when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// The text of a file; nil when it cannot be read.
  static func text(_ path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a file as a whole: readers see the old content or the new, never a part.
  static func replace(_ path: String, _ text: String) -> Bool {
    let temporary = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
    guard write(temporary, text) else {
      unlink(temporary)
      return false
    }
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      return false
    }
    return true
  }

  /// Writes a file.
  static func write(_ path: String, _ text: String) -> Bool {
    let descriptor = kfp_open_for_writing(path, 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }

  /// Makes a folder and those above it; true when it is there afterwards.
  static func makeFolder(_ path: String) -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    if errno == EEXIST { return isFolder(path) }
    guard errno == ENOENT, let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")),
      slash > path.startIndex, makeFolder(String(path[..<slash]))
    else { return false }
    return mkdir(path, 0o755) == 0 || errno == EEXIST
  }

  /// Whether anything is at the path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether a folder is at the path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = Glibc.readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file or folder with everything in it; links are not followed.
  static func remove(_ path: String) {
    var pending = [path]
    var folders: [String] = []
    while let next = pending.popLast() {
      if unlink(next) == 0 { continue }
      guard errno == EISDIR || errno == EPERM else { continue }
      folders.append(next)
      pending += names(in: next).map { "\(next)/\($0)" }
    }
    for folder in folders.reversed() { rmdir(folder) }
  }

  /// Makes an empty folder, or empties the one that is there, which stays the same folder.
  static func makeEmptyFolder(_ path: String) -> Bool {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      for name in names(in: path) { remove("\(path)/\(name)") }
      return true
    }
    remove(path)
    return makeFolder(path)
  }

  /// Copies a file, or a folder with everything in it, as far as it can be read.
  static func copy(_ source: String, to target: String) {
    var pending = [""]
    if let slash = target.utf8.lastIndex(of: UInt8(ascii: "/")) {
      _ = makeFolder(String(target[..<slash]))
    }
    while let inner = pending.popLast() {
      if isFolder(source + inner) {
        _ = makeFolder(target + inner)
        pending += names(in: source + inner).map { "\(inner)/\($0)" }
      } else {
        copyFile(source + inner, to: target + inner)
      }
    }
  }

  private static func copyFile(_ source: String, to target: String) {
    let input = open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { return }
    defer { close(input) }
    let output = kfp_open_for_writing(target, 0)
    guard output >= 0 else { return }
    defer { close(output) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(input, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      KFPRunner.write(buffer[..<count], to: output)
    }
  }

  /// The absolute form of a path.
  static func absolute(_ path: String) -> String {
    if path.utf8.first == UInt8(ascii: "/") { return path }
    guard let buffer = getcwd(nil, 0) else { return path }
    defer { free(buffer) }
    let here = String(cString: buffer)
    if path == "." { return here }
    return path.utf8.starts(with: "./".utf8) ? "\(here)/\(path.dropFirst(2))" : "\(here)/\(path)"
  }

  /// The SHA-256 of a file's content, or of a folder's names and contents; nil when nothing is there.
  static func digest(_ path: String) -> String? {
    guard isFolder(path) else { return fileDigest(path) }
    var parts: [String] = []
    var pending = names(in: path).reversed() as [String]
    while let name = pending.popLast() {
      let inner = "\(path)/\(name)"
      if isFolder(inner) {
        parts.append("folder \(name)")
        pending += names(in: inner).reversed().map { "\(name)/\($0)" }
      } else {
        parts.append("file \(name) \(fileDigest(inner) ?? "unreadable")")
      }
    }
    return sha256(parts.joined(separator: "\n").utf8)
  }

  private static func fileDigest(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, let stream = kfp_sha256_begin() else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      kfp_sha256_add(stream, buffer, count)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    kfp_sha256_end(stream, &digest)
    return hexadecimal(digest)
  }

  /// A name of the document as the name of a file: letters, digits, `.`, `_`, `-`, `[` and `]` stay,
  /// everything else is written as `%` and its code, so that no name leaves its folder.
  static func safeName(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "["), UInt8(ascii: "]"):
        bytes.append(byte)
      case UInt8(ascii: ".") where !bytes.isEmpty: bytes.append(byte)
      default: bytes.append(contentsOf: "%\(hexadecimal([byte]))".utf8)
      }
    }
    if bytes.isEmpty { return "%" }
    let text = String(decoding: bytes.prefix(120), as: UTF8.self)
    return bytes.count <= 120 ? text : "\(text)-\(sha256(name.utf8).prefix(12))"
  }
}
