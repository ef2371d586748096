import KFPSource
import OrderedCollections

extension Evaluator {
  func registerCollections() {
    let collections = module("collections")
    collections.define("namedtuple") { (call, evaluator) throws(Raised) in
      try evaluator.makeFields(.namedTuple, call)
    }
    for name in ["OrderedDict", "Counter", "defaultdict"] {
      let type = ClassObject(name, kind: .builtin)
      type.matches = { if case .dict(let dict) = $0 { dict.typeName == name } else { false } }
      type.construct = { (call, evaluator) throws(Raised) in
        .dict(try evaluator.makeSpecialDict(name, call))
      }
      collections[name] = .object(type)
    }
    collections.define("deque") { (call, evaluator) throws(Raised) in
      guard !call.positional.isEmpty else { return .list(ListObject([])) }
      return .list(ListObject(try evaluator.items(of: call.first, at: call.span)))
    }
    collections["abc"] = nativeModules["collections.abc"].map { .object($0) }
    collections.define("ChainMap") { (call, evaluator) throws(Raised) in
      let result = DictObject([:])
      for argument in call.positional.reversed() {
        for (key, value) in try evaluator.pairs(of: argument.value, at: argument.span) {
          result.members[key] = value
        }
      }
      return .dict(result)
    }
    registerItertools()
    registerFunctools()
    registerOperator()
  }

  private func makeSpecialDict(_ name: String, _ call: Call) throws(Raised) -> DictObject {
    var call = call
    var factory: Value?
    if name == "defaultdict", !call.positional.isEmpty {
      factory = call.positional.removeFirst().value
      if case .some(.none) = factory { factory = nil }
    }
    let result: DictObject
    if name == "Counter", let first = call.positional.first {
      if case .dict(let dict) = first.value {
        result = DictObject(dict.members)
      } else {
        result = DictObject([:])
        for value in try items(of: first.value, at: first.span) {
          let key = try hashable(value, at: first.span)
          var count = 1
          if case .int(let old)? = result.members[key] { count = old + 1 }
          result.members[key] = .int(count)
        }
      }
    } else {
      result = try makeDict(call)
    }
    result.typeName = name
    result.defaultFactory = factory
    if name == "Counter" {
      result.defaultFactory = .object(NativeFunction("zero") { (_, _) throws(Raised) in .int(0) })
    }
    return result
  }

  private func registerItertools() {
    let tools = module("itertools")
    tools.define("chain") { (call, evaluator) throws(Raised) in
      var values: [Value] = []
      for argument in call.positional {
        values += try evaluator.items(of: argument.value, at: argument.span)
      }
      try evaluator.chargeItems(values.count, at: call.span)
      return .object(IteratorObject(values))
    }
    if case .object(let chain as NativeFunction)? = tools["chain"] {
      chain.attributes["from_iterable"] = .object(
        NativeFunction("from_iterable") { (call, evaluator) throws(Raised) in
          var values: [Value] = []
          for part in try evaluator.items(of: call.first, at: call.span) {
            values += try evaluator.items(of: part, at: call.span)
          }
          return .object(IteratorObject(values))
        })
    }
    tools.define("product") { (call, evaluator) throws(Raised) in
      var pools: [[Value]] = []
      for argument in call.positional {
        pools.append(try evaluator.items(of: argument.value, at: argument.span))
      }
      if case .int(let count)? = call.keyword("repeat") {
        pools = Array(repeatElement(pools, count: max(0, min(count, 64))).joined())
      }
      var rows: [[Value]] = [[]]
      for pool in pools {
        try evaluator.chargeItems(rows.count * pool.count, at: call.span)
        rows = rows.flatMap { row in pool.map { row + [$0] } }
      }
      return .object(IteratorObject(rows.map { .tuple($0) }))
    }
    for name in ["combinations", "permutations"] {
      tools.define(name) { (call, evaluator) throws(Raised) in
        let values = try evaluator.items(of: call.first, at: call.span)
        var size = values.count
        if call.positional.count > 1 {
          size = try evaluator.index(call.positional[1].value, at: call.span)
        }
        return .object(
          IteratorObject(
            try evaluator.selections(
              of: values, size: size, isOrdered: name == "permutations", at: call.span)))
      }
    }
    tools.define("islice") { (call, evaluator) throws(Raised) in
      var numbers: [Int?] = []
      for argument in call.positional.dropFirst() {
        if case .none = argument.value {
          numbers.append(nil)
        } else {
          numbers.append(try evaluator.index(argument.value, at: argument.span))
        }
      }
      let bounds =
        numbers.count == 1
        ? SliceBounds(lower: nil, upper: numbers[0], step: nil)
        : SliceBounds(
          lower: numbers.first ?? nil, upper: numbers.count > 1 ? numbers[1] : nil,
          step: numbers.count > 2 ? numbers[2] : nil)
      let values = try evaluator.items(of: call.first, at: call.span)
      return .object(IteratorObject(bounds.positions(in: values.count).map { values[$0] }))
    }
    tools.define("accumulate") { (call, evaluator) throws(Raised) in
      var results: [Value] = []
      for value in try evaluator.items(of: call.first, at: call.span) {
        if let last = results.last {
          results.append(try evaluator.operate("+", last, value, at: call.span))
        } else {
          results.append(value)
        }
      }
      return .object(IteratorObject(results))
    }
    tools.define("repeat") { (call, evaluator) throws(Raised) in
      guard call.positional.count > 1 else {
        throw evaluator.unsupported("an endless iteration", at: call.span)
      }
      let count = max(0, try evaluator.index(call.positional[1].value, at: call.span))
      try evaluator.chargeItems(count, at: call.span)
      return .object(IteratorObject(Array(repeating: call.first, count: count)))
    }
    tools.define("zip_longest") { (call, evaluator) throws(Raised) in
      var columns: [[Value]] = []
      for argument in call.positional {
        columns.append(try evaluator.items(of: argument.value, at: argument.span))
      }
      let fill = call.keyword("fillvalue") ?? .none
      let rows = (0..<(columns.map(\.count).max() ?? 0)).map { row in
        Value.tuple(columns.map { row < $0.count ? $0[row] : fill })
      }
      return .object(IteratorObject(rows))
    }
    tools.define("groupby") { (call, evaluator) throws(Raised) in
      let key = call.positional.count > 1 ? call.positional[1].value : call.keyword("key")
      var groups: [(Value, [Value])] = []
      for value in try evaluator.items(of: call.first, at: call.span) {
        let valueKey =
          try key.map { key throws(Raised) in
            try evaluator.call(key, [value], at: call.span)
          } ?? value
        if let last = groups.last, try evaluator.equal(last.0, valueKey, at: call.span) {
          groups[groups.count - 1].1.append(value)
        } else {
          groups.append((valueKey, [value]))
        }
      }
      return .object(
        IteratorObject(groups.map { .tuple([$0.0, .object(IteratorObject($0.1))]) }))
    }
    for name in ["count", "cycle"] {
      tools.define(name) { (call, evaluator) throws(Raised) in
        throw evaluator.unsupported("an endless iteration", at: call.span)
      }
    }
  }

