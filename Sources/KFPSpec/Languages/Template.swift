/// A piece of a text that may hold placeholders.
public enum TemplatePart: Hashable, Sendable {
  /// Text as it is.
  case text(String)
  /// Something known only when the task runs.
  case placeholder(Placeholder)
}

/// A value that is put into the command of a task when it runs.
public enum Placeholder: Hashable, Sendable {
  /// `{{$}}`: the whole input of the executor as JSON.
  case executorInput
  /// `{{$.inputs.parameters['x']}}`
  case inputParameter(String)
  /// `{{$.inputs.artifacts['x'].path}}`; without property for a list of artifacts.
  case inputArtifact(String, ArtifactProperty?)
  /// `{{$.outputs.parameters['x'].output_file}}`
  case outputParameterFile(String)
  /// `{{$.outputs.artifacts['x'].path}}`
  case outputArtifact(String, ArtifactProperty?)
  /// `{{$.outputs.output_file}}`: where the executor writes what it did.
  case outputFile
  /// `{{$.pipeline_job_name}}` and its like.
  case constant(RunConstant)
  /// A placeholder (with its braces) that kfps does not know; it stays as it is.
  case unknown(String)

  /// What is asked of an artifact.
  public enum ArtifactProperty: Hashable, Sendable {
    case path
    case uri
    case metadata
    case metadataValue(key: String)
  }

  /// What is the same for a whole task.
  public enum RunConstant: String, Hashable, Sendable, CaseIterable {
    case jobName = "pipeline_job_name"
    case jobResourceName = "pipeline_job_resource_name"
    case jobID = "pipeline_job_uuid"
    case taskName = "pipeline_task_name"
    case taskID = "pipeline_task_uuid"
    case pipelineRoot = "pipeline_root"
    case jobCreateTime = "pipeline_job_create_time_utc"
    case jobScheduleTime = "pipeline_job_schedule_time_utc"
    case workspacePath = "workspace_path"
  }
}

/// Cuts a text into its placeholders and what stands between them.
public func parseTemplate(_ text: String) -> [TemplatePart] {
  let utf8 = Array(text.utf8)
  var parts: [TemplatePart] = []
  var start = 0
  var index = 0
  while let opening = find("{{$", in: utf8, from: index) {
    var scanner = PlaceholderScanner(bytes: utf8, index: opening + 3)
    if let placeholder = scanner.placeholder() {
      if start < opening { parts.append(.text(string(utf8[start..<opening]))) }
      parts.append(.placeholder(placeholder))
      start = scanner.index
      index = scanner.index
    } else if let closing = find("}}", in: utf8, from: opening + 3),
      (find("{{", in: utf8, from: opening + 2) ?? utf8.count) > closing
    {
      if start < opening { parts.append(.text(string(utf8[start..<opening]))) }
      parts.append(.placeholder(.unknown(string(utf8[opening..<closing + 2]))))
      start = closing + 2
      index = closing + 2
    } else {
      index = opening + 3
    }
  }
  if start < utf8.count { parts.append(.text(string(utf8[start...]))) }
  return parts
}

private func string(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: bytes, as: UTF8.self)
}

private func find(_ pattern: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
  let count = pattern.utf8CodeUnitCount
  guard bytes.count >= count, start <= bytes.count - count else { return nil }
  return pattern.withUTF8Buffer { pattern in
    for index in start...(bytes.count - count) where bytes[index] == pattern[0] {
      if (1..<count).allSatisfy({ bytes[index + $0] == pattern[$0] }) { return index }
    }
    return nil
  }
}

/// Reads what stands between `{{$` and `}}`.
private struct PlaceholderScanner {
  let bytes: [UInt8]
  var index: Int

  mutating func placeholder() -> Placeholder? {
    if take("}}") { return .executorInput }
    guard take(".") else { return nil }
    let result: Placeholder?
    if take("inputs.parameters[") {
      result = name().map { .inputParameter($0) }
    } else if take("inputs.artifacts[") {
      guard let name = name() else { return nil }
      result = .inputArtifact(name, property())
    } else if take("outputs.parameters[") {
      guard let name = name(), take(".output_file") else { return nil }
      result = .outputParameterFile(name)
    } else if take("outputs.artifacts[") {
      guard let name = name() else { return nil }
      result = .outputArtifact(name, property())
    } else if take("outputs.output_file") {
      result = .outputFile
    } else {
      result = constant().map { .constant($0) }
    }
    return take("}}") ? result : nil
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    let fits = word.withUTF8Buffer { word in
      (0..<count).allSatisfy { bytes[index + $0] == word[$0] }
    }
    if fits { index += count }
    return fits
  }

  /// A name in quotes and the bracket behind it.
  private mutating func name() -> String? {
    guard index < bytes.count else { return nil }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    let start = index + 1
    guard let end = bytes[start...].firstIndex(of: quote) else { return nil }
    index = end + 1
    return take("]") ? string(bytes[start..<end]) : nil
  }

  private mutating func property() -> Placeholder.ArtifactProperty? {
    if take(".path") { return .path }
    if take(".uri") { return .uri }
    guard take(".metadata") else { return nil }
    guard take("[") else { return .metadata }
    return name().map { .metadataValue(key: $0) }
  }

  private mutating func constant() -> Placeholder.RunConstant? {
    var end = index
    while end < bytes.count, bytes[end] != UInt8(ascii: "}") { end += 1 }
    guard let constant = Placeholder.RunConstant(rawValue: string(bytes[index..<end])) else {
      return nil
    }
    index = end
    return constant
  }
}
