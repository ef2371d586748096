/// Times in the form of RFC 3339, such as `2026-11-24T01:30:00.123Z`.
enum Timestamp {
  /// The seconds since 1970; nil for other texts, and for the zero of services (`0001-01-01`, `1970-01-01`),
  /// by which they say that there is no time.
  static func seconds(_ text: String?) -> Double? {
    guard let text, let seconds = parse(Array(text.utf8)), seconds > 0 else { return nil }
    return seconds
  }

  private static func parse(_ bytes: [UInt8]) -> Double? {
    guard bytes.count >= 20, bytes[4] == 45, bytes[7] == 45, bytes[10] == 84, bytes[13] == 58,
      bytes[16] == 58,
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10]), let hour = number(bytes[11..<13]),
      let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (48...57).contains($0) }
      fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = offset(Array(rest)) else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    return Double(((days * 24 + hour) * 60 + minute) * 60 + second - offset) + fraction
  }

  /// The seconds that a zone is ahead: `Z`, or `+02:00`.
  private static func offset(_ bytes: [UInt8]) -> Int? {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == 58, let hours = number(bytes[1..<3]),
      let minutes = number(bytes[4..<6])
    else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    switch bytes[0] {
    case UInt8(ascii: "+"): return seconds
    case UInt8(ascii: "-"): return -seconds
    default: return nil
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }

  /// Days by the calendar, with years that begin in March, so that leap days come last.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
