import Foundation
import KFPTestSupport
import Testing

/// The pipelines of the talk, as people write them, through the real executable.
@Suite struct SampleTests {
  static let names = ["hello_world", "two_tasks", "fan_in", "condition", "container"]

  @Test(arguments: names)
  func scriptAndModuleGiveTheSameDocument(_ name: String) throws {
    let folder = try TemporaryFolder()
    let script = try compiled("samples/\(name).kfps", in: folder)
    let module = try compiled("samples/python/\(name).py", in: folder)
    #expect(script == module)
  }

  @Test(.enabled(if: OfficialSDK.python != nil || OfficialSDK.isRequired, "the SDK is missing"))
  func documentsEqualTheOfficialOnesToTheLetter() throws {
    let python = try #require(OfficialSDK.python)
    let folder = try TemporaryFolder()
    let jobs = Self.names.map { name in
      [
        "source": Repository.url("samples/python/\(name).py").path,
        "output": folder.url.appending(path: "\(name).yaml").path,
      ]
    }
    let list = try folder.write(
      String(decoding: try JSONEncoder().encode(jobs), as: UTF8.self), to: "jobs.json")
    let result = try Shell.run([python, Repository.url("Tests/Tools/sdk_compile.py").path, list])
    #expect(result.output == String(repeating: "ok\n", count: Self.names.count), "\(result.error)")
    for name in Self.names {
      let official = try String(
        contentsOf: folder.url.appending(path: "\(name).yaml"), encoding: .utf8)
      #expect(try compiled("samples/python/\(name).py", in: folder) == official, "\(name)")
    }
  }

  @Test(arguments: [
    ("hello_world", [], "hello-world | Hello, world!"),
    ("hello_world", ["-p", "text=Grüß Gott"], "hello-world | Grüß Gott"),
    ("two_tasks", ["-p", "text=it's \"quoted\""], #"Output = 'it\'s "quoted"'"#),
    ("fan_in", [], "Output = 4.5"),
    ("condition", ["-p", "seed=7"], "Output = "),
  ])
  func runs(_ name: String, _ arguments: [String], _ expected: String) throws {
    let folder = try TemporaryFolder()
    for file in ["samples/\(name).kfps", "samples/python/\(name).py"] {
      let result = try Tool.run(
        ["run", Repository.url(file).path, "--backend", "subprocess", "--no-cache"] + arguments,
        in: folder.url)
      #expect(result.status == 0, "\(result.output)\(result.error)")
      #expect(result.output.contains(expected), "\(result.output)")
    }
  }

  @Test func theOfficialDocumentRunsToo() throws {
    let folder = try TemporaryFolder()
    let document = try folder.write(try compiled("samples/fan_in.kfps", in: folder), to: "in.yaml")
    let result = try Tool.run(["run", document, "--backend", "subprocess"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("Output = 4.5"))
  }

  @Test(
    .enabled(
      if: ContainerEngine.isAvailable || ContainerEngine.isRequired, "no container engine"))
  func theContainerSampleRunsInContainers() throws {
    let folder = try TemporaryFolder()
    let result = try Tool.run(
      [
        "run", Repository.url("samples/container.kfps").path, "--backend", "podman",
        "--image-map", "python:3.11=\(ContainerEngine.image)", "-p", "text=hello",
      ], in: folder.url)
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.output.contains("Output = 'HELLO'"))
  }

  /// The document of a file, compiled without choosing a pipeline.
  private func compiled(_ file: String, in folder: TemporaryFolder) throws -> String {
    let output = folder.url.appending(path: UUID().uuidString + ".yaml")
    let result = try Tool.run(
      ["compile", Repository.url(file).path, "-o", output.path], in: folder.url)
    try #require(result.status == 0, "\(file): \(result.error)")
    return try String(contentsOf: output, encoding: .utf8)
  }
}
