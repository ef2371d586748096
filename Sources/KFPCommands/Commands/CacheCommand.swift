import ArgumentParser
import Glibc
import KFPRecord
import KFPReport
import KFPRunner
import KFPTypes
import OrderedCollections

/// `kfps cache`.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache",
    abstract: "Look at the results that later runs can reuse, or remove them.",
    discussion: """
      Results are kept in `$KFPS_CACHE`, or in `kfps` below the user's cache folder, by a key of \
      everything that decides them. A result whose files have changed or gone is not used.
      """,
    subcommands: [ListCacheCommand.self, ClearCacheCommand.self, VerifyCacheCommand.self],
    defaultSubcommand: ListCacheCommand.self)
}

/// `kfps cache list`.
struct ListCacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the results, newest first.")

  @Flag(help: "Print one JSON object a result.")
  var json = false

  func run() throws {
    let entries = ResultCache().entries().sorted { $0.stored > $1.stored }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    for entry in entries {
      print(json ? entry.json.jsonText() : entry.line(now: presentTime(), ink: ink))
    }
    if entries.isEmpty, !json { printError("there are no results in `\(ResultCache().folder)`") }
  }
}

/// `kfps cache clear`.
struct ClearCacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "Remove the results.")

  @Flag(help: "Remove only results that cannot be used any more.")
  var broken = false

  @Flag(help: "Remove the environments of packages, too; they are built again when needed.")
  var environments = false

  func run() throws {
    let cache = ResultCache()
    let removed = cache.remove(onlyBroken: broken)
    print("removed \(removed) result\(removed == 1 ? "" : "s")")
    if environments {
      let count = removePythonEnvironments()
      print("removed \(count) environment\(count == 1 ? "" : "s")")
    }
  }
}

/// `kfps cache verify`.
struct VerifyCacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check every result against its digest and its files.",
    discussion: """
      The status is 1 if one cannot be used; `kfps cache clear --broken` removes those. A run finds \
      them out by itself and does the work again.
      """)

  @Flag(help: "Print one JSON object a result.")
  var json = false

  func run() throws {
    let entries = ResultCache().entries()
    let broken = entries.filter { $0.outputs == nil }
    let ink = Ink(isColourful: isColourful(STDOUT_FILENO))
    for entry in json ? entries : broken {
      print(json ? entry.json.jsonText() : entry.line(now: presentTime(), ink: ink))
    }
    if !json { print("\(entries.count - broken.count) can be used, \(broken.count) cannot") }
    guard broken.isEmpty else { throw ExitStatus.failure }
  }
}

extension ResultCache.Entry {
  fileprivate var json: JSONValue {
    var members: [(String, JSONValue)] = [
      ("key", .string(key)), ("task", .string(task)), ("stored", .double(stored)),
      ("usable", .bool(outputs != nil)),
    ]
    if let outputs { members.append(("outputs", outputs.json)) }
    if let problem { members.append(("problem", .string(problem))) }
    return .object(.init(uniqueKeysWithValues: members))
  }

  fileprivate func line(now: Double, ink: Ink) -> String {
    let age = durationText(max(1, now - stored).rounded())
    let name = ink.name(printable(task.isEmpty ? "?" : task))
    var text = "\(ink.faint(String(key.prefix(12)))) \(name) \(ink.faint("\(age) ago"))"
    if let problem { text += " \(ink.bad(printable(problem)))" }
    for (port, value) in outputs?.parameters ?? [:] {
      text += " \(printable(port))=\(printable(value.jsonText().prefix(40).description))"
    }
    for port in (outputs?.artifacts ?? [:]).keys { text += " \(printable(port))" }
    return text
  }
}
