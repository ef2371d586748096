import KFPGraph
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

/// What documents hold that no list of steps can express: pipelines inside pipelines, importers,
/// single components, overrides, and thousands of tasks.
struct LoweringTests {
  static let span = Span(source: SourceID(0), start: 0, end: 1)

  static func component(_ name: String, _ implementation: Component.Implementation? = nil)
    -> Component
  {
    Component(
      name: name, inputs: [.init(name: "x", type: .parameter(.string), isOptional: true)],
      outputs: [.init(name: "Output", type: .parameter(.string))],
      implementation: implementation ?? .container(ContainerExecutor(image: name)))
  }

  static func pipeline(_ name: String, _ components: [Component]) -> PipelineDocument {
    var graph = Graph(
      id: PipelineID(1), header: .init(name: name), inputs: [], declaredOutputs: [], at: span)
    for component in components { _ = graph.addTask(of: component, arguments: [], at: span) }
    return lower(GraphFlow(graph)).document
  }

  /// The image that runs for each task of the outer pipeline and of those inside, by path.
  static func images(_ document: PipelineDocument) -> [String: String] {
    var images: [String: String] = [:]
    func visit(_ component: ComponentSpec, _ path: String) {
      switch component.implementation {
      case .executor(let label):
        if case .container(let container)? = document.pipeline.executors[label] {
          images[path] = container.image
        }
      case .dag(let dag):
        for (name, task) in dag.tasks {
          guard let inner = document.pipeline.components[task.componentName] else { continue }
          visit(inner, "\(path)/\(name)")
        }
      case .none: break
      }
    }
    visit(document.pipeline.root, "")
    return images
  }

