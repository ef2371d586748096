/// The long texts that were written last, and how. The executors of a pipeline repeat theirs: the
/// script that starts a component is the same in all of them, and so is the source of a component
/// that is used often.
struct RecentScalars {
  /// The number of UTF-8 bytes from which on it pays to look whether a text was there before.
  static let shortest = 100
  private static let capacity = 8

  struct Scalar {
    var text: String
    var place: YAMLWriter.Place
    /// Where the writer stood before.
    var start: YAMLWriter.Cursor
    /// What it wrote.
    var written: [UInt8]
    /// Where it stood behind it.
    var end: YAMLWriter.Cursor
  }

  private var scalars: [Scalar] = []
  /// Which one makes place for the next.
  private var oldest = 0

  func find(_ text: String, _ place: YAMLWriter.Place, _ start: YAMLWriter.Cursor) -> Scalar? {
    scalars.first { $0.start == start && $0.place == place && $0.text == text }
  }

  mutating func add(_ scalar: Scalar) {
    if scalars.count < Self.capacity { return scalars.append(scalar) }
    scalars[oldest] = scalar
    oldest = (oldest + 1) % Self.capacity
  }
}
