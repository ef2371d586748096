/// How much of YAML a reader accepts. The defaults are far above what compilers write, and low
/// enough that a hostile text costs no more than a large one.
public struct YAMLLimits: Hashable, Sendable {
  /// The largest text in bytes.
  public var bytes: Int
  /// The deepest nesting of lists and maps.
  public var depth: Int
  /// The number of values after all aliases have been followed.
  public var values: Int
  /// The number of documents in a text.
  public var documents: Int

  /// Creates limits.
  public init(
    bytes: Int = 64 << 20, depth: Int = 100, values: Int = 4_000_000, documents: Int = 100
  ) {
    self.bytes = bytes
    self.depth = depth
    self.values = values
    self.documents = documents
  }
}
