public import KFPSpec

/// An old (v1) component document, read, with what a component has no place for.
public struct LegacyComponent: Sendable {
  /// The component.
  public let component: Component
  /// The command, element by element.
  public let command: [CommandElement]
  /// The arguments, element by element.
  public let arguments: [CommandElement]
}

/// Reads an old (v1) component document. `types` replaces the types of inputs, by the names that the
/// document gives them.
public func readLegacyComponent(
  _ document: LocatedJSON, replacing types: [String: ChannelType] = [:]
) throws(SpecRejection) -> LegacyComponent {
  var reader = LegacyComponentReader()
  reader.replacedTypes = types
  let component = reader.read(document)
  guard reader.problems.isEmpty, let component else { throw SpecRejection(reader.problems) }
  return LegacyComponent(
    component: component, command: reader.command, arguments: reader.arguments)
}
