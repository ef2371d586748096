/// A place in a YAML text, counted from 1; columns are code points.
public struct YAMLMark: Hashable, Sendable {
  /// The line.
  public var line: Int
  /// The column.
  public var column: Int

  /// Creates a mark.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The way from the root of a document to a value: keys, and indexes as `[0]`.
public struct SpecPath: Hashable, Sendable, CustomStringConvertible {
  /// The steps.
  public var steps: [Step]

  /// One step down.
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  /// Creates a path.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Creates a path of keys.
  public init(_ keys: String...) { steps = keys.map(Step.key) }

  /// The path with more keys behind it.
  public func adding(_ keys: String...) -> SpecPath { SpecPath(steps + keys.map(Step.key)) }

  /// The path with an index behind it.
  public func adding(index: Int) -> SpecPath { SpecPath(steps + [.index(index)]) }

  /// The path as `root.dag.tasks.foo.dependentTasks[0]`.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .key(let key): text += text.isEmpty ? key : "." + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}

/// Something wrong with a document.
public struct SpecProblem: Hashable, Sendable {
  /// What kind of thing is wrong.
  public var kind: Kind
  /// Where in the document; empty for the whole of it.
  public var path: SpecPath
  /// What is wrong, in words that can stand alone.
  public var message: String
  /// Where in the text, if it was read from one.
  public var mark: YAMLMark?
  /// Which document of the file.
  public var document: Int

  /// Creates a problem.
  public init(
    _ kind: Kind, path: SpecPath = .init(), message: String, mark: YAMLMark? = nil,
    document: Int = 0
  ) {
    self.kind = kind
    self.path = path
    self.message = message
    self.mark = mark
    self.document = document
  }

  /// The kinds of problems.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The text is not UTF-8 or not YAML.
    case syntax
    /// A map has the same key twice.
    case duplicateKey
    /// The text is too large, too deep, or grows too much when its aliases are followed.
    case limit
    /// There is no document, or there are more than two.
    case documentCount
    /// A field that is needed is missing.
    case missingField
    /// There is no such field.
    case unknownField
    /// A value is of another type than its field.
    case wrongType
    /// A name refers to nothing.
    case danglingReference
    /// The parts of the document contradict each other.
    case inconsistency
    /// Tasks wait for each other.
    case cycle
    /// A placeholder, condition or selector cannot be understood.
    case expression
  }
}

extension SpecProblem: CustomStringConvertible {
  /// The problem in one line: `12:5: root.dag: message`.
  public var description: String {
    let place = mark.map { "\($0.line):\($0.column): " } ?? ""
    let path = path.steps.isEmpty ? "" : path.description + ": "
    return place + path + message
  }
}

/// Why a text is not accepted: at least one problem.
public struct SpecRejection: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in order of the text.
  public let problems: [SpecProblem]

  /// Creates a rejection.
  public init(_ problems: [SpecProblem]) { self.problems = problems }

  /// All problems, one a line.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}
