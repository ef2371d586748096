public import KFPSpec
import KFPTypes

/// The container that runs a Python function: its command, its arguments and its image, to the byte
/// what the official SDK 2.17.0 writes.
///
/// The command has up to two parts. The first installs packages with pip and then runs the second;
/// the second writes the source text to a file and starts the SDK's executor with it. The texts are
/// literal because clusters (and `kfps` itself) recognise and cache by them.
public struct LightweightCommand: Hashable, Sendable {
  /// The name of the function.
  public var functionName: String
  /// The text of the function, from `def` on, ending with a newline.
  public var source: String
  /// The image to run in; nil is the SDK's default.
  public var baseImage: String?
  /// The image that already holds the function; nil is none.
  public var targetImage: String?
  /// What pip and the virtual environment are told.
  public var installation = Installation()
  /// Import lines for artifact classes of the author's own.
  public var customImports: [String] = []
  /// The texts of further functions, each from `def` on, ending with a newline.
  public var additionalSources: [String] = []
  /// A text that unpacks an embedded archive before the function is defined.
  public var helper: String?

  /// What pip and the virtual environment are told.
  public struct Installation: Hashable, Sendable {
    /// Packages that the author asked for.
    public var packages: [String] = []
    /// Where pip looks; none is its default.
    public var indexURLs: [String] = []
    /// Hosts that pip trusts; nil is those of `indexURLs`.
    public var trustedHosts: [String]?
    /// Whether kfp itself is installed.
    public var installsKFP = true
    /// Where kfp comes from, when not from the package index.
    public var kfpPackage: KFPPackage?
    /// Whether kfp goes into a virtual environment.
    public var usesVirtualEnvironment = false

    /// Creates an installation of kfp and nothing else.
    public init() {}
  }

  /// Where kfp itself comes from.
  public struct KFPPackage: Hashable, Sendable {
    /// A path or an address that pip understands.
    public var path: String
    /// Whether the path exists on the computer that compiles.
    public var exists: Bool

    /// Creates a place.
    public init(path: String, exists: Bool) {
      self.path = path
      self.exists = exists
    }
  }

  /// Creates the command for a function.
  public init(functionName: String, source: String) {
    self.functionName = functionName
    self.source = source
  }

  /// The image that components run in when their author names none.
  public static let defaultBaseImage = "python:3.11"

  /// The version of the SDK whose texts these are.
  public static let sdkVersion = "2.17.0"
}

extension LightweightCommand {
  /// The container that runs the function.
  public var container: ContainerExecutor {
    ContainerExecutor(image: image, command: installCommand + launchCommand, args: arguments)
  }

  private var hasTargetImage: Bool { !(targetImage ?? "").isEmpty }

  private var image: String {
    if let targetImage, hasTargetImage { return targetImage }
    return baseImage ?? Self.defaultBaseImage
  }

  private var arguments: [String] {
    ["--executor_input", "{{$}}", "--function_to_execute", functionName]
  }

  private var launchCommand: [String] {
    hasTargetImage
      ? ["python3", "-m", "kfp.dsl.executor_main"]
      : ["sh", "-ec", Self.launcherScript, sourceText]
  }

  /// The module that the executor loads: imports, further functions, helper, function.
  public var sourceText: String {
    var imports = [
      "import kfp", "from kfp import dsl", "from kfp.dsl import *", "from typing import *",
    ]
    imports += customImports
    var text = "\n" + imports.joined(separator: "\n")
    if !additionalSources.isEmpty {
      text += "\n\n" + additionalSources.joined(separator: "\n\n")
    }
    if let helper, !helper.isEmpty { text += "\n\n" + helper + "\n" }
    return text + "\n\n" + source + "\n"
  }

  /// What writes the source text to a file and starts the executor.
  static let launcherScript: String = {
    let gap = String(repeating: " ", count: 25)
    return """
      program_path=$(mktemp -d)

      printf "%s" "$0" > "$program_path/ephemeral_component.py"
      _KFP_RUNTIME=true python3 -m kfp.dsl.executor_main\(gap)--component_module_path\(gap)\
      "$program_path/ephemeral_component.py"\(gap)"$@"

      """
  }()
}

// MARK: Installation

extension LightweightCommand {
  /// What installs packages and then runs the rest of the command; empty where nothing is installed.
  public var installCommand: [String] {
    let isInjecting =
      installation.installsKFP && targetImage == nil
      && !installation.packages.contains { $0.hasPrefix("kfp") }
    var pieces: [String] = []
    if !installation.packages.isEmpty {
      pieces.append(installation.pip(installation.packages))
      if isInjecting { pieces.append(" && ") }
    }
    if isInjecting {
      if installation.usesVirtualEnvironment { pieces.append(Self.virtualEnvironmentScript) }
      pieces.append(installation.pip(installation.kfpRequirements))
    }
    guard !pieces.isEmpty else { return [] }
    return ["sh", "-c", Self.installScript(pieces.joined(separator: " "))]
  }

  private static func installScript(_ commands: String) -> String {
    """

    if ! [ -x "$(command -v pip)" ]; then
        python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
    fi

    PIP_DISABLE_PIP_VERSION_CHECK=1 \(commands) && "$0" "$@"

    """
  }

  static let virtualEnvironmentScript = """

    export PIP_DISABLE_PIP_VERSION_CHECK=1
    tmp=$(mktemp -d)
    python3 -m venv "$tmp/venv" --system-site-packages
    . "$tmp/venv/bin/activate"

    """
}

extension LightweightCommand.Installation {
  /// What pip is told to install for kfp itself.
  fileprivate var kfpRequirements: [String] {
    guard let kfpPackage, !kfpPackage.path.isEmpty else {
      return [
        "kfp==\(LightweightCommand.sdkVersion)", "--no-deps",
        "typing-extensions>=3.7.4,<5; python_version<\"3.9\"",
      ]
    }
    let skipsDependencies = kfpPackage.exists || kfpPackage.path.contains("@refs/pull/")
    return [kfpPackage.path] + (skipsDependencies ? ["--no-deps"] : [])
  }

  /// One call of pip.
  fileprivate func pip(_ requirements: [String]) -> String {
    "python3 -m pip install --quiet --no-warn-script-location " + indexOptions
      + requirements.map { pythonRepr(of: $0) }.joined(separator: " ")
  }

  /// Where pip looks, with one blank at the end.
  private var indexOptions: String {
    guard let first = indexURLs.first else { return "" }
    var options = ["--index-url \(first)"]
    options += indexURLs.dropFirst().map { "--extra-index-url \($0)" }
    // An address as a trusted host is what SDK 2.17.0 writes.
    options += (trustedHosts ?? indexURLs).map { "--trusted-host \($0)" }
    return options.joined(separator: " ") + " "
  }
}
