import KFPTypes
import OrderedCollections

extension DocumentDecoder {
  mutating func executor(_ value: LocatedJSON) -> ExecutorSpec? {
    guard let fields = fields(value, "an executor", known: ["container", "importer"]) else {
      return nil
    }
    if fields["importer"] != nil {
      return message(fields, "importer") { $0.importer($1).map { .importer($0) } }
    }
    return message(fields, "container", required: true) {
      $0.container($1).map { .container($0) }
    }
  }

  private mutating func container(_ value: LocatedJSON) -> ContainerExecutor? {
    guard
      let fields = fields(
        value, "a container", known: ["image", "command", "args", "env", "resources"])
    else { return nil }
    let image = text(fields, "image", required: true)
    let command = texts(fields, "command")
    let args = texts(fields, "args")
    let env: [ContainerExecutor.EnvironmentVariable] = list(fields, "env") { decoder, value in
      guard let fields = decoder.fields(value, "a variable", known: ["name", "value"]) else {
        return nil
      }
      let text = decoder.text(fields, "value") ?? ""
      return decoder.text(fields, "name", required: true).map { .init(name: $0, value: text) }
    }
    let resources = message(fields, "resources") { $0.resources($1) }
    return image.map {
      ContainerExecutor(image: $0, command: command, args: args, env: env, resources: resources)
    }
  }

  private mutating func resources(_ value: LocatedJSON) -> ContainerExecutor.Resources? {
    guard
      let fields = fields(
        value, "resources",
        known: [
          "cpuLimit", "cpuRequest", "memoryLimit", "memoryRequest", "resourceCpuLimit",
          "resourceCpuRequest", "resourceMemoryLimit", "resourceMemoryRequest", "accelerator",
        ])
    else { return nil }
    var result = ContainerExecutor.Resources()
    result.cpuLimit = text(fields, "resourceCpuLimit")
    result.cpuRequest = text(fields, "resourceCpuRequest")
    result.memoryLimit = text(fields, "resourceMemoryLimit")
    result.memoryRequest = text(fields, "resourceMemoryRequest")
    result.cpuLimitNumber = double(fields, "cpuLimit")
    result.cpuRequestNumber = double(fields, "cpuRequest")
    result.memoryLimitNumber = double(fields, "memoryLimit")
    result.memoryRequestNumber = double(fields, "memoryRequest")
    _ = message(fields, "accelerator") { decoder, value -> Bool? in
      guard
        let fields = decoder.fields(
          value, "an accelerator", known: ["type", "count", "resourceType", "resourceCount"])
      else { return nil }
      result.acceleratorType = decoder.text(fields, "resourceType")
      result.acceleratorCount = decoder.text(fields, "resourceCount")
      result.acceleratorTypeLegacy = decoder.text(fields, "type")
      result.acceleratorCountLegacy = decoder.wholeNumberText(fields, "count")
      return true
    }
    return result
  }

  /// An `int64`, which JSON writes as a text and may hold as a number.
  private mutating func wholeNumberText(_ fields: Fields, _ key: String) -> String? {
    if let number = fields[key]?.json.integerValue { return String(number) }
    return text(fields, key)
  }

  private mutating func importer(_ value: LocatedJSON) -> ImporterExecutor? {
    guard
      let fields = fields(
        value, "an importer",
        known: ["artifactUri", "typeSchema", "reimport", "metadata", "downloadToWorkspace"])
    else { return nil }
    let uri: ImporterExecutor.Value? = message(fields, "artifactUri", required: true) {
      decoder, value in
      guard
        let fields = decoder.fields(
          value, "an address", known: ["constant", "constantValue", "runtimeParameter"])
      else { return nil }
      if let name = decoder.text(fields, "runtimeParameter") { return .runtimeParameter(name) }
      if fields.has("constantValue") {
        return decoder.message(fields, "constantValue") { decoder, value in
          decoder.fields(value, "a constant", known: ["stringValue"]).map {
            .constant(decoder.text($0, "stringValue") ?? "")
          }
        }
      }
      return decoder.text(fields, "constant", required: true).map { .constant($0) }
    }
    let schema = message(fields, "typeSchema", required: true) { $0.schema($1) }
    let reimport = flag(fields, "reimport")
    let metadata = map(fields, "metadata") { _, _, value in value.json.withDoubles }
    let downloads = flag(fields, "downloadToWorkspace")
    guard let uri, let schema else { return nil }
    return ImporterExecutor(
      artifactURI: uri, schema: schema, reimport: reimport, metadata: metadata,
      downloadToWorkspace: downloads)
  }

  // MARK: Platforms

  mutating func platform(_ value: LocatedJSON) -> PlatformSpec? {
    guard let fields = fields(value, "a platform document", known: ["platforms"]) else {
      return nil
    }
    return message(fields, "platforms", required: true) { decoder, value in
      guard let fields = decoder.fields(value, "the platforms", known: ["kubernetes"]) else {
        return nil
      }
      return decoder.message(fields, "kubernetes") { $0.kubernetes($1) } ?? PlatformSpec()
    }
  }

  private mutating func kubernetes(_ value: LocatedJSON) -> PlatformSpec? {
    guard
      let fields = fields(
        value, "the platform", known: ["deploymentSpec", "pipelineConfig", "platform"])
    else { return nil }
    let executors = message(fields, "deploymentSpec") { decoder, value in
      decoder.fields(value, "a deployment", known: ["executors"]).map { fields in
        decoder.map(fields, "executors") { decoder, _, value -> JSONValue? in
          guard value.members != nil else {
            decoder.reportType(value, wanted: "a map")
            return nil
          }
          return value.json.withDoubles
        }
      }
    }
    let config = message(fields, "pipelineConfig") { decoder, value -> JSONValue? in
      guard value.members != nil else {
        decoder.reportType(value, wanted: "a map")
        return nil
      }
      return value.json
    }
    let spec = PlatformSpec(executors: executors ?? [:], pipelineConfig: config)
    return spec.isEmpty ? PlatformSpec(isDeclared: true) : spec
  }
}
