import Foundation
import KFPRemote
import KFPTestSupport
import KFPTypes
import OrderedCollections

/// The stand-in for both services (`Tests/Remote/standin.py`), running for as long as this lives.
final class StandIn: Sendable {
  let port: Int
  let scheme: String
  let folder: TemporaryFolder
  private let process: Process

  /// Whether it can run: it reads YAML, and judges requests by the official client.
  static let isAvailable = OfficialSDK.python != nil || OfficialSDK.isRequired

  struct Problem: Error { let text: String }

  init(token: String? = nil, options: [String] = [], scheme: String = "http") throws {
    guard let python = OfficialSDK.python else { throw Problem(text: "the SDK is missing") }
    folder = try TemporaryFolder()
    self.scheme = scheme
    process = Process()
    process.executableURL = URL(filePath: python)
    let portFile = folder.url.appending(path: "port").path
    process.arguments =
      [Repository.url("Tests/Remote/standin.py").path, "--port-file", portFile]
      + (token.map { ["--token", $0] } ?? []) + options
    process.standardInput = Pipe()
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
    try process.run()
    var found: Int?
    for _ in 0..<600 where found == nil {
      found = (try? String(contentsOfFile: portFile, encoding: .utf8)).flatMap { Int($0) }
      if found == nil { usleep(50_000) }
    }
    guard let found else { throw Problem(text: "the stand-in does not start") }
    port = found
  }

  deinit { process.terminate() }

  var address: String { "\(scheme)://127.0.0.1:\(port)" }

  /// Tells it what to do and asks what happened.
  @discardableResult
  func control(
    _ wish: OrderedDictionary<String, JSONValue>? = nil, connection: ConnectionOptions = .init()
  ) throws -> JSONValue {
    let request = HTTPRequest(
      wish == nil ? .get : .post, "\(address)/control",
      body: wish.map { JSONValue.object($0).jsonBytes() }, avoidsProxies: true)
    let response = try CurlTransport(options: connection).send(request)
    return try parseJSON(bytes: response.body)
  }

  /// Makes the next requests that match fail.
  func fail(_ match: String, _ fault: OrderedDictionary<String, JSONValue>) throws {
    var fault = fault
    fault["match"] = .string(match)
    try control(["faults": .array([.object(fault)])])
  }

  /// The requests so far, as `METHOD /path`.
  func requests() throws -> [String] {
    (try control()["requests"]?.arrayValue ?? []).map { request in
      "\(request["method"]?.stringValue ?? "") \(request["path"]?.stringValue ?? "")"
    }
  }

  /// What did not fit the official client.
  func violations() throws -> [String] {
    (try control()["violations"]?.arrayValue ?? []).compactMap(\.stringValue)
  }
}

/// A folder with a pipeline and targets, in which commands run.
final class Workplace: Sendable {
  let folder: TemporaryFolder
  let standIn: StandIn

  /// Nobody but the two sides may see it.
  static let token = "a-secret-token-of-the-tests"

  static let pipeline = """
    @component(base_image="python:3.11")
    def echo(text: str, n: int = 1) -> str:
        return text * n

    @component(base_image="python:3.11")
    def join(texts: list) -> str:
        return " ".join(texts)

    @pipeline
    def inner(text: str) -> str:
        return echo(text=text).output

    @pipeline(name="walk-through", description="It shows all kinds of groups.")
    def walk(text: str, n: int = 2) -> str:
        first = echo(text=text, n=n)
        with ParallelFor(["a", "b", "c"]) as item:
            one = echo(text=item).after(first)
        nested = inner(text=first.output)
        return join(texts=Collected(one.output)).output

    """

  init(_ standIn: StandIn, more: String = "", cloud: String = "") throws {
    self.standIn = standIn
    folder = try TemporaryFolder()
    try folder.write(Self.pipeline, to: "p.kfps")
    try folder.write(
      """
      # The targets of the tests.
      default = "local"

      [targets.local]
      host = "\(standIn.address)/"
      token = "\(Self.token)"
      poll-interval = 0.05
      retry-delay = 0.01
      timeout = 20
      \(more)

      [targets.cloud]
      kind = "vertex"
      project = "my-project"
      region = "europe-west4"
      endpoint = "\(standIn.address)"
      pipeline-root = "gs://bucket/root"
      poll-interval = 0.05
      retry-delay = 0.01
      \(cloud.isEmpty ? "token = '\(Self.token)'" : cloud)

      """, to: "targets.toml")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.url.appending(path: "targets.toml").path)
  }

  /// Runs a command here.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Shell.Result {
    let targets = folder.url.appending(path: "targets.toml").path
    return try Tool.run(
      arguments, in: folder.url,
      environment: ["KFPS_TARGETS": targets, "CI": "1"].merging(environment) { $1 })
  }

  /// Starts a run of the pipeline.
  func submit(_ more: String..., environment: [String: String] = [:]) throws -> Shell.Result {
    let targets = folder.url.appending(path: "targets.toml").path
    return try Tool.run(
      ["submit", "p.kfps", "--pipeline", "walk-through", "-p", "text=hi"] + more, in: folder.url,
      environment: ["KFPS_TARGETS": targets, "CI": "1"].merging(environment) { $1 })
  }
}
