import KFPSource

/// A day in the calendar that Python uses, as the number of days since 1970-01-01, and a time.
struct CivilTime: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var microsecond = 0

  /// Days since 1970-01-01.
  var days: Int {
    // Years start in March, so that the leap day is the last one.
    let year = month <= 2 ? self.year - 1 : self.year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Microseconds since 1970-01-01.
  var microseconds: Int {
    ((days * 24 + hour) * 60 + minute) * 60_000_000 + second * 1_000_000 + microsecond
  }

  /// The time so many microseconds after 1970-01-01; nil outside the years 1 to 9999.
  init?(microseconds: Int) {
    let dayLength = 86_400_000_000
    var days = microseconds / dayLength
    var rest = microseconds % dayLength
    if rest < 0 { (days, rest) = (days - 1, rest + dayLength) }
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = rest / 3_600_000_000
    minute = rest / 60_000_000 % 60
    second = rest / 1_000_000 % 60
    microsecond = rest % 1_000_000
    guard year >= 1, year <= 9999 else { return nil }
  }

  /// A time from its parts; nil where there is no such time.
  init?(_ parts: [Int]) {
    guard parts.count >= 3 else { return nil }
    (year, month, day) = (parts[0], parts[1], parts[2])
    if parts.count > 3 { hour = parts[3] }
    if parts.count > 4 { minute = parts[4] }
    if parts.count > 5 { second = parts[5] }
    if parts.count > 6 { microsecond = parts[6] }
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0...999_999).contains(microsecond)
    else { return nil }
    guard let same = CivilTime(microseconds: microseconds), same.day == day else { return nil }
  }

  /// The day of the week; Monday is 0.
  var weekday: Int { ((days + 3) % 7 + 7) % 7 }

  /// The day of the year, from 1.
  var dayOfYear: Int {
    var first = self
    (first.month, first.day) = (1, 1)
    return days - first.days + 1
  }

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let dayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The text by a format of `strftime`.
  func text(_ format: String, offset: Int?) -> String {
    var result = ""
    var isDirective = false
    for scalar in format.unicodeScalars {
      guard isDirective else {
        if scalar == "%" { isDirective = true } else { result.unicodeScalars.append(scalar) }
        continue
      }
      isDirective = false
      result += directive(scalar, offset: offset)
    }
    return result
  }

  private func directive(_ letter: Unicode.Scalar, offset: Int?) -> String {
    let weekday = weekday
    switch letter {
    case "Y": return padded(year, 4)
    case "y": return padded(year % 100, 2)
    case "m": return padded(month, 2)
    case "d": return padded(day, 2)
    case "H": return padded(hour, 2)
    case "I": return padded((hour + 11) % 12 + 1, 2)
    case "M": return padded(minute, 2)
    case "S": return padded(second, 2)
    case "f": return padded(microsecond, 6)
    case "j": return padded(dayOfYear, 3)
    case "p": return hour < 12 ? "AM" : "PM"
    case "B": return Self.monthNames[month - 1]
    case "b", "h": return String(Self.monthNames[month - 1].prefix(3))
    case "A": return Self.dayNames[weekday]
    case "a": return String(Self.dayNames[weekday].prefix(3))
    case "w": return String((weekday + 1) % 7)
    case "u": return String(weekday + 1)
    case "F": return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    case "T", "X": return "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    case "D", "x": return "\(padded(month, 2))/\(padded(day, 2))/\(padded(year % 100, 2))"
    case "s": return String(microseconds / 1_000_000)
    case "z": return offset.map { offsetText($0, separator: "") } ?? ""
    case "Z": return offset.map { $0 == 0 ? "UTC" : "UTC" + offsetText($0, separator: ":") } ?? ""
    case "%": return "%"
    default: return "%\(letter)"
    }
  }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// `+02:00` for an offset in seconds.
func offsetText(_ offset: Int, separator: String) -> String {
  let minutes = abs(offset) / 60
  return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + separator + padded(minutes % 60, 2)
}

/// `datetime.timedelta`.
final class DurationObject: Object {
  let microseconds: Int
  let typeName = "timedelta"

