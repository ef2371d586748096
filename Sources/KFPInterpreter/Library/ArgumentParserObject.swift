import KFPSource
import OrderedCollections

extension Evaluator {
  func registerArguments() {
    let module = module("argparse")
    module.define("ArgumentParser") { (_, _) throws(Raised) in .object(ArgumentParserObject()) }
    let namespace = ClassObject("Namespace", kind: .plain)
    module["Namespace"] = .object(namespace)
    namespace.members["__repr__"] = .object(
      NativeFunction("__repr__") { (call, evaluator) throws(Raised) in
        guard case .object(let instance as InstanceObject) = call.first else { return .string("") }
        var texts: [String] = []
        for (name, value) in instance.attributes {
          texts.append("\(name)=\(try evaluator.representation(of: value, at: call.span))")
        }
        return .string("Namespace(\(texts.joined(separator: ", ")))")
      })
    for name in ["ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter", "SUPPRESS", "REMAINDER"] {
      module[name] = .string(name)
    }
  }
}

/// `argparse.ArgumentParser`, for the arguments behind the script's name.
final class ArgumentParserObject: Object {
  /// One `add_argument`.
  private struct Option {
    let flags: [String]
    let name: String
    let action: String
    let convert: Value?
    let defaultValue: Value
    let constant: Value?
    let choices: [Value]
    let isRequired: Bool
    let takesMany: Bool
    let isOptional: Bool
  }

  private var options: [Option] = []
  private var defaults: [(String, Value)] = []

