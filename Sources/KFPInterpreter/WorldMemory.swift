import Synchronization

/// Asks the world on behalf of a script, and remembers the answers: whether an evaluation that goes on
/// may do so depends on whether a new one would be answered alike.
final class WorldMemory: Sendable {
  private struct Answers {
    var files: [String: [UInt8]?] = [:]
    var folders: [String: [String]?] = [:]
    var addresses: [String: [UInt8]?] = [:]
  }

  private let world: Capabilities
  private let answers = Mutex(Answers())
  /// Asking more than this again would take longer than evaluating all cells again is worth.
  private static let limit = 500

  init(_ world: Capabilities) { self.world = world }

  /// The world, with a memory.
  var capabilities: Capabilities {
    var capabilities = world
    capabilities.readFile = { [self] path in
      let answer = world.readFile(path)
      answers.withLock { $0.files[path] = .some(answer) }
      return answer
    }
    capabilities.listFolder = { [self] path in
      let answer = world.listFolder(path)
      answers.withLock { $0.folders[path] = .some(answer) }
      return answer
    }
    capabilities.readURL = { [self] url in
      let answer = world.readURL(url)
      answers.withLock { $0.addresses[url] = .some(answer) }
      return answer
    }
    return capabilities
  }

  /// Whether the world would answer as it did.
  var isTopical: Bool {
    let known = answers.withLock { $0 }
    guard known.files.count + known.folders.count + known.addresses.count <= Self.limit else {
      return false
    }
    return known.files.allSatisfy { world.readFile($0.key) == $0.value }
      && known.folders.allSatisfy { world.listFolder($0.key) == $0.value }
      && known.addresses.allSatisfy { world.readURL($0.key) == $0.value }
  }
}
