import KFPSpec
public import KFPTypes
import OrderedCollections

/// The settings of a task as its executor has them in the platform document
/// (`KubernetesExecutorConfig`). What has the default of its field is left out, whole numbers of 64
/// bits are texts, and other numbers are doubles, as protobuf's JSON and `Struct` have it.
///
/// `resolve` says how a channel is written inside the task's group: `componentInputParameter` or
/// `taskOutputParameter`.
public func kubernetesConfig(
  settings: [KubernetesSetting], resolve: (Channel) -> JSONValue?
) -> JSONValue {
  var config = KubernetesConfig()
  for setting in settings { config.add(setting, resolve) }
  return .object(config.fields)
}

private struct KubernetesConfig {
  typealias Fields = OrderedDictionary<String, JSONValue>
  typealias Resolve = (Channel) -> JSONValue?

  var fields: Fields = [:]

  mutating func add(_ setting: KubernetesSetting, _ resolve: Resolve) {
    switch setting {
    case .secretAsEnvironment(let name, let variables, let isOptional):
      var entry = named(name, "secretName", resolve)
      entry["keyToEnv"] = pairs(variables, "secretKey")
      entry["optional"] = .bool(isOptional)
      append(entry, to: "secretAsEnv")
    case .secretAsVolume(let name, let mountPath, let isOptional):
      var entry = named(name, "secretName", resolve)
      entry["mountPath"] = text(mountPath)
      entry["optional"] = .bool(isOptional)
      append(entry, to: "secretAsVolume")
    case .configMapAsEnvironment(let name, let variables, let isOptional):
      var entry = named(name, "configMapName", resolve)
      entry["keyToEnv"] = pairs(variables, "configMapKey")
      entry["optional"] = .bool(isOptional)
      append(entry, to: "configMapAsEnv")
    case .configMapAsVolume(let name, let mountPath, let isOptional):
      var entry = named(name, "configMapName", resolve)
      entry["mountPath"] = text(mountPath)
      entry["optional"] = .bool(isOptional)
      append(entry, to: "configMapAsVolume")
    case .mountPVC(let name, let mountPath, let subPath):
      addPVC(name, mountPath, subPath, resolve)
    case .imagePullSecrets(let names):
      for name in names { append(named(name, "secretName", resolve), to: "imagePullSecret") }
    case .nodeSelector, .nodeSelectorJSON, .toleration, .tolerationJSON, .nodeAffinity,
      .nodeAffinityJSON:
      addScheduling(setting, resolve)
    case .podLabel, .podAnnotation, .imagePullPolicy, .timeout, .fieldPathAsEnvironment,
      .emptyDirectory, .securityContext, .ephemeralVolume:
      addPlain(setting)
    }
  }

  // MARK: Where a pod may run

  private mutating func addScheduling(_ setting: KubernetesSetting, _ resolve: Resolve) {
    switch setting {
    case .nodeSelector(let key, let value):
      update("nodeSelector", "labels", key: key, value)
    case .nodeSelectorJSON(let argument):
      var selector = fields["nodeSelector"]?.objectValue ?? [:]
      selector["nodeSelectorJson"] = parameter(argument, resolve)
      fields["nodeSelector"] = .object(selector)
    case .toleration(let toleration): append(entry(toleration), to: "tolerations")
    case .tolerationJSON(let argument):
      if let tolerations = argument.tolerations {
        for toleration in tolerations { append(entry(toleration), to: "tolerations") }
      } else {
        append(compact([("tolerationJson", parameter(argument, resolve))]), to: "tolerations")
      }
    case .nodeAffinity(let expressions, let members, let weight):
      let entry = compact([
        ("matchExpressions", terms(expressions)), ("matchFields", terms(members)),
        ("weight", weight.map { .double(Double($0)) }),
      ])
      append(entry, to: "nodeAffinity")
    case .nodeAffinityJSON(let argument):
      // Only one of these counts: it replaces earlier ones, but not what was given term by term.
      let earlier = (fields["nodeAffinity"]?.arrayValue ?? []).filter {
        $0["nodeAffinityJson"] == nil
      }
      fields["nodeAffinity"] = .array(earlier)
      append(compact([("nodeAffinityJson", parameter(argument, resolve))]), to: "nodeAffinity")
    default: break
    }
  }

  private func entry(_ toleration: KubernetesSetting.Toleration) -> Fields {
    compact([
      ("key", toleration.key.flatMap(text)), ("operator", toleration.comparison.flatMap(text)),
      ("value", toleration.value.flatMap(text)), ("effect", toleration.effect.flatMap(text)),
      ("tolerationSeconds", toleration.seconds.map { .string(String($0)) }),
    ])
  }

  private func terms(_ terms: [KubernetesSetting.AffinityTerm]) -> JSONValue? {
    list(
      terms.map { term in
        .object(
          compact([
            ("key", text(term.key)), ("operator", text(term.comparison)),
            ("values", list(term.values.map { .string($0) })),
          ]))
      })
  }

