import KFPRecord
import KFPSpec
import KFPTypes
import OrderedCollections

/// A task that makes or removes a volume: `CreatePVC` and `DeletePVC` of kfp.kubernetes, which a cluster
/// carries out itself. Here a volume is a folder of the run.
enum VolumeWork: Hashable, Sendable {
  case create
  case delete

  /// Recognises the task by its image; nil for any other.
  init?(_ executor: ContainerExecutor) {
    switch executor.image {
    case "argostub/createpvc": self = .create
    case "argostub/deletepvc": self = .delete
    default: return nil
    }
  }

  /// Makes or removes the folder.
  func perform(_ task: ResolvedTask, in volumes: String) throws(TaskFailure) -> PortValues {
    let given = task.inputs.parameters["pvc_name"].map(plainText) ?? ""
    switch self {
    case .create:
      let suffix = task.inputs.parameters["pvc_name_suffix"].map(plainText) ?? ""
      let name = given.isEmpty ? task.names.jobName + suffix : given
      let folder = Self.folder(of: name, in: volumes)
      guard Files.makeFolder(folder) else {
        throw TaskFailure(.files, "`\(folder)` cannot be made")
      }
      return PortValues(parameters: ["name": .string(name)])
    case .delete:
      Files.remove(Self.folder(of: given, in: volumes))
      return PortValues()
    }
  }

  /// The folder that stands for a volume.
  static func folder(of claim: String, in volumes: String) -> String {
    "\(volumes)/\(Files.safeName(claim))"
  }
}
