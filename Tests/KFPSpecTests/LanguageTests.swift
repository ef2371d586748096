import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite struct TemplateTests {
  static let cases: [(String, [TemplatePart])] = [
    ("", []),
    ("plain {{ text }} {{workflow.name}}", [.text("plain {{ text }} {{workflow.name}}")]),
    ("{{$}}", [.placeholder(.executorInput)]),
    (
      "--x={{$.inputs.parameters['a b']}}!",
      [.text("--x="), .placeholder(.inputParameter("a b")), .text("!")]
    ),
    ("{{$.inputs.parameters[\"x\"]}}", [.placeholder(.inputParameter("x"))]),
    ("{{$.inputs.artifacts['x']}}", [.placeholder(.inputArtifact("x", nil))]),
    ("{{$.inputs.artifacts['x'].path}}", [.placeholder(.inputArtifact("x", .path))]),
    ("{{$.outputs.artifacts['x'].uri}}", [.placeholder(.outputArtifact("x", .uri))]),
    ("{{$.outputs.artifacts['x'].metadata}}", [.placeholder(.outputArtifact("x", .metadata))]),
    (
      "{{$.inputs.artifacts['x'].metadata['k']}}",
      [.placeholder(.inputArtifact("x", .metadataValue(key: "k")))]
    ),
    ("{{$.outputs.parameters['x'].output_file}}", [.placeholder(.outputParameterFile("x"))]),
    ("{{$.outputs.output_file}}", [.placeholder(.outputFile)]),
    ("{{$.pipeline_job_name}}", [.placeholder(.constant(.jobName))]),
    ("{{$.workspace_path}}/a", [.placeholder(.constant(.workspacePath)), .text("/a")]),
    (
      "{{$.pipeline_google_cloud_project_id}}",
      [.placeholder(.unknown("{{$.pipeline_google_cloud_project_id}}"))]
    ),
    ("{{$.inputs.parameters['x'", [.text("{{$.inputs.parameters['x'")]),
    ("{{$ {{$}}", [.text("{{$ "), .placeholder(.executorInput)]),
    ("{{$}}{{$}}", [.placeholder(.executorInput), .placeholder(.executorInput)]),
    ("é{{$}}é", [.text("é"), .placeholder(.executorInput), .text("é")]),
  ]

  @Test(arguments: cases) func templateIsCut(_ text: String, _ parts: [TemplatePart]) {
    #expect(parseTemplate(text) == parts)
  }

  @Test func structuredElementsAreRead() {
    let x = CommandElement.template([.placeholder(.inputParameter("x"))])
    let a = CommandElement.template([.text("a")])
    #expect(
      parseCommandElement(#"{"Concat": ["a", "{{$.inputs.parameters['x']}}"]}"#)
        == .concat([a, x]))
    #expect(
      parseCommandElement(#"{"IfPresent": {"InputName": "x", "Then": "a"}}"#)
        == .ifPresent(input: "x", then: [a], otherwise: []))
    #expect(
      parseCommandElement(
        #"{"IfPresent": {"InputName": "x", "Then": ["a", "a"], "Else": {"Concat": ["a"]}}}"#)
        == .ifPresent(input: "x", then: [a, a], otherwise: [.concat([a])]))
  }

  @Test(arguments: [
    #"{"a": 1}"#, #"{"Concat": 1}"#, #"{"Concat": [1]}"#, #"{"IfPresent": {"InputName": "x"}}"#,
    #"{"Concat": ["a"]"#, #"{"Concat": [], "b": 1}"#,
  ])
  func otherJSONIsText(_ text: String) {
    #expect(parseCommandElement(text) == .template([.text(text)]))
  }
}

@Suite struct ConditionTests {
  static let parameters: [String: JSONValue] = [
    "s": .string("x"), "i": .integer(3), "d": .double(1.5), "b": .bool(true), "n": .null,
    "q": .string("it's \"q\""), "l": .array([.integer(1), .string("a")]),
    "m": .object(["k": .array([.integer(7)])]), "big": .double(1e300), "t": .string("12"),
  ]

