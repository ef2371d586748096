import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// The artifact that an importer gives: its address is checked, nothing is copied.
func importArtifact(
  _ importer: ImporterExecutor, _ task: ResolvedTask, onNote: (String) -> Void
) throws(TaskFailure) -> PortValues {
  func look(_ text: String) -> String {
    expand(text) { placeholder in
      switch placeholder {
      case .inputParameter(let name): task.inputs.parameters[name].map(plainText)
      case .constant(let constant): task.names.value(constant, in: task.name, at: task.path)
      case .executorInput, .inputArtifact, .outputArtifact, .outputParameterFile, .outputFile,
        .unknown:
        nil
      }
    }
  }
  var uri =
    switch importer.artifactURI {
    case .constant(let text): look(text)
    case .runtimeParameter(let name): task.inputs.parameters[name].map(plainText) ?? ""
    }
  guard !uri.isEmpty else {
    throw TaskFailure(.value, "`\(task.path)` has no address to import from")
  }
  if isRemote(uri) {
    onNote("the files of `\(uri)` are not fetched; `\(task.path)` passes on their address")
  } else {
    if uri.utf8.starts(with: "file://".utf8) { uri = String(uri.dropFirst(7)) }
    uri = Files.absolute(uri)
    guard Files.exists(uri) else {
      throw TaskFailure(.value, "`\(task.path)` imports `\(uri)`, and nothing is there")
    }
  }
  func resolved(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): .string(look(text))
    case .array(let elements): .array(elements.map(resolved))
    case .object(let members): .object(members.mapValues(resolved))
    case .null, .bool, .integer, .double: value
    }
  }
  let metadata = importer.metadata.mapValues { withWholeNumbers(resolved($0)) }
  let name = task.component.outputs.artifacts.keys.first ?? "artifact"
  let artifact = RuntimeArtifact(
    name: name, uri: uri, schema: importer.schema, metadata: metadata)
  return PortValues(artifacts: [name: [artifact]])
}
