import KFPGraph
import KFPSource
import KFPSyntax
import KFPTypes

/// Warnings about components that compile and may not do what is meant.
extension Evaluator {
  // MARK: Python components

  /// Warns of options that have no effect, and of what the task will not find: W0329 to W0331.
  func doubtInstallation(
    _ command: LightweightCommand, _ settings: SurfaceCall, of function: FunctionObject
  ) {
    let installation = command.installation
    let ownKFP = installation.packages.first { $0.hasPrefix("kfp") }
    let isInstalled = installation.installsKFP && command.targetImage == nil && ownKFP == nil
    func ineffective(_ name: String, _ reason: String, _ help: String) {
      report(
        Diagnostic(
          "W0329", .warning, "`\(name)` has no effect here: \(reason)",
          at: SourceLabel(settings.span(name), "without effect"), helps: [Help(help)]))
    }
    if settings.has("pip_trusted_hosts"), installation.indexURLs.isEmpty {
      ineffective(
        "pip_trusted_hosts", "it belongs to `pip_index_urls`, and there are none",
        "give `pip_index_urls`, or leave it out")
    }
    if installation.usesVirtualEnvironment, !isInstalled {
      ineffective(
        "use_venv", "the environment is made where kfp is installed, and it is not",
        "let kfp be installed, or leave `use_venv` out")
    }
    if command.targetImage != nil {
      for name in ["additional_funcs", "embedded_artifact_path"] where settings.has(name) {
        ineffective(
          name, "with a `target_image`, the image holds the code",
          "put it into the module of the component, or leave `target_image` out")
      }
    } else if let ownKFP, installation.installsKFP, !installation.packages.contains(where: isKFP) {
      report(.kfpLeftOut(ownKFP, at: settings.span("packages_to_install")))
    }
  }

  /// Whether a requirement is for the SDK itself.
  private func isKFP(_ requirement: String) -> Bool {
    guard requirement.hasPrefix("kfp") else { return false }
    guard let next = requirement.utf8.dropFirst(3).first else { return true }
    return "=<>!~[ @;".utf8.contains(next)
  }

  /// Warns of artifact classes that the script itself defines, which the task imports.
  func doubtArtifactClasses(_ interface: FunctionInterface, of function: FunctionObject) {
    for type in interface.customClasses where type.module == main.name {
      report(.classOfTheScript(type, function))
    }
  }

  // MARK: Container components

  /// Warns of inputs and outputs that the container never gets to know, and of no image: W0327,
  /// W0402 and W0404.
  func doubtContainer(
    _ interface: FunctionInterface, _ spec: ContainerSpecObject, of function: FunctionObject
  ) {
    guard let (image, words) = spec.texts else { return }
    if image.isEmpty {
      report(
        Diagnostic(
          "W0327", .warning, "the image of `\(function.name)` is an empty text",
          at: SourceLabel(function.definition?.name.span ?? function.span, "has no image"),
          notes: ["Kubernetes refuses to start such a task"]))
    }
    guard !words.isEmpty else { return }
    let text = (words + [image]).joined(separator: "\n")
    guard !text.contains("{{$}}") else { return }
    for input in interface.inputs where !input.name.hasPrefix("_") {
      let forms = [
        "inputs.parameters['\(input.name)']", "inputs.artifacts['\(input.name)']",
        "\"InputName\": \"\(input.name)\"",
      ]
      if forms.contains(where: text.contains) { continue }
      if input.type == .parameter(.taskFinalStatus) || input.type == .parameter(.taskConfig) {
        continue
      }
      report(
        Diagnostic(
          "W0404", .warning, "`\(function.name)` never uses its input `\(input.name)`",
          at: SourceLabel(input.declaration ?? function.span, "in no word of the command")))
    }
    for output in interface.outputs {
      let forms = [
        "outputs.parameters['\(output.name)']", "outputs.artifacts['\(output.name)']",
      ]
      if forms.contains(where: text.contains) { continue }
      report(
        Diagnostic(
          "W0402", .warning, "`\(function.name)` never writes its output `\(output.name)`",
          at: SourceLabel(output.declaration ?? function.span, "in no word of the command"),
          helps: [Help("tell the command where to write it: `\(output.name).path`")]))
    }
  }
}

extension Diagnostic {
  /// W0330: a package whose name starts with `kfp` stands in for kfp, as the SDK sees it.
  fileprivate static func kfpLeftOut(_ package: String, at span: Span) -> Diagnostic {
    Diagnostic(
      "W0330", .warning, "`\(package)` is installed in place of kfp, which every component needs",
      at: SourceLabel(span, "holds a package that starts with `kfp`"),
      notes: [
        "the SDK takes each such package for kfp itself; one that does not bring kfp along is not enough"
      ],
      helps: [Help("add `'kfp'` to the packages, with the version that is wanted")])
  }

  /// W0331: the task imports the class from the script, which is not there.
  fileprivate static func classOfTheScript(
    _ type: ArtifactClass, _ function: FunctionObject
  ) -> Diagnostic {
    Diagnostic(
      "W0331", .warning,
      "`\(function.name)` imports `\(type.name)` where it runs, but the script is not there",
      at: SourceLabel(function.definition?.name.span ?? function.span, "names it in its signature"),
      related: type.span.map { [SourceLabel($0, "defined here, in the script")] } ?? [],
      notes: ["a component is shipped alone: the task fails when it imports the class"],
      helps: [
        Help(
          "put the class into a package that `packages_to_install` names, or declare one of KFP's "
            + "own classes and keep the rest in `metadata`")
      ])
  }
}