  init(microseconds: Int) { self.microseconds = microseconds }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    let day = 86_400_000_000
    let rest = ((microseconds % day) + day) % day
    switch name {
    case "days": return .int((microseconds - rest) / day)
    case "seconds": return .int(rest / 1_000_000)
    case "microseconds": return .int(rest % 1_000_000)
    case "total_seconds":
      let seconds = Double(microseconds) / 1e6
      return .object(NativeFunction(name) { (_, _) throws(Raised) in .float(seconds) })
    default: return nil
    }
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    func made(_ value: Double) -> Value? {
      guard value.isFinite, abs(value) < 9e18 else { return nil }
      return .object(DurationObject(microseconds: Int(value.rounded(.toNearestOrEven))))
    }
    if case .object(let other as DurationObject) = other {
      let (a, b) =
        isReflected
        ? (other.microseconds, microseconds) : (microseconds, other.microseconds)
      switch operation {
      case "+": return .object(DurationObject(microseconds: a &+ b))
      case "-": return .object(DurationObject(microseconds: a &- b))
      case "==": return .bool(a == b)
      case "<": return .bool(a < b)
      case "<=": return .bool(a <= b)
      case ">": return .bool(a > b)
      case ">=": return .bool(a >= b)
      case "/" where b != 0: return .float(Double(a) / Double(b))
      case "//" where b != 0: return .int(a / b)
      default: return nil
      }
    }
    if operation == "neg" { return .object(DurationObject(microseconds: 0 &- microseconds)) }
    guard let factor = evaluator.number(other) else { return nil }
    switch operation {
    case "*": return made(Double(microseconds) * factor)
    case "/" where factor != 0 && !isReflected: return made(Double(microseconds) / factor)
    default: return nil
    }
  }

  var identity: Value? { .int(microseconds) }
  func truth(at span: Span, in evaluator: Evaluator) throws(Raised) -> Bool { microseconds != 0 }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    let day = 86_400_000_000
    let rest = ((microseconds % day) + day) % day
    let days = (microseconds - rest) / day
    let seconds = rest / 1_000_000
    var text = days == 0 ? "" : "\(days) day\(abs(days) == 1 ? "" : "s"), "
    text += "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    if rest % 1_000_000 != 0 { text += ".\(padded(rest % 1_000_000, 6))" }
    return text
  }
}

/// `datetime.timezone`.
final class TimeZoneObject: Object {
  let offset: Int
  let typeName = "timezone"

  init(offset: Int) { self.offset = offset }

  var identity: Value? { .int(offset) }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    offset == 0 ? "UTC" : "UTC" + offsetText(offset, separator: ":")
  }
}

/// `datetime.datetime` and `datetime.date`.
final class MomentObject: Object {
  let time: CivilTime
  let isDate: Bool
  /// Seconds east of Greenwich; nil without a time zone.
  let offset: Int?

  init(_ time: CivilTime, isDate: Bool = false, offset: Int? = nil) {
    self.time = time
    self.isDate = isDate
    self.offset = offset
  }

  var typeName: String { isDate ? "date" : "datetime" }
  var attributeNames: [String] {
    [
      "year", "month", "day", "hour", "minute", "second", "microsecond", "strftime", "isoformat",
      "timestamp", "date", "replace", "weekday", "astimezone", "tzinfo", "isoweekday", "timetuple",
      "time", "ctime", "utcoffset", "toordinal",
    ]
  }

