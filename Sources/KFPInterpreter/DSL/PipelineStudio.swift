import KFPGraph
import KFPSource
import KFPTypes

/// What the DSL remembers during a compilation: the pipelines being built, innermost last, and the
/// run-time values that texts of the script hold.
final class PipelineStudio {
  /// A pipeline that is built or was built.
  struct Workshop {
    /// The pipeline.
    var graph: Graph
    /// The groups that were entered and not left, outermost first.
    var entered: [GroupID] = []
    /// The objects that stand for the tasks of the graph.
    var tasks: [TaskObject] = []
    /// How messages name it: `` `train` `` or `the session`.
    var title: String
  }

  /// All pipelines, in order of definition; the position is the identity's number.
  private(set) var workshops: [Workshop] = []
  /// The pipelines whose bodies are being evaluated, innermost last.
  private(set) var active: [PipelineID] = []
  /// The pipeline of the tasks at top level, once there is one.
  private(set) var session: PipelineID?
  /// The name of the session pipeline, from the script's file.
  var sessionName = "session"
  /// The run-time values in texts: each is one private character.
  var embedded = EmbeddedChannels()
  /// The containers being described, innermost last: not empty while the body of a container
  /// component is evaluated.
  var containerDepth = 0
  /// The `Compiler().compile` calls so far.
  var compileCalls: [Interpretation.CompileCall] = []
  /// The components and pipelines that were made, by identity of their object, in order.
  var definitions: [ComponentObject] = []
  /// The pipelines that another pipeline, or top level, calls.
  var calledPipelines: Set<PipelineID> = []
  /// The documents that `compile` wrote, by path, so that they can be loaded back.
  var writtenFiles: [String: Interpretation.CompileCall] = [:]
  /// How often the session pipeline was touched.
  private(set) var sessionChanges = 0
  /// The session pipeline as it was lowered last, and how often it had been touched then.
  var finished: (changes: Int, pipeline: LoweredPipeline)?

  /// The pipeline that new tasks belong to.
  func current(at span: Span) -> PipelineID {
    if let innermost = active.last { return innermost }
    if let session { return session }
    let id = begin(
      header: Graph.Header(name: sessionName, declaration: nil), inputs: [], outputs: [],
      title: "the session", at: span)
    session = id
    return id
  }

  /// Adds a pipeline without making it the current one.
  func begin(
    header: Graph.Header, inputs: [Component.Input], outputs: [Component.Output], title: String,
    at span: Span
  ) -> PipelineID {
    let id = PipelineID(workshops.count)
    let graph = Graph(
      id: id, header: header, inputs: inputs, declaredOutputs: outputs, at: span)
    workshops.append(Workshop(graph: graph, title: title))
    return id
  }

  /// Makes a pipeline the current one.
  func open(_ id: PipelineID) { active.append(id) }

  /// Ends the innermost pipeline's body.
  func close(_ id: PipelineID) {
    if active.last == id { active.removeLast() }
  }

  /// The pipeline with this identity.
  subscript(id: PipelineID) -> Workshop {
    // In place: a copy would make each new task cost as much as all before it.
    _read { yield workshops[id.rawValue] }
    _modify {
      if id == session { sessionChanges += 1 }
      yield &workshops[id.rawValue]
    }
  }

  /// A task as it stands in its graph.
  func task(_ id: TaskID) -> Graph.Task { self[id.pipeline].graph.tasks[id.index] }

  /// A group as it stands in its graph.
  func group(_ id: GroupID) -> Graph.Group { self[id.pipeline].graph.groups[id.index] }

  /// How many tasks and groups the session pipeline has.
  var sessionSize: (tasks: Int, groups: Int) {
    guard let session else { return (0, 0) }
    return (self[session].graph.tasks.count, self[session].graph.groups.count)
  }

  /// Remembers the object that stands for a task.
  func remember(_ task: TaskObject) { workshops[task.id.pipeline.rawValue].tasks.append(task) }

  /// The object that stands for a task.
  func object(of task: TaskID) -> TaskObject? {
    let tasks = self[task.pipeline].tasks
    return tasks.indices.contains(task.index) ? tasks[task.index] : nil
  }

