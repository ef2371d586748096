import KFPGraph
import KFPSpec
import KFPTypes

/// The names that the parts of an old component have in Python.
struct ComponentNames {
  /// The function's name.
  let function: String
  /// The parameters of inputs, by the names in the component.
  private(set) var inputs: [String: String] = [:]
  /// The parameters of outputs, by the names in the component.
  private(set) var outputs: [String: String] = [:]

  /// Chooses names; what cannot keep its own is reported.
  init(
    _ component: Component, document: LocatedJSON, reporting complaints: inout ComponentComplaints
  ) {
    function = Self.functionName(component.name)
    // Names of the module that the function's body needs.
    var taken: Set<String> = ["dsl", "Optional"]
    for input in component.inputs {
      let name = Self.free(input.name, suffix: "input", among: &taken)
      inputs[input.name] = name
      if name != input.name {
        let mark = Self.mark(of: input.name, in: document["inputs"])
        complaints.reportName(input.name, "input", now: name, at: mark)
      }
    }
    for output in component.outputs {
      let name = Self.free(output.name, suffix: "output", among: &taken)
      outputs[output.name] = name
      if name != output.name {
        let mark = Self.mark(of: output.name, in: document["outputs"])
        complaints.reportName(output.name, "output", now: name, at: mark)
      }
    }
  }

  /// A function's name from which the SDK makes the component's name again.
  private static func functionName(_ name: String) -> String {
    let text = String(name.map { $0 == "-" ? "_" : $0 })
    if PythonText.isName(text), text != "dsl" { return text }
    // Underscores at both ends do not count.
    if let first = text.utf8.first, (0x30...0x39).contains(first) { return "_" + text }
    return text.isEmpty ? "component" : text + "_"
  }

  private static func free(
    _ name: String, suffix: String, among taken: inout Set<String>
  ) -> String {
    var result = name
    if !PythonText.isName(result) {
      result = result.isEmpty ? suffix : suffix + "_" + result
    }
    if taken.contains(result) { result += "_" + suffix }
    while taken.contains(result) { result += "_" }
    taken.insert(result)
    return result
  }

  private static func mark(of name: String, in ports: LocatedJSON?) -> YAMLMark {
    for port in ports?.elements ?? [] {
      if let text = port["name"]?.text, ComponentName.ofLegacyPort(text) == name {
        return port["name"]?.mark ?? port.mark
      }
    }
    return ports?.mark ?? YAMLMark(line: 1, column: 1)
  }
}
