/// Names of one kind, none given twice: the second `foo` is `foo-2`.
struct UniqueNames: Sendable {
  private var taken: Set<String> = []
  /// The first number behind a name that may be free. All smaller ones are taken, which makes
  /// thousands of tasks of one component cheap.
  private var firstFree: [String: Int] = [:]

  /// Whether a name was given.
  func contains(_ name: String) -> Bool {
    taken.contains(name)
  }

  /// Gives a name, with a number where it was given before.
  mutating func take(_ name: String) -> String {
    let free = free(name) { _ in false }
    taken.insert(free)
    return free
  }

  /// The name that would be free if those that `isReserved` tells were taken, too.
  mutating func free(_ name: String, unless isReserved: (String) -> Bool) -> String {
    if !taken.contains(name), !isReserved(name) { return name }
    var number = firstFree[name] ?? 2
    var candidate = "\(name)-\(number)"
    func advance() {
      number += 1
      candidate = "\(name)-\(number)"
    }
    while taken.contains(candidate) { advance() }
    firstFree[name] = number
    while taken.contains(candidate) || isReserved(candidate) { advance() }
    return candidate
  }

  /// Takes exactly this name.
  mutating func insert(_ name: String) {
    taken.insert(name)
  }
}
