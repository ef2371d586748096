import KFPChecker
import KFPSource
import OrderedCollections

/// The bounds of `[lower:upper:step]`.
struct SliceBounds {
  let lower: Int?
  let upper: Int?
  let step: Int?

  /// The positions that the slice means in a sequence of `count` items.
  func positions(in count: Int) -> [Int] {
    let step = step ?? 1
    guard step != 0, step != Int.min else { return [] }
    func clamped(_ bound: Int?, _ missing: Int, _ low: Int, _ high: Int) -> Int {
      guard var bound else { return missing }
      if bound < 0 { bound = bound < -count ? low : bound + count }
      return min(max(bound, low), high)
    }
    if step > 0 {
      let start = clamped(lower, 0, 0, count)
      let end = clamped(upper, count, 0, count)
      return start < end ? Array(stride(from: start, to: end, by: step)) : []
    }
    let start = clamped(lower, count - 1, -1, count - 1)
    let end = clamped(upper, -1, -1, count - 1)
    return start > end ? Array(stride(from: start, to: end, by: step)) : []
  }
}

extension Evaluator {
  /// `receiver[key]`.
  func item(of receiver: Value, _ key: Value, at span: Span) throws(Raised) -> Value {
    switch receiver {
    case .unknown: return .unknown
    case .opaque(let opaque):
      return .opaque(
        OpaqueValue(description: "\(opaque.description)[...]", importSpan: opaque.importSpan))
    case .object(let object):
      if let value = try object.item(key, at: span, in: self) { return value }
      throw typeError("'\(object.typeName)' object is not subscriptable", at: span)
    default: break
    }
    if case .unknown = key { return .unknown }
    switch receiver {
    case .list(let list): return list.elements[try position(key, list.elements.count, "list", span)]
    case .tuple(let elements): return elements[try position(key, elements.count, "tuple", span)]
    case .bytes(let bytes): return .int(Int(bytes[try position(key, bytes.count, "bytes", span)]))
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "cut") }
      let scalars = Array(text.unicodeScalars)
      return .string(String(scalars[try position(key, scalars.count, "string", span)]))
    case .dict(let dict):
      if let value = dict.members[try hashable(key, at: span)] { return value }
      if let factory = dict.defaultFactory {
        let value = try call(factory, [], at: span)
        dict.members[try hashable(key, at: span)] = value
        return value
      }
      throw missingKey(key, among: dict, at: span)
    default: throw typeError("'\(typeName(of: receiver))' object is not subscriptable", at: span)
    }
  }

  /// A `KeyError`.
  func missingKey(_ key: Value, among dict: DictObject?, at span: Span) -> Raised {
    do throws(Raised) {
      let shown = try representation(of: key, at: span)
      var helps: [Help] = []
      if case .string(let name) = key, let dict {
        let names = dict.members.keys.compactMap { other -> String? in
          if case .string(let text) = other.value { text } else { nil }
        }
        if let nearest = nearestName(to: name, among: names) {
          helps.append(Help("there is a key '\(nearest)'"))
        }
      }
      let complaint = Diagnostic(
        "E0206", "there is no key \(shown)", at: SourceLabel(span), helps: helps)
      let instance = exceptionClass(named: "KeyError").map { InstanceObject($0) }
      instance?.attributes["args"] = .tuple([key])
      return .exception(
        PythonException(
          typeName: "KeyError", message: shown, span: span, complaint: complaint,
          instance: instance, trace: callTrace))
    } catch {
      return error
    }
  }

  private func position(
    _ key: Value, _ count: Int, _ name: String, _ span: Span
  ) throws(Raised) -> Int {
    let index: Int
    switch key {
    case .int(let number): index = number
    case .bool(let flag): index = flag ? 1 : 0
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a position is needed here")
    default:
      throw typeError(
        "\(name) indices must be integers or slices, not \(typeName(of: key))", at: span)
    }
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else {
      throw exception("IndexError", "\(name) index out of range", at: span)
    }
    return position
  }

  /// `receiver[lower:upper:step]`.
  func slice(of receiver: Value, _ bounds: SliceBounds, at span: Span) throws(Raised) -> Value {
    if bounds.step == 0 { throw valueError("slice step cannot be zero", at: span) }
    switch receiver {
    case .unknown: return .unknown
    case .opaque: return try item(of: receiver, .none, at: span)
    case .list(let list):
      let positions = bounds.positions(in: list.elements.count)
      try chargeItems(positions.count, at: span)
      return .list(ListObject(positions.map { list.elements[$0] }))
    case .tuple(let elements):
      return .tuple(bounds.positions(in: elements.count).map { elements[$0] })
    case .bytes(let bytes):
      return .bytes(bounds.positions(in: bytes.count).map { bytes[$0] })
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "cut") }
      try charge(text.utf8.count, at: span)
      let scalars = Array(text.unicodeScalars)
      var result = String.UnicodeScalarView()
      for position in bounds.positions(in: scalars.count) { result.append(scalars[position]) }
      return .string(String(result))
    case .object(let object as RangeObject):
      return .object(try object.sliced(bounds, at: span, self))
    case .object(let object):
      if let instance = object as? InstanceObject, case .namedTuple = instance.type.kind {
        return try slice(of: .tuple(instance.fieldValues), bounds, at: span)
      }
      if let value = try object.item(.object(SliceObject(bounds)), at: span, in: self) {
        return value
      }
      throw typeError("'\(object.typeName)' object is not subscriptable", at: span)
    default: throw typeError("'\(typeName(of: receiver))' object is not subscriptable", at: span)
    }
  }

  /// `receiver[key] = value`.
  func setItem(
    of receiver: Value, _ key: Value, to value: Value, at span: Span
  ) throws(Raised) {
    switch receiver {
    case .unknown, .opaque: return
    case .list(let list):
      if case .unknown = key { throw .reported }
      list.elements[try position(key, list.elements.count, "list assignment", span)] = value
    case .dict(let dict):
      if case .unknown = key { throw .reported }
      dict.members[try hashable(key, at: span)] = value
    case .object(let object):
      guard try object.setItem(key, to: value, at: span, in: self) else { fallthrough }
    default:
      throw typeError(
        "'\(typeName(of: receiver))' object does not support item assignment", at: span)
    }
  }

  /// `receiver[lower:upper] = values`.
  func setSlice(
    of receiver: Value, _ bounds: SliceBounds, to value: Value, at span: Span
  ) throws(Raised) {
    guard case .list(let list) = receiver else {
      throw typeError(
        "'\(typeName(of: receiver))' object does not support item assignment", at: span)
    }
    let values = try items(of: value, at: span)
    let positions = bounds.positions(in: list.elements.count)
    if bounds.step == nil || bounds.step == 1 {
      let count = list.elements.count
      let lower = bounds.lower ?? 0
      let start = positions.first ?? min(max(lower < 0 ? lower + count : lower, 0), count)
      list.elements.replaceSubrange(start..<start + positions.count, with: values)
      return
    }
    if values.isEmpty {
      let gone = Set(positions)
      list.elements = list.elements.enumerated().filter { !gone.contains($0.offset) }
        .map(\.element)
      return
    }
    guard values.count == positions.count else {
      throw valueError(
        "attempt to assign sequence of size \(values.count) to extended slice of size "
          + "\(positions.count)", at: span)
    }
    for (position, value) in zip(positions, values) { list.elements[position] = value }
  }

  /// `del receiver[key]`.
  func deleteItem(of receiver: Value, _ key: Value, at span: Span) throws(Raised) {
    switch receiver {
    case .unknown, .opaque: return
    case .list(let list):
      list.elements.remove(at: try position(key, list.elements.count, "list assignment", span))
    case .dict(let dict):
      guard dict.members.removeValue(forKey: try hashable(key, at: span)) != nil else {
        throw missingKey(key, among: dict, at: span)
      }
    case .object(let instance as InstanceObject):
      if try instance.callMethod("__delitem__", [key], at: span, in: self) == nil { fallthrough }
    default:
      throw typeError(
        "'\(typeName(of: receiver))' object does not support item deletion", at: span)
    }
  }

  /// A value as a key.
  func hashable(_ value: Value, at span: Span) throws(Raised) -> HashableValue {
    if let key = HashableValue(value) { return key }
    switch value {
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: span, for: "a key is needed here")
    default: throw typeError("unhashable type: '\(typeName(of: value))'", at: span)
    }
  }

  /// A set of values.
  func makeSet(_ values: [Value], at span: Span) throws(Raised) -> Value {
    var elements: OrderedSet<HashableValue> = []
    for value in values {
      if case .unknown = value { return .unknown }
      elements.append(try hashable(value, at: span))
    }
    try chargeItems(values.count, at: span)
    return .set(SetObject(elements))
  }
}

