import KFPSource

extension Call {
  /// Creates a call with values that all stand at one place.
  init(
    positional: [Value], keywords: [(String, Value)] = [], calleeSpan: Span, span: Span
  ) {
    self.init(
      positional: positional.map { Argument(value: $0, span: span) },
      keywords: keywords.map {
        KeywordArgument(name: $0.0, nameSpan: span, value: $0.1, span: span)
      }, calleeSpan: calleeSpan, span: span)
  }

  /// The first positional argument; None where there is none.
  var first: Value { positional.first?.value ?? .none }

  /// Whether an argument was complained about already.
  var hasUnknown: Bool {
    for argument in positional { if case .unknown = argument.value { return true } }
    for argument in keywords { if case .unknown = argument.value { return true } }
    return false
  }

  /// The keyword argument of this name.
  func keyword(_ name: String) -> Value? {
    keywords.first { $0.name == name }?.value
  }

  /// The arguments of a function of the library in the order of `names`. The first `required` must
  /// be there; those in `names` after `|` may be given by name only.
  func bound(
    to names: [String], required: Int = 0, of function: String, in evaluator: Evaluator
  ) throws(Raised) -> [Value?] {
    var result = [Value?](repeating: nil, count: names.count)
    guard positional.count <= names.count else {
      throw evaluator.typeError(
        "\(function)() takes at most \(names.count) arguments (\(positional.count) given)",
        at: span)
    }
    for (index, argument) in positional.enumerated() { result[index] = argument.value }
    for keyword in keywords {
      guard let index = names.firstIndex(of: keyword.name) else {
        throw evaluator.typeError(
          "\(function)() got an unexpected keyword argument '\(keyword.name)'",
          at: keyword.nameSpan)
      }
      guard result[index] == nil else {
        throw evaluator.typeError(
          "\(function)() got multiple values for argument '\(keyword.name)'",
          at: keyword.nameSpan)
      }
      result[index] = keyword.value
    }
    for index in 0..<min(required, names.count) where result[index] == nil {
      throw evaluator.typeError(
        "\(function)() missing required argument: '\(names[index])'", at: span)
    }
    return result
  }
}
