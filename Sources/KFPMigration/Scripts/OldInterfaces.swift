import KFPChecker
import KFPGraph
import KFPSource
import KFPSpec
import KFPSyntax
import KFPTypes

/// An input or output of a component by its name in the first SDK and in the second one.
struct OldPort: Hashable {
  /// The name that callers used: without `_path` or `_file` for a file.
  let old: String
  /// The name that callers use now.
  let new: String
  /// The Python name of the parameter's type; nil for an artifact, or where nobody knows.
  var type: String?
  /// Whether it is read from a file.
  var isFile = false
}

/// The interface of a component as the first SDK's callers saw it.
struct OldInterface: Hashable {
  /// The inputs in the order in which arguments were given by position.
  var inputs: [OldPort]
  var outputs: [OldPort]
  /// The function's index among the module's, where it is one.
  var function: Int?

  func input(_ name: String) -> OldPort? {
    inputs.first { $0.old == name } ?? inputs.first { $0.new == name }
  }

  func output(_ name: String) -> OldPort? {
    outputs.first { $0.old == name } ?? outputs.first { $0.new == name }
  }
}

/// The interfaces of the components that a script defines or loads, by the names they are called by.
struct OldInterfaces {
  private var byBinding: [String: OldInterface] = [:]

  init() {}

  init(_ facts: ScriptFacts, readFile: (String) -> [UInt8]?) {
    for (scope, names) in facts.module.scopes.enumerated() {
      for (name, bindings) in names.bindings {
        guard bindings.count == 1 || Self.isRedefined(bindings), let binding = bindings.last,
          let interface = Self.interface(of: binding, scope: scope, facts, readFile: readFile)
        else { continue }
        byBinding["\(scope) \(name)"] = interface
      }
    }
  }

  /// The interface of what an expression calls.
  func interface(of callee: ExprID, in call: CallRecord, _ facts: ScriptFacts) -> OldInterface? {
    guard case .name(let name) = facts.trees[call.cell][callee],
      let owner = facts.owner(of: name.text, from: call.scope)
    else { return nil }
    return byBinding["\(owner) \(name.text)"]
  }

  /// `f = create_component_from_func(f)`: the later one counts.
  private static func isRedefined(_ bindings: [NameBinding]) -> Bool {
    guard bindings.count == 2, case .function = bindings[0].kind, case .value = bindings[1].kind
    else { return false }
    return true
  }

  private static func interface(
    of binding: NameBinding, scope: Int, _ facts: ScriptFacts, readFile: (String) -> [UInt8]?
  ) -> OldInterface? {
    switch binding.kind {
    case .function(let index):
      let record = facts.module.functions[index]
      guard isComponent(record, facts) else { return nil }
      return interface(of: record, index: index, facts)
    case .value(let value):
      let tree = facts.trees[binding.cell]
      guard case .call(let callee, _, _) = tree[value],
        let path = facts.paths.path(of: callee, cell: binding.cell, scope: scope)
      else { return nil }
      return interface(
        of: value, path: path, binding: binding, scope: scope, facts, readFile: readFile)
    default: return nil
    }
  }

  /// Whether a function is, or becomes, a component where it is defined.
  static func isComponent(_ record: FunctionRecord, _ facts: ScriptFacts) -> Bool {
    record.definition.decorators.contains { decorator in
      switch facts.decoratorPath(decorator, of: record) {
      case "kfp.dsl.component", "kfp.dsl.container_component",
        "kfp.components.create_component_from_func", "kfp.components.func_to_container_op",
        "functools.partial", "kfp.dsl.python_component":
        true
      default: false
      }
    }
  }

  private static func interface(
    of call: ExprID, path: String, binding: NameBinding, scope: Int, _ facts: ScriptFacts,
    readFile: (String) -> [UInt8]?
  ) -> OldInterface? {
    let cell = binding.cell
    switch path {
    case "kfp.components.create_component_from_func", "kfp.components.func_to_container_op",
      "kfp.components.create_component_from_func_v2", "kfp.dsl.component":
      guard let function = facts.argument("func", at: 0, of: call, in: cell),
        case .name(let name) = facts.trees[cell][function.value],
        let owner = facts.owner(of: name.text, from: scope),
        let defined = facts.module.scopes[owner].bindings[name.text]?.first,
        case .function(let index) = defined.kind
      else { return nil }
      return interface(of: facts.module.functions[index], index: index, facts)
    case "kfp.components.load_component_from_text":
      guard let argument = facts.argument("text", at: 0, of: call, in: cell),
        let text = facts.text(argument.value, in: cell)
      else { return nil }
      return interface(ofComponent: text)
    case "kfp.components.load_component_from_file", "kfp.components.load_component_from_url":
      let isFile = path.hasSuffix("file")
      guard
        let argument = facts.argument(isFile ? "filename" : "url", at: 0, of: call, in: cell),
        let name = facts.text(argument.value, in: cell), let bytes = readFile(name)
      else { return nil }
      return interface(ofComponent: String(decoding: bytes, as: UTF8.self))
    default: return nil
    }
  }

  /// The interface of a component's document.
  private static func interface(ofComponent text: String) -> OldInterface? {
    guard let documents = try? readYAML(text), let document = documents.first,
      document["implementation"] != nil
    else { return nil }
    func port(_ value: LocatedJSON, isInput: Bool) -> OldPort? {
      guard let name = value["name"]?.text else { return nil }
      var type: String?
      if case .parameter(let text) = PathType(legacyText: value["type"]?.text) {
        type = text.parameterType?.pythonName
      }
      let new = ComponentName.ofLegacyPort(name)
      return OldPort(old: isInput ? new : name, new: new, type: type)
    }
    let inputs = document["inputs"]?.elements ?? []
    let isOptional = { (input: LocatedJSON) in
      input["optional"]?.content == .scalar(.bool(true)) || input["default"] != nil
    }
    let ordered = inputs.filter { !isOptional($0) } + inputs.filter(isOptional)
    return OldInterface(
      inputs: ordered.compactMap { port($0, isInput: true) },
      outputs: (document["outputs"]?.elements ?? []).compactMap { port($0, isInput: false) })
  }

