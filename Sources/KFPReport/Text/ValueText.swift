public import KFPRecord
import KFPSpec
public import KFPTypes
import OrderedCollections

/// A value as a line of a report shows it: as a pipeline author would write it, cut to `limit`
/// characters.
public func shortText(of value: JSONValue, limit: Int = 80) -> String {
  var text = authorText(of: value)
  if text.count > limit { text = String(text.prefix(max(1, limit - 1))) + "…" }
  return text
}

/// A value of a known type: documents hold the numbers of integers as doubles, people write `7`.
func value(_ value: JSONValue, as type: ParameterType) -> JSONValue {
  guard type == .integer, let whole = value.integerValue else { return value }
  return .integer(whole)
}

/// An artifact as a line of a report shows it: its type, and its metadata or where it is.
public func shortText(of artifacts: [RuntimeArtifact], limit: Int = 80) -> String {
  guard artifacts.count == 1, let artifact = artifacts.first else {
    let name = artifacts.first.map { typeName(of: $0) } ?? "artifact"
    return "\(artifacts.count) × \(name)"
  }
  let name = typeName(of: artifact)
  guard artifact.metadata.isEmpty else {
    return name + " " + shortText(of: .object(artifact.metadata), limit: limit)
  }
  return "\(name) at \(artifact.uri)"
}

private func typeName(of artifact: RuntimeArtifact) -> String {
  PortType.artifact(artifact.schema, isList: false).pythonName
}

private func authorText(of value: JSONValue) -> String {
  switch value {
  case .null: return "None"
  case .bool(let value): return value ? "True" : "False"
  case .integer(let value): return String(value)
  case .double(let value): return pythonRepr(of: value)
  case .string(let value): return pythonRepr(of: value)
  case .array(let values): return "[" + values.map(authorText(of:)).joined(separator: ", ") + "]"
  case .object(let members):
    let pairs = members.map { "\(pythonRepr(of: $0.key)): \(authorText(of: $0.value))" }
    return "{" + pairs.joined(separator: ", ") + "}"
  }
}

/// A duration in seconds as people read it: `3 ms`, `0.42 s`, `2 min 05 s`.
public func durationText(_ seconds: Double) -> String {
  if seconds < 0.0995 { return "\(Int((seconds * 1000).rounded())) ms" }
  if seconds < 9.95 { return decimal(seconds, digits: 2) + " s" }
  if seconds < 60 { return decimal(seconds, digits: 1) + " s" }
  let whole = Int(seconds.rounded())
  if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
  return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func decimal(_ value: Double, digits: Int) -> String {
  let scale = digits == 1 ? 10 : 100
  let scaled = Int((value * Double(scale)).rounded())
  let fraction = String(scaled % scale)
  let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
  return "\(scaled / scale).\(zeros)\(fraction)"
}
