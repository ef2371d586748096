/// The events of a journal's text, in order. A line that cannot be read ends the journal when it is
/// the last one (the run was killed while writing it) and is passed over otherwise.
public func readJournal(_ bytes: [UInt8]) -> [Event] {
  var events: [Event] = []
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    guard let value = try? readJSON(Array(line)), let event = Event(json: value) else { continue }
    events.append(event)
  }
  return events
}

/// The line of a journal for an event, with its line end.
public func journalLine(_ event: Event) -> String {
  jsonText(event.json) + "\n"
}
