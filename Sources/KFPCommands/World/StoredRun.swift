import ArgumentParser
import Glibc
package import KFPRecord
package import KFPReport
package import KFPRunner
import KFPSpec
import KFPTypes
import OrderedCollections

/// Options of every command that looks at runs.
struct StoredRunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder that keeps runs.", valueName: "folder"))
  var runs = ".kfps/runs"
}

/// A run that was recorded, with the files it left.
package struct StoredRun {
  /// What its journal tells; a run that ended without saying so counts as cancelled.
  package let record: RunRecord
  let folder: RunFolder

  package init(_ record: RunRecord, _ folder: RunFolder) {
    self.folder = folder
    guard !record.state.isFinal, !folder.isLive else {
      self.record = record
      return
    }
    var judged = record
    judged.state = .cancelled
    judged.notes.append("the process of the run ended before the run did")
    self.record = judged
  }
}

extension StoredRun {
  /// The run that a name on the command line means: a run's folder, its name or the beginning of
  /// its name; without a name the latest run.
  static func find(_ name: String?, _ options: StoredRunOptions) throws -> StoredRun {
    if let name, name.contains("/") || FileSystem.isFolder(name) {
      return try read(at: name)
    }
    return try find(name, in: options.runs, among: listRuns(in: options.runs))
  }

  /// The run that a name means among those of a folder.
  package static func find(
    _ name: String?, in runs: String, among records: [RunRecord]
  ) throws -> StoredRun {
    guard !records.isEmpty else { throw failure("there are no runs in `\(runs)`") }
    guard let name else {
      let latest = records.max { $0.started < $1.started }
      return try read(latest, in: runs)
    }
    if let exact = records.first(where: { $0.id.text == name }) {
      return try read(exact, in: runs)
    }
    let matches = records.filter { $0.id.text.hasPrefix(name) }
    guard matches.count < 2 else {
      let names = matches.suffix(8).map { "`\($0.id)`" }.joined(separator: ", ")
      throw failure("`\(name)` is the beginning of \(matches.count) runs: \(names)")
    }
    guard let match = matches.first else {
      throw failure("there is no run `\(name)` in `\(runs)`; `kfps runs` lists them")
    }
    return try read(match, in: runs)
  }

  private static func read(_ record: RunRecord?, in runs: String) throws -> StoredRun {
    guard let record else { throw failure("there are no runs in `\(runs)`") }
    return StoredRun(record, RunFolder(record.id, in: runs))
  }

  private static func read(at path: String) throws -> StoredRun {
    let path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let cut = path.lastIndex(of: "/")
    let parent = cut.map { String(path[..<$0]) } ?? "."
    let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
    let folder = RunFolder(RunID(name), in: parent.isEmpty ? "/" : parent)
    let events = folder.events()
    guard !events.isEmpty else { throw failure("`\(path)` is not the folder of a run") }
    return StoredRun(RunRecord(events: events), folder)
  }

  /// The run that is to go on: the named one, or the latest that did not succeed.
  static func findForResuming(_ name: String?, _ runs: String) throws -> StoredRun {
    var options = StoredRunOptions()
    options.runs = runs
    if let name {
      let stored = try find(name, options)
      if stored.folder.isLive {
        throw failure("the run `\(stored.record.id)` is being carried out by another process")
      }
      return stored
    }
    let latest = listRuns(in: runs).reversed().first {
      $0.state != .succeeded && !RunFolder($0.id, in: runs).isLive
    }
    guard let latest else { throw failure("there is no run in `\(runs)` that can be taken up") }
    return try read(latest, in: runs)
  }

  /// The folder that the run is in.
  var runsFolder: String {
    let path = folder.path
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// The document of the run.
  func document() throws -> (document: PipelineDocument, text: String) {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try FileSystem.read(folder.document)
    } catch {
      throw failure(error.description)
    }
    return (
      try readCompiledDocument(bytes, name: folder.document), String(decoding: bytes, as: UTF8.self)
    )
  }

  /// The logs of a task, one for each attempt that printed something, the last one last.
  package func logs(of task: TaskPath) -> [[UInt8]] {
    let count = record.tasks[task]?.attempts.count ?? 1
    var files = (1..<max(1, count)).map { folder.log(task, attempt: $0) }
    files.append(folder.log(task))
    return files.compactMap { file in
      let bytes = try? FileSystem.read(file)
      return bytes?.isEmpty == false ? bytes : nil
    }
  }

  /// What a page of the run shows.
  package func material() throws -> ReportMaterial {
    let (document, text) = try self.document()
    var material = ReportMaterial(document: document, documentText: text, record: record)
    material.folder = folder.path
    for task in record.leaves {
      let logs = logs(of: task.path).map { String(decoding: $0, as: UTF8.self) }
      material.logs[task.path] = logs.last
      if logs.count > 1 { material.earlierLogs[task.path] = Array(logs.dropLast()) }
      for artifact in task.outputs.artifacts.values.joined() {
        material.contents[artifact.uri] = shownContent(of: artifact)
      }
    }
    return material
  }

  /// The text of an HTML or Markdown artifact that is a file of this computer, if it is not long.
  private func shownContent(of artifact: RuntimeArtifact) -> String? {
    let isShown = ["system.HTML", "system.Markdown"].contains(artifact.schema.title)
    let path = artifact.customPath ?? artifact.uri
    guard isShown, path.hasPrefix("/") else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 2_000_000
    else { return nil }
    return (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }
}
