import KFPTypes
import OrderedCollections

/// The text of a compiled file (`.yaml`): comments that name the pipeline and its interface, then
/// the documents.
public func render(_ document: PipelineDocument, description: String? = nil) -> String {
  String(decoding: renderBytes(document, description: description), as: UTF8.self)
}

/// The same in UTF-8, for a document that goes to a file.
public func renderBytes(_ document: PipelineDocument, description: String? = nil) -> [UInt8] {
  yamlBytes(
    document.jsonDocuments,
    after: headerComment(of: document.pipeline, description: description))
}

/// The text of a compiled file in JSON (`.json`), which has no place for settings of a platform.
public func renderJSON(_ document: PipelineDocument) -> String {
  document.pipeline.json.jsonText(.sortedIndented)
}

/// The comment at the head of a compiled file.
func headerComment(of pipeline: PipelineSpec, description: String?) -> String {
  var lines = ["# PIPELINE DEFINITION", "# Name: " + onOneLine(pipeline.info.name)]
  if let description, !description.isEmpty {
    let texts = pythonLines(of: description).map(onOneLine)
    lines.append("# Description: " + texts.joined(separator: "\n#              "))
  }
  let inputs = pipeline.root.inputs
  if !inputs.parameters.isEmpty || !inputs.artifacts.isEmpty {
    lines.append("# Inputs:")
    lines += entries(
      inputs.parameters.map { ($0.key, text(of: $0.value)) },
      inputs.artifacts.map { ($0.key, $0.value.schema.title) })
  }
  let outputs = pipeline.root.outputs
  if !outputs.parameters.isEmpty || !outputs.artifacts.isEmpty {
    lines.append("# Outputs:")
    lines += entries(
      outputs.parameters.map { ($0.key, $0.value.type.pythonName) },
      outputs.artifacts.map { ($0.key, $0.value.schema.title) })
  }
  return lines.joined(separator: "\n") + "\n"
}

/// One line per input or output, by name.
private func entries(_ parameters: [(String, String)], _ artifacts: [(String, String)]) -> [String]
{
  (parameters + artifacts)
    .sorted { $0.0.precedesByCodePoint($1.0) }
    .map { "#    \($0.0): \($0.1)" }
}

/// The type of an input and its default, in Python's words (texts in quotes, without escapes but for
/// what would end the comment).
private func text(of parameter: ComponentInputs.InputParameter) -> String {
  guard let value = parameter.defaultValue else { return parameter.type.pythonName }
  let text =
    if case .string(let string) = value { "'\(onOneLine(string))'" } else {
      pythonRepr(of: value.withDoubles)
    }
  return "\(parameter.type.pythonName) [Default: \(text)]"
}

/// A text without what ends a line or may not be in a YAML file: such characters are written as Python
/// writes them. The official compiler writes them as they are, and its file cannot be read then.
private func onOneLine(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: \.endsComment) else { return text }
  return text.unicodeScalars.map { scalar in
    let text = String(scalar)
    return scalar.endsComment ? String(pythonRepr(of: text).dropFirst().dropLast()) : text
  }.joined()
}

extension Unicode.Scalar {
  /// Whether it is a line break or a control character of YAML.
  fileprivate var endsComment: Bool {
    switch value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

/// The lines of a text as Python's `splitlines` cuts them.
func pythonLines(of text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var isAfterReturn = false
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n" where isAfterReturn:
      isAfterReturn = false
    case "\n", "\r", "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{85}", "\u{2028}",
      "\u{2029}":
      lines.append(String(line))
      line = .init()
      isAfterReturn = scalar == "\r"
    default:
      isAfterReturn = false
      line.append(scalar)
    }
  }
  if !line.isEmpty { lines.append(String(line)) }
  return lines
}
