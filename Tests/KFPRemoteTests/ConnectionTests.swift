import Foundation
import KFPRemote
import KFPTestSupport
import Testing

/// Certificates and proxies.
@Suite(.enabled(if: StandIn.isAvailable, "the SDK is missing"))
struct ConnectionTests {
  /// Two authorities, and certificates for this computer, for another one, and for a client.
  private static let certificates: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let script = """
      set -e
      for name in good bad; do
        openssl req -x509 -newkey rsa:2048 -nodes -keyout $name-ca.key -out $name-ca.pem \
          -subj "/CN=$name authority" -days 2
      done
      sign() {
        openssl req -newkey rsa:2048 -nodes -keyout $1.key -out $1.csr -subj "/CN=$1"
        echo "subjectAltName=$2" > $1.ext
        openssl x509 -req -in $1.csr -CA good-ca.pem -CAkey good-ca.key -CAcreateserial \
          -out $1.pem -days 2 -extfile $1.ext
      }
      sign server IP:127.0.0.1
      sign elsewhere DNS:elsewhere.example.org
      sign client email:me@example.org
      """
    let made = try Shell.run(["sh", "-c", script], in: folder.url)
    guard made.status == 0 else { throw StandIn.Problem(text: made.error) }
    return folder
  }

  private func file(_ name: String) throws -> String {
    try Self.certificates.get().url.appending(path: name).path
  }

  private func standIn(_ certificate: String, clients: Bool = false) throws -> StandIn {
    var options = [
      "--certificate", try file("\(certificate).pem"), "--key", try file("\(certificate).key"),
    ]
    if clients { options += ["--clients", try file("good-ca.pem")] }
    return try StandIn(options: options, scheme: "https")
  }

  private func runs(_ standIn: StandIn, _ more: String...) throws -> Shell.Result {
    let folder = try TemporaryFolder()
    try folder.write(
      (["[targets.secure]", "host = \"\(standIn.address)\"", "retries = 0"] + more)
        .joined(separator: "\n") + "\n", to: "targets.toml")
    return try Tool.run(
      ["runs", "--to", "secure"], in: folder.url,
      environment: ["KFPS_TARGETS": folder.url.appending(path: "targets.toml").path])
  }

  @Test func anAuthorityOfOursIsTrusted() throws {
    let service = try standIn("server")
    let good = try runs(service, "ca = \"\(try file("good-ca.pem"))\"")
    #expect(good.status == 0, "\(good.error)")
    for more in ["", "ca = \"\(try file("bad-ca.pem"))\""] {
      let result = try runs(service, more)
      #expect(result.status == 1)
      #expect(result.error.contains("is not trusted"), "\(result.error)")
    }
  }

  @Test func theNameMustFit() throws {
    let result = try runs(
      try standIn("elsewhere"), "ca = \"\(try file("good-ca.pem"))\"")
    #expect(result.status == 1)
    #expect(result.error.contains("is not trusted"), "\(result.error)")
  }

  @Test func aServiceMayAskForOurCertificate() throws {
    let service = try standIn("server", clients: true)
    let authority = "ca = \"\(try file("good-ca.pem"))\""
    let with = try runs(
      service, authority, "client-certificate = \"\(try file("client.pem"))\"",
      "client-key = \"\(try file("client.key"))\"")
    #expect(with.status == 0, "\(with.error)")
    #expect(try runs(service, authority).status == 1)
  }

  /// Names of hosts are the proxy's business, except for those that need none.
  @Test func proxiesAreUsed() throws {
    let standIn = try StandIn()
    let folder = try TemporaryFolder()
    func runs(_ environment: [String: String]) throws -> Int32 {
      try Tool.run(
        ["runs", "--host", "http://kfp.invalid"], in: folder.url,
        environment: environment.merging(["KFPS_TARGETS": "/no/such/file"]) { $1 }
      ).status
    }
    #expect(try runs(["http_proxy": standIn.address]) == 0)
    #expect(try standIn.requests().contains("GET /apis/v2beta1/runs"))
    try folder.write(
      "[targets.p]\nhost = \"http://kfp.invalid\"\nproxy = \"\(standIn.address)\"\n",
      to: "targets.toml")
    let byTarget = try Tool.run(
      ["runs", "--to", "p"], in: folder.url,
      environment: ["KFPS_TARGETS": folder.url.appending(path: "targets.toml").path])
    #expect(byTarget.status == 0, "\(byTarget.error)")
    // Resolving a name that is not there may take several tries.
    try folder.write(
      "[targets.p]\nhost = \"http://kfp.invalid\"\nretries = 0\n", to: "targets.toml")
    let around = try Tool.run(
      ["runs", "--to", "p"], in: folder.url,
      environment: [
        "http_proxy": standIn.address, "NO_PROXY": "kfp.invalid",
        "KFPS_TARGETS": folder.url.appending(path: "targets.toml").path,
      ])
    #expect(around.status == 1)
    #expect(around.error.contains("no connection to `kfp.invalid`"), "\(around.error)")
  }
}
