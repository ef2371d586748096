import KFPSpec
import KFPTypes
import OrderedCollections

/// The cores that a text such as `500m` or `1.5` asks for; nil where it is not such a text.
func cpuNumber(_ text: String) -> Double? {
  let isMilli = text.hasSuffix("m")
  let number = isMilli ? text.dropLast() : text[...]
  let parts = number.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count <= 2, let last = parts.last, !last.isEmpty,
    parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }),
    let value = Double(number.hasPrefix(".") ? "0\(number)" : String(number))
  else { return nil }
  return isMilli ? value / 1000 : value
}

/// The memory that a text such as `512Mi` asks for, in units of 10^9 bytes; nil where it is not
/// such a text.
func memoryNumber(_ text: String) -> Double? {
  let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
  guard !digits.isEmpty, let value = Double(String(decoding: digits, as: UTF8.self)) else {
    return nil
  }
  let units: [String: Double] = [
    "": 1, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
    "Ki": 0x1p10, "Mi": 0x1p20, "Gi": 0x1p30, "Ti": 0x1p40, "Pi": 0x1p50, "Ei": 0x1p60,
  ]
  guard let unit = units[String(text.dropFirst(digits.count))] else { return nil }
  return unit == 1e9 ? value : value * unit / 1e9
}

extension ContainerExecutor.Resources {
  /// Sets what the settings of a task ask for.
  mutating func apply(
    _ configuration: TaskConfiguration, usedBy user: Node, _ wiring: Wiring
  ) {
    let resources = configuration.resources
    func text(_ field: TaskConfiguration.ResourceField) -> (String, isStatic: Bool)? {
      guard let value = resources[field] else { return nil }
      switch value.embedded(usedBy: user, wiring) {
      case .string(let text): return (text, value.channels.isEmpty)
      case .integer(let number): return (String(number), true)
      case .null, .bool, .double, .array, .object: return nil
      }
    }
    if let (value, isStatic) = text(.cpuRequest) {
      cpuRequest = value
      cpuRequestNumber = isStatic ? nonZero(cpuNumber(value)) : nil
    }
    if let (value, isStatic) = text(.cpuLimit) {
      cpuLimit = value
      cpuLimitNumber = isStatic ? nonZero(cpuNumber(value)) : nil
    }
    if let (value, isStatic) = text(.memoryRequest) {
      memoryRequest = value
      memoryRequestNumber = isStatic ? nonZero(memoryNumber(value)) : nil
    }
    if let (value, isStatic) = text(.memoryLimit) {
      memoryLimit = value
      memoryLimitNumber = isStatic ? nonZero(memoryNumber(value)) : nil
    }
    guard let (count, isStatic) = text(.acceleratorCount) else { return }
    acceleratorCount = count
    acceleratorCountLegacy = isStatic ? Int(count).flatMap { $0 == 0 ? nil : String($0) } : nil
    if let (type, isStatic) = text(.acceleratorType), !type.isEmpty {
      acceleratorType = type
      acceleratorTypeLegacy = isStatic ? type : nil
    }
  }

  private func nonZero(_ number: Double?) -> Double? {
    number == 0 ? nil : number
  }
}
