import Foundation
import KFPTestSupport
import Testing

/// What a target cannot do is said with a code before anything is sent.
@Suite struct LimitTests {
  struct Limit: Sendable, CustomTestStringConvertible {
    var codes: [String]
    var target: String
    var body: String
    var testDescription: String { "\(codes) for \(target)" }

    init(_ codes: [String], _ target: String, _ body: String) {
      self.codes = codes
      self.target = target
      self.body = body
    }
  }

  static let head = """
    @component(base_image="python:3.11")
    def echo(text: str) -> str:
        return text

    @component(base_image="python:3.11")
    def make() -> list:
        return [1]

    @component(base_image="python:3.11")
    def load(data: Input[Dataset]):
        print(data.path)


    """

  static let secret = """
    @pipeline(name="limits")
    def limits():
        task = echo(text="a")
        kubernetes.use_secret_as_env(
            task, secret_name="s", secret_key_to_env={"password": "PASSWORD"})

    """
  static let workspace = """
    @pipeline(
        name="limits", pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size="1Gi")))
    def limits():
        echo(text="a")

    """
  static let machine = """
    @pipeline(name="limits")
    def limits():
        echo(text="a").set_cpu_limit("128").set_memory_limit("1T")

    """
  static let accelerator = """
    @pipeline(name="limits")
    def limits():
        echo(text="a").set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)

    """
  static let allowed = """
    @pipeline(name="limits")
    def limits():
        task = echo(text="a").set_cpu_limit("96").set_memory_limit("624G")
        task.set_accelerator_type("NVIDIA_L4").set_accelerator_limit(1)

    """
  static let artifact = """
    @pipeline(name="limits")
    def limits(data: Input[Dataset]):
        load(data=data)

    """
  static let retry = """
    @pipeline(name="limits")
    def limits():
        with ParallelFor(["a", "b"]) as item:
            echo(text=item).set_retry(3)

    """
  static let limits = [
    Limit(["E0701"], "cloud", secret), Limit([], "local", secret),
    Limit(["E0702"], "cloud", workspace), Limit([], "local", workspace),
    Limit(["E0703", "E0703"], "cloud", machine), Limit([], "local", machine),
    Limit(["E0704"], "cloud", accelerator), Limit([], "local", accelerator),
    Limit([], "cloud", allowed), Limit(["E0706"], "cloud", artifact),
    Limit(["E0706"], "local", artifact), Limit(["W0711"], "local", retry),
    Limit([], "cloud", retry),
  ]

  private func check(_ body: String, _ more: String...) throws -> Shell.Result {
    let folder = try TemporaryFolder()
    try folder.write(Self.head + body, to: "p.kfps")
    try folder.write(
      """
      [targets.local]
      host = "http://127.0.0.1:1"
      [targets.cloud]
      project = "p"
      region = "r"
      """, to: "targets.toml")
    return try Tool.run(
      ["submit", "p.kfps", "--pipeline", "limits", "--dry-run"] + more, in: folder.url,
      environment: ["KFPS_TARGETS": folder.url.appending(path: "targets.toml").path])
  }

  /// The codes in what was said, in order.
  private func codes(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("error[") || line.hasPrefix("warning[") else { return nil }
      return String(line.split(separator: "[")[1].prefix(5))
    }
  }

  @Test(arguments: limits) func theCodesAreThese(_ limit: Limit) throws {
    let result = try check(limit.body, "--to", limit.target, "--root", "gs://b/r")
    #expect(codes(result.error).sorted() == limit.codes, "\(result.error)")
    #expect(result.status == (limit.codes.contains { $0.hasPrefix("E") } ? 1 : 0))
  }

  @Test(arguments: [128, 129]) func namesAreNotTooLong(_ length: Int) throws {
    let name = String(repeating: "n", count: length)
    let result = try check(Self.retry, "--to", "cloud", "--root", "gs://b", "--pipeline-name", name)
    #expect(codes(result.error) == (length > 128 ? ["E0707"] : []), "\(result.error)")
  }

  /// A loop over artifacts, as the official SDK writes it.
  @Test func artifactsAreNotLoopedOver() throws {
    let result = try Tool.run(
      [
        "submit", Repository.url("Tests/Cases/lowering/loop-artifacts/expected.yaml").path,
        "--dry-run",
        "--host", "http://127.0.0.1:1",
      ], environment: ["KFPS_TARGETS": "/no/such/file"])
    #expect(codes(result.error) == ["E0711"], "\(result.error)")
  }

  @Test(arguments: ["", "s3://bucket/root", "gs://"]) func aPlaceIsNeeded(_ root: String) throws {
    let result =
      try root.isEmpty
      ? check(Self.retry, "--to", "cloud") : check(Self.retry, "--to", "cloud", "--root", root)
    #expect(codes(result.error) == ["E0705"], "\(result.error)")
  }
}
