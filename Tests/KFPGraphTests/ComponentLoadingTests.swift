import KFPGraph
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite("Loading components")
struct ComponentLoadingTests {
  struct Example: Decodable {
    var name: String
    var yaml: String
    var component: String?
    var description: String?
    var inputs: FixtureValue?
    var outputs: FixtureValue?
    var container: FixtureValue?
    var inputNames: [String]?
    var outputNames: [String]?
  }

  @Test("Old components are what the SDK reads in them, and are refused where it refuses")
  func legacy() throws {
    let examples = try ComponentFixtures.load("legacy.json", as: [Example].self)
    #expect(examples.count > 20)
    for example in examples {
      guard let name = example.component else {
        let rejection = #expect(throws: SpecRejection.self, "\(example.name)") {
          try loadComponent(yaml: example.yaml)
        }
        #expect(rejection?.problems.first?.mark != nil, "\(example.name)")
        continue
      }
      let component = try loadComponent(yaml: example.yaml).component
      #expect(component.name == name)
      #expect(component.description == example.description)
      #expect(component.inputs.map(\.name) == example.inputNames)
      #expect(component.outputs.map(\.name) == example.outputNames)
      let (inputs, outputs) = Self.interface(component)
      #expect(inputs == example.inputs?.json)
      #expect(outputs == example.outputs?.json)
      guard case .container(let container) = component.implementation else {
        Issue.record("\(example.name) is no container")
        continue
      }
      let expected = example.container?.json
      #expect(.string(container.image) == expected?["image"])
      #expect(container.command.map(JSONValue.string) == expected?["command"]?.arrayValue ?? [])
      #expect(container.args.map(JSONValue.string) == expected?["args"]?.arrayValue ?? [])
    }
  }

  /// The interface in the document's form.
  static func interface(_ component: Component) -> (JSONValue, JSONValue) {
    func fields(_ type: ChannelType) -> (kind: String, OrderedDictionary<String, JSONValue>) {
      switch type {
      case .parameter(let text):
        let name = text.parameterType?.rawValue ?? "?"
        return ("parameters", ["parameterType": .string(name)])
      case .artifact(let schema, _):
        let type = JSONValue.object([
          "schemaTitle": .string(schema.title), "schemaVersion": .string(schema.version),
        ])
        return ("artifacts", ["artifactType": type])
      }
    }
    var inputs: OrderedDictionary<String, OrderedDictionary<String, JSONValue>> = [:]
    for input in component.inputs {
      var (kind, fields) = fields(input.type)
      if input.isOptional { fields["isOptional"] = .bool(true) }
      if let value = input.defaultValue { fields["defaultValue"] = value }
      inputs[kind, default: [:]][input.name] = .object(fields)
    }
    var outputs: OrderedDictionary<String, OrderedDictionary<String, JSONValue>> = [:]
    for output in component.outputs {
      let (kind, fields) = fields(output.type)
      outputs[kind, default: [:]][output.name] = .object(fields)
    }
    return (
      .object(inputs.mapValues(JSONValue.object)), .object(outputs.mapValues(JSONValue.object))
    )
  }

  @Test(
    "Mistakes are reported at their places",
    arguments: [
      (
        "implementation:\n  container:\n    image: a\n    arg: []",
        "4:5: a container has no field `arg`"
      ),
      (
        "inputs:\n- nam: x\nimplementation: {container: {image: a}}",
        "2:3: an input has no field `nam`"
      ),
      (
        "implementation:\n  container:\n    image: a\n    args:\n    - {inputValue: x}",
        "5:20: there is no input `x`"
      ),
      ("implementation:\n  container:\n    image: 1", "3:12: the image must be a text"),
      (
        "inputs: [{name: a, type: Integer, default: x}]\nimplementation: {container: {image: a}}",
        "1:44: the default of `a` is no int"
      ),
      (
        "implementation: {container: {image: a}}\n---\nname: b",
        "3:1: a component of the first SDK is one document, not 2"
      ),
      (
        "inputs: [{name: a, optional: true}]\nimplementation:\n  container:\n    image: a\n"
          + "    args:\n    - concat: [x, {if: {cond: {isPresent: a}, then: y, else: [z]}}]",
        "6:19: inside `concat`, an `if` gives one text, not a list"
      ),
    ])
  func places(yaml: String, complaint: String) throws {
    let rejection = #expect(throws: SpecRejection.self) { try loadComponent(yaml: yaml) }
    #expect(
      rejection?.problems.first?.description.hasPrefix(complaint) == true,
      "\(rejection?.description ?? "")")
  }

  static let compiled = """
    # PIPELINE DEFINITION
    # Name: my-comp
    # Description: First.
    #              Second.
    components:
      comp-my-comp:
        executorLabel: exec-my-comp
        inputDefinitions:
          artifacts:
            data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}, isArtifactList: true, isOptional: true}
          parameters:
            n: {parameterType: NUMBER_INTEGER, defaultValue: 3.0, description: gone}
    deploymentSpec:
      executors:
        exec-my-comp:
          container: {image: img, command: [a], resources: {cpuLimit: 1.0}}
    pipelineInfo: {name: NAME}
    root:
      dag:
        tasks:
          my-comp:
            componentRef: {name: comp-my-comp}
            taskInfo: {name: my-comp}
    schemaVersion: 2.1.0
    sdkVersion: kfp-2.17.0

    """

  @Test("A compiled component is a container, a compiled pipeline a pipeline")
  func compiledDocuments() throws {
    let component = Self.compiled.replacing("NAME", with: "my-comp")
    let loaded = try loadComponent(yaml: component)
    #expect(loaded.component.name == "my-comp")
    #expect(loaded.component.description == "First.\nSecond.")
    #expect(loaded.component.inputs.map(\.name) == ["n", "data"])
    #expect(loaded.component.inputs[0].isOptional)
    #expect(loaded.component.inputs[0].description == nil)
    #expect(
      loaded.component.inputs[1].type
        == .artifact(ArtifactSchema(title: "system.Dataset"), isList: true))
    guard case .container(let container) = loaded.component.implementation else {
      Issue.record("no container")
      return
    }
    #expect(container == ContainerExecutor(image: "img", command: ["a"]))
    #expect(loaded.document != nil)

    let pipeline = try loadComponent(yaml: Self.compiled.replacing("NAME", with: "other"))
    #expect(pipeline.component.name == "other")
    #expect(pipeline.component.inputs.isEmpty)
    guard case .pipeline = pipeline.component.implementation else {
      Issue.record("no pipeline")
      return
    }
  }
}
