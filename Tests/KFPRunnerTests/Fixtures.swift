import Foundation
import Glibc
import KFPRecord
import KFPSpec
import KFPTestSupport
import KFPTypes
import OrderedCollections
import Synchronization
import Testing

@testable import KFPRunner

/// The folder of all cases.
let casesFolder = Repository.url("Tests/Cases").path

/// One pipeline that is run, with what must come of it.
struct RunCase: Sendable, CustomTestStringConvertible {
  let name: String
  var folder: String { "\(casesFolder)/runs/\(name)" }
  var testDescription: String { name }

  static let all = Files.names(in: "\(casesFolder)/runs").map(RunCase.init(name:))

  func document() throws -> PipelineDocument {
    let bytes = try #require(Files.read("\(folder)/pipeline.yaml"))
    return try readDocument(bytes: bytes).document
  }

  func arguments() throws -> OrderedDictionary<String, JSONValue> {
    guard let text = Files.text("\(folder)/arguments.json") else { return [:] }
    return try readJSON(text).objectValue ?? [:]
  }
}

/// A folder that is removed when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/kfps-tests-XXXXXX".utf8CString)
    path = try #require(
      template.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
      })
  }

  deinit { Files.remove(path) }
}

/// A launcher without processes: a task's outputs are made from its inputs.
struct PretendLauncher: Launcher {
  let name = "pretend"
  /// The paths of the tasks that were launched, in order.
  let launched = Launched()
  /// The names of tasks that fail.
  var failing: Set<String> = []

  final class Launched: Sendable {
    private let paths = Mutex<[String]>([])
    var all: [String] { paths.withLock { $0 } }
    func add(_ path: TaskPath) { paths.withLock { $0.append(path.text) } }
  }

  func surroundings(of task: ResolvedTask) async -> JSONValue { .string(name) }

  func launch(_ prepared: PreparedTask) async -> LaunchEnd {
    launched.add(prepared.task.path)
    if failing.contains(prepared.task.name) {
      return .failed(TaskFailure(.task, "`\(prepared.task.path)` failed"))
    }
    var values: OrderedDictionary<String, JSONValue> = [:]
    for (name, output) in prepared.task.component.outputs.parameters {
      values[name] = pretendValue(output.type, prepared.task)
    }
    let outputs = JSONValue.object(["parameterValues": .object(values)])
    let file = prepared.executorInput["outputs"]?["outputFile"]?.stringValue ?? ""
    _ = Files.write(file, jsonText(outputs))
    return .ended
  }

  func close() async {}
}

/// A value of a type that depends on the inputs of the task.
func pretendValue(_ type: ParameterType, _ task: ResolvedTask) -> JSONValue {
  let text = "\(task.name)(\(jsonText(.object(task.inputs.parameters), .canonical)))"
  return switch type {
  case .string: .string(text)
  case .integer: .integer(text.utf8.count)
  case .double: .double(Double(text.utf8.count) / 2)
  case .boolean: .bool(text.utf8.count.isMultiple(of: 2))
  case .list: .array([.integer(1), .integer(2), .integer(3)])
  case .struct, .taskFinalStatus, .taskConfig: .object(["text": .string(text)])
  }
}

extension ResolvedTask {
  /// What a pretended run of the task gives.
  var pretendOutputs: PortValues {
    var outputs = PortValues()
    for (name, output) in component.outputs.parameters {
      outputs.parameters[name] = pretendValue(output.type, self)
    }
    for (name, output) in component.outputs.artifacts {
      outputs.artifacts[name] = [
        RuntimeArtifact(name: name, uri: "/\(path)/\(name)", schema: output.schema)
      ]
    }
    return outputs
  }
}

/// A document with one Python component.
func singleTask(
  _ source: String, _ function: String, _ values: OrderedDictionary<String, JSONValue> = [:],
  outputs: ComponentOutputs = .init(), packages: [String] = []
) -> PipelineDocument {
  let install = packages.map { "'\($0)'" }.joined(separator: " ")
  let first = packages.isEmpty ? [] : ["sh", "-c", "pip install \(install) && \"$0\" \"$@\"\n"]
  let executor = ContainerExecutor(
    image: "python:3.11",
    command: first + [
      "sh", "-ec", "python3 -m kfp.dsl.executor_main --component_module_path x",
      "from kfp.dsl import *\n" + source,
    ], args: ["--executor_input", "{{$}}", "--function_to_execute", function])
  return singleTask(executor, named: function, values, outputs: outputs)
}

/// A document with one task.
func singleTask(
  _ executor: ContainerExecutor, named name: String = "task",
  _ values: OrderedDictionary<String, JSONValue> = [:], outputs: ComponentOutputs = .init()
) -> PipelineDocument {
  let task = TaskSpec(
    displayName: name, componentName: "comp-f",
    inputParameters: values.mapValues { .init(.constant($0)) })
  let component = ComponentSpec(
    inputs: .init(parameters: values.mapValues { _ in .init(type: .string) }), outputs: outputs,
    implementation: .executor(label: "exec-f"))
  return PipelineDocument(
    pipeline: PipelineSpec(
      info: PipelineInfo(name: "single"), components: ["comp-f": component],
      executors: ["exec-f": .container(executor)],
      root: ComponentSpec(implementation: .dag(DAGSpec(tasks: [name: task])))))
}

/// The processes that have a word in their command line.
func processes(with word: String) -> [String] {
  Files.names(in: "/proc").filter { name in
    Int(name) != nil && Files.text("/proc/\(name)/cmdline")?.contains(word) == true
  }
}

/// Plays a run through without processes; `next` picks the launch that ends next.
func play(
  _ document: PipelineDocument, _ arguments: OrderedDictionary<String, JSONValue> = [:],
  outcome: (ResolvedTask) -> TaskOutcome = { .succeeded($0.pretendOutputs, .ran) },
  next: (Int) -> Int = { _ in 0 }, onAction: (inout RunState, Action) -> Void = { _, _ in }
) -> (outcome: RunOutcome?, record: RunRecord) {
  var state = RunState(
    document: document, arguments: arguments,
    names: RunNames(jobName: "job", resourceName: "job", id: "id"))
  var open: [(LaunchID, ResolvedTask)] = []
  var record = RunRecord()
  var result: RunOutcome?
  while result == nil {
    for action in state.nextActions() {
      switch action {
      case .record(let kind): record.apply(Event(time: 0, kind: kind))
      case .launch(let id, let task, _): open.append((id, task))
      case .expect: break
      case .finished(let outcome): result = outcome
      }
      onAction(&state, action)
    }
    guard result == nil, !open.isEmpty else { break }
    let (id, task) = open.remove(at: next(open.count))
    state.finish(id, outcome(task))
  }
  return (result, record)
}

/// A random number generator whose numbers are always the same.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

/// Whether an environment variable is set; tests that need more than this machine has ask for it.
func environmentVariable(_ name: String) -> String? {
  guard let value = currentEnvironment()[name], !value.isEmpty else { return nil }
  return value
}
