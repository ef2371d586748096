/// A reference inside a text of a document: `{{$.inputs.parameters['x']}}`. The text between the
/// braces is read here; what it stands for is decided by whoever runs the task.
enum Placeholder: Hashable, Sendable {
  /// `{{$}}`, the whole executor input as JSON.
  case executorInput
  case inputParameter(String)
  case inputArtifact(String, ArtifactPart)
  case outputArtifact(String, ArtifactPart)
  /// The file that an output parameter is written to.
  case outputParameterFile(String)
  /// The file that the executor writes its result to.
  case executorOutputFile
  /// `{{$.pipeline_job_name}}` and its like.
  case name(String)

  /// What of an artifact is asked for.
  enum ArtifactPart: Hashable, Sendable {
    case whole
    case uri
    case path
    case metadata(key: String?)
  }

  /// Reads what stands between `{{$` and `}}`; nil when it is none of these.
  init?(_ inner: some StringProtocol) {
    let steps = Self.steps(String(inner))
    switch steps.count {
    case 0: self = .executorInput
    case 1: self = .name(steps[0])
    case 2 where steps == ["outputs", "output_file"]: self = .executorOutputFile
    case 2 where steps[0] == "outputs" && steps[1] == "output_metadata_uri":
      self = .executorOutputFile
    case 3 where steps[0] == "inputs" && steps[1] == "parameters": self = .inputParameter(steps[2])
    case 4 where steps[0] == "outputs" && steps[1] == "parameters" && steps[3] == "output_file":
      self = .outputParameterFile(steps[2])
    case 3... where steps[1] == "artifacts":
      guard let part = Self.part(Array(steps[3...])) else { return nil }
      switch steps[0] {
      case "inputs": self = .inputArtifact(steps[2], part)
      case "outputs": self = .outputArtifact(steps[2], part)
      default: return nil
      }
    default: return nil
    }
  }

  private static func part(_ steps: [String]) -> ArtifactPart? {
    switch (steps.first, steps.count) {
    case (nil, _): .whole
    case ("uri", 1): .uri
    case ("path", 1): .path
    case ("metadata", 1): .metadata(key: nil)
    case ("metadata", 2): .metadata(key: steps[1])
    default: nil
    }
  }

  /// `.inputs.parameters['x']` as `inputs`, `parameters`, `x`.
  private static func steps(_ text: String) -> [String] {
    var steps: [String] = []
    var rest = Substring(text)
    while let first = rest.unicodeScalars.first {
      if first == "." {
        rest.unicodeScalars.removeFirst()
        let end = rest.unicodeScalars.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex
        steps.append(String(rest[..<end]))
        rest = rest[end...]
      } else if first == "[" {
        rest.unicodeScalars.removeFirst()
        guard let quote = rest.unicodeScalars.first, quote == "'" || quote == "\"" else {
          return ["?", "?", "?", "?", "?"]
        }
        rest.unicodeScalars.removeFirst()
        guard let end = rest.unicodeScalars.firstIndex(of: quote) else { break }
        steps.append(String(rest[..<end]))
        rest = rest[end...]
        rest.unicodeScalars.removeFirst()
        if rest.unicodeScalars.first == "]" { rest.unicodeScalars.removeFirst() }
      } else {
        return ["?", "?", "?", "?", "?"]
      }
    }
    return steps
  }
}

/// Replaces the placeholders in a text of the document, once and from left to right: what is put in
/// is never looked at again, so a value that looks like a placeholder arrives as it is. A
/// placeholder that `value` does not know stays.
func expand(_ text: String, _ value: (Placeholder) throws -> String?) rethrows -> String {
  let opening = Array("{{$".utf8)
  let bytes = Array(text.utf8)
  guard bytes.count >= 5 else { return text }
  var result: [UInt8] = []
  var position = 0
  while position < bytes.count {
    if bytes[position] == opening[0], bytes[position...].starts(with: opening),
      let end = closing(bytes, from: position + 3),
      let placeholder = Placeholder(String(decoding: bytes[position + 3..<end], as: UTF8.self)),
      let replacement = try value(placeholder)
    {
      result.append(contentsOf: replacement.utf8)
      position = end + 2
    } else {
      result.append(bytes[position])
      position += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Where the `}}` of a placeholder starts that begins before `start`.
private func closing(_ bytes: [UInt8], from start: Int) -> Int? {
  var position = start
  while position + 1 < bytes.count, position - start < 1000 {
    if bytes[position] == UInt8(ascii: "}"), bytes[position + 1] == UInt8(ascii: "}") {
      return position
    }
    if bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "\n") { return nil }
    position += 1
  }
  return nil
}