// MARK: - Iteration

extension Evaluator {
  /// The items of an iterable, all at once.
  func items(of value: Value, at span: Span) throws(Raised) -> [Value] {
    switch value {
    case .list(let list): return list.elements
    case .tuple(let elements): return elements
    case .dict(let dict): return dict.members.keys.map(\.value)
    case .set(let set): return set.elements.map(\.value)
    case .string(let text):
      if text.holdsChannel { throw runTimeText(at: span, for: "taken apart") }
      try chargeItems(text.utf8.count, at: span)
      return text.unicodeScalars.map { .string(String($0)) }
    case .bytes(let bytes): return bytes.map { .int(Int($0)) }
    case .object(let object):
      if let values = try object.iterate(at: span, in: self) {
        try charge(values.count, at: span)
        return values
      }
    case .opaque(let opaque): throw needed(opaque, at: span, for: "gone through here")
    case .unknown: throw .reported
    default: break
    }
    throw typeError("'\(typeName(of: value))' object is not iterable", at: span)
  }

  /// The keys and values of a mapping.
  func pairs(
    of value: Value, at span: Span
  ) throws(Raised) -> [(key: HashableValue, value: Value)] {
    switch value {
    case .dict(let dict): return dict.members.map { ($0.key, $0.value) }
    case .unknown: throw .reported
    case .opaque(let opaque): throw needed(opaque, at: span, for: "unpacked here")
    case .object(let object):
      guard let keys = try object.iterate(at: span, in: self) else { break }
      var result: [(key: HashableValue, value: Value)] = []
      for key in keys {
        guard let value = try object.item(key, at: span, in: self) else { break }
        result.append((try hashable(key, at: span), value))
      }
      if result.count == keys.count { return result }
    default: break
    }
    throw typeError("'\(typeName(of: value))' object is not a mapping", at: span)
  }
}
