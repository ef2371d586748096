import ArgumentParser
import Glibc
import KFPRecord
import KFPRemote
import KFPReport
import KFPSpec
import KFPTypes
import OrderedCollections

/// Runs of a service on the terminal.
struct RemoteListing {
  let connection: RemoteConnection

  /// Lists the latest runs.
  func list(limit: Int, isJSON: Bool) throws {
    let runs = try reportingProblems { () throws(RemoteProblem) in
      try connection.service.runs(limit: limit)
    }
    guard !isJSON else {
      for run in runs { print(facts(of: run).jsonText()) }
      return
    }
    guard !runs.isEmpty else {
      return printError("there are no runs at `\(connection.target.name)`")
    }
    var names: [RunID: String] = [:]
    let records = runs.map { run in
      var record = RunRecord()
      record.id = RunID(run.id)
      record.state = run.state
      record.started = run.created
      record.finished = run.finished
      names[record.id] = run.name == run.id ? "" : run.name
      return record
    }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    let table = runTable(records, now: presentTime(), ink: ink) { names[$0.id] ?? "" }
    for line in table { print(line) }
  }

  /// Tells what happened in a run, by default in the latest.
  func show(_ name: String?, task path: String?, isJSON: Bool) throws {
    let run = try reportingProblems { () throws(RemoteProblem) in
      if let name { return try connection.service.run(name) }
      guard let latest = try connection.service.runs(limit: 1).first else {
        throw RemoteProblem(.notFound, "there are no runs at `\(connection.target.name)`")
      }
      return try connection.service.run(latest.id)
    }
    var journal = RemoteJournal(
      id: RunID(run.name), backend: connection.target.name, documentDigest: "")
    let record = RunRecord(events: journal.events(for: run))
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    let document = PipelineDocument(remote: run.documents)
    let names = document.map { TaskNames(of: $0) } ?? TaskNames()
    if let path {
      guard let found = names.path(named: path, among: record.tasks.keys),
        let task = record.tasks[found]
      else {
        throw failure("there is no task `\(path)` in `\(run.name)`; `kfps show` lists them")
      }
      guard !isJSON else { return print(task.json.jsonText()) }
      for line in recordLines(of: task, names: names, ink: ink) { print(line) }
      return
    }
    guard !isJSON else { return print(record.json.jsonText()) }
    for line in recordLines(of: record, names: names, ink: ink) { print(line) }
    for line in summaryLines(of: record, in: document, ink: ink) { print(line) }
    if let address = run.address { print(ink.faint(printed(address))) }
  }

  private func facts(of run: RemoteRun) -> JSONValue {
    var members: OrderedDictionary<String, JSONValue> = [
      "run": .string(run.id), "name": .string(run.name), "state": .string(run.state.rawValue),
      "created": .double(run.created),
    ]
    if let finished = run.finished { members["finished"] = .double(finished) }
    if let address = run.address { members["address"] = .string(address) }
    return .object(members)
  }
}
