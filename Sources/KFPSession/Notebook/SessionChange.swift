/// A change of cells that are in a session already.
public enum SessionEdit: Hashable, Sendable {
  /// The cell gets other text; where that is several cells, they stand in its place.
  case replace(number: Int, with: [ScriptCell])
  case delete(number: Int)
  /// The cell moves in front of another one, or to the end.
  case move(number: Int, before: Int?)
  /// All cells go.
  case clear

  /// The cell that is changed.
  var number: Int? {
    switch self {
    case .replace(let number, _), .delete(let number), .move(let number, _): number
    case .clear: nil
    }
  }
}

/// One step in the life of a session, which can be taken back and done again.
public struct SessionChange: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case addition(Session.Cell)
    case replacement(before: [Session.Cell], after: [Session.Cell], by: SessionEdit)
  }

  let kind: Kind

  init(_ kind: Kind) {
    self.kind = kind
  }

  /// What the step was, as part of a sentence: `In [3]`, `the deletion of In [2]`.
  public var words: String {
    switch kind {
    case .addition(let cell): "In [\(cell.number)]"
    case .replacement(_, _, let edit):
      switch edit {
      case .replace(let number, _): "the edit of In [\(number)]"
      case .delete(let number): "the deletion of In [\(number)]"
      case .move(let number, _): "the move of In [\(number)]"
      case .clear: "the removal of all cells"
      }
    }
  }

  /// The cells without the step, where these are the cells with it.
  func undone(_ cells: [Session.Cell]) -> [Session.Cell] {
    switch kind {
    case .addition: Array(cells.dropLast())
    case .replacement(let before, _, _): before
    }
  }

  /// The cells with the step, where these are the cells without it.
  func done(_ cells: [Session.Cell]) -> [Session.Cell] {
    switch kind {
    case .addition(let cell): cells + [cell]
    case .replacement(_, let after, _): after
    }
  }
}
