public import KFPTypes

/// The identity of a pipeline within a compilation.
public struct PipelineID: Hashable, Sendable {
  /// The number of the pipeline in the order of definition.
  public let rawValue: Int

  /// Creates the identity with the given number.
  public init(_ rawValue: Int) {
    self.rawValue = rawValue
  }
}

/// The identity of a task within a compilation.
public struct TaskID: Hashable, Sendable {
  /// The pipeline that the task belongs to.
  public let pipeline: PipelineID
  /// Its position among the pipeline's tasks, in order of creation.
  public let index: Int
}

/// The identity of a group (condition, loop, exit handler) within a compilation.
public struct GroupID: Hashable, Sendable {
  /// The pipeline that the group belongs to.
  public let pipeline: PipelineID
  /// Its position among the pipeline's groups, in order of construction; 0 is the pipeline itself.
  public let index: Int
}

/// A value that exists only when tasks run: a pipeline input, a task output, a loop item.
public struct Channel: Hashable, Sendable {
  /// Where the value comes from.
  public let origin: Origin
  /// What it is.
  public let type: ChannelType

  /// Creates a channel.
  public init(origin: Origin, type: ChannelType) {
    self.origin = origin
    self.type = type
  }

  /// Where a run-time value comes from.
  public indirect enum Origin: Hashable, Sendable {
    case input(PipelineID, name: String)
    case output(TaskID, name: String)
    /// The item of a loop.
    case item(GroupID)
    /// `item.key`, of a loop over dictionaries.
    case field(GroupID, key: String)
    /// The output of whichever branch ran; the number counts the `OneOf`s of that set of branches,
    /// in order of construction, from 1.
    case oneOf(branches: GroupID, number: Int, [Channel])
    /// All the values that an output had in the iterations of the loops around its task.
    case collected(Channel)
  }
}

/// The type of a channel.
public enum ChannelType: Hashable, Sendable {
  case parameter(TypeText)
  case artifact(ArtifactSchema, isList: Bool)
}

/// What a task is given for an input, or a setting for a field.
public indirect enum Argument: Hashable, Sendable {
  case constant(JSONValue)
  case channel(Channel)
  /// A text with run-time values in it.
  case template([TemplateSegment])
  /// A list that holds run-time values somewhere.
  case list([Argument])
  /// A dictionary that holds run-time values somewhere.
  case dict([(key: String, value: Argument)])

  /// A piece of a text with run-time values in it.
  public enum TemplateSegment: Hashable, Sendable {
    case text(String)
    case channel(Channel)
  }

  /// Compares by content.
  public static func == (left: Argument, right: Argument) -> Bool {
    switch (left, right) {
    case (.constant(let a), .constant(let b)): a == b
    case (.channel(let a), .channel(let b)): a == b
    case (.template(let a), .template(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.dict(let a), .dict(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  /// Hashes the content.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .constant(let value): hasher.combine(value)
    case .channel(let channel): hasher.combine(channel)
    case .template(let segments): hasher.combine(segments)
    case .list(let elements): hasher.combine(elements)
    case .dict(let members):
      for (key, value) in members {
        hasher.combine(key)
        hasher.combine(value)
      }
    }
  }
}

/// A comparison that decides at run time whether a group runs.
public struct Condition: Hashable, Sendable {
  /// What stands on the left; a constant there was moved to the right, as Python does.
  public let left: Argument
  /// How both are compared.
  public let comparison: Comparison
  /// What stands on the right.
  public let right: Argument

  /// A comparison of two values, as it is written.
  public enum Comparison: String, Hashable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessEqual = "<="
    case greater = ">"
    case greaterEqual = ">="
  }

  /// Creates a condition.
  ///
  /// Python asks the right side first where it is of a more special kind: an item of a loop or a
  /// `OneOf` to the right of a plain value changes places with it.
  public init(left: Argument, _ comparison: Comparison, right: Argument) {
    if left.isPlainChannel, right.isSpecialChannel {
      self.left = right
      self.comparison = comparison.mirrored
      self.right = left
    } else {
      self.left = left
      self.comparison = comparison
      self.right = right
    }
  }
}

extension Condition.Comparison {
  /// The comparison that holds when both sides change places.
  public var mirrored: Condition.Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    }
  }
}

extension Argument {
  fileprivate var isPlainChannel: Bool {
    guard case .channel(let channel) = self else { return false }
    switch channel.origin {
    case .input, .output: return true
    case .item, .field, .oneOf, .collected: return false
    }
  }

  fileprivate var isSpecialChannel: Bool {
    guard case .channel(let channel) = self else { return false }
    switch channel.origin {
    case .item, .field, .oneOf: return true
    case .input, .output, .collected: return false
    }
  }
}
