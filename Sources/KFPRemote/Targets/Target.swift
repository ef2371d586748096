import KFPTypes

/// A service that runs pipelines, and how it is reached.
public struct Target: Hashable, Sendable {
  /// Its name in the file of targets, or what stands for one.
  public var name: String
  /// What it is.
  public var service: Service
  /// How connections are made.
  public var connection: ConnectionOptions
  /// When requests are sent again.
  public var retries: RetryPolicy
  /// Seconds between looks at a run that is watched.
  public var pollInterval: Double
  /// Where runs keep their artifacts.
  public var pipelineRoot: String?
  /// The account that runs work as.
  public var serviceAccount: String?

  /// The kinds of services.
  public enum Service: Hashable, Sendable {
    case kubeflow(KubeflowTarget)
    case vertex(VertexTarget)
  }

  /// The word for its kind.
  public var kind: TargetKind {
    switch service {
    case .kubeflow: .kubeflow
    case .vertex: .vertex
    }
  }
}

/// The kinds of targets.
public enum TargetKind: String, Hashable, Sendable, CaseIterable {
  case kubeflow
  case vertex

  /// What people call it.
  public var title: String {
    switch self {
    case .kubeflow: "Kubeflow Pipelines"
    case .vertex: "Vertex AI Pipelines"
    }
  }
}

/// Where a Kubeflow Pipelines is, and who asks.
public struct KubeflowTarget: Hashable, Sendable {
  /// The address in front of `/apis/v2beta1`.
  public var host: String
  /// The address of its pages, where it is another one.
  public var pages: String?
  /// The namespace, where several people share the service.
  public var namespace: String?
  /// The experiment that runs belong to.
  public var experiment: String?
  /// The token that is sent.
  var token: StoredCredentials.Place?
  /// The cookie that is sent.
  var cookie: StoredCredentials.Place?
}

/// A project and region of Vertex AI, and who asks.
public struct VertexTarget: Hashable, Sendable {
  /// The project.
  public var project: String
  /// The region.
  public var region: String
  /// The address of the service, where it is not the region's.
  public var endpoint: String?
  /// The network that tasks are peered with.
  public var network: String?
  /// The key that encrypts what runs leave.
  public var encryptionKey: String?
  /// Who gives the token.
  var origin: GoogleCredentials.Origin
}
