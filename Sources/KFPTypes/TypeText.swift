/// The type of a parameter as the official SDK keeps it, such as `String`, `typing.List[str]` or
/// `List[Dict[String, Integer]]`. It decides the type in the document, the types of loop items, and
/// whether the branches of a `OneOf` agree, so it is kept to the letter.
public struct TypeText: Hashable, Sendable, CustomStringConvertible {
  /// The text itself.
  public let description: String

  /// Creates a type from its text.
  public init(_ text: String) {
    description = text
  }

  public static let string = TypeText("String")
  public static let integer = TypeText("Integer")
  public static let float = TypeText("Float")
  public static let boolean = TypeText("Boolean")
  public static let list = TypeText("List")
  public static let dict = TypeText("Dict")
}
