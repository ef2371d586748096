import KFPSpec

/// How containers are run.
public struct ContainerOptions: Sendable {
  /// The engine's command, `podman` or `docker` (or a path to one).
  public var engine: String
  /// Images to use instead of those that documents name.
  public var imageMap: [String: String]
  /// When an image is fetched.
  public var pull: Pull
  /// `--network` of the engine; nil leaves the engine's own.
  public var network: String?
  /// `--cgroups` of podman; nil leaves the engine's own.
  public var cgroups: String?

  /// When an image is fetched from its registry.
  public enum Pull: String, Hashable, Sendable, CaseIterable {
    case never
    case missing
    case always
  }

  /// Creates options.
  public init(
    engine: String = "podman", imageMap: [String: String] = [:], pull: Pull = .missing,
    network: String? = nil, cgroups: String? = nil
  ) {
    self.engine = engine
    self.imageMap = imageMap
    self.pull = pull
    self.network = network
    self.cgroups = cgroups
  }

  /// The image that is used for one that a document names; `*` stands for all others.
  public func image(for name: String) -> String {
    imageMap[name] ?? imageMap["*"] ?? name
  }
}

/// A quantity of Kubernetes (`500m`, `2Gi`) as a number; nil when it is none.
func quantity(_ text: String) -> Double? {
  let units: [(String, Double)] = [
    ("Ki", 0x1p10), ("Mi", 0x1p20), ("Gi", 0x1p30), ("Ti", 0x1p40), ("Pi", 0x1p50),
    ("Ei", 0x1p60), ("K", 1e3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
    ("E", 1e18), ("m", 1e-3),
  ]
  for (unit, factor) in units where text.hasSuffix(unit) {
    return Double(text.dropLast(unit.count)).map { $0 * factor }
  }
  return Double(text)
}
