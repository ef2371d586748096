/// The public surface of the DSL as one table: every name of `kfp.dsl`, `kfp.compiler`,
/// `kfp.components`, `kfp.kubernetes` and of tasks, with its parameters and defaults.
///
/// The checker judges calls by it, the interpreter binds arguments by it, completion suggests from
/// it, and the language's book is tested against it. A name that is not here does not exist.
public struct SurfaceEntry: Hashable, Sendable {
  /// The name, such as `ParallelFor`.
  public let name: String
  /// What it is.
  public let kind: Kind
  /// What stands between the parentheses. It is taken apart when it is asked for: a script uses few
  /// of the names, and taking all apart would cost a short process more than its work.
  private let parameterText: String
  /// What it does, in one line.
  public let summary: String

  /// What a name of the DSL is.
  public enum Kind: Hashable, Sendable {
    case decorator
    case group
    /// A function or a class that is called.
    case function
    /// A text with the given value.
    case constant(String)
    /// An artifact class with the given schema title.
    case artifactClass(String)
    /// Something that stands in annotations.
    case annotation
    case taskMethod
    case taskProperty
    /// Members with the given names.
    case enumeration([String])
  }

  init(_ name: String, _ kind: Kind, _ summary: String) {
    self.init(name, kind, "", summary)
  }

  init(_ name: String, _ kind: Kind, _ signature: String, _ summary: String) {
    self.name = name
    self.kind = kind
    parameterText = signature
    self.summary = summary
  }

  /// What it takes, in order; empty for what is not called.
  public var parameters: [SurfaceParameter] { SurfaceParameter.parameters(of: parameterText) }

  /// The signature as a reader writes it: `ParallelFor(items, name=None, parallelism=None)`.
  public var signature: String {
    switch kind {
    case .constant, .annotation, .taskProperty, .enumeration: return name
    default: break
    }
    var pieces: [String] = []
    var isBehindStar = false
    for parameter in parameters {
      if parameter.isKeywordOnly, !isBehindStar {
        isBehindStar = true
        pieces.append("*")
      }
      if parameter.isVariadic {
        pieces.append("*" + parameter.name)
      } else if let defaultText = parameter.defaultText {
        pieces.append("\(parameter.name)=\(defaultText)")
      } else {
        pieces.append(parameter.name)
      }
    }
    return "\(name)(\(pieces.joined(separator: ", ")))"
  }
}

/// A parameter of a function of the DSL.
public struct SurfaceParameter: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its default as it is written, or nil where it must be given.
  public let defaultText: String?
  /// Whether it can be given by name only.
  public let isKeywordOnly: Bool
  /// Whether it takes all further positional arguments.
  public let isVariadic: Bool

  /// Reads `a, b=None, *, c='x'` and `*tasks`. Defaults hold no commas.
  static func parameters(of signature: String) -> [SurfaceParameter] {
    var parameters: [SurfaceParameter] = []
    var isKeywordOnly = false
    // Bytes, for this is done for each call of the DSL.
    for piece in signature.utf8.split(separator: UInt8(ascii: ",")) {
      let text = Substring(piece.drop { $0 == 0x20 })
      if text == "*" {
        isKeywordOnly = true
      } else if text.hasPrefix("*") {
        parameters.append(
          SurfaceParameter(
            name: String(text.dropFirst()), defaultText: nil, isKeywordOnly: false,
            isVariadic: true))
      } else {
        let equals = text.utf8.firstIndex(of: UInt8(ascii: "="))
        parameters.append(
          SurfaceParameter(
            name: String(text[..<(equals ?? text.endIndex)]),
            defaultText: equals.map { String(text[$0...].dropFirst()) },
            isKeywordOnly: isKeywordOnly, isVariadic: false))
      }
    }
    return parameters
  }
}

/// The tables of the DSL's surface, by the place where a name is found.
public enum Surface {
  /// The names of `kfp.dsl`.
  public static let dsl: [SurfaceEntry] =
    decorators + groups + functions + placeholders + artifactClasses + annotations + enumerations
    + constants

  /// The entry of `kfp.dsl` with this name.
  public static func dslEntry(_ name: String) -> SurfaceEntry? { dslByName[name] }
  /// The entry of a task's method or property with this name.
  public static func taskEntry(_ name: String) -> SurfaceEntry? { taskByName[name] }
  /// The entry of `kfp.kubernetes` with this name.
  public static func kubernetesEntry(_ name: String) -> SurfaceEntry? { kubernetesByName[name] }
  /// The entry of `kfp.compiler`, `kfp.components`, `kfp.local` or `kfp` with this name.
  public static func toolEntry(_ name: String) -> SurfaceEntry? { toolByName[name] }

  private static let dslByName = byName(dsl)
  private static let taskByName = byName(task)
  private static let kubernetesByName = byName(kubernetes)
  private static let toolByName = byName(compiler + components + local + client)

  private static func byName(_ entries: [SurfaceEntry]) -> [String: SurfaceEntry] {
    Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
  }
}
