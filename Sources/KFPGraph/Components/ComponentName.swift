/// The names that documents give to components, executors and pipelines.
public enum ComponentName {
  /// Makes a text fit for a name in a cluster: lower-case letters, digits and single hyphens.
  public static func sanitized(_ text: String) -> String {
    joined(text.lowercased(), with: UInt8(ascii: "-")) { byte in
      isLowerLetterOrDigit(byte)
    }
  }

  /// The name of the component that a function defines; nil where the function's name has nothing
  /// but underscores, which the SDK cannot take.
  public static func ofFunction(_ name: String) -> String? {
    let start = name.unicodeScalars.drop { $0 == "_" || $0 == " " }
    guard let first = start.first else { return nil }
    // The SDK writes the first letter large before it writes all small, which is not the same for
    // every letter: `ß` becomes `ss`.
    return sanitized(first.properties.uppercaseMapping + String(start.dropFirst()))
  }

  /// The name of an input or output of an old (v1) component: `Input 1` is `input_1`.
  public static func ofLegacyPort(_ text: String) -> String {
    joined(text.lowercased(), with: UInt8(ascii: "_")) { byte in
      isLowerLetterOrDigit(byte)
    }
  }

  /// The key of a component in a document, for a name that is sanitised or not.
  public static func componentKey(_ name: String) -> String { "comp-" + sanitized(name) }

  /// The key of an executor in a document.
  public static func executorLabel(_ name: String) -> String { "exec-" + sanitized(name) }

  /// Keeps some bytes, puts one separator for each run of others, and strips separators at both
  /// ends. The separator itself counts as one of the others.
  private static func joined(
    _ text: String, with separator: UInt8, keeping isKept: (UInt8) -> Bool
  ) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isKept(byte) {
        bytes.append(byte)
      } else if let last = bytes.last, last != separator {
        bytes.append(separator)
      }
    }
    if bytes.last == separator { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  fileprivate static func isLowerLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// The name of a pipeline in its document, or why there can be none.
public enum PipelineName: Hashable, Sendable {
  case name(String)
  /// Nothing is left of the text but hyphens.
  case empty
  /// The name has more than 128 letters.
  case tooLong(String)

  /// The longest name that a cluster takes.
  public static let maximumLength = 128

  /// Makes the name of a pipeline from what the decorator says, or else from the function's name.
  public init(decorator: String?, function: String) {
    let given = decorator ?? ""
    let name =
      given.isEmpty
      ? ComponentName.ofFunction(function) ?? "" : ComponentName.sanitized(given)
    if name.isEmpty {
      self = .empty
    } else if name.utf8.count > Self.maximumLength {
      self = .tooLong(name)
    } else {
      self = .name(name)
    }
  }
}

/// Whether a text may name a channel: a pipeline's input, a task's output, an input of a component
/// that is compiled alone. The first letter is an ASCII letter; then digits, white space,
/// underscores and hyphens are fine too.
public func isChannelName(_ name: String) -> Bool {
  guard let first = name.utf8.first, isLetter(first) else { return false }
  return name.unicodeScalars.allSatisfy { scalar in
    guard scalar.isASCII else { return scalar.properties.isWhitespace }
    let byte = UInt8(truncatingIfNeeded: scalar.value)
    return isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-") || byte == 0x20 || (0x09...0x0D).contains(byte)
      || (0x1C...0x1F).contains(byte)
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// A name that is not among those taken: `name`, `name_2`, `name_3`, ... as outputs of one component
/// are numbered; nil where 99 are taken.
public func uniqueOutputName(_ name: String, among taken: some Collection<String>) -> String? {
  guard taken.contains(name) else { return name }
  for number in 2..<100 where !taken.contains("\(name)_\(number)") {
    return "\(name)_\(number)"
  }
  return nil
}
