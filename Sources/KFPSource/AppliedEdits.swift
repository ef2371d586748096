/// A text after certain fixes were applied to it.
public struct AppliedEdits: Hashable, Sendable {
  /// The text afterwards.
  public let text: String
  /// How many complaints had a fix that was applied.
  public let appliedCount: Int
  /// How many had a fix that overlaps another one; applying again after a new check settles them.
  public let skippedCount: Int
}

/// Applies the fixes of the complaints to one text: of each complaint the first help with edits, as a
/// whole or not at all.
///
/// A fix that touches another text is left alone. Two complaints that ask for the very same edit
/// (such as one import) share it.
public func applyEdits(_ diagnostics: [Diagnostic], to source: SourceText) -> AppliedEdits {
  var accepted: [TextEdit] = []
  var appliedCount = 0
  var skippedCount = 0
  for diagnostic in diagnostics {
    guard let help = diagnostic.helps.first(where: { !$0.edits.isEmpty }),
      help.edits.allSatisfy({ edit in
        edit.span.source == source.id && Int(edit.span.end) <= source.bytes.count
      })
    else { continue }
    let new = help.edits.filter { !accepted.contains($0) }
    if new.contains(where: { edit in accepted.contains { $0.conflicts(with: edit) } }) {
      skippedCount += 1
      continue
    }
    accepted += new
    appliedCount += 1
  }
  var bytes: [UInt8] = []
  var position = 0
  for edit in accepted.sorted(by: { $0.span.start < $1.span.start }) {
    // Edits of one help could overlap each other by mistake: the first one wins.
    guard Int(edit.span.start) >= position else { continue }
    bytes += source.bytes[position..<Int(edit.span.start)]
    bytes += edit.replacement.utf8
    position = Int(edit.span.end)
  }
  bytes += source.bytes[position...]
  return AppliedEdits(
    text: String(decoding: bytes, as: UTF8.self), appliedCount: appliedCount,
    skippedCount: skippedCount)
}

extension TextEdit {
  /// Whether the order of the two edits would matter.
  fileprivate func conflicts(with other: TextEdit) -> Bool {
    // Whole lines that are put in one place do not mind their order.
    let isLine = { (edit: TextEdit) in
      edit.span.start == edit.span.end && edit.replacement.utf8.last == 0x0A
    }
    if span.start == other.span.start { return !(isLine(self) && isLine(other)) }
    return span.start < other.span.end && other.span.start < span.end
  }
}
