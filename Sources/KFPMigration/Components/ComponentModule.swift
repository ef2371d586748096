import KFPGraph
import KFPSpec
import KFPTypes
import OrderedCollections

/// The module of one container component.
struct ComponentModule {
  let legacy: LegacyComponent
  let document: LocatedJSON
  let names: ComponentNames
  let remarks: [String]
  let heading: [String]

  var text: String {
    var lines = heading
    if !heading.isEmpty { lines.append("") }
    if needsOptional { lines += ["from typing import Optional", ""] }
    lines += ["from kfp import dsl", "", ""]
    for (name, title) in customClasses {
      lines += ["class \(name)(dsl.Artifact):", "    schema_title = \(PythonText.literal(title))"]
      lines += ["    schema_version = \"0.0.1\"", "", ""]
    }
    lines += remarks.map { remarkMark + $0 } + annotations
    if !descriptionFitsDocstring { lines += comments(description) }
    lines += ["@dsl.container_component"]
    lines += signature
    if descriptionFitsDocstring { lines += docstring.map { $0.isEmpty ? "" : "    " + $0 } }
    lines += ["    return dsl.ContainerSpec("]
    lines += ["        image=\(PythonText.literal(image)),"]
    lines += argument("command", legacy.command) + argument("args", legacy.arguments)
    lines += ["    )"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var image: String {
    if case .container(let container) = legacy.component.implementation { return container.image }
    return ""
  }

  // MARK: Signature

  private var signature: [String] {
    let component = legacy.component
    var lines: [String] = []
    for input in component.inputs where !input.isOptional { lines += parameter(input) }
    for output in component.outputs { lines += parameter(output) }
    for input in component.inputs where input.isOptional { lines += parameter(input) }
    guard !lines.isEmpty else { return ["def \(names.function)():"] }
    return ["def \(names.function)("] + lines + ["):"]
  }

  private func parameter(_ input: Component.Input) -> [String] {
    var type = annotation(input.type) { "dsl.Input[\($0)]" }
    var standard = ""
    if input.type != .parameter(.taskFinalStatus), input.isOptional {
      if let value = input.defaultValue {
        standard = " = " + PythonText.literal(value)
      } else {
        type = "Optional[\(type)]"
        standard = " = None"
      }
    }
    let name = names.inputs[input.name] ?? input.name
    return explanation(of: input.name, among: "inputs") + ["    \(name): \(type)\(standard),"]
  }

  private func parameter(_ output: Component.Output) -> [String] {
    var type = annotation(output.type) { "dsl.Output[\($0)]" }
    if case .parameter = output.type { type = "dsl.OutputPath(\(type))" }
    let name = names.outputs[output.name] ?? output.name
    return explanation(of: output.name, among: "outputs") + ["    \(name): \(type),"]
  }

  private func annotation(_ type: ChannelType, artifact: (String) -> String) -> String {
    switch type {
    case .parameter(.taskFinalStatus): "dsl.PipelineTaskFinalStatus"
    case .parameter(let text): text.parameterType?.pythonName ?? "str"
    case .artifact(let schema, _): artifact(className(of: schema))
    }
  }

  private func className(of schema: ArtifactSchema) -> String {
    if let known = BuiltInArtifact(schemaTitle: schema.title) { return "dsl." + known.className }
    let name = schema.title.split(separator: ".").last.map(String.init) ?? "Artifact"
    return PythonText.isName(name) ? name : "CustomArtifact"
  }

  private var customClasses: OrderedDictionary<String, String> {
    let types = legacy.component.inputs.map(\.type) + legacy.component.outputs.map(\.type)
    var classes: OrderedDictionary<String, String> = [:]
    for case .artifact(let schema, _) in types
    where BuiltInArtifact(schemaTitle: schema.title) == nil {
      classes[className(of: schema)] = schema.title
    }
    return classes
  }

  private var needsOptional: Bool {
    legacy.component.inputs.contains {
      $0.isOptional && $0.defaultValue == nil && $0.type != .parameter(.taskFinalStatus)
    }
  }

  // MARK: Explanations

  private var description: String {
    let text = legacy.component.description ?? ""
    let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    let scalars = text.unicodeScalars.drop(while: isBlank).reversed().drop(while: isBlank)
    return String(String.UnicodeScalarView(scalars.reversed()))
  }

  private var docstring: [String] {
    guard !description.isEmpty else { return [] }
    let lines = description.split(separator: "\n", omittingEmptySubsequences: false).map {
      String($0.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
    guard lines.count > 1 else { return ["\"\"\"\(lines[0])\"\"\""] }
    return ["\"\"\"" + lines[0]] + lines.dropFirst() + ["\"\"\""]
  }

  /// Whether the description, read as a docstring, is itself again.
  private var descriptionFitsDocstring: Bool {
    guard !description.isEmpty else { return false }
    let isPlain = description.utf8.allSatisfy { $0 != 0x5C && ($0 >= 0x20 || $0 == 0x0A) }
    guard isPlain, !description.contains("\"\"\""), description.utf8.last != UInt8(ascii: "\"")
    else { return false }
    let read = DocstringDescriptions(
      docstring: DocstringDescriptions.cleaned(
        docstring.joined(separator: "\n    ").replacing("\"\"\"", with: "")))
    return read.inputs.isEmpty && read.outputs.isEmpty
  }

  private func explanation(of name: String, among ports: String) -> [String] {
    for port in document[ports]?.elements ?? [] {
      guard let text = port["name"]?.text, ComponentName.ofLegacyPort(text) == name,
        let words = port["description"]?.text
      else { continue }
      return comments(words).map { "    " + $0 }
    }
    return []
  }

  private var annotations: [String] {
    let metadata = document["metadata"]
    let members = (metadata?["annotations"]?.members ?? []) + (metadata?["labels"]?.members ?? [])
    return members.flatMap { comments("\($0.key): \($0.value.text ?? "")") }
  }

  private func comments(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline).map { line in
      "# " + String(line.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\t" })
    }
  }

  // MARK: The container

  private func argument(_ name: String, _ elements: [KFPGraph.CommandElement]) -> [String] {
    guard !elements.isEmpty else { return [] }
    return ["        \(name)=["] + elements.map { "            \(code($0))," } + ["        ],"]
  }

  private func code(_ element: KFPGraph.CommandElement, depth: Int = 0) -> String {
    guard depth <= KFPGraph.CommandElement.maximumDepth else { return "\"\"" }
    switch element {
    case .text(let text): return PythonText.literal(text)
    case .placeholder(let placeholder): return code(placeholder)
    case .concat(let elements):
      let items = elements.map { code($0, depth: depth + 1) }.joined(separator: ", ")
      return "dsl.ConcatPlaceholder([\(items)])"
    case .ifPresent(let input, let then, let otherwise):
      var text = "dsl.IfPresentPlaceholder(input_name="
      text += PythonText.literal(names.inputs[input] ?? input)
      text += ", then=" + code(then, depth: depth + 1)
      if let otherwise { text += ", else_=" + code(otherwise, depth: depth + 1) }
      return text + ")"
    }
  }

  private func code(_ branch: KFPGraph.CommandElement.Branch, depth: Int) -> String {
    switch branch {
    case .one(let element): code(element, depth: depth)
    case .many(let elements):
      "[" + elements.map { code($0, depth: depth) }.joined(separator: ", ") + "]"
    }
  }

  private func code(_ placeholder: ContainerPlaceholder) -> String {
    let name =
      placeholder.inputName.map { names.inputs[$0] ?? $0 }
      ?? placeholder.outputName.map { names.outputs[$0] ?? $0 } ?? ""
    switch placeholder {
    case .inputParameter, .outputParameter, .inputArtifactList, .outputArtifactList: return name
    case .inputArtifact(_, let field), .outputArtifact(_, let field):
      return name + (field == .uri ? ".uri" : ".path")
    }
  }
}
