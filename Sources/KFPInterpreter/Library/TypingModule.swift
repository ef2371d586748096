import KFPSource
import OrderedCollections

extension Evaluator {
  func registerTyping() {
    let typing = module("typing")
    for name in [
      "Any", "AnyStr", "Annotated", "Awaitable", "Callable", "ClassVar", "Collection",
      "Concatenate", "Coroutine", "DefaultDict", "Deque", "Dict", "Final", "FrozenSet",
      "Generator", "Generic", "Hashable", "Iterable", "Iterator", "List", "Literal",
      "LiteralString", "Mapping", "MutableMapping", "MutableSequence", "NamedTuple", "Never",
      "NoReturn", "NotRequired", "Optional", "OrderedDict", "Protocol", "Required", "Self",
      "Sequence", "Set", "Sized", "SupportsFloat", "SupportsInt", "Text", "TextIO", "IO", "Tuple",
      "Type", "TypeAlias", "TypedDict", "TypeGuard", "Union", "Unpack",
    ] {
      typing[name] = .object(TypingAlias(name: name))
    }
    typing["TYPE_CHECKING"] = .bool(false)
    for name in ["TypeVar", "ParamSpec", "TypeVarTuple"] {
      typing.define(name) { (call, evaluator) throws(Raised) in
        .object(TypingAlias(name: try evaluator.textArgument(call, 0, name), module: "~"))
      }
    }
    typing.define("NewType") { (call, _) throws(Raised) in
      call.positional.count > 1 ? call.positional[1].value : .none
    }
    typing.define("cast") { (call, _) throws(Raised) in
      call.positional.count > 1 ? call.positional[1].value : .none
    }
    for name in ["overload", "final", "runtime_checkable", "no_type_check"] {
      typing.define(name) { (call, _) throws(Raised) in call.first }
    }
    typing.define("get_type_hints") { (call, evaluator) throws(Raised) in
      try evaluator.attribute(of: call.first, "__annotations__", at: call.span)
    }
    typing.define("get_args") { (call, evaluator) throws(Raised) in
      guard case .object(let alias as TypingAlias) = call.first else { return .tuple([]) }
      return .tuple(alias.arguments)
    }
    nativeModules["typing_extensions"] = typing
    let abstract = module("collections.abc")
    for name in [
      "Callable", "Collection", "Generator", "Hashable", "Iterable", "Iterator", "Mapping",
      "MutableMapping", "MutableSequence", "Sequence", "Set", "Sized",
    ] {
      abstract[name] = typing[name]
    }
  }

  /// `NamedTuple('Name', [('field', type), ...])`, `namedtuple('Name', 'a b')`,
  /// `TypedDict('Name', {...})`.
  func makeFields(_ kind: ClassObject.Kind, _ call: Call) throws(Raised) -> Value {
    if call.hasUnknown { return .unknown }
    let name = try textArgument(call, 0, "NamedTuple")
    let type = ClassObject(name, kind: kind, span: call.span)
    let given: Value =
      call.positional.count > 1
      ? call.positional[1].value
      : call.keyword("fields") ?? call.keyword("field_names") ?? .tuple([])
    switch given {
    case .string(let names):
      let plain = String(names.map { $0 == "," ? " " : $0 })
      type.fields = words(of: plain, limit: -1).map { ClassField(name: $0, type: .none) }
    case .dict(let dict):
      for (key, value) in dict.members {
        if case .string(let name) = key.value {
          type.fields.append(ClassField(name: name, type: value, span: call.span))
        }
      }
    default:
      for field in try items(of: given, at: call.span) {
        if case .string(let name) = field {
          type.fields.append(ClassField(name: name, type: .none, span: call.span))
          continue
        }
        let pair = try items(of: field, at: call.span)
        guard pair.count == 2, case .string(let name) = pair[0] else {
          throw typeError("a field must be a name and a type", at: call.span)
        }
        type.fields.append(ClassField(name: name, type: pair[1], span: call.span))
      }
    }
    for keyword in call.keywords
    where !["fields", "field_names", "defaults", "rename", "module", "total"].contains(keyword.name)
    {
      type.fields.append(
        ClassField(name: keyword.name, type: keyword.value, span: keyword.nameSpan))
    }
    if let defaults = call.keyword("defaults") {
      let values = try items(of: defaults, at: call.span)
      let first = type.fields.count - values.count
      for (index, value) in values.enumerated() where first + index >= 0 {
        let field = type.fields[first + index]
        type.fields[first + index] = ClassField(
          name: field.name, type: field.type, defaultValue: value, span: field.span)
      }
    }
    return .object(type)
  }
}
