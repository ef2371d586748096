import Glibc
import KFPInterpreter
import KFPTypes
import OrderedCollections

extension Capabilities {
  /// What a script may ask when it is compiled by this process: files to read, the environment, the
  /// time. Addresses answer only through the map that `KFPS_URL_MAP` names, or where allowed.
  static func ofProcess(modulePaths: [String], arguments: [String]) -> Capabilities {
    let environment = environmentVariables()
    let pythonPath = environment["PYTHONPATH"]?.split(separator: ":").map(String.init) ?? []
    let urls = urlMap(at: environment["KFPS_URL_MAP"])
    return Capabilities(
      readFile: { path in FileSystem.readRegular(path) },
      listFolder: { path in FileSystem.list(path) },
      readURL: { url in urls[url].flatMap { try? FileSystem.read($0) } },
      environment: environment,
      arguments: arguments,
      workingFolder: FileSystem.workingFolder,
      modulePaths: modulePaths + pythonPath,
      now: {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
      })
  }

  private static func urlMap(at path: String?) -> [String: String] {
    guard let path, let bytes = try? FileSystem.read(path), let json = try? parseJSON(bytes: bytes),
      let members = json.objectValue
    else { return [:] }
    return members.reduce(into: [:]) { map, member in map[member.key] = member.value.stringValue }
  }
}

/// The environment variables of this process.
func environmentVariables() -> [String: String] {
  var variables: [String: String] = [:]
  var pointer = environ
  while let entry = pointer.pointee {
    if let equals = strchr(entry, Int32(UInt8(ascii: "="))) {
      let name = UnsafeBufferPointer(start: entry, count: equals - entry)
      variables[String(decoding: UnsafeRawBufferPointer(name), as: UTF8.self)] = String(
        cString: equals + 1)
    }
    pointer += 1
  }
  return variables
}