  @Test func innerNamesComeFirst() {
    let inner = Self.pipeline("foo", [Self.component("foo")])
    let outer = Self.pipeline(
      "outer",
      [Self.component("foo", .pipeline(LoweredPipeline(document: inner))), Self.component("foo")])
    #expect(
      outer.pipeline.components.keys.sorted() == ["comp-foo", "comp-foo-2", "comp-foo-2-2"])
    #expect(outer.pipeline.executors.keys.sorted() == ["exec-foo", "exec-foo-2"])
    guard case .dag(let dag) = outer.pipeline.root.implementation else {
      Issue.record("the root has no tasks")
      return
    }
    #expect(dag.tasks["foo"]?.componentName == "comp-foo-2")
    #expect(dag.tasks["foo-2"]?.componentName == "comp-foo-2-2")
  }

  /// The official compiler lets several tasks share one executor here, depending on the process.
  @Test func mergingNeverMixesExecutors() {
    var names: [String] = []
    let different = (1...3).map { number in
      Component(
        name: "foo", inputs: [], outputs: [],
        implementation: .container(ContainerExecutor(image: "inner-\(number)")))
    }
    let inner = Self.pipeline("inner", different)
    let outer = Self.pipeline(
      "outer",
      [
        Self.component("foo"), Self.component("foo"),
        Self.component("inner", .pipeline(LoweredPipeline(document: inner))),
      ])
    let images = Self.images(outer)
    names = ["/inner/foo", "/inner/foo-2", "/inner/foo-3"].map { images[$0] ?? "none" }
    #expect(names == ["inner-1", "inner-2", "inner-3"])
    #expect(images["/foo"] == "foo")
    #expect(images["/foo-2"] == "foo")
    #expect(Set(outer.pipeline.executors.keys).count == 5)
  }

  @Test func platformSettingsFollowTheirExecutors() {
    var graph = Graph(
      id: PipelineID(1), header: .init(name: "inner"), inputs: [], declaredOutputs: [],
      at: Self.span)
    let task = graph.addTask(of: Self.component("foo"), arguments: [], at: Self.span)
    graph.configure(task, .kubernetes(.imagePullPolicy("Always")), at: Self.span)
    let outer = Self.pipeline(
      "outer",
      [Self.component("foo"), Self.component("inner", .pipeline(lower(GraphFlow(graph))))])
    #expect(outer.platform.executors.keys == ["exec-foo-2"])
  }

  @Test func importerHasItsAddressAndMetadata() {
    var graph = Graph(
      id: PipelineID(0), header: .init(name: "p"),
      inputs: [.init(name: "a", type: .parameter(.string))], declaredOutputs: [], at: Self.span)
    let input = Channel(
      origin: .input(PipelineID(0), name: "a"), type: .parameter(.string))
    let importer = Component.Importer(
      uri: .template([.text("gs://"), .channel(input)]),
      schema: ArtifactSchema(title: "system.Dataset"),
      metadata: [
        (.constant(.string("k")), .channel(input)),
        (.template([.text("n-"), .channel(input)]), .constant(.integer(3))),
      ])
    let component = Component(
      name: "importer", inputs: [.init(name: "uri", type: .parameter(.string))],
      outputs: [
        .init(
          name: "artifact",
          type: .artifact(ArtifactSchema(title: "system.Dataset"), isList: false))
      ], implementation: .importer(importer))
    _ = graph.addTask(of: component, arguments: [], at: Self.span)
    let document = lower(GraphFlow(graph)).document
    guard case .importer(let executor)? = document.pipeline.executors["exec-importer"],
      case .dag(let dag) = document.pipeline.root.implementation
    else {
      Issue.record("there is no importer")
      return
    }
    #expect(executor.artifactURI == .runtimeParameter("uri"))
    let placeholder = "{{$.inputs.parameters['metadata']}}"
    #expect(
      executor.metadata == ["k": .string(placeholder), "n-\(placeholder)": .double(3)])
    let inputs = dag.tasks["importer"]?.inputParameters
    #expect(inputs?["metadata"]?.kind == .componentInput("a"))
    #expect(
      inputs?["uri"]?.kind
        == .constant(.string("gs://{{$.inputs.parameters['pipelinechannel--a']}}")))
    #expect(
      document.pipeline.components["comp-importer"]?.inputs.parameters.keys
        == ["uri", "metadata"])
  }

  @Test func componentBecomesPipelineOfOneTask() {
    let document = lower(component: Self.component("foo")).document
    #expect(document.pipeline.info.name == "foo")
    guard case .dag(let dag) = document.pipeline.root.implementation else {
      Issue.record("the root has no tasks")
      return
    }
    #expect(dag.tasks["foo"]?.inputParameters["x"]?.kind == .componentInput("x"))
    #expect(
      dag.outputParameters["Output"]
        == .parameter(.init(producerSubtask: "foo", outputKey: "Output")))
    #expect(document.pipeline.root.inputs.parameters["x"]?.isOptional == true)
  }

  @Test func overridesSetDefaults() throws {
    let document = lower(component: Self.component("foo")).document
    let changed = try document.overridden(
      by: .init(name: "Other Name", displayName: "Shown", parameters: [("x", .string("v"))]))
    #expect(changed.pipeline.info == .init(name: "Other Name", displayName: "Shown"))
    #expect(changed.pipeline.root.inputs.parameters["x"]?.defaultValue == .string("v"))
    #expect(throws: DocumentOverrides.Problem.unknownParameter("y", known: ["x"])) {
      try document.overridden(by: .init(parameters: [("y", .string("v"))]))
    }
    #expect(throws: DocumentOverrides.Problem.type("x", wanted: .string, given: .integer(1))) {
      try document.overridden(by: .init(parameters: [("x", .integer(1))]))
    }
  }

  @Test func thousandsOfTasksHaveTheirOwnNames() {
    let document = Self.pipeline(
      "many", Array(repeating: Self.component("foo"), count: 5000))
    #expect(document.pipeline.executors.count == 5000)
    #expect(document.pipeline.executors["exec-foo-5000"] != nil)
  }

  @Test(
    arguments: [
      ("30s", 30), ("5 min", 300), ("1h", 3600), ("2 days", 172_800), ("1w", 604_800),
      ("30", nil), ("1.5h", nil), ("h", nil), ("1h30m", nil), ("1y", nil),
    ] as [(String, Int?)])
  func durations(_ text: String, _ seconds: Int?) {
    var graph = Graph(
      id: PipelineID(0), header: .init(name: "p"), inputs: [], declaredOutputs: [], at: Self.span)
    let task = graph.addTask(of: Self.component("foo"), arguments: [], at: Self.span)
    graph.configure(
      task,
      .retry(count: 1, backoffDuration: text, backoffFactor: nil, backoffMaxDuration: nil),
      at: Self.span)
    var bag = DiagnosticBag()
    checkTopology(GraphFlow(graph), reporting: &bag)
    #expect(bag.containsError == (seconds == nil))
    let lowered = lower(GraphFlow(graph)).document.pipeline
    guard let seconds, case .dag(let dag) = lowered.root.implementation else { return }
    #expect(dag.tasks["foo"]?.retryPolicy?.backoffDuration == "\(seconds)s")
  }
}
