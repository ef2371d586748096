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
    /// The outputs; nil when the entry cannot be trusted.
    public var outputs: PortValues?
  }

  /// The outputs for a key; nil when there are none that can be trusted.
  public func outputs(for key: String) -> PortValues? {
    guard let text = Files.read(file(key)), let entry = try? readJSON(text),
      let content = entry["content"], content["key"]?.stringValue == key,
      entry["digest"]?.stringValue == sha256(jsonText(content, .canonical).utf8)
    else { return nil }
    for (path, digest) in content["files"]?.objectValue ?? [:]
    where Files.digest(path) != digest.stringValue {
      return nil
    }
    return PortValues(json: content["outputs"] ?? .null)
  }

  /// Keeps the outputs of a task; a store that cannot be written keeps nothing.
  public func store(_ outputs: PortValues, for key: String, mounts: String) {
    var files: OrderedDictionary<String, JSONValue> = [:]
    for artifact in outputs.artifacts.values.joined() {
      let path = localPath(of: artifact, mounts)
      if let digest = Files.digest(path) { files[path] = .string(digest) }
    }
    let content = JSONValue.object([
      "key": .string(key), "outputs": outputs.json, "files": .object(files),
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
        guard name.hasSuffix(".json") else { return nil }
        let key = String(name.dropLast(5))
        return Entry(key: key, outputs: outputs(for: key))
      }
    }
  }

  /// Removes all entries, or only those that cannot be trusted.
  public func remove(onlyBroken: Bool) {
    for entry in entries() where !onlyBroken || entry.outputs == nil {
      Files.remove(file(entry.key))
    }
  }

  private func file(_ key: String) -> String { "\(folder)/\(key.prefix(2))/\(key).json" }
}
