import ArgumentParser

/// A command that can be made of its plainest arguments without the library that parses command
/// lines. That one makes its tables with generic types at run time, which takes as long as compiling
/// a small pipeline; so the lines that people and scripts write most go around it. All others, the
/// wrong ones too, go through it.
protocol PlainCommand: ParsableCommand {
  /// Makes the command, or nothing where the arguments are not plain.
  init?(plain arguments: ArraySlice<String>)
}

extension CompileCommand: PlainCommand {
  /// `FILE`, `FILE -o FILE` or `-o FILE FILE`.
  init?(plain arguments: ArraySlice<String>) {
    var files = Array(arguments)
    var output: String?
    if let place = files.firstIndex(of: "-o"), place + 1 < files.count {
      output = files[place + 1]
      files.removeSubrange(place...(place + 1))
    }
    guard let file = files.first, files.count == 1, isPlain(file),
      output.map({ $0 == "-" || isPlain($0) }) ?? true
    else { return nil }
    self.init()
    self.file = file
    self.output = output
    explainInputs = false
    source = .none
    pipelineOptions = .none
  }
}

extension CheckCommand: PlainCommand {
  /// `FILE...`
  init?(plain arguments: ArraySlice<String>) {
    guard !arguments.isEmpty, arguments.allSatisfy(isPlain) else { return nil }
    self.init()
    files = Array(arguments)
    format = .human
    fix = false
    dryRun = false
    pedantic = false
    source = .none
  }
}

extension SourceOptions {
  /// None of the options. (What is assigned counts as parsed; what is passed to `init` does not.)
  fileprivate static var none: SourceOptions {
    var options = SourceOptions()
    options.modulePaths = []
    return options
  }
}

extension PipelineOptions {
  /// None of the options.
  fileprivate static var none: PipelineOptions {
    var options = PipelineOptions()
    options.pipeline = nil
    options.parameters = []
    return options
  }
}

/// Whether an argument is certainly a value.
private func isPlain(_ argument: String) -> Bool {
  !argument.isEmpty && argument.utf8.first != UInt8(ascii: "-")
}
