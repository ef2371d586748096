import KFPSource
import OrderedCollections

/// A value of script time.
///
/// Run-time values (channels, tasks, ...) are objects too; strings may hold channels as marks (see
/// `EmbeddedChannels`).
enum Value {
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case bytes([UInt8])
  case tuple([Value])
  case list(ListObject)
  case dict(DictObject)
  case set(SetObject)
  /// Functions, classes, instances, modules, and everything of the DSL.
  case object(any Object)
  /// A value that only Python could compute: something of a module that is not read.
  case opaque(OpaqueValue)
  /// The value of an expression that was complained about already. It agrees with everything, and
  /// nothing that holds it is complained about again.
  case unknown
}

/// A value of a module that is not read; using it is fine until its value is needed.
struct OpaqueValue {
  /// How to name it to the user: `numpy.array(...)`.
  let description: String
  /// The import that brought the module in.
  let importSpan: Span
}

/// A mutable list.
final class ListObject {
  var elements: [Value]
  init(_ elements: [Value]) { self.elements = elements }
}
