import KFPTypes

/// The type of the item of a loop.
///
/// Nil is for constants that have no such type: an empty list, a first item that is None or `{}`,
/// and a single artifact. The text may still name no parameter type, such as `typing.Any`.
public func loopItemType(of items: Graph.LoopItems) -> ChannelType? {
  switch items {
  case .constants(let values):
    guard let text = TypeText(itemOf: values) else { return nil }
    return .parameter(text)
  case .channel(let channel):
    switch channel.type {
    case .parameter(let text): return .parameter(text.itemType)
    case .artifact(let schema, let isList): return isList ? .artifact(schema, isList: false) : nil
    }
  }
}

/// The type of `item.key`, by the type of the item; nil for artifacts, which have no fields.
public func fieldType(ofItem type: ChannelType) -> ChannelType? {
  switch type {
  case .parameter(let text): .parameter(text.fieldType)
  case .artifact: nil
  }
}

/// The type of all the values that an output had in the iterations of a loop.
public func collectedType(of type: ChannelType) -> ChannelType {
  switch type {
  case .parameter: .parameter(.list)
  case .artifact(let schema, _): .artifact(schema, isList: true)
  }
}
