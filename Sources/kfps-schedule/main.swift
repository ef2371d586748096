// Runs compiled documents with a launcher that does nothing, for `Tests/Benchmarks/run.py`: what is left
// is the runner's own work, its journal and its folders included. Tasks must declare no outputs.
//
//   kfps-schedule FOLDER DOCUMENT...
//
// Runs are kept below FOLDER. Each answer is a line with the number of tasks that ran, and the seconds
// that took.
import Glibc
import KFPRecord
import KFPRunner
import KFPSpec
import KFPTypes

struct IdleLauncher: Launcher {
  let name = "nothing"
  func surroundings(of task: ResolvedTask) async -> JSONValue { .null }
  func launch(_ task: PreparedTask) async -> LaunchEnd { .ended }
  func close() async {}
}

func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var result: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { return result }
    result.append(contentsOf: chunk[0..<count])
  }
}

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func complain(_ message: String) -> Never {
  let line = Array("kfps-schedule: \(message)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
  exit(1)
}

guard CommandLine.arguments.count > 2 else { complain("a folder and documents are needed") }
let folder = CommandLine.arguments[1]
for path in CommandLine.arguments.dropFirst(2) {
  guard let bytes = contents(of: path), let found = try? readDocument(bytes: bytes) else {
    complain("`\(path)` cannot be read")
  }
  let start = now()
  let record = await Runner.run(
    document: found.document, options: RunOptions(runsFolder: folder, cache: nil),
    launcher: IdleLauncher())
  let seconds = now() - start
  guard record.state == .succeeded else {
    complain("`\(path)` did not succeed: \(record.failure?.message ?? "")")
  }
  print(record.leaves.count, seconds)
  fflush(nil)
}
