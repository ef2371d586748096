import Glibc
public import KFPRecord
import KFPTypes
import OrderedCollections

/// Results of earlier runs, one file each, named by the key of the task. An entry says what it should
/// be (a digest of itself and of each file that it names), so that one that was cut off, changed or
/// whose files have gone is noticed and ignored. Entries appear as a whole, so that several runs can
/// share a store.
public struct ResultCache: Sendable {
  /// The folder of the store.
  public var folder: String

  /// Opens the store of a cache folder.
  public init(cacheFolder: String = standardCacheFolder()) { folder = "\(cacheFolder)/results" }

  /// One entry of the store.
  public struct Entry: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The task that left it, for people; empty where that cannot be read.
    public var task: String
    /// When it was stored, in seconds since 1970.
    public var stored: Double
    /// The outputs; nil when the entry cannot be trusted.
    public var outputs: PortValues?
    /// Why it cannot be trusted.
    public var problem: String?
  }

  /// The outputs for a key; nil when there are none that can be trusted.
  public func outputs(for key: String) -> PortValues? {
    guard let content = try? content(of: key).get() else { return nil }
    return PortValues(json: content["outputs"] ?? .null)
  }

  /// Keeps the outputs of a task; a store that cannot be written keeps nothing. `task` is for people.
  public func store(_ outputs: PortValues, for key: String, task: String = "", mounts: String) {
    var files: OrderedDictionary<String, JSONValue> = [:]
    for artifact in outputs.artifacts.values.joined() {
      let path = localPath(of: artifact, mounts)
      if let digest = Files.digest(path) { files[path] = .string(digest) }
    }
    let content = JSONValue.object([
      "key": .string(key), "task": .string(task), "outputs": outputs.json,
      "files": .object(files),
    ])
    let digest = sha256(jsonText(content, .canonical).utf8)
    guard Files.makeFolder("\(folder)/\(key.prefix(2))") else { return }
    _ = Files.replace(
      file(key), jsonText(.object(["digest": .string(digest), "content": content])) + "\n")
  }

  /// All entries, verified.
  public func entries() -> [Entry] {
    Files.names(in: folder).flatMap { part in
      Files.names(in: "\(folder)/\(part)").compactMap { name in
        name.hasSuffix(".json") ? entry(String(name.dropLast(5))) : nil
      }
    }
  }

  /// Removes all entries, or only those that cannot be trusted; says how many.
  @discardableResult
  public func remove(onlyBroken: Bool) -> Int {
    let entries = entries().filter { !onlyBroken || $0.outputs == nil }
    for entry in entries { Files.remove(file(entry.key)) }
    return entries.count
  }

  private func entry(_ key: String) -> Entry {
    var status = stat()
    let isThere = stat(file(key), &status) == 0
    var entry = Entry(key: key, task: "", stored: isThere ? Double(status.st_mtim.tv_sec) : 0)
    switch content(of: key) {
    case .success(let content):
      entry.task = content["task"]?.stringValue ?? ""
      entry.outputs = PortValues(json: content["outputs"] ?? .null)
    case .failure(let flaw): entry.problem = flaw.text
    }
    return entry
  }

  /// Why an entry cannot be trusted.
  private struct Flaw: Error {
    var text: String
  }

  private func content(of key: String) -> Result<JSONValue, Flaw> {
    guard let text = Files.read(file(key)) else { return .failure(Flaw(text: "cannot be read")) }
    guard let entry = try? readJSON(text), let content = entry["content"] else {
      return .failure(Flaw(text: "is cut off or no JSON"))
    }
    guard content["key"]?.stringValue == key,
      entry["digest"]?.stringValue == sha256(jsonText(content, .canonical).utf8)
    else { return .failure(Flaw(text: "was changed")) }
    for (path, digest) in content["files"]?.objectValue ?? [:] {
      guard let present = Files.digest(path) else {
        return .failure(Flaw(text: "its file `\(path)` is gone"))
      }
      guard present == digest.stringValue else {
        return .failure(Flaw(text: "its file `\(path)` was changed"))
      }
    }
    return .success(content)
  }

  private func file(_ key: String) -> String { "\(folder)/\(key.prefix(2))/\(key).json" }
}
