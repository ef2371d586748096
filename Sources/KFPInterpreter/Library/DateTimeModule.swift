import KFPSource
import OrderedCollections

extension Evaluator {
  /// The current time in microseconds, recorded as asked for.
  private func now() -> Int {
    recordInput("time")
    let seconds = capabilities.now()
    return seconds.isFinite && abs(seconds) < 1e12 ? Int(seconds * 1e6) : 0
  }

  private func moment(_ microseconds: Int, offset: Int? = nil, isDate: Bool = false) -> Value {
    let shifted = microseconds + (offset ?? 0) * 1_000_000
    guard let time = CivilTime(microseconds: shifted) else { return .none }
    guard isDate else { return .object(MomentObject(time, offset: offset)) }
    let day = CivilTime([time.year, time.month, time.day]) ?? time
    return .object(MomentObject(day, isDate: true))
  }

  func registerDateTime() {
    let utc = Value.object(TimeZoneObject(offset: 0))
    let zone = ClassObject("timezone", kind: .builtin)
    zone.members["utc"] = utc
    zone.matches = { if case .object(is TimeZoneObject) = $0 { true } else { false } }
    zone.construct = { (call, evaluator) throws(Raised) in
      guard case .object(let duration as DurationObject) = call.first else {
        throw evaluator.typeError("timezone() argument 1 must be a timedelta", at: call.span)
      }
      return .object(TimeZoneObject(offset: duration.microseconds / 1_000_000))
    }
    module(
      "datetime",
      [
        ("datetime", .object(momentType(isDate: false))),
        ("date", .object(momentType(isDate: true))),
        ("timedelta", .object(durationType())), ("timezone", .object(zone)), ("UTC", utc),
      ])
    registerTime()
  }

