import KFPChecker
import KFPGraph
import KFPSource
import KFPSyntax

/// A call of `dsl.ContainerOp` whose parts are all understood.
struct OldContainer {
  let call: CallRecord
  let image: ExprID
  /// Its name, where that is a text.
  let title: String?
  /// What is mounted where.
  let mounts: [(path: ExprID, value: ExprID)]
  private let command: [ExprID]
  private let arguments: [ExprID]
  /// The outputs and the files that the program writes them to.
  private let files: [(key: String, path: String)]
  private let facts: ScriptFacts

  /// An input that the component gets for an expression of the pipeline.
  struct Input {
    let name: String
    let text: String
    let value: ExprID
  }

  init?(_ call: CallRecord, _ facts: ScriptFacts) {
    self.call = call
    self.facts = facts
    let tree = facts.trees[call.cell]
    var parts: [String: ExprID] = [:]
    let positions = ["name", "image", "command", "arguments"]
    for (index, argument) in facts.arguments(of: call.expression, in: call.cell).enumerated() {
      guard let name = argument.name?.text ?? (index < 4 ? positions[index] : nil) else {
        return nil
      }
      parts[name] = argument.value
    }
    let known = positions + ["file_outputs", "pvolumes"]
    guard let image = parts["image"], parts.keys.allSatisfy({ known.contains($0) }) else {
      return nil
    }
    self.image = image
    title = parts["name"].flatMap { facts.text($0, in: call.cell) }
    func elements(_ id: ExprID?) -> [ExprID]? {
      guard let id else { return [] }
      switch tree[id] {
      case .list(let items), .tuple(let items): return items
      case .constant(.string): return [id]
      case .constant(.none): return []
      default: return nil
      }
    }
    guard let command = elements(parts["command"]), let arguments = elements(parts["arguments"])
    else { return nil }
    for element in command + arguments { if case .starred = tree[element] { return nil } }
    self.command = command
    self.arguments = arguments
    var files: [(key: String, path: String)] = []
    if let given = parts["file_outputs"] {
      guard case .dict(let keys, let values) = tree[given] else { return nil }
      for (key, value) in zip(keys, values) {
        guard let key, let name = facts.text(key, in: call.cell),
          let path = facts.text(value, in: call.cell)
        else { return nil }
        files.append((name, path))
      }
    }
    self.files = files
    var mounts: [(path: ExprID, value: ExprID)] = []
    if let given = parts["pvolumes"] {
      guard case .dict(let keys, let values) = tree[given] else { return nil }
      for (key, value) in zip(keys, values) {
        guard let key else { return nil }
        mounts.append((key, value))
      }
    }
    self.mounts = mounts
  }

  /// The names of the outputs' parameters, or nil where one is not free.
  func outputNames(avoiding taken: Set<String>) -> [(key: String, name: String)]? {
    var names: [(key: String, name: String)] = []
    for file in files {
      let name = ComponentName.ofLegacyPort(file.key)
      guard PythonText.isName(name), !taken.contains(name),
        !names.contains(where: { $0.name == name })
      else { return nil }
      names.append((file.key, name))
    }
    return names
  }

  /// An input for each element that is not constant.
  var inputs: [Input]? {
    let tree = facts.trees[call.cell]
    var found: [Input] = []
    for element in command + arguments {
      if case .constant = tree[element] { continue }
      let path = facts.paths.path(of: element, cell: call.cell, scope: call.scope)
      if path?.hasPrefix("kfp.dsl.") ?? false { continue }
      if found.contains(where: { $0.text == tree.text(of: element) }) { continue }
      var name = Self.inputName(element, tree) ?? "argument_\(found.count + 1)"
      if files.contains(where: { ComponentName.ofLegacyPort($0.key) == name }) || name == "dsl" {
        name += "_value"
      }
      while found.contains(where: { $0.name == name }) { name += "_" }
      found.append(Input(name: name, text: tree.text(of: element), value: element))
    }
    return found
  }

  private static func inputName(_ id: ExprID, _ tree: Tree) -> String? {
    switch tree[id] {
    case .name(let name): return name.text
    case .attribute(let value, let name):
      if case .name(let task) = tree[value] { return task.text + "_" + name.text }
      return nil
    case .subscript(let value, let slice):
      if case .attribute(let task, _) = tree[value], case .name(let name) = tree[task],
        case .constant(.string(let text, _)) = tree[slice]
      {
        let result = name.text + "_" + ComponentName.ofLegacyPort(text)
        return PythonText.isName(result) ? result : nil
      }
      return nil
    default: return nil
    }
  }

  /// The lines of `dsl.ContainerSpec(...)`; nil where a program writes an output to a place that no
  /// argument names.
  func content(
    outputs: [(key: String, name: String)], dsl: String, inputs: [Input] = []
  ) -> [String]? {
    let tree = facts.trees[call.cell]
    var written: Set<String> = []
    func code(_ element: ExprID) -> String {
      if let input = inputs.first(where: { $0.text == tree.text(of: element) }) {
        return input.name
      }
      guard let text = facts.text(element, in: call.cell) else {
        if case .constant = tree[element] { return PythonText.literal(tree.text(of: element)) }
        return tree.text(of: element)
      }
      guard let (file, output) = zip(files, outputs).first(where: { text.contains($0.0.path) })
      else { return tree.text(of: element) }
      written.insert(file.key)
      if text == file.path { return output.name }
      var pieces: [String] = []
      var rest = text[...]
      while let range = rest.firstRange(of: file.path) {
        if range.lowerBound > rest.startIndex {
          pieces.append(PythonText.literal(String(rest[..<range.lowerBound])))
        }
        pieces.append(output.name)
        rest = rest[range.upperBound...]
      }
      if !rest.isEmpty { pieces.append(PythonText.literal(String(rest))) }
      return "\(dsl).ConcatPlaceholder([\(pieces.joined(separator: ", "))])"
    }
    var lines = ["\(dsl).ContainerSpec(", "    image=\(tree.text(of: image)),"]
    for (name, elements) in [("command", command), ("args", arguments)] where !elements.isEmpty {
      lines.append("    \(name)=[")
      lines += elements.map { "        \(code($0))," }
      lines.append("    ],")
    }
    lines.append(")")
    return written.count == files.count ? lines : nil
  }
}
