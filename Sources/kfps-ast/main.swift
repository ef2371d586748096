// Prints how kfps reads Python files, for `Tests/Tools/compare_ast.py`.
//
//   kfps-ast [--python313] [--time] [--definitions] FILE...     (or the files' names on standard input, one a line)
//
// Each answer is a line with a number of bytes, and then so many bytes: the dump of the tree, or
// `ERROR` and the complaints. With `--time` files are only parsed, and the time is printed. With
// `--definitions` the answer is the shipped text of every function, a zero byte behind each.
import Glibc
import KFPSource
import KFPSyntax

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

var dialect = DumpDialect.python311
var isTiming = false
var wantsDefinitions = false
var paths: [String] = []
for argument in CommandLine.arguments.dropFirst() {
  switch argument {
  case "--python313": dialect = .python313
  case "--time": isTiming = true
  case "--definitions": wantsDefinitions = true
  default: paths.append(argument)
  }
}
if paths.isEmpty { while let line = readLine() { paths.append(line) } }

var total = 0.0
var byteCount = 0
for path in paths {
  guard let bytes = contents(of: path) else { continue }
  let source = SourceText(id: SourceID(0), name: path, bytes: bytes)
  var bag = DiagnosticBag()
  let start = now()
  let tree = parse(source, reporting: &bag)
  total += now() - start
  byteCount += bytes.count
  if isTiming { continue }
  var answer: String
  if bag.containsError {
    answer = "ERROR"
    for diagnostic in bag.sorted where diagnostic.severity == .error {
      let position = diagnostic.primary.map { source.position(at: $0.span.start) }
      answer +=
        "\n\(position?.line ?? 0):\(position?.column ?? 0): \(diagnostic.code): \(diagnostic.message)"
    }
  } else if wantsDefinitions {
    answer = ""
    tree.forEachStatement(in: tree.body) { id in
      if case .functionDef(let function) = tree[id] {
        answer += definitionText(of: function, in: tree) + "\0"
      }
      return true
    }
  } else {
    answer = astDump(tree, as: dialect)
  }
  print(answer.utf8.count)
  print(answer, terminator: "")
}
if isTiming { print("\(paths.count) files, \(byteCount) bytes, \(total) seconds") }
