import Glibc
import KFPTypes
import OrderedCollections

/// Turns settings into a target; each setting that is read is crossed off, what is left is unknown.
struct TargetSettings {
  private let name: String
  private var settings: Settings
  private let environment: [String: String]
  private let folder: String

  /// `folder` is where relative paths begin.
  init(name: String, settings: Settings, environment: [String: String], folder: String) {
    self.name = name
    self.settings = settings
    self.environment = environment
    self.folder = folder
  }

  /// The target.
  mutating func target() throws(RemoteProblem) -> Target {
    let kind = try kind()
    var connection = ConnectionOptions()
    connection.connectTimeout = try seconds("connect-timeout") ?? connection.connectTimeout
    connection.timeout = try seconds("timeout") ?? connection.timeout
    connection.authorities = try path("ca") ?? environment["SSL_CERT_FILE"]
    connection.certificate = try path("client-certificate")
    connection.key = try path("client-key")
    connection.proxy = try text("proxy")
    connection.noProxy = try text("no-proxy")
    var retries = RetryPolicy()
    retries.retries = Int(try seconds("retries") ?? Double(retries.retries))
    retries.delay = try seconds("retry-delay") ?? retries.delay
    let poll = try seconds("poll-interval") ?? 3
    let root = try text("pipeline-root")
    let account = try text("service-account")
    let service: Target.Service =
      switch kind {
      case .kubeflow: .kubeflow(try kubeflow())
      case .vertex: .vertex(try vertex())
      }
    if let unknown = settings.keys.first {
      throw problem("`\(unknown)` is no setting of \(kind.title)")
    }
    return Target(
      name: name, service: service, connection: connection, retries: retries,
      pollInterval: max(0.05, poll), pipelineRoot: root, serviceAccount: account)
  }

  private mutating func kind() throws(RemoteProblem) -> TargetKind {
    guard let text = try text("kind") else {
      if settings["host"] != nil { return .kubeflow }
      if settings["project"] != nil { return .vertex }
      throw problem("`kind` is missing: `kubeflow` or `vertex`")
    }
    guard let kind = TargetKind(rawValue: text) else {
      throw problem("`kind` is `kubeflow` or `vertex`, not `\(text)`")
    }
    return kind
  }

  private mutating func kubeflow() throws(RemoteProblem) -> KubeflowTarget {
    var host = try address("host") ?? ""
    guard !host.isEmpty else { throw problem("`host` is missing: the address of the service") }
    if host.hasSuffix("/apis/v2beta1") { host = String(host.dropLast("/apis/v2beta1".count)) }
    return KubeflowTarget(
      host: host, pages: try address("pages"), namespace: try text("namespace"),
      experiment: try text("experiment"), token: try place("token"),
      cookie: try place("cookie"))
  }

  private mutating func vertex() throws(RemoteProblem) -> VertexTarget {
    guard let project = try text("project") else { throw problem("`project` is missing") }
    guard let region = try text("region") else {
      throw problem("`region` is missing, such as `europe-west4`")
    }
    for (key, value) in [("project", project), ("region", region)] {
      guard !value.isEmpty, value.utf8.allSatisfy(Self.isPlain) else {
        throw problem("`\(key)` holds characters that no \(key) has")
      }
    }
    let endpoint = try address("endpoint")
    let network = try text("network")
    let encryptionKey = try text("encryption-key")
    return VertexTarget(
      project: project, region: region, endpoint: endpoint, network: network,
      encryptionKey: encryptionKey, origin: try origin())
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func origin() throws(RemoteProblem) -> GoogleCredentials.Origin {
    if let token = try place("token") { return .given(token) }
    let keyFile = try path("key-file")
    let wanted = try text("credentials")
    let host = environment["GCE_METADATA_HOST"] ?? "metadata.google.internal"
    switch wanted {
    case "gcloud": return .gcloud
    case "metadata": return .metadata(host: host)
    case "key", nil:
      if let keyFile { return .keyFile(keyFile) }
      if let path = environment["GOOGLE_APPLICATION_CREDENTIALS"] { return .keyFile(path) }
      if wanted == nil { return .gcloud }
      throw problem("`credentials = \"key\"` needs `key-file`")
    case let other?:
      throw problem("`credentials` is `gcloud`, `key` or `metadata`, not `\(other)`")
    }
  }

  /// A secret, from one of `token`, `token-file` and `token-env`.
  private mutating func place(_ key: String) throws(RemoteProblem) -> StoredCredentials.Place? {
    let text = try self.text(key)
    let file = try path("\(key)-file")
    let variable = try self.text("\(key)-env")
    switch (text, file, variable) {
    case (nil, nil, nil): return nil
    case (let text?, nil, nil): return .text(Secret(text))
    case (nil, let file?, nil): return .file(file)
    case (nil, nil, let variable?):
      guard let value = environment[variable], !value.isEmpty else {
        throw RemoteProblem(
          .credentials,
          "the target `\(name)` takes its \(key) from the variable `\(variable)`, "
            + "which is not set")
      }
      return .text(Secret(value))
    default: throw problem("only one of `\(key)`, `\(key)-file` and `\(key)-env` can be given")
    }
  }

  private mutating func text(_ key: String) throws(RemoteProblem) -> String? {
    switch settings.removeValue(forKey: key) {
    case nil: return nil
    case .text(let text): return text
    default: throw problem("`\(key)` should be a text in quotes")
    }
  }

  private mutating func seconds(_ key: String) throws(RemoteProblem) -> Double? {
    switch settings.removeValue(forKey: key) {
    case nil: return nil
    case .number(let number) where number >= 0 && number <= 86_400: return number
    default: throw problem("`\(key)` should be a number from 0 to 86400")
    }
  }

  private mutating func address(_ key: String) throws(RemoteProblem) -> String? {
    guard var text = try text(key) else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    if let reason = Address.problem(of: text) { throw problem("`\(key)`: \(reason)") }
    return text
  }

  /// A path; `~/` is the home folder.
  private mutating func path(_ key: String) throws(RemoteProblem) -> String? {
    guard let text = try text(key) else { return nil }
    guard !text.isEmpty else { throw problem("`\(key)` is empty") }
    if text.hasPrefix("~/") { return (environment["HOME"] ?? "") + text.dropFirst() }
    return text.hasPrefix("/") ? text : "\(folder)/\(text)"
  }

  private func problem(_ message: String) -> RemoteProblem {
    RemoteProblem(.target, "the target `\(name)`: \(message)")
  }
}