  static let answers: [(String, Bool)] = [
    ("inputs.parameter_values['s'] == 'x'", true),
    ("inputs.parameter_values[\"s\"] != \"x\"", false),
    ("inputs.parameter_values['q'] == 'it\\'s \\\"q\\\"'", true),
    ("inputs.parameter_values['q'] == \"it's \\x22q\\u0022\"", true),
    ("int(inputs.parameter_values['i']) == 3", true),
    ("int(inputs.parameter_values['d']) == 1", true),
    ("int(inputs.parameter_values['i']) > -4 && inputs.parameter_values['d'] <= 1.5", true),
    ("double(int(inputs.parameter_values['i'])) == 3.0", true),
    ("inputs.parameter_values['d'] == double(1)", false),
    ("inputs.parameter_values['i'] == 3", true),
    ("inputs.parameter_values['i'] == 3.0", true),
    ("inputs.parameter_values['b'] == true", true),
    ("!(inputs.parameter_values['b'] == true)", false),
    ("!(inputs.parameter_values['s'] == 'y') && !(int(inputs.parameter_values['i']) < 3)", true),
    ("'int(inputs.parameter_values[\\'i\\'])' == '3'", false),
    ("inputs.parameter_values['i'] == '3'", false),
    ("inputs.parameter_values['s'] == true", false),
    ("inputs.parameter_values['n'] == null", true),
    ("inputs.parameter_values['s'] < 'y'", true),
    ("inputs.parameter_values['d'] < 1e+30", true),
    ("inputs.parameter_values['missing'] == 1 || true", true),
    ("inputs.parameter_values['missing'] == 1 && false", false),
    ("has(inputs.parameter_values.s) && !has(inputs.parameter_values.missing)", true),
    ("inputs.parameter_values.m.k[0] == 7", true),
    ("'s' in inputs.parameter_values && 1 in inputs.parameter_values['l']", true),
    ("size(inputs.parameter_values['l']) == 2", true),
    ("inputs.parameter_values['s'].startsWith('x') ? true : false", true),
    ("inputs.parameters['s'].string_value == 'x'", true),
    ("inputs.parameters['i'].int_value == 3", true),
    ("int(inputs.parameter_values['t']) + 2 * 3 == 18", true),
    ("1 + 2 * 3 - 4 / 2 % 3 == 5", true),
    ("-7 / 2 == -3 && -7 % 2 == -1", true),
    ("string(int(inputs.parameter_values['i'])) + 'a' == '3a'", true),
    ("(((1 < 2)))", true),
    ("r'\\n' == '\\\\n'", true),
    ("0x10 == 16 && .5 == 0.5", true),
  ]

  @Test(arguments: answers) func conditionHasItsAnswer(_ text: String, _ answer: Bool) throws {
    #expect(try TriggerCondition(text).evaluate(parameters: Self.parameters) == answer)
  }

  @Test(arguments: [
    "inputs.parameter_values['missing'] == 1", "int(inputs.parameter_values['s']) == 1",
    "int(inputs.parameter_values['i']) == '3'", "inputs.parameter_values['s'] < 1",
    "inputs.parameter_values['s']", "int(inputs.parameter_values['big']) == 1",
    "inputs.parameter_values['i'] == inf", "!inputs.parameter_values['s']",
    "9223372036854775807 + 1 == 0", "1 / 0 == 1", "1 == 1.0", "'1' == 1", "true && 1",
    "int(inputs.parameter_values['b']) == 1", "foo(1) == 1", "int(1, 2) == 1",
    "inputs.parameter_values['l'][2] == 1", "inputs.parameter_values['s'].k == 1",
  ])
  func conditionWithoutAnswerIsAnError(_ text: String) throws {
    let condition = try TriggerCondition(text)
    #expect(throws: ConditionProblem.self) {
      try condition.evaluate(parameters: Self.parameters)
    }
  }

  @Test(arguments: [
    "", "'it's'", "'", "1 ==", "(1 == 1", "a b", "1 = 1", "a && ", "'\\q'", "99999999999999999999",
    "a.", "a[1", "has(1)", "a ? b", "é == 1", "'\\x4'", "'\\ud800'", "'a\nb'", "__import__('os');",
    String(repeating: "(", count: 100_000), String(repeating: "!", count: 100_000),
    String(repeating: "a.", count: 100_000), String(repeating: "1+", count: 100_000),
  ])
  func brokenConditionIsRefused(_ text: String) {
    #expect(throws: ConditionProblem.self) { try TriggerCondition(text) }
  }

  @Test func mentionedParametersAreNamedOnce() throws {
    let condition = try TriggerCondition(
      "inputs.parameter_values['b'] == 1 && (inputs.parameter_values.a || !inputs.parameters['b'])")
    #expect(condition.parameterNames == ["b", "a"])
  }

  static let selections: [(String, JSONValue, JSONValue)] = [
    (#"parseJson(string_value)["k"]"#, .string(#"{"k": {"a": 1}}"#), .object(["a": .integer(1)])),
    (#"parseJson(string_value)["k"]"#, .object(["k": .string("v")]), .string("v")),
    (
      #"parseJson(string_value)["k"][1]['z']"#,
      .object(["k": .array([.null, .object(["z": .bool(true)])])]), .bool(true)
    ),
    ("parseJson(string_value)", .array([.integer(1)]), .array([.integer(1)])),
    ("number_value + 1.0", .integer(1), .double(2)),
    ("struct_value.a", .object(["a": .integer(1)]), .integer(1)),
    ("string_value", .string("a"), .string("a")),
  ]

  @Test(arguments: selections)
  func selectorTakesItsPart(_ text: String, _ value: JSONValue, _ part: JSONValue) throws {
    #expect(try ExpressionSelector(text).evaluate(value) == part)
  }

  @Test func selectorWithoutPartIsAnError() throws {
    let selector = try ExpressionSelector(#"parseJson(string_value)["k"]"#)
    for value in [JSONValue.string("no JSON"), .object([:]), .array([]), .null, .integer(1)] {
      #expect(throws: ConditionProblem.self) { try selector.evaluate(value) }
    }
  }
}
