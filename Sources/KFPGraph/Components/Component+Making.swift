public import KFPSpec

// What the interpreter needs to make components without seeing documents.

extension Component.Implementation {
  /// A container with these texts, which may hold placeholders.
  public static func container(
    image: String, command: [String], args: [String]
  ) -> Component.Implementation {
    .container(ContainerExecutor(image: image, command: command, args: args))
  }

  /// A pipeline without anything in it, for one that had mistakes.
  public static func empty(name: String) -> Component.Implementation {
    let document = PipelineDocument(
      pipeline: PipelineSpec(
        info: PipelineInfo(name: name), root: ComponentSpec(implementation: .none)))
    return .pipeline(LoweredPipeline(document: document))
  }
}

extension Component {
  /// A task setting that a component's code receives.
  public typealias Passthrough = TaskConfigPassthrough
}

extension Component.Passthrough {
  /// Creates a setting by the name of its field.
  public init(settingNamed field: String, appliesToTask: Bool) {
    self.init(field: field, applyToTask: appliesToTask)
  }
}

extension LoweredPipeline {
  /// The pipeline as what another one can call.
  public var implementation: Component.Implementation { .pipeline(self) }

  /// The text of the document, as it is written to a file.
  public func text(description: String?) -> String { render(document, description: description) }

  /// The pipeline with the overrides of a `compile` call applied.
  public func overridden(
    by overrides: DocumentOverrides
  ) throws(DocumentOverrides.Problem) -> LoweredPipeline {
    var copy = self
    copy.document = try document.overridden(by: overrides)
    return copy
  }
}
