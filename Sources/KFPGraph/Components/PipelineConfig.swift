import KFPSpec
public import KFPTypes
public import OrderedCollections

/// `dsl.PipelineConfig`: a workspace, and how long what is left of a run is kept.
public struct PipelineConfig: Hashable, Sendable {
  /// A volume that all tasks of a run share.
  public var workspace: Workspace?
  /// Seconds to keep a run that ended.
  public var secondsAfterFinished: Int?
  /// Seconds to keep a run that succeeded.
  public var secondsAfterSuccess: Int?
  /// Seconds to keep a run that failed.
  public var secondsAfterFailure: Int?
  /// Seconds that a run may take.
  public var activeDeadlineSeconds: Int?

  /// A volume that all tasks of a run share.
  public struct Workspace: Hashable, Sendable {
    /// How large it is, as the author wrote it.
    public var size: String
    /// What is changed in the claim of the volume.
    public var claimPatch: JSONValue

    /// Creates a workspace.
    public init(size: String, claimPatch: JSONValue = .object([:])) {
      self.size = size
      self.claimPatch = claimPatch
    }
  }

  /// What is wrong with a configuration.
  public enum Problem: Hashable, Sendable {
    case emptyWorkspaceSize
    case workspaceSize(String)
    /// Seconds below zero, or more than an `int32` holds; the name is the SDK's keyword.
    case secondsOutOfRange(keyword: String, value: Int)
  }

  /// Creates an empty configuration.
  public init() {}

  /// What is wrong with this configuration; empty if the SDK accepts it.
  public var problems: [Problem] {
    var problems: [Problem] = []
    if let workspace {
      let size = Self.trimmed(workspace.size)
      if size.isEmpty {
        problems.append(.emptyWorkspaceSize)
      } else if !Self.isQuantity(size) {
        problems.append(.workspaceSize(workspace.size))
      }
    }
    for (keyword, _, value) in durations {
      if let value, !(0...Int(Int32.max)).contains(value) {
        problems.append(.secondsOutOfRange(keyword: keyword, value: value))
      }
    }
    return problems
  }

  /// `platforms.kubernetes.pipelineConfig`; nil where there is nothing to say.
  public var json: JSONValue? {
    var fields: OrderedDictionary<String, JSONValue> = [:]
    if let workspace {
      fields["workspace"] = .object([
        "size": .string(Self.trimmed(workspace.size)),
        "kubernetes": .object(["pvcSpecPatch": workspace.claimPatch.withDoubles]),
      ])
    }
    for (_, field, value) in durations {
      if let value, value > 0 { fields[field] = .integer(value) }
    }
    return fields.isEmpty ? nil : .object(fields)
  }

  private var durations: [(keyword: String, field: String, value: Int?)] {
    [
      ("ttl_seconds_after_finished", "resourceTtlOnCompletion", secondsAfterFinished),
      ("ttl_seconds_after_success", "resourceTtlOnSuccess", secondsAfterSuccess),
      ("ttl_seconds_after_failure", "resourceTtlOnFailure", secondsAfterFailure),
      ("active_deadline_seconds", "activeDeadlineSeconds", activeDeadlineSeconds),
    ]
  }

  /// Whether a text is a number without leading zeros, perhaps with a fraction, perhaps with one of
  /// Kubernetes' units.
  static func isQuantity(_ text: String) -> Bool {
    let digits: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    var rest = Array(text.utf8)[...]
    let whole = rest.prefix(while: digits)
    guard let first = whole.first, first != 0x30 || whole.count == 1 else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: digits)
      guard !fraction.isEmpty else { return false }
      rest = rest.dropFirst(fraction.count + 1)
    }
    let units = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "K", "M", "G", "T", "P", "E"]
    return units.contains(String(decoding: rest, as: UTF8.self))
  }

  private static func trimmed(_ text: String) -> String {
    DocstringText(text).stripped.string
  }
}
