import FlyingSocks

/// Messages as a body without an end, in the form of server-sent events. What is shown is looked at a
/// few times in a second, which costs nothing where nothing has changed; a line from time to time
/// tells that the other end is still there.
struct FeedSequence: AsyncBufferedSequence {
  typealias Element = UInt8

  enum Feed: Sendable {
    case changes(ChangeFeed)
    case listings(ListingFeed)
  }

  let feed: Feed

  func makeAsyncIterator() -> Iterator { Iterator(feed: feed) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    fileprivate var feed: Feed
    private var rest: ArraySlice<UInt8> = []
    private var hasStarted = false
    private var isOver = false

    fileprivate init(feed: Feed) {
      self.feed = feed
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if rest.isEmpty { rest = try await nextMessage() }
      guard !rest.isEmpty else { return nil }
      let part = rest.prefix(Swift.max(1, count))
      rest = rest.dropFirst(part.count)
      return part
    }

    /// The next message, after as long as it takes; empty when there will be no more.
    private mutating func nextMessage() async throws -> ArraySlice<UInt8> {
      guard !isOver else { return [] }
      for _ in 0..<40 {
        if hasStarted { try await Task.sleep(for: .milliseconds(pause)) }
        hasStarted = true
        if let message = ask() { return ArraySlice(Array("data: \(message)\n\n".utf8)) }
        if isOver { return [] }
      }
      return ArraySlice(Array(": still here\n\n".utf8))
    }

    private var pause: Int {
      switch feed {
      case .changes: 300
      case .listings: 1000
      }
    }

    private mutating func ask() -> String? {
      switch feed {
      case .changes(var changes):
        let message = changes.next()
        isOver = changes.isOver
        feed = .changes(changes)
        return message
      case .listings(var listings):
        let message = listings.next()
        feed = .listings(listings)
        return message
      }
    }
  }
}
