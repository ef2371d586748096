import KFPSource
import KFPTypes

/// A run-time value that a task uses, and how.
struct Use {
  let channel: Channel
  let role: Role
  let span: Span

  enum Role: Hashable {
    /// The whole argument of an input.
    case argument(String)
    /// A part of the argument of an input.
    case part(String)
    /// A setting that makes the task wait for the value's producer: the image, a Kubernetes name.
    case waitingSetting
    /// A setting that only names the value: resources. The document's reference is all there is.
    case setting
  }
}

extension Graph.Task {
  /// The run-time values that the task's arguments and settings use.
  var uses: [Use] {
    var uses: [Use] = []
    for argument in arguments + importerArguments {
      if case .channel(let channel) = argument.value {
        uses.append(
          Use(channel: channel, role: .argument(argument.name), span: argument.span))
      } else {
        uses += argument.value.channels.map { channel in
          Use(channel: channel, role: .part(argument.name), span: argument.span)
        }
      }
    }
    for (setting, span) in settings {
      let role: Use.Role = setting.makesTaskWait ? .waitingSetting : .setting
      uses += setting.channels.map { Use(channel: $0, role: role, span: span) }
    }
    return uses
  }
}

extension TaskSetting {
  /// The run-time values in it.
  var channels: [Channel] {
    switch self {
    case .cpuRequest(let value), .cpuLimit(let value), .memoryRequest(let value),
      .memoryLimit(let value), .acceleratorType(let value), .acceleratorLimit(let value),
      .containerImage(let value):
      return value.channels
    case .kubernetes(let setting):
      return KFPGraph.channels(in: setting)
    case .caching, .retry, .displayName, .environmentVariable, .afterTask, .afterGroup,
      .ignoreUpstreamFailure:
      return []
    }
  }

  /// Whether the producers of its run-time values are tasks that must end first by name.
  var makesTaskWait: Bool {
    switch self {
    case .containerImage, .kubernetes: true
    case .cpuRequest, .cpuLimit, .memoryRequest, .memoryLimit, .acceleratorType,
      .acceleratorLimit, .caching, .retry, .displayName, .environmentVariable, .afterTask,
      .afterGroup, .ignoreUpstreamFailure:
      false
    }
  }
}
