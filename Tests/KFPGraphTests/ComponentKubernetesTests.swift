import KFPGraph
import KFPSource
import KFPSpec
import KFPTypes
import OrderedCollections
import Testing

@Suite("Settings of kfp.kubernetes")
struct ComponentKubernetesTests {
  static let pipeline = PipelineID(0)
  static let input = Argument.channel(
    Channel(origin: .input(pipeline, name: "q"), type: .parameter(.string)))
  static let output = Argument.channel(
    Channel(
      origin: .collected(Channel(origin: .input(pipeline, name: "u"), type: .parameter(.string))),
      type: .parameter(.string)))

  static func text(_ text: String) -> Argument { .constant(.string(text)) }

  /// The settings that `kubernetes.json` holds the SDK's configurations of, by the same names.
  static let examples: [String: [KubernetesSetting]] = [
    "secret env": [
      .secretAsEnvironment(name: text("s"), variables: ["a": "A", "b": "B"], isOptional: false),
      .secretAsEnvironment(name: input, variables: [:], isOptional: true),
      .secretAsEnvironment(name: output, variables: ["a": ""], isOptional: false),
    ],
    "secret volume": [
      .secretAsVolume(name: text("s"), mountPath: "/m", isOptional: false),
      .secretAsVolume(name: input, mountPath: "", isOptional: true),
      .secretAsVolume(name: output, mountPath: "/o", isOptional: false),
    ],
    "config env": [
      .configMapAsEnvironment(name: text("s"), variables: ["a": "A"], isOptional: false),
      .configMapAsEnvironment(name: input, variables: ["b": "B"], isOptional: true),
    ],
    "config volume": [
      .configMapAsVolume(name: text("s"), mountPath: "/m", isOptional: false),
      .configMapAsVolume(name: output, mountPath: "/n", isOptional: false),
    ],
    "pvc": [
      .mountPVC(name: text("s"), mountPath: "/m", subPath: ""),
      .mountPVC(name: input, mountPath: "/n", subPath: "sub"),
      .mountPVC(name: output, mountPath: "/o", subPath: ""),
    ],
    "selector": [
      .nodeSelector(key: "a", value: "1"), .nodeSelector(key: "b", value: "2"),
      .nodeSelector(key: "a", value: "3"),
      .nodeSelectorJSON(.constant(.object(["x": .string("y")]))), .nodeSelectorJSON(input),
    ],
    "selector json": [
      .nodeSelectorJSON(
        .constant(
          .object(["x": .string("y"), "n": .array([.integer(1), .double(2.5), .bool(true)])])))
    ],
    "toleration": [
      .toleration(.init()),
      .toleration(
        .init(key: "k", comparison: "Exists", value: "", effect: "NoExecute", seconds: 0)),
      .toleration(.init(value: "v", seconds: 10)),
      .tolerationJSON(
        .constant(
          .array([
            .object([
              "key": .string("q"), "toleration_seconds": .integer(5),
              "tolerationSeconds": .integer(7),
            ]), .object(["effect": .string("NoSchedule")]),
          ]))),
      .tolerationJSON(input),
    ],
    "affinity": [
      .nodeAffinity(
        expressions: [.init(key: "a", comparison: "In", values: ["1", "2"])],
        fields: [.init(key: "f", comparison: "Exists")], weight: 5),
      .nodeAffinityJSON(
        .constant(.object(["requiredDuringSchedulingIgnoredDuringExecution": .object([:])]))),
      .nodeAffinity(expressions: [], fields: [], weight: nil), .nodeAffinityJSON(input),
    ],
    "metadata": [
      .podLabel(key: "a", value: "1"), .podAnnotation(key: "b", value: "2"),
      .podLabel(key: "c", value: ""),
    ],
    "image": [
      .imagePullPolicy("Always"), .imagePullPolicy("Never"), .imagePullSecrets([text("a")]),
      .imagePullSecrets([input, output]),
    ],
    "no secrets": [.imagePullSecrets([])],
    "timeout": [.timeout(seconds: 20)],
    "timeout 0": [.timeout(seconds: 20), .timeout(seconds: 0)],
    "field": [.fieldPathAsEnvironment(name: "N", fieldPath: "metadata.name")],
    "empty": [
      .emptyDirectory(volumeName: "v", mountPath: "/m", medium: nil, sizeLimit: nil),
      .emptyDirectory(volumeName: "w", mountPath: "/n", medium: "Memory", sizeLimit: "5Gi"),
      .emptyDirectory(volumeName: "w", mountPath: "/n", medium: "", sizeLimit: ""),
    ],
    "security": [.securityContext(user: 65534, group: 0, isNonRoot: true)],
    "security 2": [
      .securityContext(user: 1, group: nil, isNonRoot: nil),
      .securityContext(user: nil, group: nil, isNonRoot: false),
    ],
    "ephemeral": [
      .ephemeralVolume(
        .init(name: "v", mountPath: "/m", accessModes: ["ReadWriteOnce"], size: "5Gi")),
      .ephemeralVolume(
        .init(
          name: "v", mountPath: "/m", accessModes: [], size: "5Gi", storageClassName: "c",
          labels: ["a": "b"], annotations: ["c": "d"])),
      .ephemeralVolume(
        .init(name: "v", mountPath: "/m", accessModes: [], size: "", storageClassName: "")),
    ],
  ]