  // MARK: Settings without run-time values

  private mutating func addPlain(_ setting: KubernetesSetting) {
    switch setting {
    case .podLabel(let key, let value): update("podMetadata", "labels", key: key, value)
    case .podAnnotation(let key, let value):
      update("podMetadata", "annotations", key: key, value)
    case .imagePullPolicy(let policy): fields["imagePullPolicy"] = text(policy)
    case .timeout(let seconds):
      fields["activeDeadlineSeconds"] = seconds == 0 ? nil : .string(String(seconds))
    case .fieldPathAsEnvironment(let name, let fieldPath):
      append(
        compact([("name", text(name)), ("fieldPath", text(fieldPath))]), to: "fieldPathAsEnv")
    case .emptyDirectory(let volumeName, let mountPath, let medium, let sizeLimit):
      let entry = compact([
        ("volumeName", text(volumeName)), ("mountPath", text(mountPath)),
        ("medium", medium.map(JSONValue.string)), ("sizeLimit", sizeLimit.map(JSONValue.string)),
      ])
      append(entry, to: "emptyDirMounts")
    case .securityContext(let user, let group, let isNonRoot):
      var entry = fields["securityContext"]?.objectValue ?? [:]
      if let user { entry["runAsUser"] = .string(String(user)) }
      if let group { entry["runAsGroup"] = .string(String(group)) }
      if let isNonRoot { entry["runAsNonRoot"] = .bool(isNonRoot) }
      fields["securityContext"] = .object(entry)
    case .ephemeralVolume(let volume):
      append(entry(volume), to: "genericEphemeralVolume")
    default: break
    }
  }

  private func entry(_ volume: KubernetesSetting.EphemeralVolume) -> Fields {
    let labels = volume.labels.mapValues(JSONValue.string)
    let annotations = volume.annotations.mapValues(JSONValue.string)
    let metadata = compact([
      ("labels", labels.isEmpty ? nil : .object(labels)),
      ("annotations", annotations.isEmpty ? nil : .object(annotations)),
    ])
    return compact([
      ("volumeName", text(volume.name)), ("mountPath", text(volume.mountPath)),
      ("accessModes", list(volume.accessModes.map { .string($0) })), ("size", text(volume.size)),
      ("defaultStorageClass", volume.storageClassName == nil ? .bool(true) : nil),
      ("storageClassName", volume.storageClassName.flatMap(text)),
      ("metadata", metadata.isEmpty ? nil : .object(metadata)),
    ])
  }

  // MARK: Pieces

  private mutating func addPVC(
    _ name: Argument, _ mountPath: String, _ subPath: String, _ resolve: Resolve
  ) {
    var entry = compact([("mountPath", text(mountPath)), ("subPath", text(subPath))])
    let parameter = parameter(name, resolve)
    entry["pvcNameParameter"] = parameter
    // The same once more, as older clusters read it.
    switch name {
    case .constant(let value): entry["constant"] = value.stringValue.map(JSONValue.string)
    default: entry.merge(parameter?.objectValue ?? [:]) { old, _ in old }
    }
    append(entry, to: "pvcMount")
  }

  /// The name as a parameter and, where it is constant, as older clusters read it.
  private func named(_ name: Argument, _ key: String, _ resolve: Resolve) -> Fields {
    var entry = compact([("\(key)Parameter", parameter(name, resolve))])
    if case .constant(.string(let constant)) = name { entry[key] = text(constant) }
    return entry
  }

  private func parameter(_ argument: Argument, _ resolve: Resolve) -> JSONValue? {
    switch argument {
    case .constant(let value):
      .object(["runtimeValue": .object(["constant": value.withDoubles])])
    case .channel(let channel): resolve(channel)
    case .template, .list, .dict: nil
    }
  }

  private func pairs(_ variables: OrderedDictionary<String, String>, _ key: String) -> JSONValue? {
    list(
      variables.map { name, variable in
        .object(compact([(key, text(name)), ("envVar", text(variable))]))
      })
  }

  private func text(_ text: String) -> JSONValue? {
    text.isEmpty ? nil : .string(text)
  }

  private func list(_ values: [JSONValue]) -> JSONValue? {
    values.isEmpty ? nil : .array(values)
  }

  private func compact(_ members: [(String, JSONValue?)]) -> Fields {
    var result: Fields = [:]
    for (key, value) in members where value != nil { result[key] = value }
    return result
  }

  private mutating func append(_ entry: Fields, to field: String) {
    fields[field] = .array((fields[field]?.arrayValue ?? []) + [.object(entry)])
  }

  private mutating func update(_ field: String, _ map: String, key: String, _ value: String) {
    var outer = fields[field]?.objectValue ?? [:]
    var inner = outer[map]?.objectValue ?? [:]
    inner[key] = .string(value)
    outer[map] = .object(inner)
    fields[field] = .object(outer)
  }
}
