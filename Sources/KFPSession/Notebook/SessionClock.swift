import Synchronization

/// The time as the cells of a session have asked for it. A cell that asks is evaluated again whenever an
/// earlier one changes, and is told what it was told before: otherwise every task that takes the time
/// would be stale with each new cell.
final class SessionClock: Sendable {
  private let answers = Mutex<[Double]>([])

  /// A clock for one evaluation of all cells.
  func reader(of now: @escaping @Sendable () -> Double) -> @Sendable () -> Double {
    let position = Position()
    return { [self] in
      let index = position.next()
      return answers.withLock { answers in
        // An answer may have been forgotten since.
        while index >= answers.count { answers.append(now()) }
        return answers[index]
      }
    }
  }

  private final class Position: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count - 1
      }
    }
  }

  /// How often the cells have asked.
  var count: Int { answers.withLock { $0.count } }

  /// Forgets the last answers: the cell that asked was refused.
  func forget(after count: Int) {
    answers.withLock { $0.removeLast(max(0, $0.count - count)) }
  }
}
