import KFPSpec
public import KFPTypes

/// Why a YAML text with a script's settings cannot be read.
public struct SettingsProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public let message: String
  /// The line, counted from 1.
  public let line: Int
}

/// The documents of a YAML text with a script's settings, as PyYAML's safe loader understands them.
public func settings(yaml text: String) throws(SettingsProblem) -> [JSONValue] {
  let limits = YAMLLimits(bytes: 8 << 20, depth: 100, values: 1_000_000)
  do {
    return try readYAML(text, limits: limits, use: .settings).map(\.json)
  } catch {
    let problem = error.problems.first
    throw SettingsProblem(
      message: problem?.message ?? "the text is no YAML", line: problem?.mark?.line ?? 1)
  }
}