  /// `itertools.combinations` and `permutations`.
  private func selections(
    of values: [Value], size: Int, isOrdered: Bool, at span: Span
  ) throws(Raised) -> [Value] {
    guard size >= 0, size <= values.count, size < 64 else { return [] }
    var chosen: [[Int]] = [[]]
    for _ in 0..<size {
      var next: [[Int]] = []
      for positions in chosen {
        try chargeItems(values.count, at: span)
        for index in values.indices {
          if isOrdered ? positions.contains(index) : index <= positions.last ?? -1 { continue }
          next.append(positions + [index])
        }
      }
      chosen = next
    }
    return chosen.map { positions in .tuple(positions.map { values[$0] }) }
  }

  private func registerFunctools() {
    let tools = module("functools")
    tools.define("partial", acceptsUnknown: true) { (call, _) throws(Raised) in
      let function = call.first
      let positional = call.positional.dropFirst()
      let keywords = call.keywords
      return .object(
        NativeFunction("partial", acceptsUnknown: true) { (call, evaluator) throws(Raised) in
          var call = call
          call.positional.insert(contentsOf: positional, at: 0)
          let given = Set(call.keywords.map(\.name))
          call.keywords.insert(
            contentsOf: keywords.filter { !given.contains($0.name) }, at: 0)
          return try evaluator.call(function, call)
        })
    }
    tools.define("reduce") { (call, evaluator) throws(Raised) in
      guard call.positional.count >= 2 else {
        throw evaluator.typeError("reduce expected at least 2 arguments", at: call.span)
      }
      var values = try evaluator.items(of: call.positional[1].value, at: call.span)[...]
      var result: Value
      if call.positional.count > 2 {
        result = call.positional[2].value
      } else {
        guard let first = values.popFirst() else {
          throw evaluator.typeError(
            "reduce() of empty iterable with no initial value", at: call.span)
        }
        result = first
      }
      for value in values {
        result = try evaluator.call(call.first, [result, value], at: call.span)
      }
      return result
    }
    tools.define("wraps") { (call, _) throws(Raised) in
      let wrapped = call.first
      return .object(
        NativeFunction("wraps") { (call, _) throws(Raised) in
          if case .object(let function as FunctionObject) = call.first,
            case .object(let original as FunctionObject) = wrapped
          {
            function.name = original.name
            function.attributes["__wrapped__"] = wrapped
            if let text = original.docstring { function.attributes["__doc__"] = .string(text) }
          }
          return call.first
        })
    }
    // A cache changes nothing but the time that a call takes.
    for name in ["cache", "cached_property", "total_ordering"] {
      tools.define(name) { (call, _) throws(Raised) in
        name == "cached_property"
          ? .object(DescriptorObject(.property, call.first)) : call.first
      }
    }
    tools.define("lru_cache") { (call, _) throws(Raised) in
      if case .object(is FunctionObject) = call.first { return call.first }
      return .object(NativeFunction("lru_cache") { (call, _) throws(Raised) in call.first })
    }
  }

  private func registerOperator() {
    let module = module("operator")
    module.define("itemgetter") { (call, _) throws(Raised) in
      let keys = call.positional.map(\.value)
      return .object(
        NativeFunction("itemgetter") { (call, evaluator) throws(Raised) in
          var values: [Value] = []
          for key in keys {
            values.append(try evaluator.item(of: call.first, key, at: call.span))
          }
          return values.count == 1 ? values[0] : .tuple(values)
        })
    }
    module.define("attrgetter") { (call, evaluator) throws(Raised) in
      let name = try evaluator.textArgument(call, 0, "attrgetter")
      return .object(
        NativeFunction("attrgetter") { (call, evaluator) throws(Raised) in
          try evaluator.attribute(of: call.first, name, at: call.span)
        })
    }
    for (name, operation) in [
      ("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"),
      ("mod", "%"), ("or_", "|"), ("and_", "&"), ("xor", "^"), ("concat", "+"), ("pow", "**"),
    ] {
      module.define(name) { (call, evaluator) throws(Raised) in
        guard call.positional.count == 2 else {
          throw evaluator.typeError("\(name) expected 2 arguments", at: call.span)
        }
        return try evaluator.operate(
          operation, call.first, call.positional[1].value, at: call.span)
      }
    }
  }
}
