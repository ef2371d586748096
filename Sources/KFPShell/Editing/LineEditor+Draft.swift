import CEditLine

/// The cell that is being typed, while one looks through the history.
///
/// libedit keeps no more than its first 1,024 characters: of a longer cell, what comes back has the right
/// length and whatever stood in memory. So a long cell is kept here, too, and put back where that happens.
extension LineEditor {
  private static let keptByLibedit = 1024

  /// Keeps the cell before the history is entered.
  func keepDraft() {
    let scalars = buffer.scalars
    if draft == nil, scalars.count >= Self.keptByLibedit { draft = scalars }
  }

  /// Puts the cell back, if what libedit has brought back is the beginning of it.
  func mendDraft() {
    guard let draft else { return }
    let (scalars, cursor) = buffer
    guard scalars.count == draft.count, !isSearching,
      scalars.prefix(Self.keptByLibedit - 1) == draft.prefix(Self.keptByLibedit - 1)
    else { return }
    self.draft = nil
    guard scalars != draft else { return }
    el_cursor(handle, Int32(scalars.count - cursor))
    el_deletestr(handle, Int32(scalars.count))
    el_insertstr(handle, String(String.UnicodeScalarView(draft)))
    _ = cel_refresh(handle)
  }
}
