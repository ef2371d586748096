/// The times of a schedule in the fields of cron. Kubeflow Pipelines counts seconds first, Vertex AI does
/// not know them.
struct Cron {
  private let fields: [Substring]
  private let zone: Substring?

  /// Reads five fields, or six with seconds first, perhaps behind `TZ=...` or `CRON_TZ=...`.
  init(_ text: String) throws(RemoteProblem) {
    var words = text.split { $0 == " " || $0 == "\t" }
    zone = words.first.flatMap { $0.hasPrefix("TZ=") || $0.hasPrefix("CRON_TZ=") ? $0 : nil }
    if zone != nil { words.removeFirst() }
    fields = words
    guard fields.count == 5 || fields.count == 6 else {
      throw RemoteProblem(
        .target, "`\(text)` is no cron schedule: it takes 5 fields, or 6 with seconds first",
        help: "`0 9 * * 1-5` is nine o'clock on working days")
    }
  }

  /// Six fields, seconds first.
  var withSeconds: String {
    let all = fields.count == 5 ? ["0"] + fields : fields
    return (zone.map { [$0] + all } ?? all).joined(separator: " ")
  }

  /// Five fields; nil where the seconds mean something.
  var withoutSeconds: String? {
    guard fields.count == 5 || fields.first == "0" else { return nil }
    let all = Array(fields.suffix(5))
    return (zone.map { [$0] + all } ?? all).joined(separator: " ")
  }
}
