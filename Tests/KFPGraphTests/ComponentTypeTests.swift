import KFPGraph
import KFPTypes
import OrderedCollections
import Testing

@Suite("Types of inputs and outputs")
struct ComponentTypeTests {
  @Test(
    "Parameter types",
    arguments: [
      ("String", ParameterType.string, true), ("str", .string, false), ("Text", .string, false),
      ("typing.List[str]", .list, true), ("List[Dict[String, Integer]]", .list, true),
      ("typing.Dict", .struct, true), ("Integer", .integer, true), ("Double", .double, false),
      ("bool", .boolean, false), ("JsonObject", .struct, false), ("List", .list, true),
      ("list[str]", .list, false), ("Optional[String]", nil, true),
      ("PipelineTaskFinalStatus", .taskFinalStatus, true), ("TaskConfig", .taskConfig, true),
      ("typing.Any", nil, false), ("NoneType", nil, false), ("ForwardRef('str')", nil, false),
      ("system.Artifact@0.0.1", nil, false), ("", nil, false), ("typing.", nil, false),
    ] as [(String, ParameterType?, Bool)])
  func parameterTypes(text: String, type: ParameterType?, fitsInterface: Bool) {
    #expect(TypeText(text).parameterType == type)
    #expect(TypeText(text).isInterfaceParameter == fitsInterface)
  }

  @Test(
    "Items and fields",
    arguments: [
      ("List", "String", "String"), ("typing.List[str]", "str", "String"),
      ("List[Dict[String, Integer]]", "Dict[String, Integer]", "String"),
      ("typing.Dict[str, typing.List[int]]", "str, typing.List[int]", "typing.List[int]"),
      ("Dict[ String , Integer ]", "String , Integer", "Integer"), ("List[]", "String", "String"),
      ("Dict[str,]", "str,", "String"), ("typing.List[", "String", "String"),
      ("Dict[typing.List[str], int]", "typing.List[str], int", "String"),
    ])
  func itemTypes(text: String, item: String, field: String) {
    #expect(TypeText(text).itemType == TypeText(item))
    #expect(TypeText(text).fieldType == TypeText(field))
  }

