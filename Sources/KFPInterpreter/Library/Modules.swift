import KFPSource

extension Evaluator {
  func registerModules() {
    registerTyping()
    registerSystem()
    registerPaths()
    registerCollections()
    registerData()
    registerTools()
    registerRandom()
    registerHashes()
    registerYAML()
    registerTOML()
  }

  /// The path that a value names: a text or a `pathlib.Path`.
  func pathText(of value: Value, at span: Span) throws(Raised) -> String {
    switch value {
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "used as a path") }
      return text
    case .object(let path as PathObject): return path.path
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a path is needed here")
    default:
      throw typeError(
        "expected str, bytes or os.PathLike object, not \(typeName(of: value))", at: span)
    }
  }

  /// The path that the argument of a call names.
  func pathArgument(_ call: Call, _ position: Int = 0) throws(Raised) -> String {
    guard position < call.positional.count else {
      throw typeError("a path is missing", at: call.span)
    }
    return try pathText(of: call.positional[position].value, at: call.positional[position].span)
  }
}
