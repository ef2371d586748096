import Glibc
import KFPRecord
import KFPSpec
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Testing

@testable import KFPRunner

/// Containers of a real engine: each way to fail has its own complaint, and nothing is left behind.
@Suite(
  .serialized,
  .enabled(
    if: ContainerEngine.isAvailable || ContainerEngine.isRequired,
    "no engine with \(ContainerEngine.image)"))
struct ContainerTests {
  private func options(_ engine: String = "podman") -> ContainerOptions {
    ContainerOptions(
      engine: engine, imageMap: ["python:3.11": ContainerEngine.image], pull: .never,
      network: "none")
  }

  private func run(
    _ document: PipelineDocument, _ options: ContainerOptions, in folder: TemporaryFolder,
    settings: LaunchSettings = .init(grace: 0.2), timeout: Double? = nil
  ) async -> RunRecord {
    let launcher = ContainerLauncher(options: options, settings: settings)
    let record = await Runner.run(
      document: document,
      options: RunOptions(runsFolder: folder.path, cache: nil, taskTimeout: timeout),
      launcher: launcher)
    await launcher.close()
    return record
  }

  private func executor(_ command: [String], image: String = "python:3.11") -> ContainerExecutor {
    ContainerExecutor(image: image, command: command, args: [])
  }

  @Test func aMissingImageIsNamed() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(executor(["true"], image: "localhost/no-such-image:1"))
    let failure = try #require(await run(document, options(), in: folder).leaves.first?.failure)
    #expect(failure.kind == .image)
    #expect(failure.message.contains("`localhost/no-such-image:1` of `task` is not here"))
  }

  @Test func aMissingCommandIsNamed() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(executor(["no-such-command", "a b"]))
    let failure = try #require(await run(document, options(), in: folder).leaves.first?.failure)
    #expect(failure.kind == .command)
    #expect(failure.message.contains("cannot run `no-such-command` in the image"))
  }

  @Test(
    "statuses that engines use are the task's own where no engine complains", arguments: [125, 126])
  func statusesOfTheTask(_ status: Int) async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(executor(["sh", "-c", "exit \(status)"]))
    let failure = try #require(await run(document, options(), in: folder).leaves.first?.failure)
    #expect(failure.kind == .task)
    #expect(failure.message == "`task` ended with status \(status)")
  }

  @Test func tooMuchMemoryIsNamed() async throws {
    let folder = try TemporaryFolder()
    var executor = executor(["python3", "-c", "x = bytearray(300_000_000)"])
    executor.resources = .init()
    executor.resources?.memoryLimit = "64M"
    let failure = try #require(
      await run(singleTask(executor), options(), in: folder).leaves.first?.failure)
    #expect(failure.kind == .memory, "\(failure)")
    #expect(failure.message.contains("64M"))
  }

  @Test func anEngineThatIsNotThereIsNamed() async throws {
    let folder = try TemporaryFolder()
    let failure = try #require(
      await run(singleTask(executor(["true"])), options("no-such-engine"), in: folder).leaves.first?
        .failure)
    #expect(failure.kind == .engine)
    #expect(failure.message.contains("`no-such-engine` cannot be started"))
  }

  @Test func anEngineThatDoesNotAnswerIsNamed() async throws {
    let folder = try TemporaryFolder()
    let docker = try script(
      "docker",
      """
      echo 'docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. \
      Is the docker daemon running?' >&2
      exit 125
      """, in: folder)
    let failure = try #require(
      await run(singleTask(executor(["true"])), options(docker), in: folder).leaves.first?.failure)
    #expect(failure.kind == .engine)
    #expect(failure.message.contains("does not answer"))
  }

  @Test("docker's command line runs the same, here with podman behind it")
  func docker() async throws {
    let folder = try TemporaryFolder()
    let calls = "\(folder.path)/calls"
    let docker = try script(
      "docker",
      """
      printf '%s\\n' "$*" >> '\(calls)'
      case " $* " in *' --cgroups '*|*' --log-driver '*) echo "unknown flag" >&2; exit 125;; esac
      exec podman "$@"
      """, in: folder)
    let runCase = RunCase(name: "values")
    let launcher = ContainerLauncher(options: options(docker))
    #expect(launcher.name == "docker")
    #expect(await launcher.isAvailable())
    #expect(await launcher.hasImage("python:3.11"))
    #expect(await !launcher.hasImage("localhost/no-such-image:1"))
    var mapped = options(docker)
    mapped.imageMap = ["*": ContainerEngine.image]
    let record = try await run(runCase.document(), mapped, in: folder)
    await launcher.close()
    #expect(record.state == .succeeded, "\(record.leaves)")
    #expect(Files.text(calls)?.contains("run --rm --name kfps-") == true)
  }

  @Test("an engine that is stopped before its container runs says that all went well; it did not")
  func stoppedEngine() async throws {
    let folder = try TemporaryFolder()
    let docker = try script(
      "docker",
      """
      [ "$1" = run ] || exit 0
      trap 'exit 0' TERM
      sleep 20 & wait
      """, in: folder)
    let record = await run(
      singleTask(executor(["true"])), options(docker), in: folder, timeout: 0.5)
    #expect(record.leaves.first?.failure?.kind == .timeout, "\(record.leaves)")
  }

  private func script(
    _ name: String, _ body: String, in folder: TemporaryFolder
  ) throws -> String {
    let path = "\(folder.path)/\(name)"
    #expect(Files.write(path, "#!/bin/sh\n\(body)\n"))
    #expect(chmod(path, 0o755) == 0)
    return path
  }

  @Test("a container that ignores signals is gone when its time is over")
  func nothingIsLeft() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(
      executor(["sh", "-c", "trap '' TERM; echo started; sleep 600 & wait; sleep 600"]))
    let record = await run(document, options(), in: folder, timeout: 1)
    #expect(record.leaves.first?.failure?.kind == .timeout)
    let left = try Shell.run([
      "podman", "ps", "--all", "--quiet", "--filter", "label=kfps.run=\(record.id)",
    ])
    #expect(left.output == "")
  }

  @Test("a task whose time is over has failed, also one that takes no notice and ends well")
  func timeIsOver() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(executor(["sh", "-c", "trap '' TERM; sleep 3"]))
    let record = await run(
      document, options(), in: folder, settings: .init(grace: 30), timeout: 1)
    #expect(record.leaves.first?.failure?.kind == .timeout)
  }

  @Test("a Python component in a container ends when it is asked to")
  func askedToEnd() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask("def f():\n    import time\n    time.sleep(600)\n", "f")
    let start = monotonicSeconds()
    let record = await run(
      document, options(), in: folder, settings: .init(grace: 60), timeout: 2)
    #expect(record.leaves.first?.failure?.kind == .timeout)
    #expect(monotonicSeconds() - start < 30)
  }

  @Test("what a killed runner left is removed by the next one")
  func leftovers() async throws {
    let folder = try TemporaryFolder()
    let mark = "kfps-test-\(getpid())"
    let start = try Shell.run([
      "podman", "create", "--name", mark, "--network", "none", "--label",
      "kfps.folder=\(folder.path)/gone", "--label", "kfps.process=1", ContainerEngine.image,
      "sleep", "600",
    ])
    #expect(start.status == 0, "\(start.error)")
    _ = await run(singleTask(executor(["true"])), options(), in: folder)
    let left = try Shell.run(["podman", "ps", "--all", "--quiet", "--filter", "name=\(mark)"])
    #expect(left.output == "")
  }

  @Test("hostile values arrive as they are, in commands and in variables")
  func hostileValues() async throws {
    let folder = try TemporaryFolder()
    let value = "a'b\"c $(touch /tmp/x) `id` \\ {{$}} {{$.inputs.parameters['v']}}\nline --rm"
    var executor = executor([
      "python3", "-c", "import os, sys; print(repr(sys.argv[1:]), repr(os.environ['V']))",
      "{{$.inputs.parameters['v']}}",
    ])
    executor.env = [.init(name: "V", value: "{{$.inputs.parameters['v']}}")]
    let record = await run(
      singleTask(executor, named: "../../x", ["v": .string(value)]), options(), in: folder)
    #expect(record.state == .succeeded, "\(record.leaves)")
    let log = Files.text(RunFolder(record.id, in: folder.path).log(TaskPath("../../x")))
    let python = try Shell.run([
      "python3", "-c", "import sys; print([sys.argv[1]], repr(sys.argv[1]))", value,
    ])
    #expect(log == python.output)
    #expect(Files.names(in: folder.path).count == 1, "nothing left the run's folder")
  }

  @Test("a folder of any name is seen by containers")
  func hostileFolder() async throws {
    let folder = try TemporaryFolder()
    let record = await Runner.run(
      document: singleTask("def f():\n    print('done')\n", "f"),
      options: RunOptions(runsFolder: "\(folder.path)/a \"b\", 'c': d=e", cache: nil),
      launcher: ContainerLauncher(options: options()))
    #expect(record.state == .succeeded, "\(record.leaves)")
  }

  @Test("a command that the system does not take is told as such")
  func tooLong() async throws {
    let folder = try TemporaryFolder()
    let document = singleTask(executor(["true", String(repeating: "x", count: 200_000)]))
    let failure = try #require(await run(document, options(), in: folder).leaves.first?.failure)
    #expect(failure.kind == .command)
    #expect(failure.message.contains("longer than the system takes"))
  }

  @Test(
    "packages are installed once for an image, whoever wants them, and are there without a network")
  func packages() async throws {
    let folder = try TemporaryFolder()
    let index = try PackageIndex()
    let source = "def f():\n    import kfps_example\n    print(kfps_example.WORD)\n"
    let document = singleTask(source, "f", packages: ["kfps-example"])
    var online = options()
    online.network = "host"
    let settings = LaunchSettings(
      environment: ["PIP_INDEX_URL": index.address, "PIP_NO_CACHE_DIR": "1"],
      cacheFolder: "\(folder.path)/cache", grace: 0.2)
    async let first = run(document, online, in: folder, settings: settings)
    async let second = run(document, online, in: folder, settings: settings)
    for record in await [first, second] {
      #expect(record.state == .succeeded, "\(record.leaves)")
      let log = Files.text(RunFolder(record.id, in: folder.path).log(TaskPath("f"))) ?? ""
      #expect(log.hasSuffix("found\n"), "\(log)")
    }
    #expect(index.downloads == 1)
    index.stop()
    let offline = await run(document, options(), in: folder, settings: settings)
    #expect(offline.state == .succeeded, "\(offline.leaves)")
    let process = await Runner.run(
      document: document, options: RunOptions(runsFolder: folder.path, cache: nil),
      launcher: SubprocessLauncher(settings: settings))
    #expect(process.leaves.first?.failure?.message == "pip could not install `kfps-example`")
  }
}