  @Test("Items of loops over constants have the type of the first")
  func constantItems() {
    #expect(TypeText(itemOf: [.integer(1), .string("x")]) == TypeText("int"))
    #expect(
      TypeText(itemOf: [.object(["a": .double(1), "b": .null])]) == TypeText("Dict[str, float]"))
    #expect(TypeText(itemOf: [.null]) == TypeText("NoneType"))
    #expect(TypeText(itemOf: []) == nil)
    #expect(TypeText(itemOf: [.object([:])]) == nil)
  }

  @Test(
    "Names as an author writes them",
    arguments: [
      ("String", "str"), ("typing.List[str]", "list[str]"), ("Boolean", "bool"),
      ("Dict[String, Integer]", "dict[str, int]"), ("typing.List[typing.Any]", "list[Any]"),
      ("typing.Dict[str, typing.List[int]]", "dict[str, list[int]]"), ("Größe", "Größe"),
    ])
  func pythonNames(text: String, name: String) {
    #expect(TypeText(text).pythonName == name)
  }

  @Test("What an artifact class may say about its schema")
  func schemas() {
    #expect(ArtifactSchema(title: "system.Model", classVersion: nil).problem == nil)
    #expect(ArtifactSchema(title: "google.X", classVersion: "").version == "0.0.1")
    #expect(ArtifactSchema(title: "Model").problem == .titleWithoutNamespace)
    #expect(ArtifactSchema(title: "system.a.b").problem == .titleWithoutNamespace)
    #expect(ArtifactSchema(title: "mine.Model").problem == .unknownNamespace("mine"))
    #expect(ArtifactSchema(title: "system.Model", version: "1.0").problem == .versionNotThreeParts)
    #expect(ArtifactSchema(title: "").problem == .noTitle)
  }

  @Test("Types of InputPath and OutputPath")
  func paths() {
    #expect(PathType(text: nil) == .artifact(.artifact))
    #expect(PathType(text: "dataset") == .artifact(ArtifactSchema(title: "system.Dataset")))
    #expect(PathType(text: "Integer") == .parameter(.integer))
    #expect(PathType(text: "str") == .refused("str"))
    #expect(PathType(text: "CSV") == .artifact(.artifact))
  }

  @Test(
    "Types of old components",
    arguments: [
      (nil, PathType.artifact(.artifact)), ("GCSPath", .artifact(.artifact)),
      ("int", .parameter(.integer)), ("JsonArray", .parameter(.list)),
      ("typing.List[str]", .parameter(.list)), ("Dict[str, int]", .parameter(.dict)),
      ("google.VertexModel", .artifact(ArtifactSchema(title: "google.VertexModel"))),
      ("google.Foo2", .artifact(.artifact)),
      ("html", .artifact(ArtifactSchema(title: "system.HTML"))),
      ("TaskConfig", .artifact(.artifact)), ("Optional[str]", .artifact(.artifact)),
      ("system.Dataset", .artifact(.artifact)), ("PipelineTaskFinalStatus", .artifact(.artifact)),
    ] as [(String?, PathType)])
  func legacyTypes(text: String?, type: PathType) {
    #expect(PathType(legacyText: text) == type)
  }

  @Test("What fits where")
  func compatibility() {
    let model = ArtifactSchema(title: "system.Model")
    let one = ChannelType.artifact(model, isList: false)
    let many = ChannelType.artifact(model, isList: true)
    let any = ChannelType.artifact(.artifact, isList: false)
    #expect(one.mismatch(for: any) == nil && any.mismatch(for: one) == nil)
    #expect(many.mismatch(for: any) == .listForSingle)
    #expect(one.mismatch(for: many) == .singleForList)
    let later = ArtifactSchema(title: "system.Model", version: "1.0.0")
    #expect(
      ChannelType.artifact(later, isList: false).mismatch(for: one)
        == .majorVersions(given: later, wanted: model))
    #expect(
      ChannelType.parameter(.integer).mismatch(for: .parameter(.float))
        == .parameterTypes(given: .integer, wanted: .double))
    #expect(ChannelType.parameter(.taskFinalStatus).mismatch(for: .parameter(.dict)) == nil)
    #expect(ChannelType.parameter(.string).mismatch(for: one) == .parameterForArtifact)
    #expect(ChannelType.parameter(.string).mismatchOfLoopItem(for: one) == nil)
    #expect(
      ChannelType.parameter(TypeText("str")).mismatchOfLoopItem(for: one) == .parameterForArtifact)
    #expect(one.mismatch(for: .parameter(.string)) == .artifactForParameter)
  }

  @Test(
    "Names",
    arguments: [
      ("hello_world", "hello-world"), ("_x__y_", "x-y"), ("MyComp", "mycomp"),
      ("add2Nums", "add2nums"), ("héllo", "h-llo"), ("ß", "ss"),
    ])
  func names(function: String, name: String) {
    #expect(ComponentName.ofFunction(function) == name)
  }

  @Test("Names that are changed, refused or numbered")
  func moreNames() {
    #expect(ComponentName.ofFunction("__") == nil)
    #expect(ComponentName.sanitized("My Pipeline!") == "my-pipeline")
    #expect(ComponentName.ofLegacyPort("Input 1") == "input_1")
    #expect(PipelineName(decorator: "", function: "my_pipeline") == .name("my-pipeline"))
    #expect(PipelineName(decorator: "!!", function: "p") == .empty)
    let long = String(repeating: "a", count: 129)
    #expect(PipelineName(decorator: long, function: "p") == .tooLong(long))
    #expect(isChannelName("a b-c_1") && !isChannelName("_a") && !isChannelName("é"))
    #expect(uniqueOutputName("a", among: ["a", "a_2"]) == "a_3")
  }
}
