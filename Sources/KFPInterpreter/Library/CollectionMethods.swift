import KFPSource
import OrderedCollections

private let listMethodNames: Set<String> = [
  "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
  "sort",
]
private let dictMethodNames: Set<String> = [
  "clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values",
  "move_to_end", "most_common", "elements",
]
private let setMethodNames: Set<String> = [
  "add", "clear", "copy", "difference", "difference_update", "discard", "intersection",
  "intersection_update", "isdisjoint", "issubset", "issuperset", "pop", "remove",
  "symmetric_difference", "union", "update",
]

extension Evaluator {
  /// The methods of a value of Python's own types.
  func builtinMethodNames(of value: Value) -> Set<String> {
    switch value {
    case .string: stringMethodNames
    case .list: listMethodNames
    case .dict: dictMethodNames
    case .set: setMethodNames
    case .tuple: ["count", "index"]
    case .bytes: ["decode", "hex", "startswith", "endswith", "split", "strip", "join", "replace"]
    case .float: ["is_integer", "hex", "as_integer_ratio"]
    case .int: ["bit_length"]
    case .none, .bool, .object, .opaque, .unknown: []
    }
  }

  /// Calls a method of a value of Python's own types; nil where there is none of that name.
  func callBuiltinMethod(
    of receiver: Value, _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    switch receiver {
    case .string(let text): return try callStringMethod(text, name, call)
    case .list(let list): return try callListMethod(list, name, call)
    case .dict(let dict): return try callDictMethod(dict, name, call)
    case .set(let set): return try callSetMethod(set, name, call)
    case .tuple(let values):
      switch name {
      case "count", "index": return try callListMethod(ListObject(values), name, call)
      default: return nil
      }
    case .bytes(let bytes): return try callBytesMethod(bytes, name, call)
    case .float(let number):
      return name == "is_integer" ? .bool(number == number.rounded()) : nil
    case .int(let number):
      return name == "bit_length" ? .int(Int.bitWidth - number.magnitude.leadingZeroBitCount) : nil
    case .none, .bool, .object, .opaque, .unknown: return nil
    }
  }

