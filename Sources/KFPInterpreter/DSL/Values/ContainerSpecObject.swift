import KFPGraph
import KFPSource
import KFPTypes

/// `ContainerSpec(...)`: what a container component returns.
final class ContainerSpecObject: Object {
  private let image: Value
  private let command: Value
  private let args: Value
  private let spans: (image: Span, command: Span, args: Span)

  /// The image and the words of command and arguments as the document has them, once they are known.
  private(set) var texts: (image: String, words: [String])?

  let typeName = "ContainerSpec"

  init(_ call: SurfaceCall) {
    image = call["image"] ?? .none
    command = call["command"] ?? .none
    args = call["args"] ?? .none
    spans = (call.span("image"), call.span("command"), call.span("args"))
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "image": image
    case "command": command
    case "args": args
    default: nil
    }
  }

  /// The container of a component, as the document says it.
  func executor(
    _ interface: FunctionInterface, in evaluator: Evaluator
  ) throws(Raised) -> Component.Implementation {
    let image: String
    switch self.image {
    case .string(let text): image = text
    case .object(is PlaceholderObject):
      throw evaluator.failure(
        Diagnostic(
          "E0335", "the image must be known when the pipeline is put together",
          at: SourceLabel(spans.image, "an input of the component"),
          helps: [
            Help(
              "write some image, and set the one that is meant on the task: `.set_container_image(...)`"
            )
          ]))
    case .unknown: throw .reported
    case .opaque(let value):
      throw evaluator.needed(value, at: spans.image, for: "the image is needed here")
    case let value:
      throw evaluator.failure(
        .wrongKind("the image", wanted: "a str", value, at: spans.image, in: evaluator))
    }
    let command = try words(command, interface, "the command", at: spans.command, in: evaluator)
    let args = try words(args, interface, "the args", at: spans.args, in: evaluator)
    texts = (image, command + args)
    return .container(image: image, command: command, args: args)
  }

  private func words(
    _ value: Value, _ interface: FunctionInterface, _ place: String, at span: Span,
    in evaluator: Evaluator
  ) throws(Raised) -> [String] {
    let values: [Value]
    switch value {
    case .none: return []
    case .list(let list): values = list.elements
    case .tuple(let elements): values = elements
    case .string(let text): throw evaluator.failure(.textForList(place, text, at: span))
    case .unknown: throw .reported
    default:
      throw evaluator.failure(
        .wrongKind(place, wanted: "a list", value, at: span, in: evaluator))
    }
    var words: [String] = []
    for value in values {
      words.append(try evaluator.commandElement(value, interface, at: span).documentText)
    }
    return words
  }
}
