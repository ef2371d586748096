/// What a command does, once it is known what is asked for.
protocol CommandJob {
  func run() throws
}

/// The job that the plainest arguments ask for, read without the library that parses command lines.
/// That one makes its tables with generic types at run time, which takes as long as compiling a small
/// pipeline; so the lines that people and scripts write most go around it. For all others, the wrong
/// ones too, there is none.
func plainJob(_ arguments: [String]) -> (any CommandJob)? {
  let rest = arguments.dropFirst()
  return switch arguments.first {
  case "compile": CompileJob(plain: rest)
  case "check": CheckJob(plain: rest)
  default: nil
  }
}

extension CompileJob {
  /// `FILE`, `FILE -o FILE` or `-o FILE FILE`.
  fileprivate init?(plain arguments: ArraySlice<String>) {
    var files = Array(arguments)
    var output: String?
    if let place = files.firstIndex(of: "-o"), place + 1 < files.count {
      output = files[place + 1]
      files.removeSubrange(place...(place + 1))
    }
    guard let file = files.first, files.count == 1, isPlain(file),
      output.map({ $0 == "-" || isPlain($0) }) ?? true
    else { return nil }
    self.init(file: file, output: output)
  }
}

extension CheckJob {
  /// `FILE...`
  fileprivate init?(plain arguments: ArraySlice<String>) {
    guard !arguments.isEmpty, arguments.allSatisfy(isPlain) else { return nil }
    self.init(files: Array(arguments))
  }
}

/// Whether an argument is certainly a value.
private func isPlain(_ argument: String) -> Bool {
  !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-")
}
