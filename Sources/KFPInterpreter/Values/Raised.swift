import KFPSource

/// Why an evaluation ended early.
enum Raised: Error {
  /// A complaint was reported; what depends on the value is `unknown`.
  case reported
  /// A Python exception that the script may catch; uncaught it becomes a complaint at its place.
  case exception(PythonException)
  /// Nothing is evaluated any more: an uncaught `SystemExit`, or a limit that was reached.
  case exit
  /// A loop has left the generator that stands at its `yield`; only its `finally` blocks still run.
  case closed

  /// Whether it is the exception of this type.
  func isException(_ typeName: String) -> Bool {
    if case .exception(let exception) = self { exception.typeName == typeName } else { false }
  }
}

/// A Python exception on its way. It never leaves the thread of its evaluator, so that the objects
/// in it need not be `Sendable`, which `Error` asks for.
struct PythonException: @unchecked Sendable {
  /// Its type, such as `ValueError`.
  let typeName: String
  /// Its text.
  let message: String
  /// The place that raised it.
  let span: Span
  /// What to say if nobody catches it; nil for type and text.
  var complaint: Diagnostic?
  /// The object that `except ... as` binds, where the script made it.
  var instance: InstanceObject?
  /// The calls of the script that were under way, innermost first.
  var trace: [SourceLabel] = []

  /// The complaint about it when nobody caught it.
  var diagnostic: Diagnostic {
    let base =
      complaint
      ?? Diagnostic(
        "E0206", message.isEmpty ? "`\(typeName)` is raised here" : "`\(typeName)`: \(message)",
        at: SourceLabel(span, "raised here and not caught"))
    return Diagnostic(
      base.code, base.severity, base.message, at: base.primary, related: base.related + trace,
      notes: base.notes, helps: base.helps)
  }
}
