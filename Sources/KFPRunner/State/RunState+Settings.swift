import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// What a document says about a task for Kubernetes only, with the names in it resolved.
extension RunState {
  /// The settings of an executor for the task of a node. Names of secrets, config maps and claims that
  /// are inputs of the pipeline or outputs of other tasks are put in as constants, under `name`.
  func settings(of label: String, for node: Int) -> JSONValue? {
    guard var settings = document.platform.executors[label]?.objectValue else { return nil }
    let named = [
      "secretAsEnv": "secretNameParameter", "secretAsVolume": "secretNameParameter",
      "configMapAsEnv": "configMapNameParameter", "configMapAsVolume": "configMapNameParameter",
      "pvcMount": "pvcNameParameter",
    ]
    for (kind, parameter) in named {
      guard let entries = settings[kind]?.arrayValue else { continue }
      settings[kind] = .array(
        entries.map { entry in
          guard var members = entry.objectValue else { return entry }
          let name = name(entry[parameter] ?? .null, node) ?? name(entry, node)
          members["name"] = (name ?? entry["secretName"]?.stringValue).map(JSONValue.string)
          return .object(members)
        })
    }
    return .object(settings)
  }

  /// What a reference of KFP's `InputParameterSpec` stands for.
  private func name(_ reference: JSONValue, _ node: Int) -> String? {
    if let constant = reference["runtimeValue"]?["constant"] ?? reference["constant"] {
      return constant.stringValue
    }
    if let key = reference["componentInputParameter"]?.stringValue {
      return instances[nodes[node].instance].inputs.parameters[key].map(plainText)
    }
    if let output = reference["taskOutputParameter"],
      let producer = output["producerTask"]?.stringValue.flatMap({ sibling($0, of: node) }),
      let key = output["outputParameterKey"]?.stringValue
    {
      return nodes[producer].outputs.parameters[key].map(plainText)
    }
    return nil
  }
}
