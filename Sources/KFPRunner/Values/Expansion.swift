import KFPSpec

/// Replaces the placeholders in a text of the document, once: what is put in is never looked at
/// again, so a value that looks like a placeholder arrives as it is. A placeholder for which there
/// is no value stays.
func expand(_ text: String, _ value: (Placeholder) -> String?) -> String {
  expand(parseTemplate(text), value)
}

/// The same for a text that has been taken apart.
func expand(_ parts: [TemplatePart], _ value: (Placeholder) -> String?) -> String {
  parts.map { part in
    switch part {
    case .text(let text): text
    case .placeholder(let placeholder): value(placeholder) ?? placeholder.text
    }
  }.joined()
}

extension Placeholder {
  /// The placeholder as a document writes it.
  fileprivate var text: String {
    switch self {
    case .executorInput: "{{$}}"
    case .inputParameter(let name): "{{$.inputs.parameters['\(name)']}}"
    case .inputArtifact(let name, let property):
      "{{$.inputs.artifacts['\(name)']\(Self.text(property))}}"
    case .outputParameterFile(let name): "{{$.outputs.parameters['\(name)'].output_file}}"
    case .outputArtifact(let name, let property):
      "{{$.outputs.artifacts['\(name)']\(Self.text(property))}}"
    case .outputFile: "{{$.outputs.output_file}}"
    case .constant(let constant): "{{$.\(constant.rawValue)}}"
    case .unknown(let text): text
    }
  }

  private static func text(_ property: ArtifactProperty?) -> String {
    switch property {
    case nil: ""
    case .path: ".path"
    case .uri: ".uri"
    case .metadata: ".metadata"
    case .metadataValue(let key): ".metadata['\(key)']"
    }
  }
}