  let typeName = "ArgumentParser"
  let attributeNames = [
    "add_argument", "parse_args", "parse_known_args", "add_argument_group", "set_defaults",
  ]

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "add_argument", "parse_args", "parse_known_args", "set_defaults", "add_argument_group",
      "add_mutually_exclusive_group", "print_help", "print_usage", "error", "get_default":
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          try self.perform(name, call, in: evaluator)
        })
    default: return nil
    }
  }

  private func perform(
    _ name: String, _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "add_argument":
      try add(call, in: evaluator)
      return .none
    case "set_defaults":
      for keyword in call.keywords { defaults.append((keyword.name, keyword.value)) }
      return .none
    case "add_argument_group", "add_mutually_exclusive_group": return .object(self)
    case "parse_args": return try parse(call, in: evaluator).namespace
    case "parse_known_args":
      let result = try parse(call, in: evaluator)
      return .tuple([result.namespace, .list(ListObject(result.rest))])
    case "error":
      throw problem(try evaluator.textArgument(call, 0, name), at: call.span, in: evaluator)
    default: return .none
    }
  }

  private func problem(_ message: String, at span: Span, in evaluator: Evaluator) -> Raised {
    evaluator.failure(
      Diagnostic("E0220", "arguments of the script: \(message)", at: SourceLabel(span)))
  }

  private func add(_ call: Call, in evaluator: Evaluator) throws(Raised) {
    var flags: [String] = []
    for index in call.positional.indices {
      flags.append(try evaluator.textArgument(call, index, "add_argument"))
    }
    guard let first = flags.first(where: { $0.hasPrefix("--") }) ?? flags.first else {
      throw evaluator.typeError("add_argument() needs a name", at: call.span)
    }
    let isOptional = first.hasPrefix("-")
    var name = String(first.drop { $0 == "-" })
    if isOptional { name = String(name.map { $0 == "-" ? "_" : $0 }) }
    if case .string(let text)? = call.keyword("dest") { name = text }
    var action = "store"
    if case .string(let text)? = call.keyword("action") { action = text }
    var isRequired = false
    if case .bool(true)? = call.keyword("required") { isRequired = true }
    var takesMany = false
    var mayBeMissing = false
    switch call.keyword("nargs") {
    case .string("*"), .string("+"), .int: takesMany = true
    case .string("?"): mayBeMissing = true
    default: break
    }
    if case .string("*")? = call.keyword("nargs") { mayBeMissing = true }
    var missing = Value.none
    if action == "store_true" { missing = .bool(false) }
    if action == "store_false" { missing = .bool(true) }
    if let value = call.keyword("default") { missing = value }
    var choices: [Value] = []
    if let value = call.keyword("choices") {
      choices = try evaluator.items(of: value, at: call.span)
    }
    options.append(
      Option(
        flags: flags, name: name, action: action, convert: call.keyword("type"),
        defaultValue: missing, constant: call.keyword("const"), choices: choices,
        isRequired: isRequired || (!isOptional && !mayBeMissing && call.keyword("default") == nil),
        takesMany: takesMany, isOptional: isOptional))
  }

  private func parse(
    _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> (namespace: Value, rest: [Value]) {
    var words: [String] = evaluator.capabilities.arguments
    evaluator.recordInput("argv")
    if let given = call.positional.first?.value ?? call.keyword("args"),
      case .list(let list) = given
    {
      words = []
      for element in list.elements { words.append(try evaluator.text(of: element, at: call.span)) }
    }
    let namespace = InstanceObject(
      (evaluator.nativeModule("argparse")?["Namespace"]).flatMap { value in
        if case .object(let type as ClassObject) = value { type } else { nil }
      } ?? ClassObject("Namespace"))
    var given: Set<String> = []
    for option in options {
      var value = option.defaultValue
      if case .string = value { value = try converted(value, option, call.span, evaluator) }
      namespace.attributes[option.name] = value
    }
    for (name, value) in defaults { namespace.attributes[name] = value }
    var rest: [Value] = []
    var pending = options.filter { !$0.isOptional }[...]
    var remaining = words[...]
    while let word = remaining.popFirst() {
      guard word.hasPrefix("-"), word.utf8.count > 1, Double(word) == nil else {
        guard let option = pending.first else {
          rest.append(.string(word))
          continue
        }
        pending.removeFirst()
        var values = [word]
        if option.takesMany {
          while let next = remaining.first, !next.hasPrefix("-") {
            values.append(next)
            remaining.removeFirst()
          }
        }
        try store(values, option, in: namespace, at: call.span, evaluator)
        given.insert(option.name)
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = options.first(where: { $0.flags.contains(parts[0]) }) else {
        rest.append(.string(word))
        continue
      }
      given.insert(option.name)
      var values = parts.count > 1 ? [parts[1]] : []
      if option.action == "store" || option.action == "append", values.isEmpty {
        while let next = remaining.first, !next.hasPrefix("-") || Double(next) != nil {
          values.append(next)
          remaining.removeFirst()
          if !option.takesMany { break }
        }
      }
      try store(values, option, in: namespace, at: call.span, evaluator)
    }
    for option in options where option.isRequired && !given.contains(option.name) {
      throw problem(
        "`\(option.flags[0])` is required, but the script got no value for it", at: call.span,
        in: evaluator)
    }
    return (.object(namespace), rest)
  }

  private func store(
    _ values: [String], _ option: Option, in namespace: InstanceObject, at span: Span,
    _ evaluator: Evaluator
  ) throws(Raised) {
    switch option.action {
    case "store_true": namespace.attributes[option.name] = .bool(true)
    case "store_false": namespace.attributes[option.name] = .bool(false)
    case "store_const": namespace.attributes[option.name] = option.constant ?? Value.none
    case "count":
      var count = 0
      if case .int(let old)? = namespace.attributes[option.name] { count = old }
      namespace.attributes[option.name] = .int(count + 1)
    default:
      var results: [Value] = []
      for value in values {
        results.append(try converted(.string(value), option, span, evaluator))
      }
      if option.action == "append" {
        if case .list(let list)? = namespace.attributes[option.name] {
          results = list.elements + results
        }
        namespace.attributes[option.name] = .list(ListObject(results))
      } else if option.takesMany {
        namespace.attributes[option.name] = .list(ListObject(results))
      } else if let first = results.first {
        namespace.attributes[option.name] = first
      } else if let constant = option.constant {
        namespace.attributes[option.name] = constant
      } else {
        throw problem("`\(option.flags[0])` needs a value", at: span, in: evaluator)
      }
    }
  }

  private func converted(
    _ value: Value, _ option: Option, _ span: Span, _ evaluator: Evaluator
  ) throws(Raised) -> Value {
    var result = value
    if let convert = option.convert, case .object = convert {
      result = try evaluator.call(convert, [value], at: span)
    }
    if !option.choices.isEmpty, !(try evaluator.contains(.tuple(option.choices), result, at: span))
    {
      let shown = try evaluator.representation(of: result, at: span)
      throw problem("\(shown) is not a choice of `\(option.flags[0])`", at: span, in: evaluator)
    }
    return result
  }
}
