import Foundation
import KFPRemote
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

/// Secrets reach the service and nobody else.
@Suite(.enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct SecretTests {
  static let cookie = "session=a-cookie-that-nobody-may-see"

  /// Everything that commands print and leave, with every kind of success and failure.
  @Test func nothingThatIsPrintedOrKeptHoldsThem() throws {
    let place = try Workplace(
      StandIn(token: Workplace.token), more: "retries = 0\ncookie = \"\(Self.cookie)\"")
    var said = ""
    func note(_ result: Shell.Result) { said += result.output + result.error }
    note(try place.submit("--watch"))
    note(try place.submit("--watch", "--json"))
    note(try place.run("runs", "--to", "local", "--json"))
    let run = try parseJSON(try place.run("runs", "--to", "local", "--json", "-n", "1").output)[
      "run"]
    note(try place.run("pull", try #require(run?.stringValue)))
    note(try place.run("show", "--to", "local"))
    for fault in ["echo", "401", "403", "500", "page", "redirect", "drop", "truncate"] {
      try place.standIn.fail("", ["do": .string(fault), "times": .integer(9)])
      note(try place.run("runs", "--to", "local"))
      note(try place.submit())
    }
    try place.standIn.control(["faults": .array([]), "tokens": .array([.string("another")])])
    note(try place.run("runs", "--to", "local"))
    #expect(said.contains("sent:") && said.contains("***"), "the careless service was heard")
    for secret in [Workplace.token, Self.cookie] {
      #expect(!said.contains(secret))
      let kept = try Shell.run(
        ["grep", "-rlF", "--exclude=targets.toml", secret, place.folder.url.path])
      #expect(kept.output == "")
    }
    let headers = try place.standIn.control()["requests"]?.arrayValue?.first?["headers"]
    #expect(headers?["authorization"] == .string("Bearer \(Workplace.token)"))
    #expect(headers?["cookie"] == .string(Self.cookie))
  }

  @Test func secretsComeFromFilesAndVariables() throws {
    let standIn = try StandIn(token: Workplace.token)
    let place = try Workplace(standIn)
    try place.folder.write("\(Workplace.token)\n", to: "token")
    let byFile = try place.run(
      "runs", "--host", standIn.address, "--token-file", "token")
    #expect(byFile.status == 0, "\(byFile.error)")
    try place.folder.write(
      "[targets.v]\nhost = \"\(standIn.address)\"\ntoken-env = \"MY_TOKEN\"\n", to: "targets.toml")
    let without = try place.run("runs", "--to", "v")
    #expect(without.status == 2)
    #expect(without.error.contains("`MY_TOKEN`"), "\(without.error)")
    let with = try place.run(
      "runs", "--to", "v", environment: ["MY_TOKEN": Workplace.token])
    #expect(with.status == 0, "\(with.error)")
  }

  /// Whoever rotates a token writes it into the file; a request that was refused is sent again with it.
  @Test func aTokenThatExpiredIsReadAgain() throws {
    let standIn = try StandIn(token: "the-new-token")
    let place = try Workplace(standIn)
    let path = try place.folder.write("the-old-token", to: "token")
    let service = try TargetFile(path: "t", bytes: []).target(
      named: nil, overrides: ["host": .text(standIn.address), "token-file": .text(path)],
      environment: [:], workingFolder: "/"
    ).connect(
      RemoteWorld(
        transport: Rotating(path: path), pause: { _ in true }, now: { 0 }))
    #expect(try service.runs(limit: 1).isEmpty)
  }

  /// Writes the new token when the old one was refused.
  private struct Rotating: HTTPTransport {
    let path: String
    func send(_ request: HTTPRequest) throws(ExchangeFailure) -> HTTPResponse {
      let response = try CurlTransport(options: ConnectionOptions()).send(request)
      if response.status == 401 { try? Data("the-new-token".utf8).write(to: URL(filePath: path)) }
      return response
    }
  }

  @Test func secretsAreNotSentInTheOpen() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "[targets.v]\nhost = \"http://kfp.example.org\"\ntoken = \"\(Workplace.token)\"\n",
      to: "targets.toml")
    let result = try Tool.run(
      ["runs", "--to", "v"], in: folder.url,
      environment: ["KFPS_TARGETS": folder.url.appending(path: "targets.toml").path])
    #expect(result.status == 2)
    #expect(result.error.contains("is not encrypted"), "\(result.error)")
    #expect(!result.error.contains(Workplace.token))
  }

  @Test func aFileThatOthersCanReadIsRemarkedOn() throws {
    let place = try Workplace(StandIn(token: Workplace.token))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644],
      ofItemAtPath: place.folder.url.appending(path: "targets.toml").path)
    let result = try place.run("runs")
    #expect(result.status == 0)
    #expect(try place.run("runs", "--to", "local").error.contains("others can read the secrets"))
  }

  @Test func aSecretPrintsAsStars() {
    let secret = Secret("hush hush")
    #expect("\(secret) \(String(reflecting: secret))" == "*** ***")
    var text = ""
    dump(["token": secret], to: &text)
    #expect(!text.contains("hush"))
  }
}