  func attribute(_ name: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> Value? {
    switch name {
    case "year": return .int(time.year)
    case "month": return .int(time.month)
    case "day": return .int(time.day)
    case "hour" where !isDate: return .int(time.hour)
    case "minute" where !isDate: return .int(time.minute)
    case "second" where !isDate: return .int(time.second)
    case "microsecond" where !isDate: return .int(time.microsecond)
    case "tzinfo": return offset.map { .object(TimeZoneObject(offset: $0)) } ?? Value.none
    default:
      guard attributeNames.contains(name) else { return nil }
      return .object(
        NativeFunction(name) { (call, evaluator) throws(Raised) in
          try self.perform(name, call, in: evaluator)
        })
    }
  }

  private func perform(
    _ name: String, _ call: Call, in evaluator: Evaluator
  ) throws(Raised) -> Value {
    switch name {
    case "strftime":
      return .string(time.text(try evaluator.textArgument(call, 0, name), offset: offset))
    case "isoformat":
      var separator = "T"
      if case .string(let text)? = call.positional.first?.value ?? call.keyword("sep") {
        separator = text
      }
      var wholeSeconds = false
      if case .string("seconds")? = call.keyword("timespec") { wholeSeconds = true }
      return .string(isoText(separator: separator, wholeSeconds: wholeSeconds))
    case "timestamp":
      return .float(Double(time.microseconds) / 1e6 - Double(offset ?? 0))
    case "date":
      let day = CivilTime([time.year, time.month, time.day]) ?? time
      return .object(MomentObject(day, isDate: true))
    case "weekday": return .int(time.weekday)
    case "isoweekday": return .int(time.weekday + 1)
    case "toordinal": return .int(time.days + 719_163)
    case "ctime": return .string(time.text("%a %b %d %H:%M:%S %Y", offset: nil))
    case "astimezone":
      var wanted = 0
      if case .object(let zone as TimeZoneObject) = call.first { wanted = zone.offset }
      let moved = time.microseconds + (wanted - (offset ?? 0)) * 1_000_000
      guard let time = CivilTime(microseconds: moved) else { return .object(self) }
      return .object(MomentObject(time, offset: wanted))
    case "replace": return try replaced(call, in: evaluator)
    case "utcoffset":
      return offset.map { .object(DurationObject(microseconds: $0 * 1_000_000)) } ?? .none
    default: throw evaluator.unsupported("`datetime.\(name)`", at: call.span)
    }
  }

  private func replaced(_ call: Call, in evaluator: Evaluator) throws(Raised) -> Value {
    var parts = [
      time.year, time.month, time.day, time.hour, time.minute, time.second, time.microsecond,
    ]
    let names = ["year", "month", "day", "hour", "minute", "second", "microsecond"]
    for (index, argument) in call.positional.enumerated() where index < parts.count {
      parts[index] = try evaluator.index(argument.value, at: argument.span)
    }
    var offset = offset
    for keyword in call.keywords {
      if let index = names.firstIndex(of: keyword.name) {
        parts[index] = try evaluator.index(keyword.value, at: keyword.span)
      } else if keyword.name == "tzinfo" {
        offset = nil
        if case .object(let zone as TimeZoneObject) = keyword.value { offset = zone.offset }
      }
    }
    guard let time = CivilTime(parts) else {
      throw evaluator.valueError("day is out of range for month", at: call.span)
    }
    return .object(MomentObject(time, isDate: isDate, offset: offset))
  }

  private func isoText(separator: String, wholeSeconds: Bool = false) -> String {
    let day = time.text("%Y-%m-%d", offset: nil)
    guard !isDate else { return day }
    var text = day + separator + time.text("%H:%M:%S", offset: nil)
    if time.microsecond != 0, !wholeSeconds { text += ".\(padded(time.microsecond, 6))" }
    return text + (offset.map { offsetText($0, separator: ":") } ?? "")
  }

  func operate(
    _ operation: String, _ other: Value, isReflected: Bool, at span: Span, in evaluator: Evaluator
  ) throws(Raised) -> Value? {
    if case .object(let duration as DurationObject) = other,
      operation == "+" || (operation == "-" && !isReflected)
    {
      let amount = operation == "+" ? duration.microseconds : 0 &- duration.microseconds
      guard let time = CivilTime(microseconds: time.microseconds &+ amount) else {
        throw evaluator.exception("OverflowError", "date value out of range", at: span)
      }
      guard isDate else { return .object(MomentObject(time, offset: offset)) }
      let day = CivilTime([time.year, time.month, time.day]) ?? time
      return .object(MomentObject(day, isDate: true))
    }
    guard case .object(let other as MomentObject) = other else { return nil }
    let mine = time.microseconds - (offset ?? 0) * 1_000_000
    let theirs = other.time.microseconds - (other.offset ?? 0) * 1_000_000
    let (a, b) = isReflected ? (theirs, mine) : (mine, theirs)
    switch operation {
    case "-": return .object(DurationObject(microseconds: a - b))
    case "==": return .bool(a == b)
    case "<": return .bool(a < b)
    case "<=": return .bool(a <= b)
    case ">": return .bool(a > b)
    case ">=": return .bool(a >= b)
    default: return nil
    }
  }

  var identity: Value? { .int(time.microseconds - (offset ?? 0) * 1_000_000) }

  func text(at span: Span, in evaluator: Evaluator) throws(Raised) -> String {
    isoText(separator: " ")
  }

  func format(_ spec: String, at span: Span, in evaluator: Evaluator) throws(Raised) -> String? {
    time.text(spec, offset: offset)
  }
}
