import KFPRecord
import KFPTypes
import Testing

@testable import KFPServer

@Suite struct ChangeFeedTests {
  @Test func changesAreToldAsTheJournalGrows() throws {
    let journal = JournalText()
    var feed = try #require(ChangeFeed(RunID("pipe-1"), shelf: ServerFixtures.shelf(journal)))
    let lines = ServerFixtures.events("pipe-1").map(journalLine)
    journal.append(lines[0] + lines[1])
    let first = try parseJSON(feed.next() ?? "null")
    #expect(first["run"]?["state"]?.stringValue == "running")
    #expect(first["tasks"]?.arrayValue?.count == 1)
    let silence1 = feed.next()
    #expect(silence1 == nil)
    // A line that is half there waits for its end.
    journal.append(String(lines[2].prefix(20)))
    let silence2 = feed.next()
    #expect(silence2 == nil)
    journal.append(String(lines[2].dropFirst(20)))
    let second = try parseJSON(feed.next() ?? "null")
    #expect(second["tasks"]?.arrayValue?.first?["state"]?.stringValue == "succeeded")
    #expect(second["critical"] == nil)
    journal.append(lines[3])
    let last = try parseJSON(feed.next() ?? "null")
    #expect(last["run"]?["state"]?.stringValue == "succeeded")
    #expect(last["tasks"]?.arrayValue?.isEmpty == true)
    #expect(last["critical"] != nil)
    let afterwards = feed.next()
    #expect(feed.isOver && afterwards == nil)
  }

  @Test func theListIsToldWhenItChanges() {
    var feed = ListingFeed(shelf: ServerFixtures.shelf())
    let list = feed.next()
    #expect(list?.contains("pipe-2") == true)
    let silence3 = feed.next()
    #expect(silence3 == nil)
  }

  @Test func aRunThatIsNotThereHasNoFeed() {
    #expect(ChangeFeed(RunID("other"), shelf: ServerFixtures.shelf()) == nil)
  }

  @Test func messagesAreEventsOfAStream() async throws {
    let journal = JournalText()
    for event in ServerFixtures.events("pipe-1") { journal.append(journalLine(event)) }
    let feed = try #require(ChangeFeed(RunID("pipe-1"), shelf: ServerFixtures.shelf(journal)))
    var bytes: [UInt8] = []
    for try await byte in FeedSequence(feed: .changes(feed)) { bytes.append(byte) }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("data: {\"run\":") && text.hasSuffix("}\n\n"))
    #expect(text.split(separator: "\n").count == 1)
  }
}
