/// A fenced block of a Markdown text.
public struct Fence: Sendable {
  /// The words behind the opening fence, such as `kfps error=E0302`.
  public var words: [String]
  /// The lines inside, each with its end.
  public var text: String
  /// The number of the first line inside, from one.
  public var line: Int

  /// What stands behind `NAME=` in the words, in order.
  public func values(of name: String) -> [String] {
    words.compactMap { $0.hasPrefix(name + "=") ? String($0.dropFirst(name.utf8.count + 1)) : nil }
  }

  /// The fences of a text, in order.
  public static func fences(of page: String) -> [Fence] {
    var fences: [Fence] = []
    var open: Fence?
    for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        if let fence = open {
          fences.append(fence)
          open = nil
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          open = Fence(words: words, text: "", line: index + 2)
        }
      } else {
        open?.text += line + "\n"
      }
    }
    return fences
  }
}
