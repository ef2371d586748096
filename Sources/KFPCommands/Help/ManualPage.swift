import ArgumentParser
import KFPTypes

/// The manual page, from the definitions of the commands.
func manualPage() throws -> String {
  guard let tool = try? parseJSON(KFPSCommand._dumpHelp()), let command = tool["command"] else {
    throw failure("the commands cannot be described")
  }
  var page = ManualPage()
  page.write(command)
  return page.text
}

/// Writes a page in the language of `man`.
private struct ManualPage {
  private(set) var text = ""

  mutating func write(_ command: JSONValue) {
    text += ".TH KFPS 1 \"\" \"\(escaped(toolVersion))\" \"Kubeflow pipelines on this computer\"\n"
    section("NAME")
    line("kfps \\- \(escaped(sentence(command["abstract"])))")
    section("SYNOPSIS")
    text += ".B kfps\n"
    text += "[\\fIcommand\\fR] [\\fIoptions\\fR]\n"
    section("DESCRIPTION")
    paragraph(command["discussion"]?.stringValue ?? "")
    section("COMMANDS")
    for inner in command["subcommands"]?.arrayValue ?? [] { write(inner, behind: "kfps") }
    section("EXIT STATUS")
    for (status, meaning) in statuses { item(status, meaning) }
    section("ENVIRONMENT")
    for (name, meaning) in variables { item(name, meaning) }
    section("FILES")
    item(".kfps/runs/", "The runs of a folder: documents, journals, logs, outputs.")
    section("SEE ALSO")
    line(
      "kfps help lists the topics of the language; kfps explain tells what codes of errors mean.")
  }

  private let statuses = [
    ("0", "Success."), ("1", "Mistakes in the source, or a run that failed."),
    ("2", "A command line or a file that cannot be used."), ("130", "Stopped by Ctrl\\-C."),
  ]
  private let variables = [
    ("NO_COLOR", "Nothing is coloured."), ("CI", "Lines are never drawn again."),
    ("TERM", "With dumb, nothing is coloured and no line is drawn again."),
    ("BROWSER", "The program that shows pages."), ("KFPS_CACHE", "The folder of caches."),
  ]

  /// A command with its arguments; commands of commands follow. Commands nest two deep.
  private mutating func write(_ command: JSONValue, behind prefix: String) {
    guard command["shouldDisplay"]?.boolValue ?? true,
      let name = command["commandName"]?.stringValue
    else { return }
    let path = "\(prefix) \(name)"
    let arguments = (command["arguments"]?.arrayValue ?? []).filter {
      ($0["shouldDisplay"]?.boolValue ?? true) && $0["valueName"]?.stringValue != "help"
        && $0["valueName"]?.stringValue != "version"
    }
    let positions = arguments.filter { $0["kind"]?.stringValue == "positional" }.map { argument in
      let word = "\\fI\(escaped(argument["valueName"]?.stringValue ?? ""))\\fR"
      let dots = argument["isRepeating"]?.boolValue == true ? "..." : ""
      return argument["isOptional"]?.boolValue == true ? "[\(word)\(dots)]" : word + dots
    }
    let hasOptions = positions.count < arguments.count
    let words = [escaped(path)] + (hasOptions ? ["[\\fIoptions\\fR]"] : []) + positions
    text += ".SS \(words.joined(separator: " "))\n"
    paragraph(command["abstract"]?.stringValue ?? "")
    paragraph(command["discussion"]?.stringValue ?? "")
    for argument in arguments { write(argument: argument) }
    for inner in command["subcommands"]?.arrayValue ?? [] { write(inner, behind: path) }
  }

  private mutating func write(argument: JSONValue) {
    let value = "\\fI\(escaped(argument["valueName"]?.stringValue ?? ""))\\fR"
    var head = value
    if argument["kind"]?.stringValue != "positional" {
      let names = (argument["names"]?.arrayValue ?? []).map { name in
        let word = name["name"]?.stringValue ?? ""
        return "\\fB\(escaped((name["kind"]?.stringValue == "long" ? "--" : "-") + word))\\fR"
      }
      head = names.joined(separator: ", ")
      if argument["kind"]?.stringValue == "option" { head += " \(value)" }
    }
    var meaning = argument["abstract"]?.stringValue ?? ""
    if let standard = argument["defaultValue"]?.stringValue, !standard.isEmpty {
      meaning += " By default \(standard)."
    }
    text += ".TP\n\(head)\n"
    line(escaped(meaning))
  }

  private mutating func section(_ name: String) { text += ".SH \(name)\n" }

  private mutating func item(_ name: String, _ meaning: String) {
    text += ".TP\n.B \(escaped(name))\n"
    line(meaning)
  }

  private mutating func paragraph(_ content: String) {
    guard !content.isEmpty else { return }
    text += ".PP\n"
    for part in content.split(separator: "\n") { line(escaped(String(part))) }
  }

  /// A line of text: a point at its beginning would make it a request.
  private mutating func line(_ content: String) {
    let isRequest = content.hasPrefix(".") || content.hasPrefix("'")
    text += (isRequest ? "\\&" : "") + content + "\n"
  }

  private func sentence(_ value: JSONValue?) -> String {
    var text = value?.stringValue ?? ""
    if text.hasSuffix(".") { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      default: result.append(character)
      }
    }
    return result
  }
}