  /// Sets something on a task.
  func configure(_ task: TaskID, _ setting: TaskSetting, at span: Span) {
    self[task.pipeline].graph.configure(task, setting, at: span)
  }
}

extension PipelineStudio {
  /// The pipeline that a run-time value belongs to.
  func pipeline(of channel: Channel) -> PipelineID {
    switch channel.origin {
    case .input(let pipeline, _): pipeline
    case .output(let task, _): task.pipeline
    case .item(let group), .field(let group, _), .oneOf(let group, _, _): group.pipeline
    case .collected(let inner): pipeline(of: inner)
    }
  }

  /// The group that new tasks of a pipeline are put in.
  func innermostGroup(of pipeline: PipelineID) -> GroupID {
    self[pipeline].entered.last ?? .root(of: pipeline)
  }

  /// Whether a value has many instances here, because its task is inside a loop that is not around
  /// this place. The topology check says so in full; types are not compared then.
  func isInsideForeignLoop(_ channel: Channel, seenFrom pipeline: PipelineID) -> Bool {
    guard case .output(let task, _) = channel.origin, task.pipeline == pipeline else {
      return false
    }
    return self[pipeline].graph.isInLoop(task, outside: innermostGroup(of: pipeline))
  }
}

/// The run-time values inside texts. Each is one character of the last private plane of Unicode, so
/// that no operation on texts can split it; the text is taken apart where it becomes an argument.
struct EmbeddedChannels {
  private var channels: [Channel] = []
  private var numbers: [Channel: UInt32] = [:]
  private static let first: UInt32 = 0x10_0000
  private static let last: UInt32 = 0x10_FFFD

  /// The text that stands for a value, or nil where there are too many.
  mutating func text(for channel: Channel) -> String? {
    if let number = numbers[channel] { return Self.text(number) }
    let number = Self.first + UInt32(channels.count)
    guard number <= Self.last else { return nil }
    channels.append(channel)
    numbers[channel] = number
    return Self.text(number)
  }

  private static func text(_ number: UInt32) -> String {
    Unicode.Scalar(number).map { String(Character($0)) } ?? ""
  }

  private func channel(_ scalar: Unicode.Scalar) -> Channel? {
    guard scalar.value >= Self.first, scalar.value <= Self.last else { return nil }
    let index = Int(scalar.value - Self.first)
    return index < channels.count ? channels[index] : nil
  }

  /// The run-time values in a text, in order.
  func channels(in text: String) -> [Channel] {
    guard !channels.isEmpty, mayHoldChannel(text) else { return [] }
    return text.unicodeScalars.compactMap(channel)
  }

  /// The pieces of a text, or nil where it holds no run-time value.
  func segments(of text: String) -> [Argument.TemplateSegment]? {
    guard !channels.isEmpty, mayHoldChannel(text) else { return nil }
    var segments: [Argument.TemplateSegment] = []
    var plain = String.UnicodeScalarView()
    var isTemplate = false
    for scalar in text.unicodeScalars {
      guard let channel = channel(scalar) else {
        plain.append(scalar)
        continue
      }
      isTemplate = true
      if !plain.isEmpty { segments.append(.text(String(plain))) }
      plain = String.UnicodeScalarView()
      segments.append(.channel(channel))
    }
    if !plain.isEmpty { segments.append(.text(String(plain))) }
    return isTemplate ? segments : nil
  }

  /// Characters of the plane start with the byte F4 in UTF-8.
  private func mayHoldChannel(_ text: String) -> Bool {
    text.utf8.contains(0xF4)
  }
}

extension PipelineStudio {
  /// Remembers the first name that the script gives a task, for messages.
  func name(_ task: TaskObject, _ name: String) {
    guard task.variable == nil else { return }
    task.variable = name
    self[task.id.pipeline].graph.name(task.id, name)
  }
}

extension String {
  /// Whether a run-time value is embedded: each is one character of the
  /// last plane of Unicode, whose UTF-8 starts with this byte.
  var holdsChannel: Bool { utf8.contains(0xF4) }
}
