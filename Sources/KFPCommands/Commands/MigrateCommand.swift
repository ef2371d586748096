import ArgumentParser
import Glibc
import KFPSource

/// `kfps migrate`.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Rewrite sources of the first SDK for the second one.",
    discussion: """
      Scripts and notebooks are changed where they must be, and stay as they are everywhere else. A \
      component file (.yaml) becomes a module with a container component. What needs a person gets a \
      comment, `# kfps: ...`, and is told. The result is compiled; where the old file compiles, too, \
      the documents are compared. With $KFPS_PYTHON, a Python that has kfp, the SDK compiles both.

      Without -o, --write or --diff the new text is printed. The exit status is 0 where nothing is \
      left for a person, 1 where something is, 2 where a file cannot be used.
      """)

  @Argument(help: "Files and folders.")
  var files: [String]

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "Where the result goes: a file for one file, else a folder.", valueName: "path"))
  var output: String?

  @Flag(help: "Replace the files; a component file gets a module beside it.")
  var write = false

  @Flag(help: "Print the changes and write nothing.")
  var diff = false

  @Option(help: "How complaints are printed: human, short, json or sarif.")
  var format: CheckCommand.Format = .human

  @OptionGroup var source: SourceOptions

  func validate() throws {
    if write, output != nil { throw ValidationError("--write and -o exclude each other") }
  }

  func run() throws {
    var sources = SourceMap()
    var diagnostics: [Diagnostic] = []
    var cannotUse = false
    var isDone = true
    let paths = files.flatMap(MigrationInput.paths(under:))
    var proofs: [String] = []
    for path in paths {
      do {
        var migrated = try MigratedFile(path, capabilities: source.capabilities())
        if let python = environmentVariables()["KFPS_PYTHON"], !python.isEmpty {
          migrated.prove(OfficialSDK(python: python))
        }
        diagnostics += migrated.complaints(adding: &sources)
        isDone = isDone && migrated.isDone
        proofs.append("\(path): \(migrated.summary)")
        try deliver(migrated, isOnly: paths.count == 1)
      } catch {
        printError("error: \(path): \(error)")
        cannotUse = true
      }
    }
    report(diagnostics, sources)
    if format == .human { for proof in proofs { printError(proof) } }
    if cannotUse { throw ExitStatus.usage }
    if !isDone { throw ExitStatus.failure }
  }

  private func deliver(_ file: MigratedFile, isOnly: Bool) throws {
    if diff {
      print(unifiedDiff(from: file.comparedText, to: file.text, name: file.path), terminator: "")
    } else if let target = target(of: file, isOnly: isOnly) {
      guard file.isChanged || target != file.path else { return }
      FileSystem.makeFolders(above: target)
      try FileSystem.write(file.text, to: target)
    } else {
      print(file.text, terminator: "")
    }
  }

  private func target(of file: MigratedFile, isOnly: Bool) -> String? {
    if write { return file.newPath }
    guard let output else { return nil }
    if isOnly, !output.hasSuffix("/"), !FileSystem.isFolder(output) { return output }
    let folder = output.hasSuffix("/") ? String(output.dropLast()) : output
    return folder + "/" + (isOnly ? baseName(of: file.newPath) : relative(file.newPath))
  }

  /// A path without what leads out of a folder.
  private func relative(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." && $0 != ".." }.joined(separator: "/")
  }

  private func baseName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func report(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    let isForPeople = format == .human || format == .short
    let descriptor = isForPeople ? STDERR_FILENO : STDOUT_FILENO
    let style: DiagnosticStyle =
      switch format {
      case .human: .human(colour: isColourful(descriptor), width: terminalWidth(descriptor))
      case .short: .short
      case .json: .json
      case .sarif: .sarif
      }
    let text = render(diagnostics, sources: sources, style: style)
    guard !text.isEmpty else { return }
    if isForPeople { printError(text) } else { print(text) }
  }
}
