public import OrderedCollections

/// A setting of `kfp.kubernetes` on a task: one case per helper of kfp-kubernetes 2.17.0.
///
/// An `Argument` stands where the helper takes a run-time value: a constant text (or dictionary), or
/// a channel.
public enum KubernetesSetting: Hashable, Sendable {
  case secretAsEnvironment(
    name: Argument, variables: OrderedDictionary<String, String>, isOptional: Bool)
  case secretAsVolume(name: Argument, mountPath: String, isOptional: Bool)
  case configMapAsEnvironment(
    name: Argument, variables: OrderedDictionary<String, String>, isOptional: Bool)
  case configMapAsVolume(name: Argument, mountPath: String, isOptional: Bool)
  case mountPVC(name: Argument, mountPath: String, subPath: String)
  case nodeSelector(key: String, value: String)
  case nodeSelectorJSON(Argument)
  case toleration(Toleration)
  case tolerationJSON(Argument)
  case nodeAffinity(expressions: [AffinityTerm], fields: [AffinityTerm], weight: Int?)
  case nodeAffinityJSON(Argument)
  case podLabel(key: String, value: String)
  case podAnnotation(key: String, value: String)
  case imagePullPolicy(String)
  case imagePullSecrets([Argument])
  case timeout(seconds: Int)
  case fieldPathAsEnvironment(name: String, fieldPath: String)
  case emptyDirectory(volumeName: String, mountPath: String, medium: String?, sizeLimit: String?)
  case securityContext(user: Int?, group: Int?, isNonRoot: Bool?)
  case ephemeralVolume(EphemeralVolume)

  /// What a pod puts up with.
  public struct Toleration: Hashable, Sendable {
    /// The key of the taint.
    public var key: String?
    /// `Equal` or `Exists`.
    public var comparison: String?
    /// The value of the taint.
    public var value: String?
    /// `NoExecute`, `NoSchedule` or `PreferNoSchedule`.
    public var effect: String?
    /// For how long.
    public var seconds: Int?

    /// Creates a toleration.
    public init(
      key: String? = nil, comparison: String? = nil, value: String? = nil, effect: String? = nil,
      seconds: Int? = nil
    ) {
      self.key = key
      self.comparison = comparison
      self.value = value
      self.effect = effect
      self.seconds = seconds
    }
  }

  /// What a node must have.
  public struct AffinityTerm: Hashable, Sendable {
    /// The key of the label or field.
    public var key: String
    /// How it is compared.
    public var comparison: String
    /// With what.
    public var values: [String]

    /// Creates a term; an absent key or operator is an empty text.
    public init(key: String, comparison: String, values: [String] = []) {
      self.key = key
      self.comparison = comparison
      self.values = values
    }

    /// The operators that Kubernetes knows.
    public static let comparisons = ["DoesNotExist", "Exists", "Gt", "In", "Lt", "NotIn"]
  }

  /// A volume that lives as long as its pod.
  public struct EphemeralVolume: Hashable, Sendable {
    /// The name of the volume.
    public var name: String
    /// Where it is seen.
    public var mountPath: String
    /// How it may be used, such as `ReadWriteOnce`.
    public var accessModes: [String]
    /// How large it is, such as `5Gi`.
    public var size: String
    /// The class of storage; nil is the cluster's default.
    public var storageClassName: String?
    /// Labels of the claim.
    public var labels: OrderedDictionary<String, String>
    /// Annotations of the claim.
    public var annotations: OrderedDictionary<String, String>

    /// Creates a volume.
    public init(
      name: String, mountPath: String, accessModes: [String], size: String,
      storageClassName: String? = nil, labels: OrderedDictionary<String, String> = [:],
      annotations: OrderedDictionary<String, String> = [:]
    ) {
      self.name = name
      self.mountPath = mountPath
      self.accessModes = accessModes
      self.size = size
      self.storageClassName = storageClassName
      self.labels = labels
      self.annotations = annotations
    }
  }

  /// The arguments that may be run-time values.
  public var arguments: [Argument] {
    switch self {
    case .secretAsEnvironment(let name, _, _), .secretAsVolume(let name, _, _),
      .configMapAsEnvironment(let name, _, _), .configMapAsVolume(let name, _, _),
      .mountPVC(let name, _, _), .nodeSelectorJSON(let name), .tolerationJSON(let name),
      .nodeAffinityJSON(let name):
      [name]
    case .imagePullSecrets(let names): names
    case .nodeSelector, .toleration, .nodeAffinity, .podLabel, .podAnnotation, .imagePullPolicy,
      .timeout, .fieldPathAsEnvironment, .emptyDirectory, .securityContext, .ephemeralVolume:
      []
    }
  }
}

/// The run-time values that a setting takes, in order. Each must reach the task's border, and the
/// task starts after those that produce them.
public func channels(in setting: KubernetesSetting) -> [Channel] {
  setting.arguments.compactMap { argument in
    if case .channel(let channel) = argument { channel } else { nil }
  }
}
