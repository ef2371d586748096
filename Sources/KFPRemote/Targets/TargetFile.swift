import Glibc
public import OrderedCollections

/// The targets that a user has: `targets.toml`.
public struct TargetFile: Sendable {
  /// Where it is.
  public let path: String
  /// The target for commands that name none.
  public let defaultTarget: String?
  private let tables: OrderedDictionary<String, Settings>
  private let holdsSecrets: Bool

  /// The path of the user's file.
  public static func path(environment: [String: String]) -> String {
    if let path = environment["KFPS_TARGETS"], !path.isEmpty { return path }
    let home = environment["HOME"] ?? ""
    let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    return "\(configuration ?? "\(home)/.config")/kfps/targets.toml"
  }

  /// Reads the file; a file that is not there has no targets.
  public static func read(_ path: String) throws(RemoteProblem) -> TargetFile {
    guard let bytes = readSmallFile(path) else {
      guard access(path, F_OK) != 0 else {
        throw RemoteProblem(.target, "the file of targets, `\(path)`, cannot be read")
      }
      return TargetFile(path: path, defaultTarget: nil, tables: [:], holdsSecrets: false)
    }
    return try TargetFile(path: path, bytes: bytes)
  }

  private init(
    path: String, defaultTarget: String?, tables: OrderedDictionary<String, Settings>,
    holdsSecrets: Bool
  ) {
    self.path = path
    self.defaultTarget = defaultTarget
    self.tables = tables
    self.holdsSecrets = holdsSecrets
  }

  /// Reads the bytes of a file.
  public init(path: String, bytes: [UInt8]) throws(RemoteProblem) {
    let file: SettingsFile
    do throws(SettingsProblem) {
      file = try TOMLReader(bytes).read()
    } catch {
      throw RemoteProblem(.target, "\(path):\(error.line): \(error.message)")
    }
    var tables: OrderedDictionary<String, Settings> = [:]
    var defaultTarget: String?
    for table in file.tables {
      switch table.name {
      case []:
        for (key, value) in table.settings {
          guard key == "default", case .text(let name) = value else {
            let line = table.lines[key] ?? 1
            throw RemoteProblem(
              .target,
              "\(path):\(line): above the first table there is only `default = \"NAME\"`")
          }
          defaultTarget = name
        }
      case let name where name.count == 2 && name[0] == "targets": tables[name[1]] = table.settings
      case let name:
        throw RemoteProblem(
          .target,
          "\(path):\(table.line): a target is a table `[targets.NAME]`, "
            + "not `[\(name.joined(separator: "."))]`")
      }
    }
    self.path = path
    self.defaultTarget = defaultTarget
    self.tables = tables
    holdsSecrets = tables.values.contains { $0["token"] != nil || $0["cookie"] != nil }
  }

  /// The names of the targets.
  public var names: [String] { Array(tables.keys) }

  /// Whether others can read secrets that stand in the file.
  public var exposesSecrets: Bool {
    var status = stat()
    guard holdsSecrets, stat(path, &status) == 0 else { return false }
    return status.st_mode & (S_IRGRP | S_IROTH) != 0
  }

  /// The target of a name, or the default, with settings from the command line over those of the file.
  /// With an address or a project on the command line no name is needed.
  public func target(
    named name: String?, overrides: Settings, environment: [String: String], workingFolder: String
  ) throws(RemoteProblem) -> Target {
    let isGiven = overrides["host"] != nil || overrides["project"] != nil
    guard let name = name ?? (isGiven ? nil : defaultTarget) else {
      guard isGiven else { throw missing() }
      var settings = TargetSettings(
        name: "on the command line", settings: overrides, environment: environment,
        folder: workingFolder)
      return try settings.target()
    }
    guard let table = tables[name] else { throw unknown(name) }
    var folder = "."
    if let slash = path.lastIndex(of: "/") { folder = String(path[..<slash]) }
    var settings = table
    for (key, value) in overrides { settings[key] = Self.absolute(value, of: key, workingFolder) }
    var target = TargetSettings(
      name: name, settings: settings, environment: environment, folder: folder)
    return try target.target()
  }

  /// A path from the command line begins where the command runs, not where the file of targets is.
  private static func absolute(
    _ value: SettingValue, of key: String, _ folder: String
  ) -> SettingValue {
    let isPath = key.hasSuffix("-file") || ["ca", "client-certificate", "client-key"].contains(key)
    guard isPath, case .text(let path) = value, !path.hasPrefix("/"), !path.hasPrefix("~/") else {
      return value
    }
    return .text("\(folder)/\(path)")
  }

  private func missing() -> RemoteProblem {
    let help =
      names.isEmpty
      ? "give `--host URL`, or `--project` and `--region`, or describe a target in `\(path)`"
      : "give `--to` with one of \(names.map { "`\($0)`" }.joined(separator: ", "))"
    return RemoteProblem(.target, "which target?", help: help)
  }

  private func unknown(_ name: String) -> RemoteProblem {
    let known = names.map { "`\($0)`" }.joined(separator: ", ")
    return RemoteProblem(
      .target, "there is no target `\(name)` in `\(path)`",
      help: known.isEmpty ? "add a table `[targets.\(name)]` to it" : "it has \(known)")
  }
}
