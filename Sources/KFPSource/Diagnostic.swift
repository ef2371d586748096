/// The stable name of a kind of complaint, such as `E0302` or `W0101`.
public struct DiagnosticCode: Hashable, Sendable, Comparable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The letter and four digits.
  public let description: String

  /// Creates a code from its text.
  public init(_ text: String) {
    description = text
  }

  /// Creates a code from a literal.
  public init(stringLiteral text: String) {
    description = text
  }

  /// Orders codes as texts.
  public static func < (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.description < right.description
  }
}

/// How much a complaint weighs. Only errors stop a compilation.
public enum Severity: String, Hashable, Sendable {
  case error
  case warning
  case note
}

/// A place in a text with what stands there.
public struct SourceLabel: Hashable, Sendable {
  /// The place.
  public let span: Span
  /// A few words beside the marks, or an empty text.
  public let text: String

  /// Creates a label.
  public init(_ span: Span, _ text: String = "") {
    self.span = span
    self.text = text
  }
}

/// One replacement of a range of a text.
public struct TextEdit: Hashable, Sendable {
  /// What is replaced; an empty span inserts.
  public let span: Span
  /// What stands there afterwards.
  public let replacement: String

  /// Creates an edit.
  public init(_ span: Span, replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// A way out that the user can take.
public struct Help: Hashable, Sendable {
  /// The sentence, without a full stop.
  public let text: String
  /// Edits that do what the sentence says. They are there only when they are certain: applying
  /// them gives a program without this complaint that means what the user meant.
  public let edits: [TextEdit]

  /// Creates a help.
  public init(_ text: String, edits: [TextEdit] = []) {
    self.text = text
    self.edits = edits
  }
}

/// One complaint about a text, as plain data; drawing it is the renderers' duty.
///
/// The message stands alone: a reader who sees only it understands what is wrong. The primary label
/// says what stands at the place; related labels say what was wanted and where that was decided.
public struct Diagnostic: Hashable, Sendable {
  /// The stable name of this kind of complaint.
  public let code: DiagnosticCode
  /// How much it weighs.
  public let severity: Severity
  /// One line that stands alone, starting in lower case, without a full stop.
  public let message: String
  /// The place of the mistake. Complaints without a place (a missing file) have none.
  public let primary: SourceLabel?
  /// Other places that explain it, also in other texts.
  public let related: [SourceLabel]
  /// Facts that explain it.
  public let notes: [String]
  /// What can be done.
  public let helps: [Help]

  /// Creates a complaint.
  public init(
    _ code: DiagnosticCode, _ severity: Severity, _ message: String,
    at primary: SourceLabel?, related: [SourceLabel] = [], notes: [String] = [],
    helps: [Help] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.primary = primary
    self.related = related
    self.notes = notes
    self.helps = helps
  }

  /// Creates an error.
  public init(
    _ code: DiagnosticCode, _ message: String, at primary: SourceLabel?,
    related: [SourceLabel] = [], notes: [String] = [], helps: [Help] = []
  ) {
    self.init(
      code, .error, message, at: primary, related: related, notes: notes, helps: helps)
  }
}

extension Diagnostic {
  /// The same complaint without edits, for a text that no file holds.
  public var withoutEdits: Diagnostic {
    guard helps.contains(where: { !$0.edits.isEmpty }) else { return self }
    return Diagnostic(
      code, severity, message, at: primary, related: related, notes: notes,
      helps: helps.map { Help($0.text) })
  }
}

/// The complaints of a compilation, each said once.
public struct DiagnosticBag: Sendable {
  /// The complaints in the order in which they were reported.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Whether an error is among them.
  public private(set) var containsError = false
  private var seen: Set<Key> = []
  /// Where the errors of each text are, by their beginnings: asking must not take longer the more
  /// there are.
  private var errorPlaces: [SourceID: [Span]] = [:]

  private struct Key: Hashable {
    let code: DiagnosticCode
    let span: Span?
    let message: String
  }

  /// Creates an empty bag.
  public init() {}

  /// Adds a complaint, unless the same was said of the same place before.
  public mutating func report(_ diagnostic: Diagnostic) {
    let key = Key(
      code: diagnostic.code, span: diagnostic.primary?.span, message: diagnostic.message)
    guard seen.insert(key).inserted else { return }
    diagnostics.append(diagnostic)
    guard diagnostic.severity == .error else { return }
    containsError = true
    guard let span = diagnostic.primary?.span else { return }
    let position = Self.position(of: span.start + 1, in: errorPlaces[span.source] ?? [])
    errorPlaces[span.source, default: []].insert(span, at: position)
  }

  /// Adds all complaints of another bag.
  public mutating func report(contentsOf other: DiagnosticBag) {
    for diagnostic in other.diagnostics { report(diagnostic) }
  }

  /// Whether an error was reported at a place inside `span`.
  public func hasError(in span: Span) -> Bool {
    guard let places = errorPlaces[span.source] else { return false }
    for place in places[Self.position(of: span.start, in: places)...] {
      if place.start > span.end { return false }
      if span.contains(place) { return true }
    }
    return false
  }

  /// The index of the first place that starts at `start` or later.
  private static func position(of start: UInt32, in places: [Span]) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Removes the warnings around an error: of the same words the error says more.
  public mutating func removeWarningsAroundErrors() {
    guard containsError else { return }
    diagnostics = diagnostics.filter { diagnostic in
      guard diagnostic.severity == .warning, let span = diagnostic.primary?.span else {
        return true
      }
      return !hasError(in: span)
    }
  }

  /// The complaints in reading order: by text, then by place; those without a place come first.
  public var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { left, right in
      switch (left.element.primary?.span, right.element.primary?.span) {
      case (nil, nil): return left.offset < right.offset
      case (nil, _): return true
      case (_, nil): return false
      case (let first?, let second?):
        if first.source != second.source { return first.source < second.source }
        if first.start != second.start { return first.start < second.start }
        return left.offset < right.offset
      }
    }.map(\.element)
  }
}