  private func momentType(isDate: Bool) -> ClassObject {
    let type = ClassObject(isDate ? "date" : "datetime", kind: .builtin)
    type.matches = { value in
      if case .object(let moment as MomentObject) = value {
        isDate || !moment.isDate
      } else {
        false
      }
    }
    type.construct = { (call, evaluator) throws(Raised) in
      let names = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"]
      let values = try call.bound(to: names, required: 3, of: type.name, in: evaluator)
      var parts: [Int] = []
      for value in values.dropLast() {
        parts.append(
          try value.map { value throws(Raised) in
            try evaluator.index(value, at: call.span)
          } ?? 0)
      }
      guard let time = CivilTime(parts) else {
        throw evaluator.valueError("day is out of range for month", at: call.span)
      }
      var offset: Int?
      if case .object(let zone as TimeZoneObject)? = values[7] { offset = zone.offset }
      return .object(MomentObject(time, isDate: isDate, offset: offset))
    }
    func define(_ name: String, _ body: @escaping NativeFunction.Body) {
      type.members[name] = .object(
        DescriptorObject(.staticmethod, .object(NativeFunction(name, body))))
    }
    for name in ["now", "utcnow", "today"] {
      define(name) { (call, evaluator) throws(Raised) in
        var offset: Int?
        if case .object(let zone as TimeZoneObject)? = call.positional.first?.value
          ?? call.keyword("tz")
        {
          offset = zone.offset
        }
        return evaluator.moment(evaluator.now(), offset: offset, isDate: isDate)
      }
    }
    for name in ["fromtimestamp", "utcfromtimestamp"] {
      define(name) { (call, evaluator) throws(Raised) in
        let seconds = evaluator.number(call.first) ?? 0
        guard seconds.isFinite, abs(seconds) < 1e12 else {
          throw evaluator.valueError("timestamp out of range", at: call.span)
        }
        return evaluator.moment(Int(seconds * 1e6), isDate: isDate)
      }
    }
    define("fromisoformat") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "fromisoformat")
      let numbers = text.utf8.split { $0 < 0x30 || $0 > 0x39 }.compactMap {
        Int(String(decoding: $0, as: UTF8.self))
      }
      guard let time = CivilTime(numbers) else {
        throw evaluator.valueError("Invalid isoformat string: \(quoted(text))", at: call.span)
      }
      return .object(MomentObject(time, isDate: isDate))
    }
    define("strptime") { (call, evaluator) throws(Raised) in
      let text = try evaluator.textArgument(call, 0, "strptime")
      let format = try evaluator.textArgument(call, 1, "strptime")
      guard let time = CivilTime.parsed(text, format) else {
        throw evaluator.valueError(
          "time data \(quoted(text)) does not match format \(quoted(format))", at: call.span)
      }
      return .object(MomentObject(time, isDate: isDate))
    }
    return type
  }

  private func durationType() -> ClassObject {
    let type = ClassObject("timedelta", kind: .builtin)
    type.matches = { if case .object(is DurationObject) = $0 { true } else { false } }
    type.construct = { (call, evaluator) throws(Raised) in
      let units: [(String, Double)] = [
        ("days", 86_400e6), ("seconds", 1e6), ("microseconds", 1), ("milliseconds", 1e3),
        ("minutes", 60e6), ("hours", 3600e6), ("weeks", 604_800e6),
      ]
      let values = try call.bound(to: units.map(\.0), of: "timedelta", in: evaluator)
      var total = 0.0
      for (value, unit) in zip(values, units) {
        guard let value else { continue }
        guard let number = evaluator.number(value) else {
          throw evaluator.typeError(
            "unsupported type for timedelta \(unit.0) component: \(evaluator.typeName(of: value))",
            at: call.span)
        }
        total += number * unit.1
      }
      guard abs(total) < 9e18 else {
        throw evaluator.exception("OverflowError", "too many days", at: call.span)
      }
      return .object(DurationObject(microseconds: Int(total.rounded(.toNearestOrEven))))
    }
    return type
  }

  private func registerTime() {
    let time = module("time")
    for name in ["time", "monotonic", "perf_counter", "process_time"] {
      time.define(name) { (_, evaluator) throws(Raised) in .float(Double(evaluator.now()) / 1e6) }
    }
    time.define("time_ns") { (_, evaluator) throws(Raised) in .int(evaluator.now() &* 1000) }
    time.define("sleep") { (_, _) throws(Raised) in .none }
    time.define("strftime") { (call, evaluator) throws(Raised) in
      let format = try evaluator.textArgument(call, 0, "strftime")
      var moment = evaluator.moment(evaluator.now())
      if call.positional.count > 1 { moment = call.positional[1].value }
      guard case .object(let object as MomentObject) = moment else { return .string("") }
      return .string(object.time.text(format, offset: nil))
    }
    for name in ["gmtime", "localtime"] {
      time.define(name) { (call, evaluator) throws(Raised) in
        guard let seconds = call.positional.first.flatMap({ evaluator.number($0.value) }),
          abs(seconds) < 1e12
        else { return evaluator.moment(evaluator.now()) }
        return evaluator.moment(Int(seconds * 1e6))
      }
    }
  }
}

extension CivilTime {
  /// Reads a text by a format of `strptime` with numeric directives.
  fileprivate static func parsed(_ text: String, _ format: String) -> CivilTime? {
    var bytes = Array(text.utf8)[...]
    var parts = ["Y": 1900, "m": 1, "d": 1, "H": 0, "M": 0, "S": 0, "f": 0]
    let widths = ["Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2, "f": 6]
    var isDirective = false
    for scalar in format.unicodeScalars {
      if !isDirective {
        if scalar == "%" {
          isDirective = true
        } else {
          guard bytes.starts(with: String(scalar).utf8) else { return nil }
          bytes = bytes.dropFirst(String(scalar).utf8.count)
        }
        continue
      }
      isDirective = false
      let name = String(scalar)
      guard let width = widths[name] else { return nil }
      let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }.prefix(width)
      guard var number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      if name == "f" { for _ in digits.count..<6 { number *= 10 } }
      parts[name] = number
      bytes = bytes.dropFirst(digits.count)
    }
    guard bytes.isEmpty else { return nil }
    return CivilTime(["Y", "m", "d", "H", "M", "S", "f"].compactMap { parts[$0] })
  }
}
