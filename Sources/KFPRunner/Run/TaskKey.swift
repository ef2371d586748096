import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// The key of a task's result: everything that decides it, and no names. Two tasks with the same key
/// give the same outputs.
func taskKey(_ task: ResolvedTask, surroundings: JSONValue, mounts: String) -> String {
  var members: OrderedDictionary<String, JSONValue> = [
    "version": .integer(1),
    "surroundings": surroundings,
    "parameters": .object(task.inputs.parameters),
    "artifacts": .object(
      task.inputs.artifacts.mapValues { list in
        .array(list.map { identity(of: $0, mounts) })
      }),
    "outputs": .object(outputTypes(task.component)),
    "executor": executorIdentity(task.executor),
  ]
  if let key = task.caching?.key { members["cacheKey"] = .string(key) }
  return sha256(jsonText(.object(members), .canonical).utf8)
}

private func executorIdentity(_ executor: ExecutorSpec) -> JSONValue {
  switch executor {
  case .importer(let importer):
    return .object(["importer": .string("\(importer.artifactURI)")])
  case .container(let container):
    let environment = JSONValue.array(
      container.env.map { .array([.string($0.name), .string($0.value)]) })
    if let recipe = PythonRecipe(container) {
      // The version of the SDK in the installation line does not matter.
      return .object([
        "source": .string(recipe.source), "function": .string(recipe.function),
        "packages": .array(recipe.packages.map(JSONValue.string)),
        "options": .array(recipe.pipOptions.map(JSONValue.string)), "environment": environment,
      ])
    }
    return .object([
      "image": .string(container.image),
      "command": .array(container.command.map(JSONValue.string)),
      "arguments": .array(container.args.map(JSONValue.string)), "environment": environment,
    ])
  }
}

/// What an artifact is, regardless of where it lies on this computer.
private func identity(of artifact: RuntimeArtifact, _ mounts: String) -> JSONValue {
  let digest = Files.digest(localPath(of: artifact, mounts))
  return .object([
    "name": .string(artifact.name), "schema": .string(artifact.schema.title),
    "metadata": .object(artifact.metadata),
    "content": .string(digest ?? (isRemote(artifact.uri) ? artifact.uri : "nothing")),
  ])
}

private func outputTypes(_ component: ComponentSpec) -> OrderedDictionary<String, JSONValue> {
  var types: OrderedDictionary<String, JSONValue> = [:]
  for (name, output) in component.outputs.parameters { types[name] = .string(output.type.rawValue) }
  for (name, output) in component.outputs.artifacts { types[name] = .string(output.schema.title) }
  return types
}
