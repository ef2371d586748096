public import KFPTypes
import OrderedCollections

extension ExecutorSpec {
  /// The executor in protobuf's JSON mapping. This is also its canonical form, from which keys of
  /// results are made.
  public var json: JSONValue {
    switch self {
    case .container(let container): .members(["container": container.json])
    case .importer(let importer): .members(["importer": importer.json])
    }
  }
}

extension ContainerExecutor {
  var json: JSONValue {
    var result = JSONMembers()
    result.add("args", list: args) { .string($0) }
    result.add("command", list: command) { .string($0) }
    result.add("env", list: env) { variable in
      var members = JSONMembers()
      members.add("name", text: variable.name)
      members.add("value", text: variable.value)
      return members.value
    }
    result.add("image", text: image)
    result.add("resources", resources?.json)
    return result.value
  }
}

extension ContainerExecutor.Resources {
  var json: JSONValue {
    var accelerator = JSONMembers()
    accelerator.add("count", text: acceleratorCountLegacy)
    accelerator.add("resourceCount", text: acceleratorCount)
    accelerator.add("resourceType", text: acceleratorType)
    accelerator.add("type", text: acceleratorTypeLegacy)
    var result = JSONMembers()
    result.add("accelerator", nonEmpty: accelerator)
    result.add("cpuLimit", double: cpuLimitNumber)
    result.add("cpuRequest", double: cpuRequestNumber)
    result.add("memoryLimit", double: memoryLimitNumber)
    result.add("memoryRequest", double: memoryRequestNumber)
    result.add("resourceCpuLimit", text: cpuLimit)
    result.add("resourceCpuRequest", text: cpuRequest)
    result.add("resourceMemoryLimit", text: memoryLimit)
    result.add("resourceMemoryRequest", text: memoryRequest)
    return result.value
  }
}

extension ImporterExecutor {
  var json: JSONValue {
    var result = JSONMembers()
    switch artifactURI {
    case .constant(let uri): result.add("artifactUri", .members(["constant": .string(uri)]))
    case .runtimeParameter(let name):
      result.add("artifactUri", .members(["runtimeParameter": .string(name)]))
    }
    result.add("downloadToWorkspace", flag: downloadToWorkspace)
    result.add("metadata", map: metadata, \.withDoubles)
    result.add("reimport", flag: reimport)
    result.add("typeSchema", schema.json)
    return result.value
  }
}
