import KFPTypes
import OrderedCollections

/// What is wrong with a setting of `kfp.kubernetes`.
public enum KubernetesProblem: Hashable, Sendable {
  /// A name is neither a text nor a channel: a number, None, or a text with a channel in it.
  case nameNotTextOrChannel
  /// A name is the output of whichever branch ran; the task can be ordered after the branches
  /// instead.
  case oneOfAsName
  case negativeTimeout(Int)
  case unknownPullPolicy(String)
  case emptySecurityContext
  case negativeUser(Int)
  case negativeGroup(Int)
  case affinityTermWithoutKey
  case affinityTermWithoutOperator(key: String)
  case unknownAffinityOperator(String, key: String)
  /// The weight is not between 1 and 100.
  case affinityWeight(Int)
  /// A key of the dictionary is not one of Kubernetes' `NodeAffinity`.
  case unknownAffinityKey(String)
  /// The tolerations are neither a dictionary, a list of them, nor a channel.
  case tolerationNotDictionary
}

extension KubernetesSetting {
  /// The pull policies of Kubernetes.
  public static let pullPolicies = ["Always", "Never", "IfNotPresent"]

  /// What is wrong with this setting; empty if the SDK accepts it.
  public var problems: [KubernetesProblem] {
    var problems = arguments.compactMap { problem(of: $0) }
    switch self {
    case .nodeAffinity(let expressions, let fields, let weight):
      problems += (expressions + fields).compactMap(\.problem)
      if let weight, !(1...100).contains(weight) { problems.append(.affinityWeight(weight)) }
    case .imagePullPolicy(let policy):
      if !Self.pullPolicies.contains(policy) { problems.append(.unknownPullPolicy(policy)) }
    case .timeout(let seconds):
      if seconds < 0 { problems.append(.negativeTimeout(seconds)) }
    case .securityContext(let user, let group, let isNonRoot):
      if user == nil, group == nil, isNonRoot == nil { problems.append(.emptySecurityContext) }
      if let user, user < 0 { problems.append(.negativeUser(user)) }
      if let group, group < 0 { problems.append(.negativeGroup(group)) }
    case .secretAsEnvironment, .secretAsVolume, .configMapAsEnvironment, .configMapAsVolume,
      .mountPVC, .nodeSelector, .nodeSelectorJSON, .toleration, .tolerationJSON,
      .nodeAffinityJSON, .podLabel, .podAnnotation, .imagePullSecrets, .fieldPathAsEnvironment,
      .emptyDirectory, .ephemeralVolume:
      break
    }
    return problems
  }

  private func problem(of argument: Argument) -> KubernetesProblem? {
    if case .channel(let channel) = argument {
      if case .oneOf = channel.origin { return .oneOfAsName }
      return nil
    }
    if case .tolerationJSON = self {
      return argument.tolerations == nil ? .tolerationNotDictionary : nil
    }
    guard case .constant(let value) = argument else { return .nameNotTextOrChannel }
    switch value {
    case .string: return nil
    case .object(let members):
      guard case .nodeAffinityJSON = self else { return nil }
      let unknown = members.keys.first { !Self.affinityKeys.contains($0) }
      return unknown.map(KubernetesProblem.unknownAffinityKey)
    case .null, .bool, .integer, .double, .array: return .nameNotTextOrChannel
    }
  }

  private static let affinityKeys: Set<String> = [
    "preferredDuringSchedulingIgnoredDuringExecution",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferred_during_scheduling_ignored_during_execution",
    "required_during_scheduling_ignored_during_execution",
  ]
}

extension KubernetesSetting.AffinityTerm {
  fileprivate var problem: KubernetesProblem? {
    if key.isEmpty { return .affinityTermWithoutKey }
    if comparison.isEmpty { return .affinityTermWithoutOperator(key: key) }
    return Self.comparisons.contains(comparison)
      ? nil : .unknownAffinityOperator(comparison, key: key)
  }
}

extension Argument {
  /// The tolerations that a constant dictionary or list of them holds; nil for anything else.
  var tolerations: [KubernetesSetting.Toleration]? {
    guard case .constant(let value) = self else { return nil }
    let elements = value.arrayValue ?? [value]
    let objects = elements.compactMap(\.objectValue)
    guard objects.count == elements.count else { return nil }
    return objects.map { members in
      KubernetesSetting.Toleration(
        key: members["key"]?.stringValue, comparison: members["operator"]?.stringValue,
        value: members["value"]?.stringValue, effect: members["effect"]?.stringValue,
        seconds: members["toleration_seconds"]?.integerValue)
    }
  }
}
