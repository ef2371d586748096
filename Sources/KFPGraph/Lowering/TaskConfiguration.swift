import KFPSpec
import KFPTypes
import OrderedCollections

/// What all the settings of a task come to.
struct TaskConfiguration {
  var caching = TaskSpec.CachingOptions(isEnabled: true)
  var retry: TaskSpec.RetryPolicy?
  var displayName: String?
  var environment: OrderedDictionary<String, String> = [:]
  var resources: OrderedDictionary<ResourceField, Argument> = [:]
  var image: Argument?
  var ignoresUpstreamFailure = false
  var kubernetes: [KubernetesSetting] = []

  /// The fields of a container's resources; raw values are the names of the inputs that dynamic
  /// values get.
  enum ResourceField: String {
    case cpuRequest = "cpu_request"
    case cpuLimit = "cpu_limit"
    case memoryRequest = "memory_request"
    case memoryLimit = "memory_limit"
    case acceleratorType = "accelerator_type"
    case acceleratorCount = "accelerator_count"
  }

  init(_ settings: [(setting: TaskSetting, span: some Any)]) {
    for (setting, _) in settings { apply(setting) }
  }

  private mutating func apply(_ setting: TaskSetting) {
    switch setting {
    case .caching(let isEnabled, let key):
      caching = .init(isEnabled: isEnabled, key: key.flatMap { $0.isEmpty ? nil : $0 })
    case .cpuRequest(let value): resources[.cpuRequest] = value
    case .cpuLimit(let value): resources[.cpuLimit] = value
    case .memoryRequest(let value): resources[.memoryRequest] = value
    case .memoryLimit(let value): resources[.memoryLimit] = value
    case .acceleratorType(let value):
      resources[.acceleratorType] = value
      if resources[.acceleratorCount] == nil {
        resources[.acceleratorCount] = .constant(.string("1"))
      }
    case .acceleratorLimit(let value): resources[.acceleratorCount] = value
    case .retry(let count, let duration, let factor, let longest):
      retry = .init(
        maxRetryCount: count == 0 ? nil : count,
        backoffDuration: normalized(duration) ?? "0s",
        backoffFactor: factor.flatMap { $0 == 0 ? nil : $0 } ?? 2,
        backoffMaxDuration: normalized(longest) ?? "3600s")
    case .displayName(let name): displayName = name.isEmpty ? nil : name
    case .environmentVariable(let name, let value): environment[name] = value
    case .containerImage(let value): image = value
    case .ignoreUpstreamFailure: ignoresUpstreamFailure = true
    case .kubernetes(let setting): kubernetes.append(setting)
    case .afterTask, .afterGroup: break
    }
  }

  private func normalized(_ duration: String?) -> String? {
    guard let duration, !duration.isEmpty, let seconds = durationInSeconds(duration) else {
      return nil
    }
    return "\(seconds)s"
  }
}

/// The seconds of a duration such as `30s`, `5 min` or `1h`; nil where it is not one.
///
/// Only the first letter of the unit counts: `s`, `m`, `h`, `d` or `w`.
func durationInSeconds(_ text: String) -> Int? {
  let bytes = text.utf8.filter { $0 != 0x20 && !(0x09...0x0D).contains($0) }
  let digits = bytes.prefix { (0x30...0x39).contains($0) }
  guard let count = Int(String(decoding: digits, as: UTF8.self)),
    let unit = bytes.dropFirst(digits.count).first,
    !bytes.dropFirst(digits.count).contains(where: { (0x30...0x39).contains($0) || $0 == 0x2E })
  else { return nil }
  let seconds: Int
  switch unit {
  case UInt8(ascii: "s"): seconds = 1
  case UInt8(ascii: "m"): seconds = 60
  case UInt8(ascii: "h"): seconds = 3600
  case UInt8(ascii: "d"): seconds = 86400
  case UInt8(ascii: "w"): seconds = 604_800
  default: return nil
  }
  let (result, overflow) = count.multipliedReportingOverflow(by: seconds)
  return overflow ? nil : result
}
