public import KFPTypes

extension ChannelType {
  /// The type without what only loops look at; nil if the text names no parameter type.
  public var portType: PortType? {
    switch self {
    case .parameter(let text): text.parameterType.map(PortType.parameter)
    case .artifact(let schema, let isList): .artifact(schema, isList: isList)
    }
  }

  /// How a pipeline author names the type: `list[str]`, `Dataset`, `list[Model]`.
  public var pythonName: String {
    switch self {
    case .parameter(let text): text.pythonName
    case .artifact(let schema, let isList): PortType.artifact(schema, isList: isList).pythonName
    }
  }

  /// Why a channel of this type does not fit where `wanted` is asked for; nil if it fits.
  public func mismatch(for wanted: ChannelType) -> TypeMismatch? {
    // Nothing else is known about a type that is none: it was complained about where it was made.
    guard let given = portType, let wanted = wanted.portType else { return nil }
    return given.mismatch(for: wanted)
  }

  /// The same for the item of a loop, or a field of it: where its type text is exactly `String`,
  /// its real type is not known, and the SDK takes it for everything.
  public func mismatchOfLoopItem(for wanted: ChannelType) -> TypeMismatch? {
    self == .parameter(.string) ? nil : mismatch(for: wanted)
  }
}

extension Channel {
  /// Why this channel does not fit where `wanted` is asked for; nil if it fits.
  public func mismatch(for wanted: ChannelType) -> TypeMismatch? {
    switch origin {
    case .item, .field: type.mismatchOfLoopItem(for: wanted)
    case .input, .output, .oneOf, .collected: type.mismatch(for: wanted)
    }
  }
}