  private func callBytesMethod(
    _ bytes: [UInt8], _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    switch name {
    case "decode": return .string(String(decoding: bytes, as: UTF8.self))
    case "hex":
      var text = ""
      for byte in bytes {
        text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      return .string(text)
    case "startswith", "endswith", "split", "strip", "join", "replace":
      throw unsupported("`bytes.\(name)`", at: call.span)
    default: return nil
    }
  }

  private func callListMethod(
    _ list: ListObject, _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    switch name {
    case "append":
      guard call.positional.count == 1 else {
        throw typeError(
          "list.append() takes exactly one argument (\(call.positional.count) given)",
          at: call.span)
      }
      try charge(32, at: call.span)
      list.elements.append(call.first)
    case "extend":
      let values = try items(of: call.first, at: call.span)
      try chargeItems(values.count, at: call.span)
      list.elements += values
    case "insert":
      guard call.positional.count == 2 else {
        throw typeError("insert expected 2 arguments", at: call.span)
      }
      let position = try index(call.first, at: call.span)
      let count = list.elements.count
      let place = min(max(position < 0 ? position + count : position, 0), count)
      try charge(32 + count, at: call.span)
      list.elements.insert(call.positional[1].value, at: place)
    case "pop":
      guard !list.elements.isEmpty else {
        throw exception("IndexError", "pop from empty list", at: call.span)
      }
      guard !call.positional.isEmpty else { return list.elements.removeLast() }
      let position = try index(call.first, at: call.span)
      let place = position < 0 ? position + list.elements.count : position
      guard place >= 0, place < list.elements.count else {
        throw exception("IndexError", "pop index out of range", at: call.span)
      }
      return list.elements.remove(at: place)
    case "remove":
      for (index, element) in list.elements.enumerated()
      where try equal(element, call.first, at: call.span) {
        list.elements.remove(at: index)
        return Value.none
      }
      throw valueError("list.remove(x): x not in list", at: call.span)
    case "clear": list.elements = []
    case "reverse": list.elements.reverse()
    case "copy": return .list(ListObject(list.elements))
    case "sort": list.elements = try sorted(list.elements, call)
    case "count":
      var count = 0
      for element in list.elements where try equal(element, call.first, at: call.span) {
        count += 1
      }
      return .int(count)
    case "index":
      for (index, element) in list.elements.enumerated()
      where try equal(element, call.first, at: call.span) {
        return .int(index)
      }
      let shown = try representation(of: call.first, at: call.span)
      throw valueError("\(shown) is not in list", at: call.span)
    default: return nil
    }
    return Value.none
  }

  private func callDictMethod(
    _ dict: DictObject, _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    switch name {
    case "keys", "values", "items":
      try chargeItems(dict.members.count, at: call.span)
      return .object(DictView(dict, name))
    case "get", "setdefault":
      let key = try hashable(call.first, at: call.span)
      if let value = dict.members[key] { return value }
      let missing =
        call.positional.count > 1
        ? call.positional[1].value : call.keyword("default") ?? Value.none
      if name == "setdefault" { dict.members[key] = missing }
      return missing
    case "pop":
      let key = try hashable(call.first, at: call.span)
      if let value = dict.members.removeValue(forKey: key) { return value }
      if call.positional.count > 1 { return call.positional[1].value }
      throw missingKey(call.first, among: dict, at: call.span)
    case "popitem":
      guard let (key, value) = dict.members.elements.last else {
        throw exception("KeyError", "'popitem(): dictionary is empty'", at: call.span)
      }
      dict.members.removeLast()
      return .tuple([key.value, value])
    case "update":
      let other = try makeDict(call)
      for (key, value) in other.members { dict.members[key] = value }
    case "clear": dict.members = [:]
    case "copy":
      let copy = DictObject(dict.members)
      copy.typeName = dict.typeName
      copy.defaultFactory = dict.defaultFactory
      return .dict(copy)
    case "move_to_end" where dict.typeName == "OrderedDict":
      let key = try hashable(call.first, at: call.span)
      guard let value = dict.members.removeValue(forKey: key) else {
        throw missingKey(call.first, among: dict, at: call.span)
      }
      dict.members[key] = value
    case "most_common" where dict.typeName == "Counter":
      var pairs: [Value] = dict.members.map { .tuple([$0.key.value, $0.value]) }
      let byCount = NativeFunction("key") { (call, evaluator) throws(Raised) in
        try evaluator.operate(
          "*", try evaluator.item(of: call.first, .int(1), at: call.span), .int(-1), at: call.span)
      }
      pairs = try sorted(
        pairs,
        Call(
          positional: [], keywords: [("key", .object(byCount))], calleeSpan: call.calleeSpan,
          span: call.span))
      if case .int(let count) = call.first { pairs = Array(pairs.prefix(max(0, count))) }
      return .list(ListObject(pairs))
    default: return nil
    }
    return Value.none
  }

  private func callSetMethod(
    _ set: SetObject, _ name: String, _ call: Call
  ) throws(Raised) -> Value? {
    func others() throws(Raised) -> OrderedSet<HashableValue> {
      var result: OrderedSet<HashableValue> = []
      for argument in call.positional {
        for value in try items(of: argument.value, at: argument.span) {
          result.append(try hashable(value, at: argument.span))
        }
      }
      return result
    }
    func made(_ elements: OrderedSet<HashableValue>) -> Value {
      let result = SetObject(elements)
      result.isFrozen = set.isFrozen
      return .set(result)
    }
    switch name {
    case "add": set.elements.append(try hashable(call.first, at: call.span))
    case "discard": set.elements.remove(try hashable(call.first, at: call.span))
    case "remove":
      guard set.elements.remove(try hashable(call.first, at: call.span)) != nil else {
        throw missingKey(call.first, among: nil, at: call.span)
      }
    case "pop":
      guard !set.elements.isEmpty else {
        throw exception("KeyError", "'pop from an empty set'", at: call.span)
      }
      return set.elements.removeFirst().value
    case "clear": set.elements = []
    case "copy": return made(set.elements)
    case "union": return made(set.elements.union(try others()))
    case "update": set.elements.formUnion(try others())
    case "intersection": return made(set.elements.intersection(try others()))
    case "intersection_update": set.elements.formIntersection(try others())
    case "difference": return made(set.elements.subtracting(try others()))
    case "difference_update": set.elements.subtract(try others())
    case "symmetric_difference": return made(set.elements.symmetricDifference(try others()))
    case "issubset": return .bool(set.elements.isSubset(of: try others()))
    case "issuperset": return .bool(set.elements.isSuperset(of: try others()))
    case "isdisjoint": return .bool(set.elements.isDisjoint(with: try others()))
    default: return nil
    }
    return Value.none
  }
}

/// `dict.keys()`, `dict.values()`, `dict.items()`.
final class DictView: Object {
  private let dict: DictObject
  private let kind: String

  init(_ dict: DictObject, _ kind: String) {
    self.dict = dict
    self.kind = kind
  }

  var typeName: String { "dict_\(kind)" }

  private var values: [Value] {
    switch kind {
    case "keys": dict.members.keys.map(\.value)
    case "values": Array(dict.members.values)
    default: dict.members.map { .tuple([$0.key.value, $0.value]) }
    }
  }

  func iterate(at span: Span, in evaluator: Evaluator) throws(Raised) -> [Value]? { values }
  func count(at span: Span, in evaluator: Evaluator) throws(Raised) -> Int? { dict.members.count }
  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool {
    !dict.members.isEmpty
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    guard ["|", "&", "-", "^", "==", "<=", "<"].contains(operation), kind != "values" else {
      return nil
    }
    let own = try evaluator.makeSet(values, at: span)
    var given = other
    if case .object(let view as DictView) = other {
      given = try evaluator.makeSet(view.values, at: span)
    }
    guard case .set = given else { return nil }
    if operation == "==" { return .bool(try evaluator.equal(own, given, at: span)) }
    return isReflected
      ? try evaluator.operate(operation, given, own, at: span)
      : try evaluator.operate(operation, own, given, at: span)
  }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    let list = Value.list(ListObject(values))
    return "dict_\(kind)(\(try evaluator.representation(of: list, at: span)))"
  }
}
