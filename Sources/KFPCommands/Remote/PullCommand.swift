import ArgumentParser
import KFPRecord
import KFPRemote
import KFPRunner
import KFPSpec
import KFPTypes
import OrderedCollections

/// `kfps cancel`.
struct CancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Stop a run of a service.")

  @Argument(help: ArgumentHelp("The run's identifier, or its name.", valueName: "run"))
  var name: String

  @OptionGroup var target: TargetOptions

  func run() throws {
    let connection = try target.connect()
    try reportingProblems { () throws(RemoteProblem) in
      let remote = try connection.service.run(name)
      guard !remote.state.isFinal else {
        throw RemoteProblem(
          .refused, "`\(remote.name)` has ended already: \(remote.state.rawValue)")
      }
      try connection.service.cancel(remote)
      print("`\(printed(remote.name))` is asked to stop")
    }
  }
}

/// `kfps pull`.
struct PullCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Bring the record of a run from a service.",
    discussion: """
      The record is kept like that of a local run, so that `kfps show`, `kfps report` and \
      `kfps open` work on it. Pulling a run again brings its record up to date.
      """)

  @Argument(help: ArgumentHelp("The run's identifier, or its name.", valueName: "run"))
  var name: String

  @OptionGroup var target: TargetOptions
  @OptionGroup var options: StoredRunOptions

  func run() throws {
    let connection = try target.connect()
    let remote = try reportingProblems { () throws(RemoteProblem) in
      try connection.service.run(name)
    }
    let folder = RunFolder(localName(of: remote), in: options.runs)
    do throws(FileProblem) {
      try write(remote, to: folder, target: connection.target)
    } catch {
      throw failure(error.description)
    }
    print(localName(of: remote))
  }

  /// Names need not be unique at a service; with the beginning of the identifier they are.
  private func localName(of run: RemoteRun) -> RunID {
    RunID(
      run.name.contains(run.id) || run.id.contains(run.name)
        ? run.id : "\(run.name)-\(run.id.prefix(8))")
  }

  private func write(
    _ run: RemoteRun, to folder: RunFolder, target: Target
  ) throws(FileProblem) {
    let document = PipelineDocument(remote: run.documents)
    let text =
      document.map { render($0) }
      ?? run.documents.map { $0.jsonText(.sortedIndented) }.joined(separator: "\n---\n")
    var journal = RemoteJournal(
      id: localName(of: run), backend: target.name, documentDigest: sha256(text.utf8))
    let origin = JSONValue.object([
      "target": .string(target.name), "kind": .string(target.kind.rawValue),
      "run": .string(run.id), "address": run.address.map(JSONValue.string) ?? .null,
    ])
    try FileSystem.makeFolder(folder.path)
    try FileSystem.write(text, to: folder.document)
    try FileSystem.write(JSONValue.object(run.arguments).jsonText() + "\n", to: folder.arguments)
    try FileSystem.write(origin.jsonText() + "\n", to: "\(folder.path)/remote.json")
    // The journal comes last: a folder is a run when it has one.
    let lines = journal.events(for: run).map { journalLine($0) }
    try FileSystem.write(lines.joined(), to: folder.journal)
  }
}
