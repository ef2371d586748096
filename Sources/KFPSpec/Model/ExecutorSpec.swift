public import KFPTypes
public import OrderedCollections

/// What does the work of a component without tasks inside.
public enum ExecutorSpec: Hashable, Sendable {
  case container(ContainerExecutor)
  case importer(ImporterExecutor)
}

/// A container that is run. All texts may hold placeholders.
public struct ContainerExecutor: Hashable, Sendable {
  /// The image.
  public var image: String
  /// The command.
  public var command: [String]
  /// Its arguments.
  public var args: [String]
  /// Environment variables in order.
  public var env: [EnvironmentVariable]
  /// What it may use; nil is left out.
  public var resources: Resources?

  /// Creates an executor.
  public init(
    image: String, command: [String] = [], args: [String] = [], env: [EnvironmentVariable] = [],
    resources: Resources? = nil
  ) {
    self.image = image
    self.command = command
    self.args = args
    self.env = env
    self.resources = resources
  }

  /// An environment variable.
  public struct EnvironmentVariable: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// Creates a variable.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What a container may use: texts (with placeholders) and their numbers, where known.
  public struct Resources: Hashable, Sendable {
    /// Cores, such as `500m`.
    public var cpuLimit: String?
    /// Cores, such as `500m`.
    public var cpuRequest: String?
    /// Bytes, such as `2Gi`.
    public var memoryLimit: String?
    /// Bytes, such as `2Gi`.
    public var memoryRequest: String?
    /// The kind of accelerator.
    public var acceleratorType: String?
    /// The number of accelerators.
    public var acceleratorCount: String?
    /// The numbers of `cpuLimit` and so on (cores; 10^9 bytes), where they are not placeholders.
    public var cpuLimitNumber: Double?
    /// Cores.
    public var cpuRequestNumber: Double?
    /// 10^9 bytes.
    public var memoryLimitNumber: Double?
    /// 10^9 bytes.
    public var memoryRequestNumber: Double?
    /// The static twin of `acceleratorType` (`accelerator.type`).
    public var acceleratorTypeLegacy: String?
    /// The static twin of `acceleratorCount` (`accelerator.count`, an int64 and so a text).
    public var acceleratorCountLegacy: String?

    /// Creates empty resources.
    public init() {}
  }
}

/// An artifact that is taken from an address.
public struct ImporterExecutor: Hashable, Sendable {
  /// Where it is.
  public var artifactURI: Value
  /// What it is.
  public var schema: ArtifactSchema
  /// Whether it is imported again each time.
  public var reimport: Bool
  /// Its metadata; numbers are doubles.
  public var metadata: OrderedDictionary<String, JSONValue>
  /// Whether it is copied into the workspace.
  public var downloadToWorkspace: Bool

  /// A constant, or the input that holds it.
  public enum Value: Hashable, Sendable {
    case constant(String)
    case runtimeParameter(String)
  }

  /// Creates an importer.
  public init(
    artifactURI: Value, schema: ArtifactSchema, reimport: Bool = false,
    metadata: OrderedDictionary<String, JSONValue> = [:], downloadToWorkspace: Bool = false
  ) {
    self.artifactURI = artifactURI
    self.schema = schema
    self.reimport = reimport
    self.metadata = metadata
    self.downloadToWorkspace = downloadToWorkspace
  }
}
