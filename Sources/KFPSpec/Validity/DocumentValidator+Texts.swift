import KFPTypes
import OrderedCollections

extension DocumentValidator {
  /// Checks the texts in a constant that a task is given: its placeholders may ask for inputs of the
  /// task only. A value comes from a document or from a script, whose readers bound its depth.
  mutating func validateTexts(in value: JSONValue, of task: TaskSpec, at path: SpecPath) {
    switch value {
    case .null, .bool, .integer, .double: break
    case .array(let values):
      for (index, value) in values.enumerated() {
        validateTexts(in: value, of: task, at: path.adding(index: index))
      }
    case .object(let members):
      for (key, value) in members { validateTexts(in: value, of: task, at: path.adding(key)) }
    case .string(let text):
      reportChannelText(in: text, at: path)
      for part in parseTemplate(text) {
        guard case .placeholder(.inputParameter(let name)) = part,
          task.inputParameters[name] == nil
        else { continue }
        report(
          .danglingReference, path,
          "the text asks for the parameter `\(name)`, which the task does not get")
      }
    }
  }

  /// Reports what the official compiler leaves behind when it does not recognise a value inside a
  /// text.
  mutating func reportChannelText(in text: String, at path: SpecPath) {
    guard text.utf8.contains(UInt8(ascii: "{")), text.containsBytes("{{channel:") else { return }
    report(
      .expression, path,
      "the text holds `{{channel:`, which a compiler should have replaced by a value")
  }

  // MARK: Executors

  mutating func validateTexts(of executor: ExecutorSpec, at path: SpecPath) {
    switch executor {
    case .container(let container):
      let path = path.adding("container")
      reportChannelText(in: container.image, at: path.adding("image"))
      for (key, texts) in [("command", container.command), ("args", container.args)] {
        for (index, text) in texts.enumerated() {
          reportChannelText(in: text, at: path.adding(key).adding(index: index))
        }
      }
      for (index, variable) in container.env.enumerated() {
        reportChannelText(
          in: variable.value, at: path.adding("env").adding(index: index).adding("value"))
      }
    case .importer(let importer):
      if case .constant(let uri) = importer.artifactURI {
        reportChannelText(in: uri, at: path.adding("importer", "artifactUri", "constant"))
      }
    }
  }

  /// Checks that the placeholders of an executor ask for what its component has, or what tasks give
  /// to it beyond that.
  mutating func validatePlaceholders(
    of executor: ExecutorSpec, component: ComponentSpec, name: String?, at path: SpecPath
  ) {
    let scope = PlaceholderScope(
      component: component, parameters: name.flatMap { givenParameters[$0] } ?? [],
      artifacts: name.flatMap { givenArtifacts[$0] } ?? [])
    switch executor {
    case .container(let container):
      let path = path.adding("container")
      report(scope.complaints(about: parseTemplate(container.image)), at: path.adding("image"))
      for (key, texts) in [("command", container.command), ("args", container.args)] {
        for (index, text) in texts.enumerated() where text.utf8.contains(UInt8(ascii: "{")) {
          let path = path.adding(key).adding(index: index)
          let element = parseCommandElement(text)
          report(element.placeholders.compactMap(scope.complaint), at: path)
          report(element.testedInputs.compactMap(scope.complaint), at: path)
        }
      }
      for (index, variable) in container.env.enumerated() {
        report(
          scope.complaints(about: parseTemplate(variable.value)),
          at: path.adding("env").adding(index: index))
      }
    case .importer(let importer):
      let path = path.adding("importer", "artifactUri")
      switch importer.artifactURI {
      case .constant(let uri): report(scope.complaints(about: parseTemplate(uri)), at: path)
      case .runtimeParameter(let name):
        report([scope.complaint(.inputParameter(name))].compactMap(\.self), at: path)
      }
    }
  }

  private mutating func report(_ complaints: [String], at path: SpecPath) {
    for complaint in complaints { report(.danglingReference, path, complaint) }
  }
}

/// What placeholders of an executor may ask for.
private struct PlaceholderScope {
  let component: ComponentSpec
  let parameters: Set<String>
  let artifacts: Set<String>

  func complaints(about parts: [TemplatePart]) -> [String] {
    parts.compactMap { $0.placeholder.flatMap(complaint) }
  }

  func complaint(_ placeholder: Placeholder) -> String? {
    switch placeholder {
    case .inputParameter(let name):
      if component.inputs.parameters[name] != nil || parameters.contains(name) { return nil }
      return "a placeholder asks for the input parameter `\(name)`, which does not exist"
    case .inputArtifact(let name, _):
      if component.inputs.artifacts[name] != nil || artifacts.contains(name) { return nil }
      return "a placeholder asks for the input artifact `\(name)`, which does not exist"
    case .outputParameterFile(let name):
      if component.outputs.parameters[name] != nil { return nil }
      return "a placeholder asks for the output parameter `\(name)`, which does not exist"
    case .outputArtifact(let name, _):
      if component.outputs.artifacts[name] != nil { return nil }
      return "a placeholder asks for the output artifact `\(name)`, which does not exist"
    case .executorInput, .outputFile, .constant, .unknown: return nil
    }
  }

  /// Complains about an input that `IfPresent` asks about.
  func complaint(_ input: String) -> String? {
    let exists =
      component.inputs.parameters[input] != nil || component.inputs.artifacts[input] != nil
    return exists ? nil : "`IfPresent` asks about the input `\(input)`, which does not exist"
  }
}

extension String {
  /// Whether the bytes of an ASCII text stand anywhere inside.
  fileprivate func containsBytes(_ part: StaticString) -> Bool {
    let count = part.utf8CodeUnitCount
    let found = utf8.withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= count else { return false }
      return (0...(bytes.count - count)).contains { start in
        (0..<count).allSatisfy { bytes[start + $0] == part.utf8Start[$0] }
      }
    }
    return found ?? false
  }
}