/// The ways to a token of Google Cloud.
@Suite(.enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct GoogleCredentialTests {
  /// A key of a service account, whose public half the stand-in knows.
  private func makeKey(_ place: Workplace) throws {
    let folder = place.folder.url
    let made = try Shell.run(["openssl", "genrsa", "-out", "key.pem", "2048"], in: folder)
    #expect(made.status == 0)
    let half = try Shell.run(["openssl", "rsa", "-in", "key.pem", "-pubout"], in: folder)
    try place.standIn.control(["public_key": .string(half.output)])
    let key = JSONValue.object([
      "type": .string("service_account"), "client_email": .string("me@project.example.org"),
      "private_key_id": .string("1"),
      "private_key": .string(
        try String(contentsOf: folder.appending(path: "key.pem"), encoding: .utf8)),
      "token_uri": .string("\(place.standIn.address)/token"),
    ])
    try place.folder.write(key.jsonText(), to: "key.json")
  }

  @Test func aKeyOfAServiceAccountSigns() throws {
    let place = try Workplace(StandIn(token: "nobody has this"), cloud: "key-file = \"key.json\"")
    try makeKey(place)
    let result = try place.submit("--to", "cloud")
    #expect(result.status == 0, "\(result.error)")
    let asked = try place.standIn.requests().filter { $0 == "POST /token" }
    #expect(asked.count == 1, "a token is kept")
  }

  @Test func aKeyThatIsNotKnownIsRefused() throws {
    let place = try Workplace(StandIn(token: "nobody has this"), cloud: "key-file = \"key.json\"")
    try makeKey(place)
    let other = try Shell.run(["openssl", "genrsa", "2048"])
    let half = try Shell.run(["openssl", "rsa", "-pubout"], input: other.output)
    try place.standIn.control(["public_key": .string(half.output)])
    let result = try place.submit("--to", "cloud")
    #expect(result.status == 2)
    #expect(result.error.contains("gives no token: status 400"), "\(result.error)")
    #expect(!result.error.contains("PRIVATE"))
  }

  @Test(arguments: [
    ("{", "is not JSON"), ("{}", "is no key of a service account"),
    (
      #"{"type": "service_account", "client_email": "a", "private_key": "nonsense"}"#,
      "cannot be used for signing"
    ),
    (
      #"{"type": "service_account", "client_email": "a", "private_key": "b", "token_uri": "http://a.b"}"#,
      "not encrypted"
    ),
  ])
  func aKeyThatIsNoneIsSaid(_ text: String, _ message: String) throws {
    let place = try Workplace(StandIn(), cloud: "key-file = \"key.json\"")
    try place.folder.write(text, to: "key.json")
    let result = try place.run("runs", "--to", "cloud")
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func aPersonsKeyIsExchanged() throws {
    let place = try Workplace(StandIn(token: "nobody has this"))
    try place.folder.write(
      JSONValue.object([
        "type": .string("authorized_user"), "client_id": .string("c"),
        "client_secret": .string("the-secret-of-a-client"),
        "refresh_token": .string("the-refresh-token-of-a-person"),
        "token_uri": .string("\(place.standIn.address)/token"),
      ]).jsonText(), to: "adc.json")
    try place.folder.write(
      """
      [targets.cloud]
      kind = "vertex"
      project = "p"
      region = "r"
      endpoint = "\(place.standIn.address)"

      """, to: "targets.toml")
    let path = place.folder.url.appending(path: "adc.json").path
    let result = try place.run(
      "runs", "--to", "cloud", environment: ["GOOGLE_APPLICATION_CREDENTIALS": path])
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func theMetadataServerIsAsked() throws {
    let place = try Workplace(
      StandIn(token: "nobody has this"), cloud: "credentials = \"metadata\"")
    let result = try place.run(
      "runs", "--to", "cloud",
      environment: ["GCE_METADATA_HOST": "127.0.0.1:\(place.standIn.port)"])
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func gcloudIsAsked() throws {
    let place = try Workplace(
      StandIn(token: "token-of-gcloud"), cloud: "credentials = \"gcloud\"")
    func run(_ script: String) throws -> Shell.Result {
      let program = try place.folder.write("#!/bin/sh\n\(script)\n", to: "bin/gcloud")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
      let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
      let folder = place.folder.url.appending(path: "bin").path
      return try place.run("runs", "--to", "cloud", environment: ["PATH": "\(folder):\(path)"])
    }
    let good = try run("[ \"$1 $2\" = \"auth print-access-token\" ] && echo token-of-gcloud")
    #expect(good.status == 0, "\(good.error)")
    let bad = try run("echo 'a-half-printed-token'; exit 1")
    #expect(bad.status == 2)
    #expect(bad.error.contains("gcloud auth login"), "\(bad.error)")
    #expect(!bad.error.contains("a-half-printed-token"))
  }
}
