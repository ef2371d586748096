public import KFPTypes

/// Reads one JSON value as programs leave it: deeply nested if need be, and with the `NaN` and
/// `Infinity` that Python writes.
public func readJSON(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
  try parseJSON(
    bytes: bytes, options: JSONReadingOptions(maximumDepth: 400, allowsNonFinite: true))
}

/// Reads one JSON value from a text.
public func readJSON(_ text: String) throws(JSONProblem) -> JSONValue {
  try readJSON(Array(text.utf8))
}
