public import KFPSource
public import KFPSpec
public import KFPTypes

/// Something that a pipeline can call: an interface, and how the work is done.
public struct Component: Sendable {
  /// The name that tasks get (sanitised, such as `hello-world`).
  public var name: String
  /// The inputs in the order of the signature.
  public var inputs: [Input]
  /// The outputs in the order of the signature.
  public var outputs: [Output]
  /// How the work is done.
  public var implementation: Implementation
  /// What it does, from its docstring or document.
  public var description: String?
  /// Task settings that it passes through.
  public var taskConfigPassthroughs: [TaskConfigPassthrough]
  /// Where its name is defined, for complaints and for tracebacks of its body.
  public var declaration: Span?

  /// An input of a component.
  public struct Input: Hashable, Sendable {
    /// The name that callers use.
    public var name: String
    /// What it takes.
    public var type: ChannelType
    /// Whether it may be left out.
    public var isOptional: Bool
    /// The value it has when none is given.
    public var defaultValue: JSONValue?
    /// What it is for.
    public var description: String?
    /// Whether the author wrote `Optional[...]`, so that None is a value that the component expects.
    public var acceptsNone: Bool
    /// Where it is declared.
    public var declaration: Span?

    /// Creates an input.
    public init(
      name: String, type: ChannelType, isOptional: Bool = false, defaultValue: JSONValue? = nil,
      description: String? = nil, acceptsNone: Bool = false, declaration: Span? = nil
    ) {
      self.name = name
      self.type = type
      self.isOptional = isOptional
      self.defaultValue = defaultValue
      self.description = description
      self.acceptsNone = acceptsNone
      self.declaration = declaration
    }
  }

  /// An output of a component.
  public struct Output: Hashable, Sendable {
    /// Its name; `Output` where the author gave none.
    public var name: String
    /// What it gives.
    public var type: ChannelType
    /// What it is.
    public var description: String?
    /// Where it is declared.
    public var declaration: Span?

    /// Creates an output.
    public init(
      name: String, type: ChannelType, description: String? = nil, declaration: Span? = nil
    ) {
      self.name = name
      self.type = type
      self.description = description
      self.declaration = declaration
    }
  }

  /// How a component does its work.
  public indirect enum Implementation: Sendable {
    /// A container. Its texts may hold placeholders of the document's language.
    case container(ContainerExecutor)
    /// A compiled pipeline: ours, or one that was loaded.
    case pipeline(LoweredPipeline)
    /// An importer.
    case importer(Importer)
  }

  /// An importer whose address and metadata may be run-time values.
  public struct Importer: Sendable {
    /// Where the artifact is.
    public var uri: Argument
    /// What it is.
    public var schema: ArtifactSchema
    /// Whether it is imported again each time.
    public var reimport: Bool
    /// Its metadata, in the author's order; keys may hold run-time values as templates.
    public var metadata: [(key: Argument, value: Argument)]
    /// Whether it is copied into the workspace.
    public var downloadToWorkspace: Bool

    /// Creates an importer.
    public init(
      uri: Argument, schema: ArtifactSchema, reimport: Bool = false,
      metadata: [(key: Argument, value: Argument)] = [], downloadToWorkspace: Bool = false
    ) {
      self.uri = uri
      self.schema = schema
      self.reimport = reimport
      self.metadata = metadata
      self.downloadToWorkspace = downloadToWorkspace
    }
  }

  /// Creates a component.
  public init(
    name: String, inputs: [Input], outputs: [Output], implementation: Implementation,
    description: String? = nil, taskConfigPassthroughs: [TaskConfigPassthrough] = [],
    declaration: Span? = nil
  ) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.implementation = implementation
    self.description = description
    self.taskConfigPassthroughs = taskConfigPassthroughs
    self.declaration = declaration
  }
}
