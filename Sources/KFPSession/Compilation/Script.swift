public import KFPInterpreter

/// The source of a compilation: one file, or the cells of a session, in order.
public struct Script: Sendable {
  /// One piece of source text that is read as a whole.
  public struct Piece: Sendable {
    /// What to call it in a complaint: the file as the user named it, or `In[3]`.
    public var name: String
    /// Its text as UTF-8.
    public var bytes: [UInt8]

    /// Creates a piece.
    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The pieces; one module, one set of names.
  public var pieces: [Piece]
  /// Which names are there without an import.
  public var kind: ScriptKind
  /// The file that the script is, or would be (`__file__`; the session pipeline is named after it).
  public var path: String

  /// Creates a script.
  public init(pieces: [Piece], kind: ScriptKind, path: String) {
    self.pieces = pieces
    self.kind = kind
    self.path = path
  }
}
