public import KFPSpec
import OrderedCollections

/// Which launcher a document gets when the user names none: a container engine if one answers and has
/// the images, because that is what the cluster does; else processes of this computer, which is all that
/// Python components need.
public struct BackendChoice: Sendable {
  /// The launcher.
  public var launcher: any Launcher
  /// Why it was chosen, in one line.
  public var reason: String

  /// Chooses for a document. Engines are asked in this order: podman, docker.
  public static func choose(
    for document: PipelineDocument, options: ContainerOptions, settings: LaunchSettings
  ) async -> BackendChoice {
    let images = Images(of: document)
    var reason = "no container engine answers"
    for engine in ["podman", "docker"] {
      var options = options
      options.engine = engine
      let launcher = ContainerLauncher(options: options, settings: settings)
      guard await launcher.isAvailable() else {
        await launcher.close()
        continue
      }
      let missing = await launcher.firstMissing(of: images.all)
      guard let missing else {
        return BackendChoice(launcher: launcher, reason: "\(engine) runs the tasks")
      }
      if images.needsEngine {
        return BackendChoice(
          launcher: launcher, reason: "\(engine) runs the tasks and fetches `\(missing)`")
      }
      await launcher.close()
      reason = "\(engine) does not have `\(missing)`"
    }
    return BackendChoice(
      launcher: SubprocessLauncher(settings: settings),
      reason: "\(reason), so Python components run as processes of this computer")
  }
}

/// The images that the tasks of a document run in.
private struct Images {
  /// All of them, each once, in order of the document; placeholders are known only at run time.
  var all: [String] = []
  /// Whether something other than a Python component is among them.
  var needsEngine = false

  init(of document: PipelineDocument) {
    for executor in document.pipeline.executors.values {
      guard case .container(let container) = executor else { continue }
      guard VolumeWork(container) == nil else { continue }
      if PythonRecipe(container) == nil { needsEngine = true }
      if !container.image.contains("{{"), !all.contains(container.image) {
        all.append(container.image)
      }
    }
  }
}

extension ContainerLauncher {
  /// The first of these images that the engine does not have.
  fileprivate func firstMissing(of images: [String]) async -> String? {
    for image in images where await !hasImage(image) { return image }
    return nil
  }
}