  // MARK: Functions

  /// The interface of a function that is a component.
  private static func interface(
    of record: FunctionRecord, index: Int, _ facts: ScriptFacts
  ) -> OldInterface {
    var required: [OldPort] = []
    var optional: [OldPort] = []
    var outputs: [OldPort] = []
    for parameter in record.definition.parameters.all {
      let annotation = PortAnnotation(parameter.annotation, of: record, facts)
      let name = parameter.name.text
      switch annotation.style {
      case .outputFile:
        outputs.append(OldPort(old: annotation.oldName(name), new: annotation.newName(name)))
      case .output: outputs.append(OldPort(old: name, new: name))
      case .inputFile, .input, .value:
        let port = OldPort(
          old: annotation.oldName(name), new: annotation.newName(name), type: annotation.type,
          isFile: annotation.style == .inputFile)
        if parameter.defaultValue == nil { required.append(port) } else { optional.append(port) }
      }
    }
    outputs += returned(record, facts)
    return OldInterface(inputs: required + optional, outputs: outputs, function: index)
  }

  /// The outputs that a function returns.
  private static func returned(_ record: FunctionRecord, _ facts: ScriptFacts) -> [OldPort] {
    guard let annotation = record.definition.returns else { return [] }
    let tree = facts.trees[record.cell]
    if case .constant(.none) = tree[annotation] { return [] }
    let fields = namedTupleFields(annotation, in: record.cell, facts)
    guard fields.isEmpty else {
      return fields.map { OldPort(old: $0.name, new: $0.name) }
    }
    if case .call = tree[annotation] { return [] }
    return [OldPort(old: "output", new: "Output")]
  }

  /// The fields of `NamedTuple("Outputs", [("name", type), ...])`.
  static func namedTupleFields(
    _ id: ExprID, in cell: Int, _ facts: ScriptFacts
  ) -> [(name: String, type: ExprID)] {
    let tree = facts.trees[cell]
    guard case .call(_, let arguments, _) = tree[id], arguments.count == 2,
      case .list(let items) = tree[arguments[1]]
    else { return [] }
    return items.compactMap { item in
      guard case .tuple(let pair) = tree[item], pair.count == 2,
        let name = facts.text(pair[0], in: cell)
      else { return nil }
      return (name, pair[1])
    }
  }
}

/// What an annotation of a component's parameter says.
struct PortAnnotation {
  enum Style { case value, input, output, inputFile, outputFile }

  var style = Style.value
  /// The Python name of the parameter's type.
  var type: String?
  /// `text`, `binary` for the classes that open the file.
  var stream: (mode: String, isOutput: Bool)?

  init(_ annotation: ExprID?, of record: FunctionRecord, _ facts: ScriptFacts) {
    guard var id = annotation else { return }
    let tree = facts.trees[record.cell]
    let path = { (id: ExprID) in
      facts.paths.path(of: id, cell: record.cell, scope: record.outerScope)
    }
    if case .subscript(let value, let slice) = tree[id], path(value) == "typing.Optional" {
      id = slice
    }
    var callee = id
    if case .call(let inner, _, _) = tree[id] { callee = inner }
    if case .subscript(let inner, _) = tree[id] { callee = inner }
    switch path(callee) {
    case "kfp.components.InputPath", "kfp.dsl.InputPath", "kfp.dsl.io_types.InputPath":
      style = .inputFile
    case "kfp.components.OutputPath", "kfp.dsl.OutputPath", "kfp.dsl.io_types.OutputPath":
      style = .outputFile
    case "kfp.components.InputTextFile": (style, stream) = (.inputFile, ("r", false))
    case "kfp.components.InputBinaryFile": (style, stream) = (.inputFile, ("rb", false))
    case "kfp.components.OutputTextFile": (style, stream) = (.outputFile, ("w", true))
    case "kfp.components.OutputBinaryFile": (style, stream) = (.outputFile, ("wb", true))
    case "kfp.dsl.Input": style = .input
    case "kfp.dsl.Output": style = .output
    default:
      if case .name(let name) = tree[callee] { type = Self.types[name.text] }
      if let text = facts.text(id, in: record.cell) { type = Self.types[text] ?? "str" }
    }
  }

  /// Python's names for the types that annotations name.
  static let types: [String: String] = [
    "str": "str", "int": "int", "float": "float", "bool": "bool", "list": "list", "dict": "dict",
    "List": "list", "Dict": "dict", "String": "str", "Integer": "int", "Float": "float",
    "Double": "float", "Bool": "bool", "Boolean": "bool", "JsonObject": "dict",
    "JsonArray": "list", "Text": "str",
  ]

  /// The name that callers used.
  func oldName(_ name: String) -> String {
    guard style == .inputFile || style == .outputFile else { return name }
    var result = name
    if stream == nil, result.hasSuffix("_path") { result = String(result.dropLast(5)) }
    if result.hasSuffix("_file") { result = String(result.dropLast(5)) }
    return result
  }

  /// The name that callers use now: files that were opened are paths.
  func newName(_ name: String) -> String { stream == nil ? name : name + "_path" }
}