  @Test("Every helper gives the SDK's configuration")
  func matchesSDK() throws {
    let expected = try ComponentFixtures.load("kubernetes.json", as: [String: FixtureValue].self)
    #expect(Set(expected.keys) == Set(Self.examples.keys))
    for (name, settings) in Self.examples {
      let found = kubernetesConfig(settings: settings) { channel in
        if case .input(_, let name) = channel.origin {
          return .object(["componentInputParameter": .string(name)])
        }
        return .object([
          "taskOutputParameter": .object([
            "producerTask": .string("up"), "outputParameterKey": .string("Output"),
          ])
        ])
      }
      #expect(found == expected[name]?.json, "\(name)")
      #expect(settings.flatMap(\.problems).isEmpty, "\(name)")
    }
  }

  @Test("Channels are found wherever a name may be one")
  func findsChannels() {
    #expect(channels(in: .imagePullSecrets([Self.input, Self.text("a"), Self.output])).count == 2)
    #expect(channels(in: .mountPVC(name: Self.input, mountPath: "", subPath: "")).count == 1)
    #expect(channels(in: .timeout(seconds: 1)).isEmpty)
  }

  @Test("What the SDK refuses")
  func refuses() {
    #expect(KubernetesSetting.timeout(seconds: -1).problems == [.negativeTimeout(-1)])
    #expect(KubernetesSetting.imagePullPolicy("x").problems == [.unknownPullPolicy("x")])
    #expect(
      KubernetesSetting.securityContext(user: nil, group: nil, isNonRoot: nil).problems
        == [.emptySecurityContext])
    #expect(
      KubernetesSetting.securityContext(user: -1, group: -2, isNonRoot: nil).problems
        == [.negativeUser(-1), .negativeGroup(-2)])
    #expect(
      KubernetesSetting.nodeAffinity(
        expressions: [.init(key: "", comparison: "In"), .init(key: "k", comparison: "")],
        fields: [.init(key: "k", comparison: "Is")], weight: 101
      ).problems == [
        .affinityTermWithoutKey, .affinityTermWithoutOperator(key: "k"),
        .unknownAffinityOperator("Is", key: "k"), .affinityWeight(101),
      ])
    #expect(
      KubernetesSetting.nodeAffinityJSON(.constant(.object(["x": .null]))).problems
        == [.unknownAffinityKey("x")])
    #expect(
      KubernetesSetting.tolerationJSON(.constant(.string("x"))).problems
        == [.tolerationNotDictionary])
    #expect(
      KubernetesSetting.mountPVC(name: .constant(.integer(1)), mountPath: "/m", subPath: "")
        .problems == [.nameNotTextOrChannel])
    let oneOf = Channel(
      origin: .oneOf(branches: Self.group, number: 1, []), type: .parameter(.string))
    #expect(
      KubernetesSetting.secretAsVolume(name: .channel(oneOf), mountPath: "/m", isOptional: false)
        .problems == [.oneOfAsName])
  }

  /// Groups get their identity from a graph only.
  static var group: GroupID {
    let span = Span(source: SourceID(0), start: 0, end: 0)
    var graph = Graph(
      id: pipeline, header: .init(name: "p"), inputs: [], declaredOutputs: [], at: span)
    return graph.makeGroup(.branches, displayName: nil, at: span)
  }

  struct Claim: Decodable {
    struct Input: Decodable {
      var name: String
      var type: String
      var isOptional: Bool
      var `default`: String?
      var description: String
    }
    var inputs: [Input]
    var outputs: [String]
    var image: String
  }

  @Test("Claims of volumes have the SDK's interface, texts included")
  func claims() throws {
    let claims = try ComponentFixtures.load("claims.json", as: [String: Claim].self)
    for component in [Component.createPVC, .deletePVC] {
      let claim = try #require(claims[component.name])
      #expect(component.inputs.map(\.name) == claim.inputs.map(\.name))
      for (input, expected) in zip(component.inputs, claim.inputs) {
        #expect(input.type == .parameter(TypeText(expected.type)))
        #expect(input.isOptional == expected.isOptional)
        #expect(input.defaultValue?.stringValue == expected.default)
        #expect(input.description == expected.description)
      }
      #expect(component.outputs.map(\.name) == claim.outputs)
      guard case .container(let container) = component.implementation else {
        Issue.record("\(component.name) is no container")
        continue
      }
      #expect(container == ContainerExecutor(image: claim.image))
    }
  }

  @Test("Configuration of a pipeline")
  func pipelineConfig() {
    #expect(PipelineConfig().json == nil)
    var config = PipelineConfig()
    config.workspace = .init(size: " 1.5 ", claimPatch: .object(["a": .integer(1)]))
    config.secondsAfterFinished = 0
    config.secondsAfterSuccess = 5
    config.activeDeadlineSeconds = 7
    #expect(config.problems.isEmpty)
    #expect(
      config.json
        == .object([
          "workspace": .object([
            "size": .string("1.5"),
            "kubernetes": .object(["pvcSpecPatch": .object(["a": .double(1)])]),
          ]), "resourceTtlOnSuccess": .integer(5), "activeDeadlineSeconds": .integer(7),
        ]))
    config.secondsAfterFailure = -1
    config.workspace?.size = "05Gi"
    #expect(
      config.problems == [
        .workspaceSize("05Gi"),
        .secondsOutOfRange(keyword: "ttl_seconds_after_failure", value: -1),
      ])
    config.workspace?.size = "  "
    #expect(config.problems.first == .emptyWorkspaceSize)
    for (size, isFine) in [
      ("0", true), ("10Gi", true), ("1.5Ti", true), ("1.", false), ("5k", false), ("1e3", false),
      ("Gi", false), ("0.5M", true),
    ] {
      config.workspace?.size = size
      #expect(config.problems.contains(.workspaceSize(size)) == !isFine, "\(size)")
    }
  }
}
